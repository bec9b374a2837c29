"""What each unit itself did in a period, from the periods that it reported. No database here.

Besides its own reports a unit answers for the units that were merged into it: where all of them
reported a period before the merger, their sum stands for that period. Nothing is apportioned: a
unit whose territory went to several successors gives none of them a figure (semantics 14).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from keng.consolidation.catalogue import Catalogue
from keng.consolidation.raw import Adjusted, Slip, Value
from keng.consolidation.rollup import (
    NOTHING,
    UNMARKED,
    Amount,
    Entered,
    Mark,
    OverTime,
    over_time,
    worst,
)
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period, cumulative_start

OWN, REPORTED = "own", "reported_total"
_Cell = tuple[CellKey, str]


@dataclass(frozen=True, slots=True)
class Leaf:
    """What one unit gave for one cell: its own activity, and its own reported total."""

    own: Amount = NOTHING
    reported: Amount = NOTHING


class Book:
    """The values of units for one period and the shorter periods inside it.

    `targets` cuts the period for units that ended inside it without a successor.
    """

    def __init__(
        self, period: Period, catalogue: Catalogue, targets: Mapping[int, Period] | None = None
    ) -> None:
        self.period = period
        self._catalogue = catalogue
        self._targets = targets or {}
        self._entered: dict[int, dict[_Cell, dict[Period, Entered]]] = {}
        self._clashes: set[tuple[int, _Cell]] = set()
        self._taken_over: dict[int, set[Period]] = {}

    def __contains__(self, unit: int) -> bool:
        return unit in self._entered

    def enter(self, slips: Mapping[int, Slip], values: Iterable[tuple[int, Value]]) -> None:
        """Write down values; of two forms that hold one cell for one period the earlier stands.

        Earlier in the order of these values and of the calls: forms of the programme come before
        made ones (decision 0310). Nothing is added twice, and a difference is marked.
        """
        indicators = self._catalogue.indicators
        for slip_id, value in values:
            if value.key not in indicators:
                continue
            slip = slips[slip_id]
            cell = (value.key, value.basis)
            periods = self._entered.setdefault(slip.unit_id, {}).setdefault(cell, {})
            standing = periods.setdefault(slip.period, value.entered)
            if standing.value != value.entered.value:
                self._clashes.add((slip.unit_id, cell))

    def take_over(self, successor: int, predecessors: frozenset[int], period: Period) -> None:
        """Let the sum of the predecessors stand for a period of their successor.

        Only the cells that every one of them gave, and only where the successor gave none.
        """
        books = [self._entered.get(unit, {}) for unit in sorted(predecessors)]
        for cell in set(books[0]).intersection(*books[1:]) if books else ():
            parts = [book[cell].get(period) for book in books]
            if any(part is None or part.value is None for part in parts):
                continue
            known = [part for part in parts if part is not None and part.value is not None]
            total = Entered(
                sum(part.value or 0 for part in known),
                worst(part.status for part in known),
                reduce(or_, (part.marks for part in known), UNMARKED),
            )
            cells = self._entered.setdefault(successor, {}).setdefault(cell, {})
            if period not in cells:
                cells[period] = total
                self._taken_over.setdefault(successor, set()).add(period)

    def cells(self, unit: int) -> set[CellKey]:
        """The cells that the unit gave anything for."""
        return {key for key, _ in self._entered.get(unit, {})}

    def leaves(self, unit: int) -> dict[CellKey, Leaf]:
        """What the unit gave, by cell."""
        found: dict[CellKey, Leaf] = {}
        for key, basis in self._entered.get(unit, {}):
            amount = self.reading(unit, key, basis).amount
            leaf = found.get(key, Leaf())
            own = basis == OWN
            found[key] = replace(leaf, own=amount) if own else replace(leaf, reported=amount)
        return found

    def reading(
        self, unit: int, key: CellKey, basis: str, changed: Mapping[Period, int] | None = None
    ) -> OverTime:
        """The unit's value over the period; `changed` values replace those that were entered."""
        entered = self._entered.get(unit, {}).get((key, basis), {})
        if changed:
            entered = {
                **entered,
                **{
                    period: replace(entered.get(period, Entered(value)), value=value)
                    for period, value in changed.items()
                },
            }
        target = self._targets.get(unit, self.period)
        found = self._read(key, target, entered)
        extra = UNMARKED
        if (unit, (key, basis)) in self._clashes:
            extra |= Mark.DISAGREES
        if self._taken_over.get(unit, set()).intersection(found.periods):
            extra |= Mark.PREDECESSORS
        if not extra:
            return found
        return replace(found, amount=replace(found.amount, marks=found.amount.marks | extra))

    def adjusted_leaf(self, unit: int, key: CellKey, changes: Iterable[Adjusted]) -> Leaf:
        """What the unit would have given for the cell with the adjusted values."""
        changed = {one.period: one.value for one in changes}
        entered = self._entered.get(unit, {})
        bases = [basis for basis in (OWN, REPORTED) if (key, basis) in entered] or [OWN]
        leaf = Leaf()
        for basis in bases:
            amount = self.reading(unit, key, basis, changed).amount
            leaf = replace(leaf, own=amount) if basis == OWN else replace(leaf, reported=amount)
        return leaf

    def _read(self, key: CellKey, target: Period, entered: Mapping[Period, Entered]) -> OverTime:
        indicator = self._catalogue.indicators[key]
        if len(entered) == 1:
            # The common case by far: one report for exactly this period.
            period, one = next(iter(entered.items()))
            cumulative = indicator.kind == "flow" and indicator.entry == "cumulative"
            whole = not cumulative or target.first == cumulative_start(target)
            if period == target and one.value is not None and whole:
                return OverTime(Amount(one.value, one.status, 1, one.marks), (target,))
        return over_time(indicator, target, entered)
