"""One target with what was written down of it, one report owed, the bodies of a plan."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.planning.models import Body, Duty, Plan, Target
from keng.planning.queries.lines import body_view
from keng.planning.queries.plans import duty_line, heads_of
from keng.planning.queries.progress import target_lines
from keng.planning.queries.reach import plan_read_by
from keng.planning.queries.shapes import BodyView, DutyView, MeasuredLine, TargetView
from keng.planning.vocabulary import State


def target_view(target_id: int, actor: Actor, *, on: date) -> TargetView:
    """One target whole. Raises NotFound, NotAllowed as `plan_view`.

    What was written down goes up, not down: it is empty without view at the plan's unit.
    """
    row = Target.objects.filter(pk=target_id).first()
    if row is None:
        raise NotFound("Không có chỉ tiêu này.", message_en="There is no such target.")
    plan = plan_read_by(row.plan_id, actor, on=on)
    (line,) = target_lines(plan, [row], actor, on=on)
    writes = _writes(plan, actor, on) and not row.drop_reason
    return TargetView(
        line=line,
        head=heads_of([plan], on=on)[0],
        measurements=_measured(row) if actor.may("view", unit_id=plan.unit_id, on=on) else [],
        may_write=writes,
        may_measure=writes and plan.state == State.ISSUED and not row.indicator,
    )


def duty_view(duty_id: int, actor: Actor, *, on: date) -> DutyView:
    """One report owed. Raises NotFound, NotAllowed as `plan_view`."""
    row = Duty.objects.filter(pk=duty_id).first()
    if row is None:
        raise NotFound("Không có báo cáo này.", message_en="There is no such report.")
    plan = plan_read_by(row.plan_id, actor, on=on)
    writes = _writes(plan, actor, on) and not row.drop_reason
    return DutyView(duty_line(row), heads_of([plan], on=on)[0], may_write=writes)


def bodies_of_plan(plan_id: int, actor: Actor, *, on: date) -> list[BodyView]:
    """The bodies that a plan gives work to, as leads or helpers, by name.

    Raises NotFound, and NotAllowed without enter at the plan's unit.
    """
    plan = plan_read_by(plan_id, actor, on=on)
    actor.require("enter", unit_id=plan.unit_id, on=on)
    works = Q(leads__plan=plan) | Q(helps__task__plan=plan, helps__is_gone=False)
    return [body_view(one) for one in Body.objects.filter(works).distinct().order_by("name")]


def _writes(plan: Plan, actor: Actor, on: date) -> bool:
    return plan.state != State.CLOSED and actor.may("enter", unit_id=plan.unit_id, on=on)


def _measured(row: Target) -> list[MeasuredLine]:
    """Newest first; the last that was written is the one that counts."""
    rows = list(row.measurements.order_by("-n"))
    return [
        MeasuredLine(one.value, one.day, one.source, one.at, one.account_id, is_last=place == 0)
        for place, one in enumerate(rows)
    ]
