"""What a plan holds: goals, tasks, and the bodies that work is given to.

A draft is written freely. After it is issued each change counts as a version of the plan, and the
journal says which rows changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Model

from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotFound
from keng.kernel.moments import local_day
from keng.orgunits.queries import ancestors
from keng.planning.actions._store import (
    added,
    amended,
    body_named,
    checked_day,
    journal,
    next_n,
    open_plan,
    refuse_changed,
    task_and_plan,
    words,
)
from keng.planning.circles import circle_of
from keng.planning.models import Body, Goal, Helper, Plan, Task
from keng.planning.timing import next_due
from keng.planning.vocabulary import Rhythm, State, TaskState, refuse_unless


@dataclass(frozen=True)
class TaskGiven:
    """A task as a person gives it. Bodies by name; None and "" = not said."""

    title: str
    text: str = ""
    lead: str = ""
    helpers: Sequence[str] = ()
    quarter: int | None = None
    due_on: date | None = None
    due_written: str = ""
    rhythm: Rhythm = Rhythm.ONCE
    proof: str = ""


@transaction.atomic
def add_goal(plan_id: int, text: str, *, actor: Actor, at: datetime) -> Goal:
    """Add a goal. Raises NotFound, NotAllowed, WrongState (the plan is closed), BadInput."""
    plan = open_plan(plan_id, actor=actor, at=at)
    said = words(text, "mục tiêu", "the goal", longest=2000)
    goal = Goal.objects.create(plan=plan, n=next_n(plan.goals.all()), text=said)
    added(plan, "goal", [goal], actor=actor, at=at)
    return goal


@transaction.atomic
def add_task(plan_id: int, given: TaskGiven, *, actor: Actor, at: datetime) -> Task:
    """Add a task; bodies that are not known yet are made. Raises as `add_goal`."""
    plan = open_plan(plan_id, actor=actor, at=at)
    made: list[Model] = []
    task = task_row(plan, given, made)
    added(plan, "task", made, actor=actor, at=at)
    return task


@transaction.atomic
def change_task(
    task_id: int, given: TaskGiven, *, revision: int, actor: Actor, at: datetime
) -> Task:
    """Say a task anew. `revision` is the one that was seen.

    Raises NotFound, NotAllowed, WrongState (closed plan, or the task is not open), BadInput, and
    Conflict if somebody changed it meanwhile.
    """
    task, plan = task_and_plan(task_id, actor=actor, at=at)
    refuse_changed(task.revision, revision, "nhiệm vụ", "task")
    _refuse_not_open(task)
    made: list[Model] = []
    for name, value in _fields(plan, given, made).items():
        setattr(task, name, value)
    task.revision += 1
    task.next_due = next_due(task, plan.year)
    task.save()
    made += _helpers(task, plan.unit_id, given.helpers, made)
    amended(plan)
    journal(plan, "changed_task", [task, *_fresh(made, task)], actor=actor, at=at, task=task.pk)
    return task


@transaction.atomic
def drop_task(task_id: int, reason: str, *, revision: int, actor: Actor, at: datetime) -> Task:
    """Take a task out of the plan; it stays, with the reason. Raises as `change_task`."""
    task, plan = task_and_plan(task_id, actor=actor, at=at)
    refuse_changed(task.revision, revision, "nhiệm vụ", "task")
    _refuse_not_open(task)
    task.drop_reason = words(reason, "lý do", "the reason", longest=500)
    task.state = TaskState.DROPPED.value
    task.revision += 1
    task.next_due = None
    task.save(update_fields=["drop_reason", "state", "revision", "next_due"])
    amended(plan)
    journal(plan, "dropped_task", [task], actor=actor, at=at, task=task.pk)
    return task


@transaction.atomic
def carry_out(task_id: int, above_id: int | None, *, actor: Actor, at: datetime) -> Task:
    """Say that a task carries out one of a plan above, or none any more.

    Raises NotFound, NotAllowed, WrongState; BadInput for a task of a plan that is not issued, that
    is neither of a unit above nor of the unit itself, or that would close a circle (named).
    """
    task, plan = task_and_plan(task_id, actor=actor, at=at)
    if above_id is not None:
        _refuse_unfit(task, plan, above_id, on=local_day(at))
    task.implements_id = above_id
    task.revision += 1
    task.save(update_fields=["implements", "revision"])
    amended(plan)
    journal(plan, "linked_task", [task], actor=actor, at=at, task=task.pk, above=above_id)
    return task


@transaction.atomic
def name_answering_unit(
    plan_id: int, body_id: int, unit_id: int | None, *, actor: Actor, at: datetime
) -> Body:
    """Say which unit's people close the tasks of a body; None takes it back.

    Raises NotFound, NotAllowed (the verb is enter at the plan's unit), WrongState, and BadInput
    for a unit that does not lie below the plan's unit.
    """
    plan = open_plan(plan_id, actor=actor, at=at)
    body = Body.objects.filter(pk=body_id, unit_id=plan.unit_id).first()
    if body is None:
        raise NotFound("Không có cơ quan này.", message_en="There is no such body.")
    if unit_id is not None and plan.unit_id not in ancestors(unit_id, on=local_day(at)):
        raise BadInput(
            "Đơn vị trả lời phải thuộc đơn vị của kế hoạch.",
            message_en="The answering unit must lie below the unit of the plan.",
        )
    body.answers_id = unit_id
    body.save(update_fields=["answers"])
    journal(plan, "named_unit", [body], actor=actor, at=at, body=body.pk, answers=unit_id)
    return body


def task_row(plan: Plan, given: TaskGiven, made: list[Model]) -> Task:
    """Store a task and its bodies; all new rows are added to `made`. BadInput as `add_task`."""
    fields = _fields(plan, given, made)
    task = Task(plan=plan, n=next_n(plan.tasks.all()), **fields)
    task.next_due = next_due(task, plan.year)
    task.save()
    made.append(task)
    made += _helpers(task, plan.unit_id, given.helpers, made)
    return task


def _fields(plan: Plan, given: TaskGiven, made: list[Model]) -> Mapping[str, object]:
    if given.quarter is not None and not 1 <= given.quarter <= 4:
        raise BadInput("Quý phải từ 1 đến 4.", message_en="A quarter is 1 to 4.")
    return {
        "title": words(given.title, "tên nhiệm vụ", "the task", longest=300),
        "text": words(given.text, "nội dung", "the words", longest=5000, required=False),
        "lead": body_named(plan.unit_id, given.lead, made) if given.lead.strip() else None,
        "quarter": given.quarter,
        "due_on": checked_day(given.due_on, plan.year, "nhiệm vụ", "the task"),
        "due_written": words(given.due_written, "hạn", "the due day", longest=120, required=False),
        "rhythm": given.rhythm.value,
        "proof": words(given.proof, "sản phẩm", "what proves it", longest=300, required=False),
    }


def _helpers(task: Task, unit_id: int, names: Sequence[str], made: list[Model]) -> list[Model]:
    """The helpers by name; one that helps no more stays as a row that says so."""
    wanted = [body_named(unit_id, name, made) for name in dict.fromkeys(names) if name.strip()]
    known = {one.body_id: one for one in task.helpers.all()}
    changed: list[Model] = []
    for n, body in enumerate(wanted, 1):
        row = known.pop(body.pk, None)
        if row is None:
            changed.append(Helper.objects.create(task=task, body=body, n=n))
        elif row.n != n or row.is_gone:
            row.n, row.is_gone = n, False
            row.save()
            changed.append(row)
    for row in known.values():
        if not row.is_gone:
            row.is_gone = True
            row.save()
            changed.append(row)
    return changed


def _fresh(made: Sequence[Model], task: Task) -> list[Model]:
    return [one for one in made if one is not task]


def _refuse_not_open(task: Task) -> None:
    if task.state != TaskState.OPEN:
        raise BadInput(
            "Nhiệm vụ đã xong hoặc đã bỏ nên không sửa được; hãy mở lại trước.",
            message_en="The task is done or dropped; open it again first.",
            code="task_not_open",
        )


def _refuse_unfit(task: Task, plan: Plan, above_id: int, *, on: date) -> None:
    above = Task.objects.filter(pk=above_id).select_related("plan").first()
    if above is None:
        raise NotFound("Không có nhiệm vụ cấp trên này.", message_en="There is no such task.")
    if above.plan.unit_id not in (plan.unit_id, *ancestors(plan.unit_id, on=on)):
        raise BadInput(
            "Chỉ gắn được với nhiệm vụ của cấp trên hoặc của chính đơn vị.",
            message_en="A task carries out one of a unit above or of the unit itself.",
            code="task_not_above",
        )
    refuse_unless(State(above.plan.state), State.ISSUED, State.CLOSED)
    if circle := circle_of(task.pk, above_id, _upwards(above)):
        titles = dict(Task.objects.filter(pk__in=circle).values_list("pk", "title"))
        told = " → ".join(f"“{titles[one]}”" for one in circle)
        raise BadInput(
            f"Gắn như vậy thành vòng: {told}; hãy bỏ một mối gắn trong vòng trước.",
            message_en=f"That would close a circle: {told}; take one link of it back first.",
            code="circle_of_tasks",
        )


def _upwards(task: Task) -> dict[int, int | None]:
    """What each task on the way up carries out; the way is as long as there are levels."""
    found: dict[int, int | None] = {task.pk: task.implements_id}
    here = task.implements_id
    while here is not None and here not in found:
        found[here] = Task.objects.values_list("implements_id", flat=True).get(pk=here)
        here = found[here]
    return found
