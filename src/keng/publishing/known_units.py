"""The units of the database as the proofreader asks for them, beside the list that is shipped.

Where the database holds the whole country it knows later mergers and speaks alone. Where it holds
a part, a name that stands elsewhere is only in the list: both are asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from keng.orgunits.queries import remembered
from keng.proofing.units.known import KnownUnit, KnownUnits
from keng.proofing.units.shipped import shipped_units

_PROVINCES: Final = 34
_LISTED: Final = 1_000_000_000  # numbers of the list stand above those of the database


@dataclass(frozen=True)
class DatabaseUnits:
    """Answers for one text; `on` is the day of who asks."""

    on: date
    listed: KnownUnits

    @property
    def since(self) -> date:
        """The first day of the maps, which are those of the list."""
        return self.listed.since

    def called(self, kind: str, name: str) -> Sequence[KnownUnit]:
        """Those of the database; those of the list too, where the database is a part only."""
        own = [
            KnownUnit(
                *(one.unit_id, one.full_name, one.until, one.exact, one.today, one.name, one.also)
            )
            for one in remembered.bearers(kind, name, on=self.on)
        ]
        return own if self._is_whole else [*own, *self._of_the_list(kind, name)]

    def below(self, unit: KnownUnit) -> Sequence[KnownUnit]:
        """The communes that ever lay in a unit, by whichever of the two named it."""
        if unit.number >= _LISTED:
            return self.listed.below(_renumbered(unit, -_LISTED))
        communes = remembered.ever_below(unit.number)
        own = [KnownUnit(0, label, bare=name, also=also) for label, name, also in communes]
        # A part of the country may hold a part of a district, too: then the list completes it.
        kind = unit.label.removesuffix(f" {unit.bare}")
        more = [] if self._is_whole else self.listed.called(kind, unit.bare)
        return [*own, *(low for one in more for low in self.listed.below(one))]

    def last_of(self, kind: str) -> date | None:
        """From this day on no unit of a kind stood: the list holds the whole country."""
        return self.listed.last_of(kind)

    def _of_the_list(self, kind: str, name: str) -> list[KnownUnit]:
        return [_renumbered(one, _LISTED) for one in self.listed.called(kind, name)]

    @cached_property
    def _is_whole(self) -> bool:
        return remembered.provinces_standing(self.on) >= _PROVINCES


def database_units(*, on: date) -> DatabaseUnits:
    """What the database knows of units, for a text that is read on a day."""
    return DatabaseUnits(on, shipped_units())


def _renumbered(unit: KnownUnit, by: int) -> KnownUnit:
    return KnownUnit(
        *(unit.number + by, unit.label, unit.until, unit.exact, unit.today, unit.bare, unit.also)
    )
