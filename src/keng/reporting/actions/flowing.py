"""How the registers of a room flow into the forms of the units that use them (semantics 12).

Each room keeps a table of its own of who uses a register since when, with `unit`, `register` and
`since_year`; what is done with such a table is the same for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Generic, Protocol, TypeVar, cast

from django.db import models, transaction

from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, WrongState
from keng.kernel.moments import local_day
from keng.orgunits.actions import hold
from keng.reporting.actions.deriving import bring_up
from keng.reporting.queries.flowing import CountInPeriod, open_forms

_Row = TypeVar("_Row", bound=models.Model)


class _Use(Protocol):
    """A row that says from which year on a unit's figures come from a register."""

    @property
    def unit_id(self) -> int: ...
    @property
    def register(self) -> str: ...
    @property
    def since_year(self) -> int: ...


class Flowing(Generic[_Row]):
    """The registers of one room.

    `uses` is its table, `counting(unit, register, on)` how a register counts as known on a day,
    `rule` the version of that way of counting.
    """

    def __init__(
        self, uses: type[_Row], counting: Callable[[int, str, date], CountInPeriod], rule: str
    ) -> None:
        self._uses = uses
        self._counting = counting
        self._rule = rule

    def begin(
        self, unit_id: int, year: int, *, actor: Actor, at: datetime, **register: str
    ) -> _Row:
        """Note that the unit uses a register from a year on, and hold the unit.

        The caller has asked for permission, and writes the journal. Raises BadInput (neither this
        year nor the last), WrongState (begun already).
        """
        require_recent_year(year, on=local_day(at))
        hold(unit_id)
        if self._uses._default_manager.filter(unit_id=unit_id, **register).exists():
            raise WrongState(
                "Đơn vị đã dùng sổ này.", message_en="The unit uses the register already."
            )
        return self._uses._default_manager.create(
            unit_id=unit_id, since_year=year, at=at, account_id=actor.account_id, **register
        )

    def bring_up(
        self, unit_ids: Iterable[int], *, actor: Actor, at: datetime, **register: str
    ) -> int:
        """Bring the open forms of those of the units that use the register up to it.

        Only of years since they do, and only what changed. How many forms were written. To be
        called inside the transaction that changed the register.
        """
        uses = self._uses._default_manager.filter(unit_id__in=list(unit_ids), **register)
        return sum(self._brought_up(use, actor=actor, at=at) for use in _in_order(uses))

    def keep_up(self, *, actor: Actor, at: datetime) -> int:
        """Fill forms that were opened since, and counts that a new day changed; how many.

        To be run again at any time: a form that stands as its register does is passed over.
        """
        uses = _in_order(self._uses._default_manager.all())
        return sum(self._brought_up(use, actor=actor, at=at) for use in uses)

    @transaction.atomic
    def _brought_up(self, use: _Use, *, actor: Actor, at: datetime) -> int:
        count_in = self._counting(use.unit_id, use.register, local_day(at))
        return sum(
            bring_up(one, use.register, lambda it: count_in(it)[0], self._rule, actor=actor, at=at)
            for one in open_forms(use.unit_id, use.register, use.since_year)
        )


def require_recent_year(year: int, *, on: date) -> None:
    """Raise BadInput unless a register may be used from the beginning of the year on."""
    if not on.year - 1 <= year <= on.year:
        raise BadInput(
            f"Sổ bắt đầu dùng từ năm {on.year - 1} hoặc {on.year}.",
            message_en=f"A register is used from {on.year - 1} or {on.year} on.",
        )


def _in_order(uses: models.QuerySet[_Row]) -> list[_Use]:
    """By unit, and one after another as the room began them: locks are taken in one order."""
    return cast("list[_Use]", list(uses.order_by("unit_id", "pk")))
