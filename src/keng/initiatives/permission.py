"""Who keeps the register of a unit, and whose registers somebody may read."""

from __future__ import annotations

from datetime import date

from keng.kernel.actors import Actor
from keng.orgunits.queries import direct_superior, unit_view
from keng.orgunits.vocabulary import Level


def may_keep(actor: Actor, unit_id: int, *, on: date) -> bool:
    """Whether the actor writes into the registers of the unit.

    The unit itself does, and the commune for its villages, which have no office (decision 0240).
    """
    if actor.may("enter", unit_id=unit_id, on=on):
        return True
    above = _commune_of_village(unit_id, on)
    return above is not None and actor.may("enter", unit_id=above, on=on)


def require_keeper(actor: Actor, unit_id: int, *, on: date) -> None:
    """Raise NotAllowed unless `may_keep` holds."""
    if not may_keep(actor, unit_id, on=on):
        actor.require("enter", unit_id=unit_id, on=on)


def _commune_of_village(unit_id: int, on: date) -> int | None:
    if unit_view(unit_id, on=on).level != Level.VILLAGE:
        return None
    return direct_superior(unit_id, on=on)
