"""Who may read a plan and who may close a task of it."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from keng.access.queries import duties_of
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.orgunits.queries import ancestors
from keng.planning.models import Plan, Task
from keng.planning.vocabulary import State


def plan_read_by(plan_id: int, actor: Actor, *, on: date) -> Plan:
    """The plan. Raises NotFound, and NotAllowed as `may_read` says."""
    plan = Plan.objects.filter(pk=plan_id).select_related("taken_from").first()
    if plan is None:
        raise NotFound(
            f"Không có kế hoạch số {plan_id}.", message_en=f"There is no plan {plan_id}."
        )
    if not may_read(plan, actor, on=on):
        actor.require("view", unit_id=plan.unit_id, on=on)
    return plan


def may_read(plan: Plan, actor: Actor, *, on: date) -> bool:
    """Whether the actor may: with view at its unit, or working below it once it is in force.

    A plan that was issued was sent to those below, who carry it out.
    """
    if actor.may("view", unit_id=plan.unit_id, on=on):
        return True
    return plan.state != State.DRAFT and plan.unit_id in above_of(actor, on=on)


def readable(actor: Actor, *, on: date) -> Q:
    """The same as `may_read`, as a condition on plans."""
    reach = actor.reach("view", on=on)
    if reach is None:
        return Q()
    return Q(unit_id__in=reach) | Q(unit_id__in=above_of(actor, on=on)) & ~Q(state=State.DRAFT)


def above_of(actor: Actor, *, on: date) -> frozenset[int]:
    """The units above those at which the actor works."""
    if actor.account_id is None:
        return frozenset()
    places = {duty.unit_id for duty in duties_of(actor.account_id, on=on)}
    return frozenset(above for unit in places for above in ancestors(unit, on=on))


def may_close(task: Task, plan: Plan, actor: Actor, *, on: date) -> bool:
    """Whether the actor enters at the plan's unit, or at the unit of the lead or of a helper."""
    if actor.may("enter", unit_id=plan.unit_id, on=on):
        return True
    helping = task.helpers.filter(is_gone=False, body__answers__isnull=False)
    answering = set(helping.values_list("body__answers_id", flat=True))
    if task.lead is not None and task.lead.answers_id is not None:
        answering.add(task.lead.answers_id)
    return any(actor.may("enter", unit_id=unit, on=on) for unit in answering)
