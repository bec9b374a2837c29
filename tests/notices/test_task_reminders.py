"""Reminders of tasks, before the day to those who do them, after it also to those above."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from keng.access.models import Account
from keng.notices import tasks
from keng.notices.feed import calendar_of
from keng.notices.models import Notice
from keng.notices.queries import inbox
from keng.planning import actions
from keng.planning.actions import ResultGiven, TaskGiven
from planning_cast import Plans, some_plans
from web_cast import NOW, Office

SOON = NOW + timedelta(days=17)  # 19 September, a day before the class is due
LATE = NOW + timedelta(days=21)  # 23 September, three days after


@pytest.fixture
def plans(office: Office) -> Plans:
    return some_plans(office)


def _told(kind: str, task_id: int) -> set[str]:
    rows = Notice.objects.filter(kind=kind, task_id=task_id).values_list("account_id", flat=True)
    return set(Account.objects.filter(pk__in=rows).values_list("login", flat=True))


def test_before_the_day_who_does_the_work_is_reminded(plans: Plans) -> None:
    tasks.remind_of_due_days(at=SOON)

    assert _told("task_soon", plans.tasks["class"].pk) == {"clerk"}


def test_after_the_day_the_leader_and_the_level_above_know_too(plans: Plans) -> None:
    tasks.remind_of_due_days(at=LATE)

    assert _told("task_late", plans.tasks["class"].pk) == {"clerk", "leader", "officer"}


def test_the_answering_unit_is_reminded_of_its_own(plans: Plans) -> None:
    for _month in range(8):  # January to August are done, September is due on the 30th
        task = plans.task("patrol")
        given = ResultGiven(date(2024, 9, 2), "Đã tuần tra")
        actions.report_result(task.pk, given, revision=task.revision, actor=plans.youth, at=NOW)

    tasks.remind_of_due_days(at=NOW + timedelta(days=25))

    assert _told("task_soon", plans.tasks["patrol"].pk) == {"youth"}


def test_what_is_done_reminds_nobody(plans: Plans) -> None:
    task = plans.task("class")
    actions.report_result(
        task.pk,
        ResultGiven(date(2024, 9, 2), "Xong"),
        revision=task.revision,
        actor=plans.youth,
        at=NOW,
    )

    tasks.remind_of_due_days(at=LATE)

    assert _told("task_late", task.pk) == set()


def test_a_day_is_told_once(plans: Plans) -> None:
    tasks.remind_of_due_days(at=SOON)
    before = Notice.objects.filter(task=plans.tasks["class"]).count()

    assert tasks.remind_of_due_days(at=SOON + timedelta(hours=2)) == 0
    assert Notice.objects.filter(task=plans.tasks["class"]).count() == before


def test_the_notice_names_the_task_and_its_day(plans: Plans) -> None:
    tasks.remind_of_due_days(at=SOON)

    told = [one.text for one in inbox(plans.office.actor("clerk"), at=SOON).notices]

    assert any("“Mở lớp chữa cháy” còn 01 ngày, hạn 20/09/2024" in text for text in told)


def test_a_title_about_watched_people_is_not_told(plans: Plans) -> None:
    given = TaskGiven("Quản lý người nghiện ma túy", lead="Công an xã", due_on=date(2024, 9, 20))
    actions.add_task(plans.one.pk, given, actor=plans.office.actor("clerk"), at=NOW)

    tasks.remind_of_due_days(at=SOON)

    told = " ".join(one.text for one in inbox(plans.office.actor("clerk"), at=SOON).notices)
    calendar = calendar_of(plans.office.actor("clerk"), at=NOW).decode()
    assert "nghiện" not in told + calendar


def test_the_calendar_holds_the_days_of_tasks(plans: Plans) -> None:
    calendar = calendar_of(plans.office.actor("clerk"), at=NOW).decode()

    assert "Nhiệm vụ: Mở lớp chữa cháy" in calendar
    assert "DTSTART;VALUE=DATE:20240920" in calendar
    assert f"nhiem-vu-{plans.tasks['class'].pk}-2024-09-20@" in calendar


def test_a_clock_that_stood_ahead_silences_no_reminder_and_doubles_none(plans: Plans) -> None:
    tasks.remind_of_due_days(at=NOW + timedelta(days=365))

    tasks.remind_of_due_days(at=SOON)
    first = _told("task_soon", plans.tasks["class"].pk)
    tasks.remind_of_due_days(at=NOW)
    tasks.remind_of_due_days(at=SOON)

    assert first == {"clerk"}
    assert Notice.objects.filter(kind="task_soon", task=plans.tasks["class"]).count() == 1
