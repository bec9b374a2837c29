"""`keng verify` names rows of committees and coordination that were altered by hand."""

from __future__ import annotations

from django.db import connection

from keng.steering import actions, queries
from keng.steering.actions import ConclusionGiven, MeetingGiven, OutcomeGiven
from steering_cast import TODAY, Steering, a_meeting
from web_cast import NOW


def everything(told: Steering) -> None:
    clerk = told.office.actor("clerk")
    meeting = a_meeting(told)
    actions.add_conclusion(meeting.pk, ConclusionGiven("Mở lớp"), actor=clerk, at=NOW)
    again = MeetingGiven(meeting.on, minutes="Ghi lại.")
    actions.write_minutes(meeting.pk, again, revision=1, actor=clerk, at=NOW)
    given = OutcomeGiven("fires", 3, TODAY, TODAY, told.front.pk, together=[told.school.pk])
    actions.add_outcome(told.cooperation.pk, given, actor=clerk, at=NOW)


def test_what_keng_wrote_holds(told: Steering) -> None:
    everything(told)

    assert list(queries.problems()) == []


def test_each_table_is_vouched_for(told: Steering) -> None:
    everything(told)
    altered = {
        "steering_committee": "name",
        "steering_seat": "post",
        "steering_meeting": "minutes",
        "steering_conclusion": "text",
        "steering_cooperation": "title",
        "steering_outcome": "note",
    }
    with connection.cursor() as cursor:
        for table, column in altered.items():
            cursor.execute(
                f"UPDATE {table} SET {column} = 'x' WHERE id = (SELECT MIN(id) FROM {table})"
            )

    assert {one.table for one in queries.problems()} == set(altered)


def test_a_presence_removed_by_hand_is_named(told: Steering) -> None:
    everything(told)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM steering_presence")

    assert {one.table for one in queries.problems()} == {"steering_presence"}
