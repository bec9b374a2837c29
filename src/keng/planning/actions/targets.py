"""Targets and reports owed: added to a plan, said anew, taken out of it with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotFound
from keng.planning.actions._store import (
    added,
    amended,
    checked_day,
    journal,
    next_n,
    no_such_target,
    open_plan,
    refuse_changed,
    refuse_dropped,
    words,
)
from keng.planning.models import Duty, Plan, Target
from keng.planning.vocabulary import Aim


@dataclass(frozen=True)
class TargetGiven:
    """A target as a person gives it: `value` with `digits` decimals, None for a direction."""

    what: str
    value: int | None = None
    digits: int = 0
    measure: str = ""
    aim: Aim = Aim.AT_LEAST
    unit_kind: str = ""
    indicator: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class DutyGiven:
    """A report owed as a person gives it."""

    what: str
    rhythm: str = ""
    due_on: date | None = None
    due_written: str = ""
    receiver: str = ""


@transaction.atomic
def add_target(plan_id: int, given: TargetGiven, *, actor: Actor, at: datetime) -> Target:
    """Add a target. Raises as `add_goal`; BadInput also for a share over 100 % or below 0."""
    plan = open_plan(plan_id, actor=actor, at=at)
    target = target_row(plan, given)
    added(plan, "target", [target], actor=actor, at=at)
    return target


@transaction.atomic
def add_duty(plan_id: int, given: DutyGiven, *, actor: Actor, at: datetime) -> Duty:
    """Add a report that is owed. Raises as `add_goal`."""
    plan = open_plan(plan_id, actor=actor, at=at)
    duty = duty_row(plan, given)
    added(plan, "duty", [duty], actor=actor, at=at)
    return duty


@transaction.atomic
def change_target(
    target_id: int, given: TargetGiven, *, revision: int, actor: Actor, at: datetime
) -> Target:
    """Say a target anew. `revision` is the one that was seen.

    Raises NotFound, NotAllowed, WrongState (closed plan), BadInput (as `add_target`, one that was
    dropped, or other decimals than what was written down already has), and Conflict if somebody
    changed it meanwhile.
    """
    target, plan = _target_and_plan(target_id, revision, actor=actor, at=at)
    if given.digits < target.digits and target.measurements.exists():
        # What was written down has the digits of the target; more of them cannot be lost.
        given = _with_digits(given, target.digits)
    elif given.digits != target.digits and target.measurements.exists():
        raise BadInput(
            f"Đã có kết quả ghi với {target.digits} chữ số thập phân; hãy ghi mức đề ra như vậy.",
            message_en=f"Results are written with {target.digits} decimals; write it so.",
            code="other_digits",
        )
    for name, value in _target_fields(plan, given).items():
        setattr(target, name, value)
    target.revision += 1
    target.save()
    amended(plan)
    journal(plan, "changed_target", [target], actor=actor, at=at, target=target.pk)
    return target


@transaction.atomic
def drop_target(
    target_id: int, reason: str, *, revision: int, actor: Actor, at: datetime
) -> Target:
    """Take a target out of the plan; it stays, with the reason. Raises as `change_target`."""
    target, plan = _target_and_plan(target_id, revision, actor=actor, at=at)
    target.drop_reason = words(reason, "lý do", "the reason", longest=500)
    target.revision += 1
    target.save(update_fields=["drop_reason", "revision"])
    amended(plan)
    journal(plan, "dropped_target", [target], actor=actor, at=at, target=target.pk)
    return target


@transaction.atomic
def change_duty(
    duty_id: int, given: DutyGiven, *, revision: int, actor: Actor, at: datetime
) -> Duty:
    """Say a report owed anew. Raises as `change_target`."""
    duty, plan = _duty_and_plan(duty_id, revision, actor=actor, at=at)
    for name, value in _duty_fields(plan, given).items():
        setattr(duty, name, value)
    duty.revision += 1
    duty.save()
    amended(plan)
    journal(plan, "changed_duty", [duty], actor=actor, at=at, duty=duty.pk)
    return duty


@transaction.atomic
def drop_duty(duty_id: int, reason: str, *, revision: int, actor: Actor, at: datetime) -> Duty:
    """Take a report out of the plan; it stays, with the reason. Raises as `change_target`."""
    duty, plan = _duty_and_plan(duty_id, revision, actor=actor, at=at)
    duty.drop_reason = words(reason, "lý do", "the reason", longest=500)
    duty.revision += 1
    duty.save(update_fields=["drop_reason", "revision"])
    amended(plan)
    journal(plan, "dropped_duty", [duty], actor=actor, at=at, duty=duty.pk)
    return duty


def target_row(plan: Plan, given: TargetGiven) -> Target:
    """Store a target. BadInput as `add_target`."""
    return Target.objects.create(
        plan=plan, n=next_n(plan.targets.all()), **_target_fields(plan, given)
    )


def duty_row(plan: Plan, given: DutyGiven) -> Duty:
    """Store a report that is owed. BadInput as `add_duty`."""
    return Duty.objects.create(plan=plan, n=next_n(plan.duties.all()), **_duty_fields(plan, given))


def _target_fields(plan: Plan, given: TargetGiven) -> Mapping[str, object]:
    what = words(given.what, "chỉ tiêu", "the target", longest=500)
    if given.aim is not Aim.DIRECTION and given.value is None:
        raise BadInput(
            "Chỉ tiêu chưa có số; hãy ghi số hoặc chọn “chỉ nêu hướng”.",
            message_en="The target has no number; write it or choose a direction only.",
            code="target_without_value",
        )
    limit = 100 * 10**given.digits
    if given.measure == "%" and given.value is not None and not 0 <= given.value <= limit:
        raise BadInput("Tỷ lệ phải từ 0 đến 100%.", message_en="A share lies between 0 and 100 %.")
    return {
        "what": what,
        "aim": given.aim.value,
        "value": given.value,
        "digits": given.digits,
        "measure": words(given.measure, "đơn vị tính", "the measure", longest=60, required=False),
        "unit_kind": words(given.unit_kind, "loại đơn vị", "the kind", longest=120, required=False),
        "indicator": given.indicator,
        "due_on": checked_day(given.due_on, plan.year, "chỉ tiêu", "the target"),
    }


def _duty_fields(plan: Plan, given: DutyGiven) -> Mapping[str, object]:
    return {
        "what": words(given.what, "nội dung báo cáo", "the report", longest=500),
        "rhythm": words(given.rhythm, "định kỳ", "the rhythm", longest=120, required=False),
        "due_on": checked_day(given.due_on, plan.year, "báo cáo", "the report"),
        "due_written": words(given.due_written, "hạn", "the due day", longest=120, required=False),
        "receiver": words(given.receiver, "nơi nhận", "the receiver", longest=200, required=False),
    }


def _with_digits(given: TargetGiven, digits: int) -> TargetGiven:
    """The same target with more decimals."""
    value = None if given.value is None else given.value * 10 ** (digits - given.digits)
    return replace(given, value=value, digits=digits)


def _target_and_plan(
    target_id: int, revision: int, *, actor: Actor, at: datetime
) -> tuple[Target, Plan]:
    plan_id = Target.objects.filter(pk=target_id).values_list("plan_id", flat=True).first()
    if plan_id is None:
        raise no_such_target()
    plan = open_plan(plan_id, actor=actor, at=at)
    target = Target.objects.get(pk=target_id)
    refuse_changed(target.revision, revision, "chỉ tiêu", "target")
    refuse_dropped(target.drop_reason, "Chỉ tiêu", "target")
    return target, plan


def _duty_and_plan(duty_id: int, revision: int, *, actor: Actor, at: datetime) -> tuple[Duty, Plan]:
    plan_id = Duty.objects.filter(pk=duty_id).values_list("plan_id", flat=True).first()
    if plan_id is None:
        raise NotFound("Không có báo cáo này.", message_en="There is no such report.")
    plan = open_plan(plan_id, actor=actor, at=at)
    duty = Duty.objects.get(pk=duty_id)
    refuse_changed(duty.revision, revision, "báo cáo", "report")
    refuse_dropped(duty.drop_reason, "Báo cáo", "report")
    return duty, plan
