"""Plans written, issued, changed, taken over, ended."""

from __future__ import annotations

from datetime import date

import pytest

from keng.journal.models import Entry
from keng.kernel.errors import BadInput, Conflict, NotAllowed, WrongState
from keng.planning import actions, queries
from keng.planning.actions import TargetGiven, TaskGiven
from keng.planning.models import Body, Plan, Task
from keng.planning.vocabulary import Aim, State, TaskState
from planning_cast import TODAY, Plans
from web_cast import NOW, Office


def test_a_plan_is_drafted_and_put_into_force(plans: Plans) -> None:
    view = queries.plan_view(plans.one.pk, plans.office.actor("clerk"), on=TODAY)

    assert view.head.state == State.ISSUED
    assert [task.title for task in view.tasks] == ["Mở lớp chữa cháy", "Tuần tra"]
    assert view.tasks[0].helpers[0].name == "Đoàn Thanh niên xã"
    assert view.goals == ["Giữ gìn trật tự ở thôn, xóm."]
    assert [(target.value, target.measure) for target in view.targets] == [
        (90, "%"),
        (4, "mô hình"),
    ]
    assert [duty.receiver for duty in view.duties] == ["Công an huyện"]


def test_the_journal_names_no_words_and_vouches_for_every_row(plans: Plans) -> None:
    told = Entry.objects.filter(stream=f"plan:{plans.one.pk}").order_by("n")

    assert [entry.verb for entry in told][:2] == ["planning.drafted", "planning.added_task"]
    assert not any("chữa cháy" in str(entry.facts) for entry in told)
    assert list(queries.problems()) == []


def test_a_row_changed_by_hand_is_found(plans: Plans) -> None:
    Task.objects.filter(pk=plans.tasks["class"].pk).update(due_on=date(2024, 12, 31))

    found = {(problem.table, problem.id) for problem in queries.problems()}

    assert found == {("planning_task", str(plans.tasks["class"].pk))}


def test_a_next_due_day_changed_by_hand_is_found(plans: Plans) -> None:
    Task.objects.filter(pk=plans.tasks["class"].pk).update(next_due=date(2024, 12, 31))

    (problem,) = queries.problems()

    assert "hạn kế tiếp" in problem.what


def test_a_stranger_to_the_unit_writes_no_plan(office: Office) -> None:
    with pytest.raises(NotAllowed):
        actions.draft_plan(office.one, 2024, "Kế hoạch", actor=office.actor("other.clerk"), at=NOW)

    assert not Plan.objects.exists()


def test_a_plan_without_a_task_is_not_issued(office: Office) -> None:
    clerk = office.actor("clerk")
    plan = actions.draft_plan(office.one, 2024, "Kế hoạch", actor=clerk, at=NOW)

    with pytest.raises(BadInput, match="chưa có nhiệm vụ"):
        actions.issue_plan(plan.pk, "", actor=clerk, at=NOW)

    plan.refresh_from_db()
    assert plan.state == State.DRAFT


def test_two_plans_of_a_year_need_two_titles(plans: Plans) -> None:
    with pytest.raises(BadInput, match="mang tên này"):
        actions.draft_plan(
            plans.office.one, 2024, "Kế hoạch xã", actor=plans.office.actor("clerk"), at=NOW
        )


def test_a_change_after_issue_counts_as_a_version(plans: Plans) -> None:
    before = Plan.objects.get(pk=plans.one.pk).version
    given = TaskGiven("Mở lớp chữa cháy", lead="Trạm Y tế", due_on=date(2024, 10, 1))

    actions.change_task(
        plans.tasks["class"].pk,
        given,
        revision=plans.task("class").revision,
        actor=plans.office.actor("clerk"),
        at=NOW,
    )

    line = queries.task_view(plans.tasks["class"].pk, plans.youth, on=TODAY).line
    assert Plan.objects.get(pk=plans.one.pk).version == before + 1
    assert (line.lead.name if line.lead else "", line.helpers) == ("Trạm Y tế", ())
    assert list(queries.problems()) == []


def test_of_two_who_change_a_task_the_second_is_told(plans: Plans) -> None:
    clerk, task = plans.office.actor("clerk"), plans.task("class")
    actions.change_task(task.pk, TaskGiven("Một"), revision=task.revision, actor=clerk, at=NOW)

    with pytest.raises(Conflict):
        actions.change_task(task.pk, TaskGiven("Hai"), revision=task.revision, actor=clerk, at=NOW)

    assert plans.task("class").title == "Một"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (TaskGiven("  "), "Chưa ghi tên nhiệm vụ"),
        (TaskGiven("x" * 301), "quá 300"),
        (TaskGiven("Việc", quarter=5), "Quý phải từ 1 đến 4"),
        (TaskGiven("Việc", due_on=date(2019, 1, 1)), "không thuộc năm 2024"),
        (TaskGiven("TUYỆT MẬT"), "mật"),
    ],
)
def test_a_task_that_cannot_be_is_refused_in_words(
    plans: Plans, given: TaskGiven, why: str
) -> None:
    with pytest.raises(BadInput, match=why):
        actions.add_task(plans.one.pk, given, actor=plans.office.actor("clerk"), at=NOW)

    assert plans.one.tasks.count() == 2


@pytest.mark.parametrize(
    "given",
    [
        TargetGiven("Không có số"),
        TargetGiven("Quá 100", 101, measure="%"),
        TargetGiven("Âm", -1, measure="%"),
    ],
)
def test_a_target_that_cannot_be_is_refused(plans: Plans, given: TargetGiven) -> None:
    with pytest.raises(BadInput):
        actions.add_target(plans.one.pk, given, actor=plans.office.actor("clerk"), at=NOW)


def test_a_direction_needs_no_number(plans: Plans) -> None:
    given = TargetGiven("Giảm tai nạn so với năm trước", aim=Aim.DIRECTION)

    target = actions.add_target(plans.one.pk, given, actor=plans.office.actor("clerk"), at=NOW)

    assert target.value is None


def test_a_dropped_task_stays_with_its_reason(plans: Plans) -> None:
    task = plans.task("patrol")

    actions.drop_task(
        task.pk,
        "Trùng với kế hoạch khác",
        revision=task.revision,
        actor=plans.office.actor("clerk"),
        at=NOW,
    )

    view = queries.plan_view(plans.one.pk, plans.office.actor("clerk"), on=TODAY)
    assert view.head.tasks == 1
    assert [one.drop_reason for one in view.tasks if one.state == TaskState.DROPPED] == [
        "Trùng với kế hoạch khác"
    ]


def test_last_years_plan_is_taken_over_with_its_days_a_year_later(plans: Plans) -> None:
    clerk = plans.office.actor("clerk")

    made = actions.take_over(plans.one.pk, 2025, "Kế hoạch xã", actor=clerk, at=NOW)

    view = queries.plan_view(made.pk, clerk, on=TODAY)
    assert view.head.state == State.DRAFT
    assert [task.due_on for task in view.tasks] == [date(2025, 9, 20), None]
    assert [task.helpers[0].name for task in view.tasks if task.helpers] == ["Đoàn Thanh niên xã"]
    assert (len(view.goals), len(view.targets), view.duties[0].due_on) == (
        1,
        2,
        date(2025, 11, 10),
    )
    assert view.taken_from == plans.one.pk
    assert list(queries.problems()) == []


def test_a_plan_is_not_taken_over_into_its_own_year(plans: Plans) -> None:
    with pytest.raises(BadInput, match="năm sau"):
        actions.take_over(plans.one.pk, 2024, "Khác", actor=plans.office.actor("clerk"), at=NOW)


def test_a_closed_plan_takes_no_more_tasks(plans: Plans) -> None:
    clerk = plans.office.actor("clerk")
    actions.close_plan(plans.one.pk, actor=clerk, at=NOW)

    with pytest.raises(WrongState):
        actions.add_task(plans.one.pk, TaskGiven("Việc"), actor=clerk, at=NOW)


def test_a_draft_is_read_by_its_unit_and_those_above_only(plans: Plans) -> None:
    clerk, office = plans.office.actor("clerk"), plans.office
    draft = actions.take_over(plans.one.pk, 2025, "Kế hoạch xã", actor=clerk, at=NOW)

    assert queries.plan_view(draft.pk, office.actor("officer"), on=TODAY).head.year == 2025
    with pytest.raises(NotAllowed):
        queries.plan_view(draft.pk, office.actor("other.clerk"), on=TODAY)


def test_a_plan_in_force_is_read_by_those_who_carry_it_out(plans: Plans) -> None:
    titles = [one.title for one in queries.plans_for(plans.office.actor("other.clerk"), on=TODAY)]

    assert titles == ["Kế hoạch huyện"]


def test_an_answering_unit_lies_below_the_plans_unit(plans: Plans) -> None:
    body = Body.objects.get(name="Công an xã")

    with pytest.raises(BadInput):
        actions.name_answering_unit(
            plans.one.pk, body.pk, plans.office.two, actor=plans.office.actor("clerk"), at=NOW
        )
