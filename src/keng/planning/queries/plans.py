"""Plans in lists and whole; one task with all that belongs to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Case, IntegerField, Q, QuerySet, When

from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed, NotFound
from keng.kernel.moments import local_day
from keng.orgunits.queries import views
from keng.planning.models import Duty, Plan, Result, Task
from keng.planning.photos import store, takes_photos
from keng.planning.queries.counting import COLUMN, COUNTED, Tally, progress_of, tallies
from keng.planning.queries.cutting import Rows
from keng.planning.queries.lines import lines_of
from keng.planning.queries.progress import targets_of
from keng.planning.queries.reach import may_close, may_read, plan_read_by, readable
from keng.planning.queries.shapes import (
    DutyLine,
    PlanHead,
    PlanView,
    ResultLine,
    TaskLine,
    TaskView,
)
from keng.planning.rhythm import due_days
from keng.planning.timing import timing_of
from keng.planning.vocabulary import State, TaskState, refuse_unless


def plans_for(
    actor: Actor, *, on: date, own: Collection[int] = (), only: Collection[int] | None = None
) -> Rows[PlanHead]:
    """The plans that the actor may read, newest year first; those of the units `own` before others.

    `only` = plans of these units. Read page by page, each page in three queries.
    """
    rows = Plan.objects.filter(readable(actor, on=on))
    if only is not None:
        rows = rows.filter(unit_id__in=only)
    is_other = Case(When(unit_id__in=list(own), then=0), default=1, output_field=IntegerField())
    ordered = rows.order_by(is_other, "-year", "unit_id", "pk")
    return Rows(ordered, lambda found: heads_of(list(found), on=on))


def plan_view(plan_id: int, actor: Actor, *, on: date, quarter: int | None = None) -> PlanView:
    """One plan whole. Raises NotFound, NotAllowed; a fixed number of queries.

    With a quarter its tasks are those of that column of the board (0 = the whole year).
    """
    plan = plan_read_by(plan_id, actor, on=on)
    rows = plan.tasks.order_by("n")
    if quarter is not None:
        rows = rows.filter(COUNTED).annotate(column=COLUMN).filter(column=quarter)
    duties = [duty_line(one) for one in plan.duties.order_by("n")]
    sources = [
        (one.pk, one.name, sum(f.verdict == "waiting" for f in one.findings.all()))
        for one in plan.sources.order_by("n").prefetch_related("findings")
    ]
    is_open = plan.state != State.CLOSED
    return PlanView(
        head=heads_of([plan], on=on)[0],
        goals=list(plan.goals.order_by("n").values_list("text", flat=True)),
        targets=targets_of(plan, actor, on=on),
        tasks=Rows(rows, lambda found: lines_of(found, on=on)),
        duties=duties,
        bodies=progress_of(plan, on=on),
        sources=sources,
        taken_from=plan.taken_from_id,
        may_write=is_open and actor.may("enter", unit_id=plan.unit_id, on=on),
        may_issue=is_open and actor.may("issue", unit_id=plan.unit_id, on=on),
    )


def plan_to_write(plan_id: int, actor: Actor, *, at: datetime) -> tuple[int, int]:
    """Year and unit of a plan that the actor may write. Raises NotFound, NotAllowed, WrongState."""
    plan = plan_read_by(plan_id, actor, on=local_day(at))
    actor.require("enter", unit_id=plan.unit_id, on=local_day(at))
    refuse_unless(State(plan.state), State.DRAFT, State.ISSUED)
    return plan.year, plan.unit_id


def task_view(task_id: int, actor: Actor, *, on: date) -> TaskView:
    """One task whole. Raises NotFound, and NotAllowed for who may neither read nor close it."""
    row = _task(task_id)
    plan = row.plan
    closes = may_close(row, plan, actor, on=on)
    if not (closes or may_read(plan, actor, on=on)):
        actor.require("view", unit_id=plan.unit_id, on=on)
    (line,) = lines_of(Task.objects.filter(pk=task_id), on=on)
    is_open = plan.state != State.CLOSED
    return TaskView(
        line=line,
        head=heads_of([plan], on=on)[0],
        text=row.text,
        results=_results(row, plan, actor, closes=closes, on=on),
        turns=_turns(row, plan),
        above=above_of_task(row, on=on),
        may_write=is_open and actor.may("enter", unit_id=plan.unit_id, on=on),
        may_close=closes and plan.state == State.ISSUED,
        sees_below=actor.may("view", unit_id=plan.unit_id, on=on),
        takes_photos=takes_photos(row.title, row.text),
    )


def above_of_task(task: Task, *, on: date) -> list[TaskLine]:
    """The tasks that a task carries out, nearest first; all of issued plans above it."""
    found: list[int] = []
    here = task.implements_id
    while here is not None and here not in found:
        found.append(here)
        here = Task.objects.values_list("implements_id", flat=True).get(pk=here)
    by_id = {one.id: one for one in lines_of(Task.objects.filter(pk__in=found), on=on)}
    return [by_id[one] for one in found]


def tasks_to_carry_out(task_id: int, actor: Actor, *, on: date) -> list[TaskLine]:
    """The tasks of issued plans above that a task could carry out, of the same year."""
    plan = _task(task_id).plan
    above = Plan.objects.filter(readable(actor, on=on), year=plan.year, state=State.ISSUED)
    others = Task.objects.filter(plan__in=above.exclude(unit_id=plan.unit_id))
    return lines_of(others.exclude(state=TaskState.DROPPED).order_by("plan_id", "n"), on=on)


def photo_of(result_id: int, actor: Actor, *, on: date) -> bytes:
    """The photo of a result. Raises NotFound, NotAllowed as the results of `task_view`."""
    row = Result.objects.filter(pk=result_id).exclude(photo="").select_related("task").first()
    if row is None:
        raise NotFound("Không có ảnh này.", message_en="There is no such photo.")
    task = _task(row.task_id)
    if not _sees_results(task, task.plan, actor, on=on):
        raise NotAllowed("Không được xem ảnh này.", message_en="The photo is not for you.")
    return store().read(row.photo)


def heads_of(plans: Sequence[Plan], *, on: date) -> list[PlanHead]:
    """Plans as lists show them, in their order."""
    counted = tallies(plans, on=on)
    names = _names(plans, on)
    return [_head(plan, counted.get(plan.pk, Tally()), names) for plan in plans]


def duty_line(row: Duty) -> DutyLine:
    """A report owed as lists show it."""
    return DutyLine(
        id=row.pk,
        what=row.what,
        rhythm=row.rhythm,
        due_on=row.due_on,
        due_written=row.due_written,
        receiver=row.receiver,
        drop_reason=row.drop_reason,
        revision=row.revision,
    )


def units_of_plans(plan_ids: Iterable[int]) -> dict[int, int | None]:
    """The unit of each plan, for who may read its stream of the journal."""
    return dict(Plan.objects.filter(pk__in=list(plan_ids)).values_list("pk", "unit_id"))


def _names(plans: Sequence[Plan], on: date) -> Mapping[int, str]:
    found = views({plan.unit_id for plan in plans}, on=on)
    return {unit_id: view.full_name for unit_id, view in found.items()}


def _head(plan: Plan, tally: Tally, names: Mapping[int, str]) -> PlanHead:
    return PlanHead(
        id=plan.pk,
        unit_id=plan.unit_id,
        unit_name=names[plan.unit_id],
        year=plan.year,
        title=plan.title,
        state=plan.state,
        version=plan.version,
        basis=plan.basis,
        remark=plan.remark,
        issued_on=plan.issued_on,
        tasks=tally.tasks,
        done=tally.done,
        late=tally.late,
    )


def _task(task_id: int) -> Task:
    rows: QuerySet[Task] = Task.objects.filter(Q(pk=task_id))
    row = rows.select_related("plan", "lead").first()
    if row is None:
        raise NotFound(
            f"Không có nhiệm vụ số {task_id}.", message_en=f"There is no task {task_id}."
        )
    return row


def _sees_results(task: Task, plan: Plan, actor: Actor, *, on: date) -> bool:
    """Results go up, not down: to who views the plan's unit, and to who closes the task."""
    return actor.may("view", unit_id=plan.unit_id, on=on) or may_close(task, plan, actor, on=on)


def _results(row: Task, plan: Plan, actor: Actor, *, closes: bool, on: date) -> list[ResultLine]:
    if not (closes or actor.may("view", unit_id=plan.unit_id, on=on)):
        return []
    return [
        ResultLine(
            id=one.pk,
            outcome=one.outcome,
            day=one.day,
            covers=one.covers,
            text=one.text,
            figure=one.figure,
            paper=one.paper,
            has_photo=bool(one.photo),
            at=one.at,
            account_id=one.account_id,
        )
        for one in row.results.order_by("n")
    ]


def _turns(row: Task, plan: Plan) -> list[date]:
    """The due days of a task in a rhythm that no result covers yet; none for other tasks."""
    if row.rhythm == "once":
        return []
    done = set(row.results.filter(outcome="done").values_list("covers", flat=True))
    return [day for day in due_days(timing_of(row, plan.year)) if day not in done]
