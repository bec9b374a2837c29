"""Reminders of meetings that are due, of missed ones, and of terms that end."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from keng.access.models import Account
from keng.notices import tasks
from keng.notices.letters import path_of
from keng.notices.models import Notice
from keng.notices.queries import inbox
from keng.steering import actions
from keng.steering.actions import MeetingGiven
from steering_cast import Steering, some_steering
from web_cast import NOW, Office


def at(month: int, day: int) -> datetime:
    return datetime(2024, month, day, 2, 0, tzinfo=UTC)


@pytest.fixture
def told(office: Office) -> Steering:
    return some_steering(office)


def _told(kind: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in Notice.objects.filter(kind=kind):
        what = f"{row.facts['about'].split(':')[0]} {row.facts.get('meeting', '')}".strip()
        found.setdefault(what, set()).add(Account.objects.get(pk=row.account_id).login)
    return found


def test_before_the_end_of_the_month_the_clerk_is_reminded(told: Steering) -> None:
    assert told.committee.rhythm == "quarterly"  # the third quarter ends in September
    tasks.remind_of_due_days(at=at(9, 28))

    assert _told("meeting_soon") == {
        "committee regular": {"clerk"},
        "cooperation regular": {"clerk"},
    }


def test_a_held_meeting_reminds_nobody(told: Steering) -> None:
    clerk = told.office.actor("clerk")
    for enter, owner in (
        (actions.enter_committee_meeting, told.committee),
        (actions.enter_cooperation_meeting, told.cooperation),
    ):
        enter(owner.pk, MeetingGiven(date(2024, 9, 2)), actor=clerk, at=NOW)
    tasks.remind_of_due_days(at=at(9, 28))

    assert _told("meeting_soon") == {}


def test_a_missed_turn_is_told_to_the_leader_too(told: Steering) -> None:
    assert not told.cooperation.meetings.exists()
    tasks.remind_of_due_days(at=at(9, 3))

    # The review of the first half year ended more than 60 days ago: no machine pursues it.
    assert _told("meeting_missed") == {"cooperation regular": {"clerk", "leader"}}


def test_a_called_meeting_is_told_before_its_day(told: Steering) -> None:
    actions.enter_committee_meeting(
        told.committee.pk, MeetingGiven(date(2024, 9, 12)), actor=told.office.actor("clerk"), at=NOW
    )
    tasks.remind_of_due_days(at=at(9, 11))

    assert _told("meeting_soon") == {"committee called": {"clerk"}}


def test_the_end_of_a_term_is_told_in_good_time_and_once_a_step(told: Steering) -> None:
    tasks.remind_of_due_days(at=at(9, 2))
    before = Notice.objects.filter(kind="term_ending").count()
    tasks.remind_of_due_days(at=at(9, 5))

    assert before == 2
    assert Notice.objects.filter(kind="term_ending").count() == 2
    found = inbox(told.office.actor("leader"), at=at(9, 5), kinds=["term_ending"])
    (one,) = found.notices
    assert one.text == (
        "Xã Một: “Phối hợp giữ gìn trật tự trường học” còn 59 ngày, hết hạn 31/10/2024; cần gia "
        "hạn hoặc tổng kết."
    )
    assert path_of(one) == f"/phoi-hop/{told.cooperation.pk}/"
