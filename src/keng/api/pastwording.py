"""What happened to a submission or a unit, as it travels."""

from __future__ import annotations

from keng.api import shapes
from keng.orgunits.queries import Stretch
from keng.reporting.queries import ChangeView, ReturnView


def return_out(one: ReturnView) -> shapes.ReturnOut:
    """One time that a submission was sent back, cell by cell."""
    return shapes.ReturnOut(
        message=one.message,
        due_on=one.due_on,
        at=one.at,
        cells=[
            shapes.ReturnedCellOut(
                cell=str(reason.key),
                reason=reason.reason,
                is_resolved=reason.is_resolved,
                answer=reason.answer,
            )
            for reason in one.reasons
        ],
    )


def state_step_out(one: ChangeView) -> shapes.StateStepOut:
    """One step of a submission from state to state."""
    return shapes.StateStepOut(
        act=one.act,
        before=one.before,
        after=one.after,
        revision=one.revision,
        reason=one.reason,
        at=one.at,
        account=one.account_id,
    )


def stretch_out(one: Stretch) -> shapes.StretchOut:
    """What was true of a unit for a time."""
    return shapes.StretchOut(
        text=one.text, code=one.code, first=one.first, until=one.until, basis=one.basis
    )
