"""Meetings and programmes of the registers flow into the forms of their unit (semantics 12)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from keng.journal.actions import record
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput
from keng.kernel.moments import local_day
from keng.orgunits.queries import direct_superior
from keng.reporting.actions import Flowing
from keng.steering.models import RegisterUse
from keng.steering.queries.counting import RULE_VERSION, counting
from keng.steering.vocabulary import Register

USE_STREAM = "steering_use:"

_flowing = Flowing(
    RegisterUse, lambda unit_id, register, on: counting(unit_id, register, on=on), RULE_VERSION
)


@transaction.atomic
def begin_register(
    unit_id: int, register: str, year: int, *, actor: Actor, at: datetime
) -> RegisterUse:
    """Let the unit's figures come from its register from a year on; they are typed no more.

    What stands in forms that are still open is replaced by what the register counts, and stays in
    their history. Handed in ones keep what was reported. Raises NotAllowed (enter), WrongState
    (begun already), BadInput: unknown register, neither this year nor the last.
    """
    actor.require("enter", unit_id=unit_id, on=local_day(at))
    if register not in set(Register):
        raise BadInput("Không có sổ này.", message_en="There is no such register.")
    made = _flowing.begin(unit_id, year, actor=actor, at=at, register=register)
    facts = {"register": register, "year": year, "unit": unit_id, ROWS: stated(made)}
    record(f"{USE_STREAM}{unit_id}", "steering.register_begun", actor=actor, at=at, facts=facts)
    _flowing.bring_up([unit_id], actor=actor, at=at, register=register)
    return made


def repost(unit_id: int, register: Register, *, actor: Actor, at: datetime) -> int:
    """Bring the open forms of the unit, and of the one over it, up to its register.

    Only forms of units that use the register, of years since they do, and only what changed. How
    many forms were written. To be called inside the transaction that changed the register.
    """
    above = direct_superior(unit_id, on=local_day(at))
    units = [unit_id, *((above,) if above is not None else ())]
    return _flowing.bring_up(units, actor=actor, at=at, register=register.value)


keep_up = _flowing.keep_up
