"""The awards of the register flow into the forms of their unit (semantics 12)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from keng.commendations.journalling import of_unit
from keng.commendations.models import RegisterUse
from keng.commendations.queries.counting import RULE_VERSION, Counts
from keng.kernel.actors import Actor
from keng.kernel.moments import local_day
from keng.orgunits.queries import direct_superior
from keng.reporting.actions import Flowing
from keng.reporting.queries.flowing import CountInPeriod


@transaction.atomic
def begin_register(unit_id: int, year: int, *, actor: Actor, at: datetime) -> RegisterUse:
    """Let the unit's figures come from the register from a year on; they are typed no more.

    What stands in forms that are open is replaced by what the register counts, and stays in their
    history; handed in ones keep what was reported. Raises NotAllowed, WrongState (begun already),
    BadInput (neither this year nor the last).
    """
    actor.require("enter", unit_id=unit_id, on=local_day(at))
    made = _flowing.begin(unit_id, year, actor=actor, at=at)
    facts = {"year": year, "unit": unit_id}
    of_unit(unit_id, "register_begun", facts, actor=actor, at=at, rows=[made])
    _flowing.bring_up([unit_id], actor=actor, at=at)
    return made


def repost(homes: Iterable[int], *, actor: Actor, at: datetime) -> int:
    """Bring the open forms of these units, and of those that they report to, up to the register.

    Only of units that use it, of years since they do, and only what changed. How many forms were
    written. To be called inside the transaction that changed the register.
    """
    on = local_day(at)
    units = {one for home in homes for one in (home, direct_superior(home, on=on)) if one}
    return _flowing.bring_up(units, actor=actor, at=at)


def _counting(unit_id: int, _register: str, on: date) -> CountInPeriod:
    return lambda period: (Counts(unit_id, period, on=on).of, {})


_flowing = Flowing(RegisterUse, _counting, RULE_VERSION)
keep_up = _flowing.keep_up
