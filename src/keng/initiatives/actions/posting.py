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
from keng.kernel.errors import BadInput, WrongState
from keng.kernel.moments import local_day
from keng.orgunits.queries import direct_superior, unit_view
from keng.orgunits.vocabulary import Level
from keng.reporting.actions import bring_up
from keng.reporting.queries import open_forms


@transaction.atomic
def begin_register(
    unit_id: int, register: str, year: int, *, actor: Actor, at: datetime
) -> RegisterUse:
    """Let the unit's figures come from its register from a year on; they are typed no more.

    What stands in forms that are still open is replaced by what the register counts, and stays in
    their history. Handed in ones keep what was reported. Raises NotAllowed, WrongState (begun
    already), BadInput: unknown register or a year in the future.
    """
    on = local_day(at)
    require_keeper(actor, unit_id, on=on)
    if register not in REGISTERS or not on.year - 1 <= year <= on.year:
        raise BadInput(
            f"Sổ bắt đầu dùng từ năm {on.year - 1} hoặc {on.year}.",
            message_en=f"A register is used from {on.year - 1} or {on.year} on.",
        )
    if RegisterUse.objects.filter(unit_id=unit_id, register=register).exists():
        raise WrongState("Đơn vị đã dùng sổ này.", message_en="The unit uses the register already.")
    made = RegisterUse.objects.create(
        unit_id=unit_id, register=register, since_year=year, at=at, account_id=actor.account_id
    )
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
    uses = RegisterUse.objects.filter(unit_id__in=units, register=register)
    return sum(_brought_up(use, actor=actor, at=at) for use in uses.order_by("unit_id"))


def keep_up(*, actor: Actor, at: datetime) -> int:
    """Fill forms that were opened since, and counts that a new day changed; how many were written.

    Thin and to be run again at any time: a form that stands as its register does is passed over.
    """
    uses = list(RegisterUse.objects.order_by("unit_id", "register"))
    return sum(_brought_up(use, actor=actor, at=at) for use in uses)


@transaction.atomic
def _brought_up(use: RegisterUse, *, actor: Actor, at: datetime) -> int:
    count = counting(use.unit_id, use.register, on=local_day(at))
    return sum(
        bring_up(one, use.register, lambda it: count(it)[0], RULE_VERSION, actor=actor, at=at)
        for one in open_forms(use.unit_id, use.register, use.since_year)
    )


def _commune_above(unit_id: int, at: datetime) -> list[int]:
    on = local_day(at)
    above = direct_superior(unit_id, on=on)
    if above is None or unit_view(above, on=on).level != Level.COMMUNE:
        return []
    return [] if unit_view(unit_id, on=on).level == Level.BODY else [above]
