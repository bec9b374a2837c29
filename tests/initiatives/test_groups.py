"""Groups: entered, changed, moved, dissolved, and by whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from groups_cast import a_group
from keng.initiatives import actions, queries
from keng.initiatives.models import Group, Placement, Size
from keng.initiatives.queries.one import Sort
from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, Conflict, NotAllowed, WrongState

from .conftest import AT, TODAY, Cast


def test_a_group_is_entered_with_its_place_its_size_and_a_line_in_the_journal(cast: Cast) -> None:
    group = actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)

    assert (group.name, group.folded, group.members) == (
        "Tiếng kẻng thôn Đầu",
        "tieng keng thon dau",
        12,
    )
    assert Placement.objects.get().valid_from == date(2024, 1, 5)
    assert Size.objects.get().members == 12
    entry = Entry.objects.get(stream=f"initiative:{group.pk}")
    assert (entry.verb, entry.facts["unit"]) == ("initiatives.founded", cast.one)


def test_the_same_form_sent_twice_enters_one_group(cast: Cast) -> None:
    new = a_group(cast.one, token="form-1")

    first = actions.found_group(new, actor=cast.clerk, at=AT)
    second = actions.found_group(new, actor=cast.clerk, at=AT)

    assert first.pk == second.pk
    assert Group.objects.count() == 1


def test_a_commune_keeps_the_register_of_its_villages_but_not_of_its_schools(cast: Cast) -> None:
    actions.found_group(a_group(cast.village), actor=cast.clerk, at=AT)

    with pytest.raises(NotAllowed):
        actions.found_group(a_group(cast.school), actor=cast.clerk, at=AT)

    assert Group.objects.get().unit_id == cast.village


def test_nobody_writes_into_the_register_of_another_commune(cast: Cast) -> None:
    group = actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)

    with pytest.raises(NotAllowed):
        actions.dissolve_group(group.pk, "Không còn", on=TODAY, actor=cast.other_clerk, at=AT)
    with pytest.raises(NotAllowed):
        actions.move_group(group.pk, cast.two, "KH 1", on=TODAY, actor=cast.other_clerk, at=AT)

    group.refresh_from_db()
    assert (group.unit_id, group.dissolved_on) == (cast.one, None)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"kind": "unheard"}, "unknown_kind"),
        ({"founded_on": date(2025, 1, 1)}, "day_in_future"),
        ({"post": "Trần Văn Mẫu"}, "personal_data"),
        ({"paper_text": "Ông Trần Văn Mẫu, CCCD số 001099000001"}, "personal_data"),
        ({"name": "x" * 201}, "text_too_long"),
        ({"equipment": {"cameras": 3}}, "bad_number"),  # a gong is not asked for cameras
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_saved(
    cast: Cast, more: dict[str, object], code: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        actions.found_group(a_group(cast.one, **more), actor=cast.clerk, at=AT)

    assert refusal.value.code == code
    assert "Mẫu" not in refusal.value.message
    assert not Group.objects.exists()


def test_one_name_stands_once_in_a_unit_and_may_stand_in_another(cast: Cast) -> None:
    actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)
    actions.found_group(a_group(cast.two), actor=cast.other_clerk, at=AT)

    with pytest.raises(BadInput) as refusal:
        actions.found_group(a_group(cast.one, "Tiếng Kẻng thôn Đầu"), actor=cast.clerk, at=AT)

    assert refusal.value.code == "name_taken"


def test_other_numbers_hold_from_the_day_of_the_change(cast: Cast) -> None:
    group = actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)
    described = replace(a_group(cast.one).described, members=15)

    actions.change_group(group.pk, described, revision=1, actor=cast.clerk, at=AT)

    sizes = list(Size.objects.order_by("pk").values_list("on", "members"))
    assert sizes == [(date(2024, 1, 5), 12), (TODAY, 15)]


def test_a_change_of_what_somebody_else_changed_meanwhile_is_a_conflict(cast: Cast) -> None:
    group = actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)
    described = a_group(cast.one).described
    actions.change_group(group.pk, described, revision=1, actor=cast.clerk, at=AT)

    with pytest.raises(Conflict):
        actions.change_group(group.pk, described, revision=1, actor=cast.officer, at=AT)


def test_a_dissolved_group_stays_and_its_name_is_free(cast: Cast) -> None:
    group = actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)
    actions.dissolve_group(group.pk, "Không còn người tham gia", on=TODAY, actor=cast.clerk, at=AT)
    actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)

    with pytest.raises(WrongState):
        actions.dissolve_group(group.pk, "Lần nữa", on=TODAY, actor=cast.clerk, at=AT)
    with pytest.raises(BadInput) as refusal:
        actions.take_up_again(group.pk, actor=cast.clerk, at=AT)

    assert refusal.value.code == "name_taken"
    assert Group.objects.count() == 2


def test_what_was_dissolved_by_mistake_is_taken_up_again(cast: Cast) -> None:
    group = actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)
    actions.dissolve_group(group.pk, "Nhầm", on=TODAY, actor=cast.clerk, at=AT)

    actions.take_up_again(group.pk, actor=cast.clerk, at=AT)

    group.refresh_from_db()
    assert group.dissolved_on is None


def test_a_moved_group_keeps_where_it_stood(cast: Cast) -> None:
    group = actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)
    day = date(2024, 3, 1)

    actions.move_group(group.pk, cast.two, "KH 5/KH-UBND", on=day, actor=cast.officer, at=AT)

    rows = Placement.objects.order_by("valid_from").values_list("unit_id", "valid_from")
    assert list(rows) == [(cast.one, date(2024, 1, 5)), (cast.two, day)]
    steps = queries.group_view(group.pk, cast.officer, on=TODAY).steps
    assert [step.sort for step in steps] == [Sort.PLACED, Sort.FOUNDED]


def test_a_replica_names_its_origin_and_the_origin_its_replica(cast: Cast) -> None:
    origin = actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)
    replica = actions.found_group(
        a_group(cast.two, "Tiếng kẻng xã Hai", replicated_from=origin.pk),
        actor=cast.other_clerk,
        at=AT,
    )

    there = queries.group_view(replica.pk, cast.officer, on=TODAY)
    here = queries.group_view(origin.pk, cast.officer, on=TODAY)

    assert there.replicated_from == (origin.pk, origin.name)
    assert [step.text for step in here.steps if step.sort is Sort.REPLICATED] == [replica.name]


def test_many_groups_are_entered_all_or_none(cast: Cast) -> None:
    twice = [a_group(cast.one), a_group(cast.one)]

    with pytest.raises(BadInput):
        actions.found_groups(twice, actor=cast.clerk, at=AT)

    assert not Group.objects.exists()
    assert not Entry.objects.filter(stream__startswith="initiative:").exists()


def test_a_day_before_the_founding_ends_nothing(cast: Cast) -> None:
    group = actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)

    for day in (date(2024, 1, 4), TODAY + timedelta(days=1)):
        with pytest.raises(BadInput):
            actions.dissolve_group(group.pk, "Lý do", on=day, actor=OPERATOR, at=AT)
