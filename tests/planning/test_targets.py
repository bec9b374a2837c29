"""Targets and reports owed: measured, said anew, dropped; the year and the board of a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from keng.journal.models import Entry
from keng.kernel.errors import BadInput, Conflict, NotAllowed
from keng.planning import actions, queries
from keng.planning.actions import DutyGiven, ResultGiven, TargetGiven, TaskGiven
from keng.planning.models import Duty, Plan, Target
from keng.planning.queries.timeline import MonthCell
from planning_cast import TODAY, Plans
from web_cast import NOW

MODELS = TargetGiven("Xây dựng 05 mô hình mới", 5, measure="mô hình")


def _models(plans: Plans) -> Target:
    return Target.objects.get(plan=plans.one, n=2)


def _by(plans: Plans, login: str = "clerk") -> dict[str, Any]:
    return {"actor": plans.office.actor(login), "at": NOW}


def test_a_target_is_said_anew_and_the_journal_vouches_for_it(plans: Plans) -> None:
    before = Plan.objects.get(pk=plans.one.pk).version

    target = actions.change_target(_models(plans).pk, MODELS, revision=1, **_by(plans))

    assert (target.value, target.revision) == (5, 2)
    assert Plan.objects.get(pk=plans.one.pk).version == before + 1
    assert Entry.objects.filter(verb="planning.changed_target").count() == 1
    assert list(queries.problems()) == []


def test_who_changes_a_target_second_is_told(plans: Plans) -> None:
    actions.change_target(_models(plans).pk, MODELS, revision=1, **_by(plans))

    with pytest.raises(Conflict):
        actions.change_target(_models(plans).pk, MODELS, revision=1, **_by(plans))


def test_a_change_keeps_the_decimals_of_what_was_written_down(plans: Plans) -> None:
    target = _models(plans)
    actions.measure_target(target.pk, 3, date(2024, 9, 1), **_by(plans))
    finer = replace(MODELS, value=55, digits=1)

    with pytest.raises(BadInput, match="thập phân"):
        actions.change_target(target.pk, finer, revision=1, **_by(plans))


def test_fewer_decimals_than_what_was_written_down_are_filled_up(plans: Plans) -> None:
    share = Target.objects.get(plan=plans.one, n=1)
    fine = TargetGiven("90% hộ ký cam kết", 905, digits=1, measure="%")
    actions.change_target(share.pk, fine, revision=1, **_by(plans))
    actions.measure_target(share.pk, 884, date(2024, 9, 1), **_by(plans))

    whole = TargetGiven("90% hộ ký cam kết", 90, measure="%")
    target = actions.change_target(share.pk, whole, revision=2, **_by(plans))

    assert (target.value, target.digits) == (900, 1)


def test_a_dropped_target_stays_with_its_reason_and_takes_no_result(plans: Plans) -> None:
    target = _models(plans)

    actions.drop_target(target.pk, "Cấp trên rút", revision=1, **_by(plans))

    view = queries.target_view(target.pk, plans.office.actor("clerk"), on=TODAY)
    assert (view.line.drop_reason, view.may_measure) == ("Cấp trên rút", False)
    with pytest.raises(BadInput, match="đã bỏ"):
        actions.measure_target(target.pk, 3, date(2024, 9, 1), **_by(plans))
    later = actions.take_over(plans.one.pk, 2025, "Kế hoạch 2025", **_by(plans))
    assert later.targets.count() == 1


def test_the_last_result_that_was_written_counts(plans: Plans) -> None:
    target = _models(plans)
    actions.measure_target(target.pk, 3, date(2024, 8, 31), **_by(plans))
    actions.measure_target(target.pk, 2, date(2024, 8, 31), source="Sổ", **_by(plans))

    view = queries.target_view(target.pk, plans.office.actor("officer"), on=TODAY)

    assert [(one.value, one.is_last) for one in view.measurements] == [(2, True), (3, False)]
    assert (view.line.now.value, view.line.now.forecast) == (2, 3)


def test_a_report_owed_is_said_anew_and_dropped(plans: Plans) -> None:
    duty = Duty.objects.get(plan=plans.one)
    given = DutyGiven("Báo cáo năm", "năm", date(2024, 11, 5))

    actions.change_duty(duty.pk, given, revision=1, **_by(plans))
    actions.drop_duty(duty.pk, "Trùng", revision=2, **_by(plans))

    view = queries.duty_view(duty.pk, plans.office.actor("clerk"), on=TODAY)
    assert (view.line.due_on, view.line.drop_reason, view.may_write) == (
        date(2024, 11, 5),
        "Trùng",
        False,
    )


@pytest.mark.parametrize("login", ["auditor", "other.clerk"])
def test_others_change_no_target(plans: Plans, login: str) -> None:
    with pytest.raises(NotAllowed):
        actions.change_target(_models(plans).pk, MODELS, revision=1, **_by(plans, login))


def test_the_year_counts_each_turn_in_its_month(plans: Plans) -> None:
    patrol = plans.task("patrol")
    given = ResultGiven(date(2024, 1, 30), "Đã tuần tra")
    actions.report_result(patrol.pk, given, revision=patrol.revision, **_by(plans))

    timeline = queries.timeline_of(plans.one.pk, plans.office.actor("clerk"), on=TODAY)

    rows = {row.name: row.months for row in timeline.rows}
    assert rows["Đoàn Thanh niên xã"][1] == MonthCell(due=1, done=1)
    assert rows["Đoàn Thanh niên xã"][8] == MonthCell(due=1, late=1)
    assert rows["Công an xã"] == {9: MonthCell(due=1)}
    assert timeline.reports == {11: 1}


def test_the_board_shows_the_first_tasks_of_a_column_and_how_many_there_are(plans: Plans) -> None:
    clerk = plans.office.actor("clerk")
    for n in range(5):
        actions.add_task(plans.one.pk, TaskGiven(f"Việc {n}", quarter=4), actor=clerk, at=NOW)

    columns = queries.board_of(plans.one.pk, clerk, on=TODAY, most=2)

    fourth = columns[-1]
    assert (fourth.quarter, len(fourth.tasks), fourth.all) == (4, 2, 5)
    assert [column.all for column in columns] == [1, 0, 1, 5]  # patrol stands in January


def test_a_page_of_a_plan_reads_only_its_tasks(
    plans: Plans, django_assert_num_queries: Any
) -> None:
    clerk = plans.office.actor("clerk")
    for n in range(30):
        actions.add_task(plans.one.pk, TaskGiven(f"Việc {n}"), actor=clerk, at=NOW)
    tasks = queries.plan_view(plans.one.pk, clerk, on=TODAY).tasks

    with django_assert_num_queries(4):
        assert len(tasks) == 32
        assert [one.title for one in tasks[10:12]] == ["Việc 8", "Việc 9"]

    assert (tasks[31].title, tasks[-1].title) == ("Việc 29", "Việc 29")
    with pytest.raises(IndexError):
        tasks[32]
