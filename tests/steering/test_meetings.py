"""Meetings, minutes without people, conclusions that become tasks."""

from __future__ import annotations

from datetime import date

import pytest

from keng.kernel.errors import BadInput, Conflict, NotAllowed, WrongState
from keng.planning.models import Task
from keng.planning.queries import agenda_of_body
from keng.steering import actions, queries
from keng.steering.actions import ConclusionGiven, MeetingGiven, TaskWanted
from keng.steering.models import Conclusion, Meeting
from keng.steering.vocabulary import MeetingKind, MeetingState
from planning_cast import some_plans
from steering_cast import TODAY, Steering, a_meeting
from web_cast import NOW


def test_a_meeting_keeps_the_lines_of_its_minutes_and_who_was_there(told: Steering) -> None:
    view = queries.meeting_view(a_meeting(told).pk, told.office.actor("clerk"), on=TODAY)

    assert view.minutes == "Nghe báo cáo.\nBàn việc tháng 9."
    assert [name for _pk, name in view.present] == ["Chủ tịch UBND xã", "Trưởng Công an xã"]
    assert view.line.state == MeetingState.HELD


@pytest.mark.parametrize(
    "minutes",
    [
        "Nghe báo cáo.\nÔng Nguyễn Văn Bình phát biểu.",
        "Xã có 07 người nghiện ma túy có hồ sơ quản lý.",
        "MẬT\nNội dung",
        "Liên hệ số điện thoại 0912 345 678",
    ],
)
def test_minutes_hold_no_names_no_watched_people_no_secrets(minutes: str, told: Steering) -> None:
    given = MeetingGiven(date(2024, 8, 28), minutes=minutes)

    with pytest.raises(BadInput):
        actions.enter_committee_meeting(
            told.committee.pk, given, actor=told.office.actor("clerk"), at=NOW
        )

    assert not Meeting.objects.exists()


def test_a_day_to_come_calls_a_meeting_that_has_no_minutes_yet(told: Steering) -> None:
    clerk = told.office.actor("clerk")
    with pytest.raises(BadInput, match="chưa diễn ra"):
        actions.enter_committee_meeting(
            told.committee.pk,
            MeetingGiven(date(2024, 9, 20), minutes="Đã họp"),
            actor=clerk,
            at=NOW,
        )
    called = actions.enter_committee_meeting(
        told.committee.pk, MeetingGiven(date(2024, 9, 20)), actor=clerk, at=NOW
    )

    assert called.state == MeetingState.CALLED
    with pytest.raises(WrongState):
        actions.add_conclusion(called.pk, ConclusionGiven("Mở lớp"), actor=clerk, at=NOW)


def test_minutes_written_anew_keep_what_they_said_before(told: Steering) -> None:
    clerk = told.office.actor("clerk")
    meeting = a_meeting(told)
    again = MeetingGiven(meeting.on, agenda="Việc quý III", minutes="Bàn việc tháng 9 và tháng 10.")

    actions.write_minutes(meeting.pk, again, revision=1, actor=clerk, at=NOW)
    with pytest.raises(Conflict):
        actions.write_minutes(meeting.pk, again, revision=1, actor=clerk, at=NOW)

    view = queries.meeting_view(meeting.pk, clerk, on=TODAY)
    assert [one.minutes for one in view.earlier] == ["Nghe báo cáo.\nBàn việc tháng 9."]
    assert view.present == []


def test_the_same_form_sent_twice_enters_one_meeting(told: Steering) -> None:
    clerk, given = told.office.actor("clerk"), MeetingGiven(TODAY, token="abc")
    for _time in range(2):
        actions.enter_committee_meeting(told.committee.pk, given, actor=clerk, at=NOW)

    assert Meeting.objects.count() == 1


def test_who_left_before_the_day_was_not_present(told: Steering) -> None:
    clerk = told.office.actor("clerk")
    actions.end_seat(told.police.pk, date(2024, 8, 1), actor=clerk, at=NOW)

    with pytest.raises(BadInput, match="không phải thành viên"):
        a_meeting(told)


def test_a_conclusion_becomes_a_task_that_its_body_sees(told: Steering) -> None:
    clerk = told.office.actor("clerk")
    plans = some_plans_without_villages(told)
    made = actions.add_conclusion(
        a_meeting(told).pk,
        ConclusionGiven("Lắp thêm 02 camera ở cổng trường", "Công an xã", date(2024, 9, 1)),
        actor=clerk,
        at=NOW,
    )

    actions.make_task(made.pk, TaskWanted(plans.one.pk), actor=clerk, at=NOW)

    task = Task.objects.get(concluded_by=made)
    _body, agenda = agenda_of_body(task.lead_id or 0, clerk, on=TODAY)
    assert "Lắp thêm 02 camera ở cổng trường" in [one.title for one in agenda.late]
    view = queries.meeting_view(made.meeting_id, clerk, on=TODAY)
    (line,) = view.conclusions
    assert line.task is not None
    assert line.task.standing.is_late
    assert (view.line.conclusions, view.line.late) == (1, 1)
    assert queries.conclusion_of_task(task.pk, clerk, on=TODAY) == (
        made.meeting_id,
        date(2024, 8, 28),
        "Ban Chỉ đạo xã Một",
    )
    with pytest.raises(WrongState):
        actions.make_task(made.pk, TaskWanted(plans.one.pk), actor=clerk, at=NOW)
    with pytest.raises(WrongState):
        actions.withdraw_conclusion(made.pk, "Ghi nhầm", actor=clerk, at=NOW)


def test_a_conclusion_does_not_go_into_another_units_plan(told: Steering) -> None:
    plans = some_plans_without_villages(told)
    clerk = told.office.actor("clerk")
    made = actions.add_conclusion(
        a_meeting(told).pk, ConclusionGiven("Mở lớp"), actor=clerk, at=NOW
    )
    before = Task.objects.count()

    with pytest.raises(BadInput):
        actions.make_task(made.pk, TaskWanted(plans.north.pk), actor=clerk, at=NOW)

    assert Task.objects.count() == before
    assert Conclusion.objects.get().task_id is None


def test_a_review_names_its_half_year(told: Steering) -> None:
    clerk = told.office.actor("clerk")
    with pytest.raises(BadInput, match="kỳ"):
        actions.enter_cooperation_meeting(
            told.cooperation.pk,
            MeetingGiven(date(2024, 7, 5), MeetingKind.HALF_YEAR),
            actor=clerk,
            at=NOW,
        )
    made = actions.enter_cooperation_meeting(
        told.cooperation.pk,
        MeetingGiven(date(2024, 7, 5), MeetingKind.HALF_YEAR, date(2024, 3, 1)),
        actor=clerk,
        at=NOW,
    )

    assert made.covers == date(2024, 6, 30)


def test_a_meeting_with_conclusions_is_not_called_off(told: Steering) -> None:
    clerk = told.office.actor("clerk")
    meeting = a_meeting(told)
    made = actions.add_conclusion(meeting.pk, ConclusionGiven("Mở lớp"), actor=clerk, at=NOW)
    with pytest.raises(BadInput, match="kết luận"):
        actions.call_off(meeting.pk, "Ghi nhầm", revision=1, actor=clerk, at=NOW)
    actions.withdraw_conclusion(made.pk, "Ghi nhầm", actor=clerk, at=NOW)
    actions.call_off(meeting.pk, "Ghi nhầm", revision=1, actor=clerk, at=NOW)

    assert Meeting.objects.get().state == MeetingState.CALLED_OFF


def test_minutes_are_not_for_those_outside(told: Steering) -> None:
    with pytest.raises(NotAllowed):
        queries.meeting_view(a_meeting(told).pk, told.office.actor("other.clerk"), on=TODAY)


def some_plans_without_villages(told: Steering):
    """The plans of the cast; the village of that cast has another name there."""
    return some_plans(told.office, village=told.east)
