"""The awards of the register flow into the forms of their unit (semantics 12)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from keng.commendations.journalling import of_unit
from keng.commendations.models import RegisterUse
from keng.commendations.queries.counting import RULE_VERSION, Counts
from keng.commendations.vocabulary import REGISTER
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, WrongState
from keng.kernel.moments import local_day
from keng.orgunits.queries import direct_superior
from keng.reporting.actions import bring_up
from keng.reporting.queries import open_forms


@transaction.atomic
def begin_register(unit_id: int, year: int, *, actor: Actor, at: datetime) -> RegisterUse:
    """Let the unit's figures come from the register from a year on; they are typed no more.

    What stands in forms that are open is replaced by what the register counts, and stays in their
    history; handed in ones keep what was reported. Raises NotAllowed, WrongState (begun already),
    BadInput (neither this year nor the last).
    """
    on = local_day(at)
    actor.require("enter", unit_id=unit_id, on=on)
    if not on.year - 1 <= year <= on.year:
        raise BadInput(
            f"Sổ khen thưởng bắt đầu dùng từ năm {on.year - 1} hoặc {on.year}.",
            message_en=f"The register is used from {on.year - 1} or {on.year} on.",
        )
    if RegisterUse.objects.filter(unit_id=unit_id).exists():
        raise WrongState("Đơn vị đã dùng sổ này.", message_en="The unit uses the register already.")
    made = RegisterUse.objects.create(
        unit_id=unit_id, since_year=year, at=at, account_id=actor.account_id
    )
    of_unit(
        unit_id, "register_begun", {"year": year, "unit": unit_id}, actor=actor, at=at, rows=[made]
    )
    _brought_up(made, actor=actor, at=at)
    return made


def repost(homes: Iterable[int], *, actor: Actor, at: datetime) -> int:
    """Bring the open forms of these units, and of those that they report to, up to the register.

    Only of units that use it, of years since they do, and only what changed. How many forms were
    written. To be called inside the transaction that changed the register.
    """
    on = local_day(at)
    units = {one for home in homes for one in (home, direct_superior(home, on=on)) if one}
    uses = RegisterUse.objects.filter(unit_id__in=units).order_by("unit_id")
    return sum(_brought_up(use, actor=actor, at=at) for use in uses)


def keep_up(*, actor: Actor, at: datetime) -> int:
    """Fill forms that were opened since; how many were written. May be run again at any time."""
    uses = list(RegisterUse.objects.order_by("unit_id"))
    return sum(_brought_up(use, actor=actor, at=at) for use in uses)


@transaction.atomic
def _brought_up(use: RegisterUse, *, actor: Actor, at: datetime) -> int:
    on = local_day(at)
    return sum(
        bring_up(
            one,
            REGISTER,
            lambda period: Counts(use.unit_id, period, on=on).of,
            RULE_VERSION,
            actor=actor,
            at=at,
        )
        for one in open_forms(use.unit_id, REGISTER, use.since_year)
    )
