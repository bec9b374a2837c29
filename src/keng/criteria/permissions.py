"""Who may act on an assessment, a run, a set: the unit or who manages it, and the decider."""

from __future__ import annotations

from datetime import datetime

from keng.access.queries import duties_of
from keng.criteria.models import Assessment, Run
from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed
from keng.kernel.moments import local_day
from keng.orgunits.queries import direct_superior


def decider_of(run: Run) -> int:
    """The unit that decides: the one it was delegated to, else that of the run.

    Asked anew each time: an act may delegate in the middle of a reading, and who decides is a
    question of permission.
    """
    delegated = run.delegations.filter(ended_on__isnull=True).values_list("unit_id", flat=True)
    return delegated.first() or run.unit_id


def require_for_unit(actor: Actor, verb: str, unit_id: int, *, at: datetime) -> str:
    """That the actor may act for the unit: "own", or "manager" where its manager does it for it.

    A village or a school often has no account; the unit that manages it registers and types for
    it, and the journal says who did. Raises NotAllowed.
    """
    on = local_day(at)
    if actor.may(verb, unit_id=unit_id, on=on):
        return "own"
    manager = direct_superior(unit_id, on=on)
    if manager is not None and actor.may(verb, unit_id=manager, on=on):
        return "manager"
    actor.require(verb, unit_id=unit_id, on=on)
    return "own"


def may_for_unit(actor: Actor, verb: str, unit_id: int, *, at: datetime) -> bool:
    """Whether `require_for_unit` would not refuse."""
    try:
        require_for_unit(actor, verb, unit_id, at=at)
    except NotAllowed:
        return False
    return True


def require_decider(actor: Actor, verb: str, run: Run, *, at: datetime) -> int:
    """The id of the unit that decides, at which the actor may do this; else NotAllowed."""
    unit_id = decider_of(run)
    actor.require(verb, unit_id=unit_id, on=local_day(at))
    return unit_id


def may_as_decider(actor: Actor, verb: str, run: Run, *, at: datetime) -> bool:
    """Whether `require_decider` would not refuse."""
    return actor.may(verb, unit_id=decider_of(run), on=local_day(at))


def require_view(actor: Actor, assessment: Assessment, *, at: datetime) -> None:
    """That the actor may see the assessment: its unit, its manager, its decider, those above.

    A member of the council sees it too, wherever the member works.
    """
    on = local_day(at)
    seats = {assessment.unit_id, decider_of(assessment.run), assessment.run.unit_id}
    manager = direct_superior(assessment.unit_id, on=on)
    seats |= {manager} if manager is not None else set()
    if any(actor.may("view", unit_id=seat, on=on) for seat in seats):
        return
    if actor.account_id is None or not _sits(actor, assessment.run):
        actor.require("view", unit_id=assessment.unit_id, on=on)


def is_inside(actor: Actor, assessment: Assessment, *, at: datetime) -> bool:
    """Whether the actor stands at the unit, right above it, or in the council (semantics 25).

    Only they see which attested clause was not met; everybody else sees its group.
    """
    on = local_day(at)
    if actor.account_id is None:
        return True
    if actor.may("enter", unit_id=assessment.unit_id, on=on):
        return True
    manager = direct_superior(assessment.unit_id, on=on)
    if manager is not None and actor.may("enter", unit_id=manager, on=on):
        return True
    if may_as_decider(actor, "enter", assessment.run, at=at):
        return True
    return _sits(actor, assessment.run)


def is_judging(actor: Actor, run: Run, *, at: datetime) -> bool:
    """Whether the actor works at the unit that decides in a run, or sits on its council.

    Being allowed to act there from further up is not judging.
    """
    if actor.account_id is None:
        return True
    seats = {duty.unit_id for duty in duties_of(actor.account_id, on=local_day(at))}
    return decider_of(run) in seats or _sits(actor, run)


def _sits(actor: Actor, run: Run) -> bool:
    """Whether the account has a seat on the council of the run today."""
    sitting = run.members.filter(ended_at__isnull=True)
    return bool(sitting.filter(member_account=actor.account_id).exists())
