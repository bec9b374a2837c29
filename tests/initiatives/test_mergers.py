"""What becomes of groups when their unit ends, and the table for the officer above."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups_cast import a_group, an_activity
from keng.access.actions import grant
from keng.access.actors import AccountActor
from keng.access.queries import account_by_login
from keng.db.reading import one_reading
from keng.initiatives import actions, queries
from keng.initiatives.models import Placement
from keng.initiatives.queries import Wanted
from keng.initiatives.standing import Rule
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, NotAllowed
from keng.orgunits.actions import NewUnit, merge, split
from keng.orgunits.actions.ledger import Naming

from .conftest import AT, TODAY, Cast

JULY = date(2024, 7, 1)


def merged(cast: Cast) -> int:
    new = NewUnit(Naming("xa", "Mới"), cast.north)
    return merge([cast.one, cast.two], new, on=JULY, basis="NQ 9", actor=OPERATOR, at=AT).pk


def clerk_of(unit_id: int) -> AccountActor:
    account = account_by_login("clerk.mot")
    grant(account.pk, "clerk", unit_id=unit_id, actor=OPERATOR, at=AT)
    return AccountActor(account)


def test_groups_of_a_merged_unit_are_told_and_follow_in_one_act(cast: Cast) -> None:
    group = actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)
    new = merged(cast)
    (left,) = queries.left_behind(cast.officer, on=TODAY)
    clerk = clerk_of(new)

    actions.follow_succession(cast.one, actor=clerk, at=AT)

    assert (left.unit_name, left.groups, left.heir_name) == ("xã Một", 1, "xã Mới")
    group.refresh_from_db()
    assert group.unit_id == new
    rows = Placement.objects.order_by("valid_from").values_list("unit_id", "valid_until")
    assert list(rows) == [(cast.one, JULY), (new, None)]
    assert queries.left_behind(cast.officer, on=TODAY) == []


def test_a_group_of_an_ended_unit_can_still_be_read_by_the_heir(cast: Cast) -> None:
    group = actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)
    new = merged(cast)

    view = queries.group_view(group.pk, clerk_of(new), on=TODAY)

    assert (view.unit_exists, view.may_keep) == (False, False)
    assert view.heir is not None
    assert view.heir.unit_id == new
    with pytest.raises(NotAllowed):
        queries.group_view(group.pk, cast.stranger, on=TODAY)


def test_who_keeps_another_unit_is_told_of_no_group_left_behind(cast: Cast) -> None:
    actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)
    assert queries.left_behind(cast.officer, on=TODAY) == []  # before the merger

    new = merged(cast)

    heir = clerk_of(new)
    told = [queries.left_behind(one, on=TODAY) for one in (heir, OPERATOR, cast.stranger)]
    assert [[left.unit_id for left in one] for one in told] == [[cast.one], [cast.one], []]
    listed = [
        len(queries.register_for(one, Wanted(unit_id=cast.one), on=TODAY))
        for one in (heir, cast.stranger)
    ]
    assert listed == [1, 0]


def test_asking_for_groups_left_behind_costs_the_same_for_one_unit_and_for_many(
    cast: Cast,
) -> None:
    actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)
    merged(cast)
    few = _questions(cast)
    actions.found_group(a_group(cast.two), actor=OPERATOR, at=AT.replace(month=6))
    many = _questions(cast)

    assert len(queries.left_behind(cast.officer, on=TODAY)) == 2
    assert many == few


def _questions(cast: Cast) -> int:
    queries.left_behind(cast.officer, on=TODAY)  # fills what the process keeps in memory
    with one_reading(), CaptureQueriesContext(connection) as asked:
        queries.left_behind(cast.officer, on=TODAY)
    return len(asked)


def test_dissolved_groups_of_an_ended_unit_are_not_left_behind(cast: Cast) -> None:
    group = actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)
    actions.dissolve_group(group.pk, "Hết", on=date(2024, 6, 1), actor=cast.clerk, at=AT)

    merged(cast)

    assert queries.left_behind(cast.officer, on=TODAY) == []


def test_a_village_goes_along_with_its_groups_untouched(cast: Cast) -> None:
    group = actions.found_group(a_group(cast.village), actor=cast.clerk, at=AT)

    new = merged(cast)

    assert queries.left_behind(cast.officer, on=TODAY) == []
    assert cast.village in queries.counted_units(new, on=TODAY)
    group.refresh_from_db()
    assert group.unit_id == cast.village


def test_where_a_unit_was_divided_nothing_is_guessed(cast: Cast) -> None:
    group = actions.found_group(a_group(cast.two), actor=cast.other_clerk, at=AT)
    parts: dict[NewUnit, list[int]] = {
        NewUnit(Naming("xa", name), cast.north): [] for name in ("Đông", "Tây")
    }
    east, _west = split(cast.two, parts, on=JULY, basis="NQ 9", actor=OPERATOR, at=AT)

    with pytest.raises(BadInput) as refusal:
        actions.follow_succession(cast.two, actor=OPERATOR, at=AT)
    actions.move_group(group.pk, east.pk, "NQ 9", on=JULY, actor=cast.officer, at=AT)

    assert refusal.value.code == "no_single_heir"
    group.refresh_from_db()
    assert group.unit_id == east.pk


def test_who_does_not_keep_the_heir_moves_nothing(cast: Cast) -> None:
    actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)
    merged(cast)

    with pytest.raises(NotAllowed):
        actions.follow_succession(cast.one, actor=cast.stranger, at=AT)


def test_the_table_counts_each_unit_with_those_below(cast: Cast) -> None:
    rule = Rule(activity_months=6, needs_dossier=True, basis="KH 1")
    actions.answer_rule(cast.north, rule, since=date(2024, 1, 1), actor=cast.officer, at=AT)
    silent = actions.found_group(a_group(cast.one, paper_number=""), actor=cast.clerk, at=AT)
    living = actions.found_group(a_group(cast.village), actor=cast.clerk, at=AT)
    actions.log_activity(living.pk, an_activity(TODAY), actor=cast.clerk, at=AT)
    gone = actions.found_group(a_group(cast.one, "Cũ"), actor=cast.clerk, at=AT)
    actions.dissolve_group(gone.pk, "Hết", on=TODAY, actor=cast.clerk, at=AT)

    table = queries.paper_table(cast.officer, cast.north, on=TODAY)

    assert [(one.unit_name, one.standing, one.on_paper) for one in table.lines] == [
        ("xã Một", 2, 1)
    ]
    assert (table.total.silent, table.total.without_dossier, table.total.unreviewed) == (1, 1, 0)
    assert silent.pk != living.pk
    with pytest.raises(NotAllowed):
        queries.paper_table(cast.stranger, cast.north, on=TODAY)


def test_a_list_shows_only_what_the_reader_reaches(cast: Cast) -> None:
    actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)
    actions.found_group(a_group(cast.two, "Đèn xã Hai"), actor=cast.other_clerk, at=AT)

    seen = {
        actor.label: [row.name for row in queries.register_for(actor, Wanted(), on=TODAY)[0:9]]
        for actor in (cast.clerk, cast.officer, cast.stranger)
    }
    found = queries.register_for(cast.officer, Wanted(text="den xa", kind="gong"), on=TODAY)

    assert seen == {
        "clerk.mot": ["Tiếng kẻng thôn Đầu"],
        "officer.bac": ["Đèn xã Hai", "Tiếng kẻng thôn Đầu"],
        "clerk.ba": [],
    }
    assert [row.unit_name for row in found[0:9]] == ["xã Hai"]
