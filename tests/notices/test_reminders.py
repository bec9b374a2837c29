"""Reminders before the due day, and after it also to the level above."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from keng.notices import tasks
from keng.notices.models import Notice
from keng.notices.reminders import Steps
from keng.reporting import actions
from notices_told import notices
from reporting_cast import cells
from web_cast import NOW, Office

STEPS = Steps(before=(0, 1, 3), after=(1, 3, 7))
ON_DUE_DAY = NOW + timedelta(days=3)  # 5 September


@pytest.mark.parametrize(("days_left", "step"), [(4, None), (3, 3), (2, 3), (1, 1), (0, 0)])
def test_the_step_before_a_due_day(days_left: int, step: int | None) -> None:
    assert STEPS.before_due(days_left) == step


@pytest.mark.parametrize(("days_late", "step"), [(0, None), (1, 1), (2, 1), (3, 3), (30, 7)])
def test_the_step_after_a_due_day(days_late: int, step: int | None) -> None:
    assert STEPS.after_due(days_late) == step


@pytest.mark.usefixtures("office")
def test_three_days_before_the_one_who_does_the_work_is_reminded() -> None:
    tasks.remind_of_due_days(at=NOW)

    assert notices() == [("clerk", "due_soon"), ("other.clerk", "due_soon")]
    assert Notice.objects.first().facts == {"due": "2024-09-05", "days": 3}


def test_who_has_handed_in_is_left_alone(office: Office) -> None:
    actions.enter(office.draft.pk, cells(cases=9), actor=office.actor("clerk"), at=NOW)
    actions.submit(office.draft.pk, actor=office.actor("clerk"), at=NOW)

    tasks.remind_of_due_days(at=NOW)

    assert notices() == [("other.clerk", "due_soon")]


@pytest.mark.usefixtures("office")
def test_a_day_is_reminded_of_once_however_often_the_worker_turns() -> None:
    assert tasks.remind_of_due_days(at=NOW) == 2
    assert tasks.remind_of_due_days(at=NOW + timedelta(hours=3)) == 0


def test_a_worker_that_stood_still_makes_up_for_the_last_step_only(office: Office) -> None:
    tasks.remind_of_due_days(at=NOW)
    tasks.remind_of_due_days(at=ON_DUE_DAY)

    mine = Notice.objects.filter(account=office.accounts["clerk"])
    assert [one.facts["days"] for one in mine.order_by("pk")] == [3, 0]


@pytest.mark.usefixtures("office")
def test_the_day_between_two_steps_brings_nothing_new() -> None:
    tasks.remind_of_due_days(at=NOW)
    tasks.remind_of_due_days(at=NOW + timedelta(days=1))

    assert len(notices()) == 2


@pytest.mark.usefixtures("office")
def test_a_day_late_the_leader_and_the_level_above_know_too() -> None:
    tasks.remind_of_due_days(at=ON_DUE_DAY + timedelta(days=1))

    assert notices() == [
        ("clerk", "overdue"),
        ("leader", "overdue"),
        ("officer", "late_below"),
        ("other.clerk", "overdue"),
    ]
    assert Notice.objects.get(kind="late_below").facts == {"late": 2, "due": "2024-09-05"}


def test_a_returned_form_is_reminded_of_by_its_own_day(office: Office) -> None:
    actions.enter(office.draft.pk, cells(cases=9), actor=office.actor("clerk"), at=NOW)
    actions.submit(office.draft.pk, actor=office.actor("clerk"), at=NOW)
    actions.return_for_correction(
        office.draft.pk,
        {},
        "Xem lại",
        due_on=date(2024, 9, 20),
        actor=office.actor("officer"),
        at=NOW,
    )

    tasks.remind_of_due_days(at=ON_DUE_DAY)

    assert ("clerk", "due_soon") not in notices()


def test_a_closed_round_reminds_nobody(office: Office) -> None:
    actions.close_round(office.round_id, "Xong", actor=office.actor("officer"), at=NOW)

    assert tasks.remind_of_due_days(at=ON_DUE_DAY) == 0


def test_a_moved_day_is_reminded_of_anew(office: Office) -> None:
    tasks.remind_of_due_days(at=NOW)
    actions.extend_round(
        office.round_id, date(2024, 9, 12), "Mưa", actor=office.actor("officer"), at=NOW
    )

    tasks.remind_of_due_days(at=NOW + timedelta(days=7))

    days = Notice.objects.filter(account=office.accounts["clerk"]).order_by("pk")
    assert [one.facts["due"] for one in days] == ["2024-09-05", "2024-09-12"]
