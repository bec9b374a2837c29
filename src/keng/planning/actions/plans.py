"""A plan from its draft to its end, and taking over the plan of the year before."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Model

from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput
from keng.kernel.moments import local_day
from keng.planning.actions._store import checked_year, journal, no_such_plan, plan_for_update, words
from keng.planning.models import Duty, Goal, Helper, Plan, Target, Task
from keng.planning.rhythm import shifted
from keng.planning.timing import next_due
from keng.planning.vocabulary import State, TaskState


@transaction.atomic
def draft_plan(
    unit_id: int, year: int, title: str, *, actor: Actor, at: datetime, remark: str = ""
) -> Plan:
    """Begin a plan of a unit for a year.

    Raises NotAllowed (the verb is enter at the unit) and BadInput for a year that cannot be, an
    empty title, or a title that a plan of the unit and year has already. Nothing is made then.
    """
    actor.require("enter", unit_id=unit_id, on=local_day(at))
    named = words(title, "tên kế hoạch", "the title of the plan", longest=300)
    _refuse_same_title(unit_id, checked_year(year), named)
    plan = Plan.objects.create(
        unit_id=unit_id,
        year=year,
        title=named,
        remark=words(remark, "ghi chú", "the remark", longest=300, required=False),
        made_at=at,
        made_by=actor.account_id,
    )
    journal(plan, "drafted", [], actor=actor, at=at, year=year)
    return plan


@transaction.atomic
def issue_plan(plan_id: int, basis: str, *, actor: Actor, at: datetime) -> Plan:
    """Put a plan into force; `basis` is how its paper is cited, "" while the number is not known.

    Raises NotFound, NotAllowed (the verb is issue), WrongState (not a draft), and BadInput for a
    plan without a task: there is nothing to do by it.
    """
    plan = plan_for_update(plan_id, State.DRAFT, actor=actor, at=at, verb="issue")
    if not plan.tasks.exclude(state=TaskState.DROPPED).exists():
        raise BadInput(
            "Kế hoạch chưa có nhiệm vụ nào; hãy thêm nhiệm vụ hoặc đọc từ tệp rồi ban hành.",
            message_en="The plan has no task; add one or read them from a file, then issue it.",
            code="plan_without_tasks",
        )
    plan.state = State.ISSUED.value
    plan.issued_on = local_day(at)
    plan.basis = words(basis, "số, ký hiệu kế hoạch", "the number", longest=200, required=False)
    plan.save(update_fields=["state", "issued_on", "basis"])
    journal(plan, "issued", [], actor=actor, at=at)
    return plan


@transaction.atomic
def close_plan(plan_id: int, *, actor: Actor, at: datetime) -> Plan:
    """End a plan; what is open stays open in it and can be seen. Raises as `issue_plan`."""
    plan = plan_for_update(plan_id, State.ISSUED, actor=actor, at=at, verb="issue")
    plan.state, plan.closed_on = State.CLOSED.value, local_day(at)
    plan.save(update_fields=["state", "closed_on"])
    journal(plan, "closed", [], actor=actor, at=at)
    return plan


@transaction.atomic
def take_over(plan_id: int, year: int, title: str, *, actor: Actor, at: datetime) -> Plan:
    """Draft the plan of another year from this one: goals, targets, duties, and the tasks.

    Days move by the years between. Tasks in a rhythm and all others come along, done or not; what
    was dropped does not. Each new task says no more than the old one did: results stay with it.
    Raises NotFound, NotAllowed (the verb is enter) and BadInput (a year that is not later).
    """
    source = Plan.objects.filter(pk=plan_id).first()
    if source is None:
        raise no_such_plan(plan_id)
    if year <= source.year:
        raise BadInput(
            f"Kế hoạch này của năm {source.year}; hãy chọn năm sau đó.",
            message_en=f"This plan is of {source.year}; choose a later year.",
        )
    plan = draft_plan(source.unit_id, year, title, actor=actor, at=at)
    plan.taken_from = source
    plan.save(update_fields=["taken_from"])
    made = _copied(source, plan)
    journal(plan, "taken_over", made, actor=actor, at=at, source=source.pk)
    return plan


def _copied(source: Plan, plan: Plan) -> list[Model]:
    years = plan.year - source.year
    goals = source.goals.order_by("n")
    made: list[Model] = [Goal.objects.create(plan=plan, n=one.n, text=one.text) for one in goals]
    for target in source.targets.filter(drop_reason="").order_by("n"):
        kept = {
            name: getattr(target, name)
            for name in ("n", "what", "aim", "value", "digits", "measure", "unit_kind", "indicator")
        }
        due = shifted(target.due_on, years)
        made.append(Target.objects.create(plan=plan, due_on=due, **kept))
    for duty in source.duties.filter(drop_reason="").order_by("n"):
        kept = {name: getattr(duty, name) for name in ("n", "what", "rhythm", "receiver")}
        due = shifted(duty.due_on, years)
        made.append(Duty.objects.create(plan=plan, due_on=due, **kept))
    tasks = source.tasks.exclude(state=TaskState.DROPPED).order_by("n")
    for n, task in enumerate(tasks.prefetch_related("helpers"), 1):
        made += _copied_task(task, plan, n, years)
    return made


def _copied_task(task: Task, plan: Plan, n: int, years: int) -> list[Model]:
    kept = {
        name: getattr(task, name)
        for name in ("title", "text", "lead_id", "quarter", "rhythm", "proof")
    }
    copy = Task(plan=plan, n=n, due_on=shifted(task.due_on, years), **kept)
    copy.next_due = next_due(copy, plan.year)
    copy.save()
    helpers = [
        Helper.objects.create(task=copy, body_id=one.body_id, n=one.n)
        for one in task.helpers.all()
        if not one.is_gone
    ]
    return [copy, *helpers]


def _refuse_same_title(unit_id: int, year: int, title: str) -> None:
    same = Plan.objects.filter(unit_id=unit_id, year=year, title=title).first()
    if same is not None:
        raise BadInput(
            f"Đơn vị đã có kế hoạch năm {year} mang tên này (số {same.pk}); hãy mở kế hoạch đó "
            "hoặc đặt tên khác.",
            message_en=f"The unit has a plan of {year} with this title ({same.pk}); open it or "
            "choose another title.",
            code="plan_title_taken",
        )
