"""Meetings stand in the calendar of those whom they concern, by name and day only."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from keng.notices import feed
from keng.steering import actions
from keng.steering.actions import MeetingGiven, NewSeat
from steering_cast import Steering, some_steering
from web_cast import NOW, Office


@pytest.fixture
def told(office: Office) -> Steering:
    """The committee of xã Một, and a programme of coordination with xã Hai."""
    return some_steering(office)


def meetings(told: Steering, login: str, at: datetime = NOW) -> list[Any]:
    content = feed.calendar_of(told.office.actor(login), at=at)
    events = Calendar.from_ical(content).walk("VEVENT")
    return [one for one in events if one["UID"].startswith("hop-")]


def test_a_called_meeting_stands_in_the_calendar_of_whoever_is_asked(told: Steering) -> None:
    day = date(2024, 9, 20)
    given = MeetingGiven(day, agenda="Việc 9777 của quý")
    clerk = told.office.actor("clerk")
    made = actions.enter_committee_meeting(told.committee.pk, given, actor=clerk, at=NOW)

    (event,) = meetings(told, "clerk")
    assert event["SUMMARY"] == "Họp: Ban Chỉ đạo xã Một"
    assert event.decoded("DTSTART") == day
    assert event["UID"].startswith(f"hop-{made.pk}@")
    assert b"9777" not in feed.calendar_of(clerk, at=NOW)
    assert meetings(told, "other.clerk") == []


def test_a_seat_and_a_partner_bring_a_meeting_into_the_calendar(told: Steering) -> None:
    clerk, day = told.office.actor("clerk"), date(2024, 9, 20)
    actions.enter_cooperation_meeting(told.cooperation.pk, MeetingGiven(day), actor=clerk, at=NOW)
    assert len(meetings(told, "other.clerk")) == 1  # xã Hai is a partner of the programme

    actions.enter_committee_meeting(told.committee.pk, MeetingGiven(day), actor=clerk, at=NOW)
    before = meetings(told, "stranger")  # an account of xã Một without any duty
    seat = NewSeat("Bí thư Chi bộ", login="stranger", since=date(2024, 9, 1))
    actions.add_seat(told.committee.pk, seat, actor=clerk, at=NOW)

    assert (before, len(meetings(told, "stranger"))) == ([], 1)


def test_a_moved_meeting_moves_and_one_called_off_is_told_as_cancelled(told: Steering) -> None:
    clerk = told.office.actor("clerk")
    given = MeetingGiven(date(2024, 9, 20))
    made = actions.enter_committee_meeting(told.committee.pk, given, actor=clerk, at=NOW)
    (first,) = meetings(told, "clerk")
    later = NOW + timedelta(hours=1)
    moved = MeetingGiven(date(2024, 9, 27))
    made = actions.write_minutes(made.pk, moved, revision=1, actor=clerk, at=later)
    (second,) = meetings(told, "clerk")
    actions.call_off(made.pk, "Bão", revision=2, actor=clerk, at=later + timedelta(hours=1))
    (third,) = meetings(told, "clerk")

    assert first["UID"] == second["UID"] == third["UID"]
    assert [one["SEQUENCE"] for one in (first, second, third)] == [0, 1, 2]
    assert second.decoded("DTSTART") == date(2024, 9, 27)
    assert (second["STATUS"], third["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert third["SUMMARY"] == "Không họp – Họp: Ban Chỉ đạo xã Một"
    assert third.decoded("DTSTAMP") > second.decoded("DTSTAMP")
    assert meetings(told, "clerk", at=NOW + timedelta(days=40)) == []
