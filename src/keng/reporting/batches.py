"""Long work put into the queue: a series of rounds for thousands of units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from keng.jobs import actions
from keng.jobs.actions import NewStep
from keng.jobs.models import Job
from keng.kernel.actors import Actor
from keng.kernel.moments import local_day
from keng.orgunits.queries import unit_view
from keng.reporting.actions import WantedRound
from keng.reporting.tasks import OPEN_ROUNDS

MOST_AT_ONCE: Final = 2000
"""Forms that a request still opens itself: about two seconds on a small machine."""


def open_rounds_later(
    form: str, wanted: Sequence[WantedRound], *, owner_unit_id: int, actor: Actor, at: datetime
) -> Job:
    """Ask for a series of rounds as a job; it is opened whole or not at all, as `open_rounds` does.

    Raises NotAllowed without "manage_rounds" for the owner.
    """
    on = local_day(at)
    actor.require("manage_rounds", unit_id=owner_unit_id, on=on)
    periods = [[one.period.code, one.due_on.isoformat() if one.due_on else None] for one in wanted]
    return actions.ask(
        OPEN_ROUNDS,
        [NewStep(str(owner_unit_id), unit_view(owner_unit_id, on=on).full_name)],
        unit_id=owner_unit_id,
        actor=actor,
        at=at,
        arguments={"form": form, "periods": periods},
    )
