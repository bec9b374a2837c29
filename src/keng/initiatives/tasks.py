"""Background work of the room: forms opened since a register was begun are filled from it."""

from __future__ import annotations

from datetime import datetime

from keng.initiatives.actions.posting import keep_up
from keng.kernel.actors import OPERATOR


def run(*, at: datetime) -> int:
    """Bring every open form up to its register; how many were written. May be run at any time."""
    return keep_up(actor=OPERATOR, at=at)
