"""The figures of units over a tree, from the bottom up. No database here.

A unit passes its figure on to the unit above it. Who adjusted a figure, and everybody above, adds
the difference that the adjustment makes; the unit itself and those between keep what was reported
(semantics 7, 8, 9, 11).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from keng.consolidation.book import Book, Leaf
from keng.consolidation.catalogue import Catalogue
from keng.consolidation.raw import Adjusted
from keng.consolidation.rollup import (
    NOTHING,
    RANKS,
    Amount,
    Mark,
    Parts,
    UnitFigure,
    adjusted,
    combined,
    unit_figure,
)
from keng.kernel.figures import CellKey
from keng.orgunits.queries import DayMap

_NO_RANK = 9  # bodies: never above the entry level of anything
Amounts = dict[CellKey, Amount]


@dataclass
class Inflow:
    """What has reached a unit from others, by cell, before its own figure is made."""

    below: dict[CellKey, list[Amount]] = field(default_factory=dict)
    bodies: dict[CellKey, list[Amount]] = field(default_factory=dict)


class Evaluation:
    """Figures and their parts of the units of one day's map."""

    def __init__(self, place: DayMap, catalogue: Catalogue, book: Book) -> None:
        self.place = place
        self.catalogue = catalogue
        self.book = book
        self.figures: dict[int, dict[CellKey, UnitFigure]] = {}
        self.parts: dict[int, dict[CellKey, Parts]] = {}
        self.differences: dict[int, dict[CellKey, list[tuple[Adjusted, Amount]]]] = {}
        self._inflow: dict[int, Inflow] = {}
        self._changes: dict[int, list[Adjusted]] = {}

    def adjust(self, changes: Iterable[Adjusted]) -> None:
        """Note adjustments; each is applied at the unit that made it, agreed ones at the unit."""
        for change in changes:
            seat = change.unit_id if change.is_agreed else self._seat(change)
            if seat is not None:
                self._changes.setdefault(seat, []).append(change)

    def pass_on(self, unit: int, above: int, amounts: Mapping[CellKey, Amount]) -> None:
        """Let the figures of a unit flow into the unit above it."""
        inflow = self._inflow.setdefault(above, Inflow())
        channel = inflow.bodies if self.is_body(unit) else inflow.below
        for key, amount in amounts.items():
            if self.catalogue.adds_up(key):
                channel.setdefault(key, []).append(amount)

    def add_sum(self, above: int, key: CellKey, amount: Amount, *, of_bodies: bool) -> None:
        """Let a sum over several units flow into the unit above them."""
        if self.catalogue.adds_up(key):
            inflow = self._inflow.setdefault(above, Inflow())
            channel = inflow.bodies if of_bodies else inflow.below
            channel.setdefault(key, []).append(amount)

    def settle(self, unit: int) -> dict[CellKey, Amount]:
        """Make the figures of a unit whose units below have all passed theirs on."""
        inflow = self._inflow.pop(unit, Inflow())
        leaves = self.book.leaves(unit)
        self._apply(unit, inflow, leaves)
        parts: dict[CellKey, Parts] = {}
        figures: dict[CellKey, UnitFigure] = {}
        for key in leaves.keys() | inflow.below.keys() | inflow.bodies.keys():
            leaf = leaves.get(key, Leaf())
            parts[key] = Parts(
                own=leaf.own,
                bodies=combined(inflow.bodies.get(key, ())),
                below=combined(inflow.below.get(key, ())),
                reported=leaf.reported,
            )
            figures[key] = unit_figure(parts[key], is_above_entry=self.is_above(unit, key))
        self.parts[unit], self.figures[unit] = parts, figures
        return {key: figure.amount for key, figure in figures.items()}

    def recall(self, unit: int, amounts: Mapping[CellKey, Amount]) -> None:
        """Note the figures of a unit that were made before and still hold."""
        self.figures[unit] = {
            key: self._recalled(amount, is_above=self.is_above(unit, key))
            for key, amount in amounts.items()
        }

    def is_body(self, unit: int) -> bool:
        """Whether the unit is an office, union or association of the unit above it."""
        view = self.place.views.get(unit)
        return view is not None and view.level == "body"

    def is_above(self, unit: int, key: CellKey) -> bool:
        """Whether the unit stands above the level that enters the cell."""
        view = self.place.views.get(unit)
        rank = RANKS.get(view.level, _NO_RANK) if view is not None else _NO_RANK
        return rank < self.catalogue.entry_ranks[key]

    def amount(self, unit: int, key: CellKey) -> Amount:
        """The figure of a settled unit; NOTHING if it has none."""
        figure = self.figures.get(unit, {}).get(key)
        return figure.amount if figure is not None else NOTHING

    def _apply(self, unit: int, inflow: Inflow, leaves: dict[CellKey, Leaf]) -> None:
        # A unit that two levels adjusted: each difference is taken from what stood just below it.
        for cell, changes in _by_cell(self._changes.get(unit, ())).items():
            source, key = cell
            if key not in self.catalogue.indicators:
                continue
            if source == unit:
                leaf = self.book.adjusted_leaf(unit, key, changes)
                leaves[key] = _marked(leaf)
                continue
            if not self._reaches(source, unit, key):
                continue
            difference = self._difference(source, key, changes)
            self.differences.setdefault(unit, {}).setdefault(key, []).append(
                (changes[-1], difference)
            )
            channel = inflow.bodies if self._comes_by_body(source, unit) else inflow.below
            channel.setdefault(key, []).append(difference)

    def _difference(self, unit: int, key: CellKey, changes: Sequence[Adjusted]) -> Amount:
        lower = [
            amount
            for above in self.place.tree.ancestors(unit)
            for change, amount in self.differences.get(above, {}).get(key, ())
            if change.unit_id == unit
        ]
        used = combined([self.amount(unit, key), *lower])
        leaf = self.book.adjusted_leaf(unit, key, changes)
        wanted = self._with_leaf(unit, key, leaf)
        return adjusted(used, wanted) if wanted is not None else NOTHING

    def _with_leaf(self, unit: int, key: CellKey, leaf: Leaf) -> int | None:
        """The figure that the unit would have with other own values."""
        parts = self.parts.get(unit, {}).get(key)
        if parts is not None:
            changed = replace(parts, own=leaf.own, reported=leaf.reported)
            return unit_figure(changed, is_above_entry=self.is_above(unit, key)).amount.value
        # The figure was made before and only its sum is at hand: move it by the own difference.
        before = self.book.leaves(unit).get(key, Leaf())
        by_report = leaf.reported.is_known
        old, new = (before.reported, leaf.reported) if by_report else (before.own, leaf.own)
        if new.value is None:
            return None
        return (self.amount(unit, key).value or 0) + new.value - (old.value or 0)

    def _reaches(self, unit: int, seat: int, key: CellKey) -> bool:
        """Whether what the unit gives is in the figure of everybody between it and the seat."""
        step = unit
        for above in self.place.tree.ancestors(unit):
            if above == seat:
                return True
            figure = self.figures.get(above, {}).get(key)
            if figure is not None:
                passes = figure.uses_bodies if self.is_body(step) else figure.uses_below
                if not passes:
                    return False
            step = above
        return False

    def _comes_by_body(self, unit: int, seat: int) -> bool:
        step = unit
        for above in self.place.tree.ancestors(unit):
            if above == seat:
                break
            step = above
        return self.is_body(step)

    @staticmethod
    def _recalled(amount: Amount, *, is_above: bool) -> UnitFigure:
        by_report = Mark.REPORTED_TOTAL in amount.marks
        derived = Mark.DERIVED in amount.marks
        return UnitFigure(
            amount,
            uses_own=not by_report and (is_above or not derived),
            uses_below=not by_report and (is_above or derived),
            uses_bodies=not by_report,
            uses_reported=by_report,
        )

    def _seat(self, change: Adjusted) -> int | None:
        """Where the adjustment takes effect: the adjuster, else the level right above the unit.

        The adjuster may be a unit of a later map (a province that took over the district).
        """
        above = self.place.tree.ancestors(change.unit_id)
        if change.adjuster_id in above:
            return change.adjuster_id
        return above[0] if above else None


def _by_cell(changes: Iterable[Adjusted]) -> dict[tuple[int, CellKey], list[Adjusted]]:
    found: dict[tuple[int, CellKey], list[Adjusted]] = {}
    for change in changes:
        found.setdefault((change.unit_id, change.key), []).append(change)
    return found


def _marked(leaf: Leaf) -> Leaf:
    return Leaf(*(_with_mark(amount) for amount in (leaf.own, leaf.reported)))


def _with_mark(amount: Amount) -> Amount:
    if not amount.is_known:
        return amount
    return replace(amount, marks=amount.marks | Mark.ADJUSTED)
