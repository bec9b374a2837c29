"""Background work of the room: forms opened since are filled, and what was withdrawn is gone."""

from __future__ import annotations

from datetime import datetime

from keng.commendations import namekeys
from keng.commendations.actions.posting import keep_up
from keng.commendations.queries.verification import unfinished
from keng.kernel.actors import OPERATOR


def run(*, at: datetime) -> int:
    """Bring forms up to the register and finish destroying keys; how many forms were written."""
    for key, files in unfinished():
        namekeys.destroy(key, files)
    return keep_up(actor=OPERATOR, at=at)
