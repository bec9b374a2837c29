"""Public faces for many units at once: what `publicity` reads unit by unit is read together here.

The faces are the same; only the number of queries is not: it depends on the periods, not on how
many units are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable

from keng.consolidation.catalogue import Catalogue
from keng.consolidation.publicity import Publicity
from keng.consolidation.rollup import NOTHING, RANKS, Amount
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.orgunits.queries import DayMap, day_map

Cells = dict[CellKey, Amount]


class SharedPublicity(Publicity):
    """The public faces of a period for some units and whoever stands above them."""

    def __init__(self, catalogue: Catalogue, period: Period, units: Iterable[int]) -> None:
        super().__init__(catalogue, period)
        self._units = frozenset(units)
        self._by_root: dict[tuple[Period, int], Cells] = {}
        self._by_forms: dict[frozenset[str], list[Period]] = {}
        self._made: dict[tuple[int, CellKey, Period], int | None] = {}

    def _above(self, place: DayMap) -> set[int]:
        """Everybody above the units on a map: whose families the faces depend on."""
        return {above for unit in self._units for above in place.tree.ancestors(unit)}

    def _members(self, upper: int, period: Period, place: DayMap) -> dict[int, Cells]:
        if (period, upper) not in self._families:
            uppers = self._above(place) | {upper}
            missing = {one for one in uppers if (period, one) not in self._families}
            below = {one: place.tree.children.get(one, []) for one in missing}
            found = self._figures.of(period, [child for each in below.values() for child in each])
            for one, children in below.items():
                self._families[(period, one)] = {child: dict(found[child]) for child in children}
        return self._families[(period, upper)]

    def _load_own(self, units: Iterable[int], period: Period) -> None:
        wanted = set(units)
        if wanted - self._owned.get(period, {}).keys():
            place = day_map(period.last)
            known = self._catalogue
            sums = {level for level, rank in RANKS.items() if rank < known.deepest_small_rank}
            uppers = self._above(place) | (self._units & place.tree.children.keys())
            below = {child for one in uppers for child in place.tree.children.get(one, ())}
            wanted |= uppers | {one for one in below if place.views[one].level in sums}
        super()._load_own(wanted, period)

    def _value(self, unit: int, key: CellKey, period: Period) -> int | None:
        if (unit, key, period) not in self._made:
            self._made[unit, key, period] = self._looked_up(unit, key, period)
        return self._made[unit, key, period]

    def _looked_up(self, unit: int, key: CellKey, period: Period) -> int | None:
        place = day_map(period.last)
        if unit not in place.views or place.tree.parent.get(unit) is not None:
            return super()._value(unit, key, period)
        if (period, unit) not in self._by_root:
            self._by_root[period, unit] = dict(self._figures.of(period, [unit])[unit])
        return self._by_root[period, unit].get(key, NOTHING).value

    def _reported_periods(self, key: CellKey) -> list[Period]:
        forms = frozenset(form.code for form in self._catalogue.forms_with[key])
        if forms not in self._by_forms:
            self._by_forms[forms] = super()._reported_periods(key)
        return self._by_forms[forms]
