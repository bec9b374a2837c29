"""Background work of the room: forms that were opened since a register is used are filled."""

from __future__ import annotations

from datetime import datetime

from keng.kernel.actors import OPERATOR
from keng.steering.actions.posting import keep_up


def run(*, at: datetime) -> int:
    """Bring forms up to the registers; how many were written. May be run again at any time."""
    return keep_up(actor=OPERATOR, at=at)
