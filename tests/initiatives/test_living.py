"""Activity, reviews and acknowledgements of groups."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from groups_cast import a_group, an_activity
from keng.initiatives import actions, queries
from keng.initiatives.models import Activity, Group
from keng.initiatives.queries.one import Sort
from keng.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from photo_cast import a_photo

from .conftest import AT, TODAY, Cast

MAY = date(2024, 5, 3)


@pytest.fixture
def group(cast: Cast) -> Group:
    """The gong of thôn Đầu, kept by its commune."""
    return actions.found_group(a_group(cast.village), actor=cast.clerk, at=AT)


def test_the_head_of_the_village_logs_a_patrol(cast: Cast, group: Group) -> None:
    made = actions.log_activity(group.pk, an_activity(MAY, "patrolled"), actor=cast.head, at=AT)

    group.refresh_from_db()
    assert (made.kind, group.last_activity_on) == ("patrolled", MAY)


def test_a_double_press_logs_once(cast: Cast, group: Group) -> None:
    new = an_activity(MAY, token="press-1")

    ids = {actions.log_activity(group.pk, new, actor=cast.clerk, at=AT).pk for _ in range(3)}

    assert len(ids) == Activity.objects.count() == 1


def test_the_photo_loses_its_metadata_and_goes_to_who_is_near(cast: Cast, group: Group) -> None:
    new = an_activity(MAY, photo=a_photo(), filename="a.jpg")
    made = actions.log_activity(group.pk, new, actor=cast.clerk, at=AT)

    content = queries.activity_photo(made.pk, cast.clerk, on=TODAY)

    assert b"SecretPhone" not in content
    with pytest.raises(NotAllowed):
        queries.activity_photo(made.pk, cast.stranger, on=TODAY)


def test_no_photo_is_taken_of_a_mediation(cast: Cast, group: Group) -> None:
    with pytest.raises(BadInput) as refusal:
        actions.log_activity(
            group.pk, an_activity(MAY, "mediated", photo=a_photo()), actor=cast.clerk, at=AT
        )

    assert refusal.value.code == "no_photos_here"
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    "note",
    [
        "Hòa giải cho ông Trần Văn Mẫu",
        "Liên hệ 0900 000 001",
        "Nhắc nhở đối tượng Trần Văn Mẫu",
        "Sinh ngày 01/02/1990",
    ],
)
def test_a_note_that_points_at_a_person_is_refused(cast: Cast, group: Group, note: str) -> None:
    with pytest.raises(BadInput) as refusal:
        actions.log_activity(group.pk, an_activity(MAY, note=note), actor=cast.clerk, at=AT)

    assert refusal.value.code == "personal_data"
    assert "Mẫu" not in refusal.value.message
    assert not Activity.objects.exists()


@pytest.mark.parametrize("note", ["Tuần tra đường Bà Triệu", "Giao ban với huyện Anh Sơn"])
def test_a_place_that_sounds_like_a_person_is_no_person(
    cast: Cast, group: Group, note: str
) -> None:
    made = actions.log_activity(group.pk, an_activity(MAY, note=note), actor=cast.clerk, at=AT)

    assert made.note == note


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), date(2024, 1, 4)])
def test_a_day_that_cannot_be_is_refused(cast: Cast, group: Group, day: date) -> None:
    with pytest.raises(BadInput):
        actions.log_activity(group.pk, an_activity(day), actor=cast.clerk, at=AT)


def test_a_dissolved_group_does_nothing_any_more(cast: Cast, group: Group) -> None:
    actions.dissolve_group(group.pk, "Không còn", on=MAY, actor=cast.clerk, at=AT)

    with pytest.raises(WrongState):
        actions.log_activity(group.pk, an_activity(MAY), actor=cast.clerk, at=AT)
    made = actions.log_activity(
        group.pk, an_activity(MAY - timedelta(days=1)), actor=cast.clerk, at=AT
    )

    assert made.pk  # what it did before its end may still be logged


def test_a_withdrawn_activity_stays_and_counts_no_more(cast: Cast, group: Group) -> None:
    early = actions.log_activity(group.pk, an_activity(date(2024, 2, 1)), actor=cast.clerk, at=AT)
    late = actions.log_activity(group.pk, an_activity(MAY), actor=cast.clerk, at=AT)

    actions.withdraw_activity(late.pk, "Ghi nhầm mô hình", actor=cast.clerk, at=AT)

    group.refresh_from_db()
    assert group.last_activity_on == early.on
    steps = queries.group_view(group.pk, cast.clerk, on=TODAY).steps
    told = [step.withdrawn_why for step in steps if step.sort is Sort.ACTIVE]
    assert told == ["Ghi nhầm mô hình", ""]
    with pytest.raises(WrongState):
        actions.withdraw_activity(late.pk, "Lần nữa", actor=cast.clerk, at=AT)


def test_a_withdrawal_needs_a_reason_and_something_to_withdraw(cast: Cast, group: Group) -> None:
    made = actions.log_activity(group.pk, an_activity(MAY), actor=cast.clerk, at=AT)

    with pytest.raises(BadInput):
        actions.withdraw_activity(made.pk, " ", actor=cast.clerk, at=AT)
    with pytest.raises(NotFound):
        actions.withdraw_review(made.pk, "Không có", actor=cast.clerk, at=AT)


def test_the_review_of_a_year_is_made_in_it_or_in_the_next(cast: Cast, group: Group) -> None:
    actions.review_group(group.pk, "effective", "", year=2024, on=TODAY, actor=cast.clerk, at=AT)

    with pytest.raises(BadInput):
        actions.review_group(
            group.pk, "effective", "", year=2022, on=TODAY, actor=cast.clerk, at=AT
        )
    with pytest.raises(BadInput):
        actions.review_group(group.pk, "great", "", year=2024, on=TODAY, actor=cast.clerk, at=AT)

    group.refresh_from_db()
    assert group.last_review_on == TODAY


def test_an_acknowledgement_tells_by_whom_and_when(cast: Cast, group: Group) -> None:
    actions.acknowledge_group(
        group.pk, "UBND huyện Bắc", "12/QĐ-UBND", on=MAY, actor=cast.clerk, at=AT
    )

    with pytest.raises(BadInput):
        actions.acknowledge_group(group.pk, "", "", on=MAY, actor=cast.clerk, at=AT)

    steps = queries.group_view(group.pk, cast.clerk, on=TODAY).steps
    assert [(step.text, step.more) for step in steps if step.sort is Sort.ACKNOWLEDGED] == [
        ("UBND huyện Bắc", "12/QĐ-UBND")
    ]
