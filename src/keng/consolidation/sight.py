"""Whether a reader sees all parts of a unit's value exactly, only some of them, or none.

A sum is seen exactly by who sees each of its parts, and by nobody else: the sum of one unit that
reported is that unit's value, and a sum of 1 to 4 bounds every part of it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from enum import Enum

from keng.consolidation.placing import heirs
from keng.consolidation.publicity import Publicity
from keng.consolidation.rollup import RANKS, Mark
from keng.kernel.figures import CellKey
from keng.orgunits.queries import day_map

_NO_RANK = 9


class Sight(Enum):
    """How much of what a value is made of somebody sees exactly."""

    ALL = 1
    SOME = 2
    NONE = 3


class Reader:
    """Somebody with duties at some units (`seats`) on the legal day `on`, looking at a day's map.

    A unit is **near** to who works at it or at its direct superior, or at what stands in the place
    of either on the day `on`.
    """

    def __init__(self, seats: Collection[int], *, on: date, day: date) -> None:
        self.seats = frozenset(seats)
        self._on = on
        self._day = day
        self._stands_for: dict[int, bool] = {}
        self._near_below: dict[int, bool] = {}

    def is_at(self, unit: int) -> bool:
        """Whether the reader works at the unit itself."""
        return unit in self.seats

    def is_near(self, unit: int) -> bool:
        """Whether the reader works at the unit or right above it: sees what it reported itself."""
        if unit in self.seats:
            return True
        there = day_map(self._day if unit in day_map(self._day).views else self._on)
        superior = there.superior(unit)
        if superior is not None and (superior in self.seats or self._is_heir(superior)):
            return True
        return unit not in day_map(self._on).views and self._is_heir(unit)

    def sight(
        self, unit: int, key: CellKey, public: Publicity, *, marks: Mark | None = None
    ) -> Sight:
        """How much of the unit's value of a period the reader sees, on the map of its last day.

        SOME is told from the unit and those right below it only: a reader is near to no others.
        `marks` are those of the value where they are known, which spares reading the parts.
        """
        if self._surely_sees_all(unit, key, public, marks) or self._sees_all(unit, key, public):
            return Sight.ALL
        return Sight.SOME if self._sees_a_part(unit, key, public) else Sight.NONE

    def reaches_all(self, unit: int, entry_rank: int) -> bool:
        """Whether all who could report below the unit are near, whatever they did report."""
        place = day_map(self._day)
        if unit not in place.views or not self.is_near(unit):
            return False
        if not self.is_above(unit, entry_rank):
            return True
        return all(self.reaches_all(one, entry_rank) for one in self._children(unit))

    def is_above(self, unit: int, entry_rank: int) -> bool:
        """Whether the unit stands above the level that reports, on the day's map."""
        return RANKS.get(day_map(self._day).views[unit].level, _NO_RANK) < entry_rank

    def _surely_sees_all(
        self, unit: int, key: CellKey, public: Publicity, marks: Mark | None
    ) -> bool:
        """Whether all who could have given a part are near, whoever of them did."""
        if marks is None or Mark.DERIVED in marks or public.asks_bodies(key):
            return False
        return self.reaches_all(unit, public.entry_rank(key))

    def _sees_all(self, unit: int, key: CellKey, public: Publicity) -> bool:
        if public.is_given(unit, key):
            return self.is_near(unit)
        if not self._has_near_below(unit) or (public.has_own(unit, key) and not self.is_near(unit)):
            return False
        below = public.known_below(unit, key)
        return bool(below) and all(self._sees_all(one, key, public) for one in below)

    def _sees_a_part(self, unit: int, key: CellKey, public: Publicity) -> bool:
        if self.is_near(unit) and public.has_own(unit, key):
            return True
        near = {one for one in self._children(unit) if self.is_near(one)}
        return bool(near) and any(
            public.is_given(one, key) or public.has_own(one, key)
            for one in public.known_below(unit, key)
            if one in near
        )

    def _children(self, unit: int) -> Sequence[int]:
        return day_map(self._day).tree.children.get(unit, ())

    def _has_near_below(self, unit: int) -> bool:
        if unit not in self._near_below:
            self._near_below[unit] = any(
                self.is_near(one) or self._has_near_below(one) for one in self._children(unit)
            )
        return self._near_below[unit]

    def _is_heir(self, unit: int) -> bool:
        if unit not in self._stands_for:
            standing = heirs(unit, on=self._on)
            self._stands_for[unit] = not self.seats.isdisjoint(standing)
        return self._stands_for[unit]


class Readers:
    """One person looking at the maps of several days."""

    def __init__(self, seats: Collection[int], *, on: date) -> None:
        self._seats = frozenset(seats)
        self._on = on
        self._by_day: dict[date, Reader] = {}

    def of(self, day: date) -> Reader:
        """The person as a reader of the day's map."""
        if day not in self._by_day:
            self._by_day[day] = Reader(self._seats, on=self._on, day=day)
        return self._by_day[day]
