"""The figures of the registers flow into the forms of their unit (semantics 12)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from keng.initiatives.journalling import of_register
from keng.initiatives.models import RegisterUse
from keng.initiatives.permission import require_keeper
from keng.initiatives.programme import REGISTERS
from keng.initiatives.queries.counting import RULE_VERSION
from keng.initiatives.queries.using import counting
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput
from keng.kernel.moments import local_day
from keng.orgunits.queries import direct_superior, unit_view
from keng.orgunits.vocabulary import Level
from keng.reporting.actions import Flowing

_flowing = Flowing(
    RegisterUse, lambda unit_id, register, on: counting(unit_id, register, on=on), RULE_VERSION
)


@transaction.atomic
def begin_register(
    unit_id: int, register: str, year: int, *, actor: Actor, at: datetime
) -> RegisterUse:
    """Let the unit's figures come from its register from a year on; they are typed no more.

    What stands in forms that are still open is replaced by what the register counts, and stays in
    their history. Handed in ones keep what was reported. Raises NotAllowed, WrongState (begun
    already), BadInput: unknown register, neither this year nor the last.
    """
    require_keeper(actor, unit_id, on=local_day(at))
    if register not in REGISTERS:
        raise BadInput("Không có sổ này.", message_en="There is no such register.")
    made = _flowing.begin(unit_id, year, actor=actor, at=at, register=register)
    facts = {"register": register, "year": year}
    of_register(unit_id, "register_begun", facts, actor=actor, at=at, rows=[made])
    repost(unit_id, register, actor=actor, at=at)
    return made


def repost(unit_id: int, register: str, *, actor: Actor, at: datetime) -> int:
    """Bring the open forms of the unit, and of the commune over it, up to its register.

    Only forms of units that use the register, of years since they do, and only what changed. How
    many forms were written. To be called inside the transaction that changed the register.
    """
    units = [unit_id, *_commune_above(unit_id, at)]
    return _flowing.bring_up(units, actor=actor, at=at, register=register)


keep_up = _flowing.keep_up


def _commune_above(unit_id: int, at: datetime) -> list[int]:
    on = local_day(at)
    above = direct_superior(unit_id, on=on)
    if above is None or unit_view(above, on=on).level != Level.COMMUNE:
        return []
    return [] if unit_view(unit_id, on=on).level == Level.BODY else [above]
