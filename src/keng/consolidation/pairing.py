"""This year beside last year, on what both hold (semantics 13, 14, 15).

The unit of comparison is the closed group: the units of the two maps that fill one territory. A
commune that nothing happened to is a group by itself; a whole merger is compared with the sum of
what it was made of; where parts were split off, only a group that holds all of them is compared.
A group that is known in one year only is in neither sum.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from keng.consolidation import raw
from keng.consolidation.building import Ground, is_plain
from keng.consolidation.change import NO_PAIR, Pair, combined_pairs, paired
from keng.consolidation.evaluation import Amounts
from keng.consolidation.figures import Figures
from keng.consolidation.raw import Adjusted
from keng.consolidation.rollup import NOTHING, RANKS, Amount, Mark, combined
from keng.kernel.figures import CellKey, FigureStatus
from keng.kernel.periods import Period
from keng.orgunits.models import Succession
from keng.orgunits.queries import day_map, successions
from keng.orgunits.succession import Group
from keng.orgunits.vocabulary import Extent


@dataclass(frozen=True, slots=True)
class Compared:
    """Both sums of one cell, and what was typed for last year where there is no report of it."""

    pair: Pair = NO_PAIR
    stated: int = 0
    stated_units: int = 0


Cells = dict[CellKey, Compared]


def _no_rows(_units: Collection[int]) -> Mapping[int, Cells]:
    return {}


def together(parts: Iterable[Compared]) -> Compared:
    """The sum of comparisons, in whatever order."""
    listed = list(parts)
    return Compared(
        combined_pairs(one.pair for one in listed),
        sum(one.stated for one in listed),
        sum(one.stated_units for one in listed),
    )


@dataclass
class _Year:
    """What is known of one of the two years: submissions, figures and own activity of units."""

    ground: Ground
    figures: Mapping[int, Amounts] = field(default_factory=dict)
    own: Mapping[int, Amounts] = field(default_factory=dict)

    def sum_of(self, units: Collection[int], key: CellKey) -> Amount:
        """The figure of some units together; NOTHING unless each of them is known."""
        amounts = [self.figures.get(unit, {}).get(key, NOTHING) for unit in units]
        return combined(amounts) if all(amount.is_known for amount in amounts) else NOTHING

    def own_of(self, units: Collection[int], key: CellKey) -> Amount:
        """The own activity of some units together, as far as it is known."""
        return combined(self.own.get(unit, {}).get(key, NOTHING) for unit in units)


class Pairing:
    """One run over a subtree: the comparisons of the roots and of every inner unit not kept."""

    def __init__(
        self,
        figures: Figures,
        period: Period,
        fresh: Collection[int] = (),
        rows: Callable[[Collection[int]], Mapping[int, Cells]] = _no_rows,
    ) -> None:
        self.period = period
        self.base = period.previous_year()
        self.cells: dict[int, Cells] = {}
        self.nodes: list[int] = []
        self._figures = figures
        self._catalogue = figures.catalogue
        self._fresh = fresh
        self._rows = rows
        self._kept: Mapping[int, Cells] = {}
        self._inflow: dict[int, dict[CellKey, list[Compared]]] = {}
        self._groups: dict[int, Group] = {}
        self._links = successions()
        self._place = day_map(period.last)

    def make(self, roots: Collection[int]) -> None:
        """Fill `cells` for the roots and `nodes`, the inner units that were made, lowest last."""
        tied = _tied_by_parts(self.base.last, self.period.last) if self._fresh else set()
        surveyed = [*roots, *(tied & self._place.views.keys())]
        self._now = _Year(self._figures.ground(self.period, surveyed, self._fresh))
        before = {one for unit in self._present() for one in self._group(unit).before}
        before |= raw.adjusted_units(self.base, knowledge=self._figures.knowledge)
        self._then = _Year(self._figures.ground(self.base, sorted(before)))
        stated = raw.stated(
            (slip.id for slips in self._now.ground.by_unit.values() for slip in slips),
            knowledge=self._figures.knowledge,
        )
        self._stated = {
            slip.unit_id: stated[slip.id]
            for slips in self._now.ground.by_unit.values()
            for slip in slips
            if slip.id in stated and slip.period == self.period
        }
        self._make(roots)

    def _make(self, roots: Collection[int]) -> None:
        tree, inner = self._now.ground.place.tree, self._now.ground.inner
        self.nodes = self._stale(roots, inner)
        wanted = {*self.nodes, *roots}
        near = [
            unit
            for unit in sorted(self._present())
            if unit in wanted or tree.parent.get(unit) in wanted
        ]
        odd = wanted | inner | self._adjusted() | self._stated.keys() | self._then.ground.inner
        odd |= set(self._fresh)
        plain = [unit for unit in near if unit not in odd and self._is_plain(unit)]
        kept = {unit for unit in self._fresh if tree.parent.get(unit) in wanted} - wanted
        self._kept = self._rows(kept)
        single = wanted.union(near, kept).difference(plain)
        shared = self._shared_groups(wanted)
        self._load(single, shared)
        self._add_plain(plain)
        for seat, group in shared:
            self._flow(seat, self._group_cells(group))
        order = {unit: place for place, unit in enumerate(tree.tour)}
        for unit in sorted(single, key=lambda one: -order.get(one, 0)):
            self._settle(unit, wanted)

    # Which units are compared how -----------------------------------------------------------------

    def _present(self) -> set[int]:
        heirs = {successor for successor, _ in self._now.ground.heirs.values()}
        present = set(self._now.ground.by_unit) | heirs
        return {unit for unit in present if unit in self._now.ground.place.views}

    def _group(self, unit: int) -> Group:
        if unit not in self._groups:
            self._groups[unit] = self._links.group_of(unit, self.base.last, self.period.last)
        return self._groups[unit]

    def _stale(self, roots: Collection[int], inner: set[int]) -> list[int]:
        children = self._now.ground.place.tree.children
        found, waiting = [], [root for root in roots if root in inner]
        while waiting:
            unit = waiting.pop(0)
            found.append(unit)
            below = children.get(unit, ())
            waiting += [one for one in below if one in inner and one not in self._fresh]
        return found

    def _adjusted(self) -> set[int]:
        changes = (*self._now.ground.changes, *self._then.ground.changes)
        return {change.unit_id for change in changes}

    def _is_plain(self, unit: int) -> bool:
        """Whether the unit gave one report in each year, by the same forms, and nothing else."""
        if self._group(unit).steps or self._figures.knowledge.at is not None:
            return False
        now, then = (year.ground.by_unit.get(unit, []) for year in (self._now, self._then))
        return (
            is_plain(now, self._now.ground, self._catalogue)
            and is_plain(then, self._then.ground, self._catalogue)
            and {slip.form for slip in now} == {slip.form for slip in then}
        )

    def _shared_groups(self, wanted: set[int]) -> list[tuple[int, Group]]:
        """Groups of several units of today, each at the lowest unit above all of them."""
        found: dict[frozenset[int], Group] = {}
        for unit in self._present():
            group = self._group(unit)
            if len(group.after) > 1:
                found[group.after] = group
        seats = ((self._seat(group.after), group) for group in found.values())
        return [(seat, group) for seat, group in seats if seat in wanted]

    def _seat(self, units: Collection[int]) -> int | None:
        ways = [self._now.ground.place.tree.ancestors(unit) for unit in sorted(units)]
        shared = set(ways[0]).intersection(*ways[1:])
        return next((above for above in ways[0] if above in shared), None)

    # Loading and adding up ------------------------------------------------------------------------

    def _load(self, single: Collection[int], shared: Iterable[tuple[int, Group]]) -> None:
        groups = [self._group(unit) for unit in single] + [group for _, group in shared]
        adjusted = self._adjusted()
        now = set(single).union(adjusted, *(group.after for group in groups))
        then = adjusted.union(*(group.before for group in groups))
        self._now.figures = self._figures.of(self.period, now)
        self._then.figures = self._figures.of(self.base, then)
        self._now.own = self._figures.own(self.period, single)
        self._then.own = self._figures.own(self.base, then)

    def _add_plain(self, plain: Collection[int]) -> None:
        rows = []
        for unit in plain:
            then = {slip.form: slip.id for slip in self._then.ground.by_unit[unit]}
            above = self._now.ground.place.tree.parent[unit]
            now = self._now.ground.by_unit[unit]
            rows += [(above, slip.id, then[slip.form]) for slip in now]
        if not rows:
            return
        for above, key, (current, previous, units) in raw.paired_sums(rows):
            if key in self._catalogue.indicators:
                self._flow(above, {key: Compared(Pair(current, previous, units))})

    def _flow(self, above: int, cells: Cells) -> None:
        inflow = self._inflow.setdefault(above, {})
        for key, compared in cells.items():
            if self._catalogue.adds_up(key):
                inflow.setdefault(key, []).append(compared)

    def _group_cells(self, group: Group) -> Cells:
        keys = {key for unit in group.after for key in self._now.figures.get(unit, {})}
        found: Cells = {}
        for key in keys:
            pair = paired(self._now.sum_of(group.after, key), self._then.sum_of(group.before, key))
            if pair.units:
                found[key] = Compared(Pair(pair.current, pair.previous, len(group.after)))
        return found

    def _settle(self, unit: int, wanted: set[int]) -> None:
        above = self._now.ground.place.tree.parent.get(unit)
        if unit in self._kept and unit not in wanted:
            cells = self._kept[unit]
        else:
            cells = self._cells_of(unit)
        self.cells[unit] = cells
        if above in wanted:
            self._flow(above, cells)

    def _cells_of(self, unit: int) -> Cells:
        inflow = self._inflow.pop(unit, {})
        for key, compared in self._differences(unit):
            inflow.setdefault(key, []).append(compared)
        keys = {*self._now.figures.get(unit, {}), *inflow, *self._stated.get(unit, {})}
        return {key: self._cell(unit, key, inflow.get(key, [])) for key in keys}

    def _cell(self, unit: int, key: CellKey, below: list[Compared]) -> Compared:
        group = self._group(unit)
        now = self._now.figures.get(unit, {}).get(key, NOTHING)
        then = self._then.sum_of(group.before, key)
        if self._is_above(unit, key) and not self._by_report(now, then):
            own = self._now.own_of([unit], key)
            earlier = self._then.own_of(group.before, key)
            return together([self._beside(unit, key, own, earlier), *below])
        if len(group.after) > 1 or not self._is_whole(unit, key, now, then):
            return Compared()
        return self._beside(unit, key, now, then)

    def _beside(self, unit: int, key: CellKey, now: Amount, then: Amount) -> Compared:
        """One unit in both years; what was typed stands where no report of last year is known."""
        stated = self._stated.get(unit, {}).get(key)
        if stated is None or then.is_known:
            return Compared(paired(now, then))
        typed = Amount(stated, FigureStatus.OFFICIAL, 1, Mark.STATED)
        return Compared(paired(now, typed), stated, 1)

    @staticmethod
    def _by_report(now: Amount, then: Amount) -> bool:
        return Mark.REPORTED_TOTAL in now.marks | then.marks

    def _is_whole(self, unit: int, key: CellKey, now: Amount, then: Amount) -> bool:
        """A reported total is compared with contributors only where none of these is missing."""
        if not self._by_report(now, then) or not self._is_above(unit, key):
            return True
        sides = (
            (now, self._now.ground, [unit]),
            (then, self._then.ground, sorted(self._group(unit).before)),
        )
        level = self._catalogue.indicators[key].at
        for amount, ground, units in sides:
            below = {one for root in units for one in ground.place.tree.below(root)}
            asked = sum(ground.place.views[one].level == level for one in below)
            if Mark.REPORTED_TOTAL not in amount.marks and amount.counted < asked:
                return False
        return True

    def _is_above(self, unit: int, key: CellKey) -> bool:
        view = self._now.ground.place.views.get(unit)
        rank = RANKS.get(view.level, 9) if view is not None else 9
        return rank < self._catalogue.entry_ranks[key]

    # Adjustments ----------------------------------------------------------------------------------

    def _differences(self, unit: int) -> Iterable[tuple[CellKey, Compared]]:
        """What adjustments made by this unit change in the sums: what was used is compared."""
        tree = self._now.ground.place.tree
        for year in (self._now, self._then):
            for change in year.ground.changes:
                above = tree.ancestors(change.unit_id)
                seat = change.adjuster_id if change.adjuster_id in above else (above or (None,))[0]
                if change.is_agreed or seat != unit or change.key not in self._catalogue.indicators:
                    continue
                pair = self._moved(change)
                if pair is not None:
                    yield change.key, Compared(pair)

    def _moved(self, change: Adjusted) -> Pair | None:
        unit, key = change.unit_id, change.key
        now = self._now.figures.get(unit, {}).get(key, NOTHING)
        then = self._then.sum_of(self._group(unit).before, key)
        if change.period == self.period:
            if then.value is None:
                return None
            if now.value is None:
                return Pair(change.value, then.value, 1)
            return Pair(change.value - now.value, 0, 0)
        if change.period == self.base and now.value is not None:
            if then.value is None:
                return Pair(now.value, change.value, 1)
            return Pair(0, change.value - then.value, 0)
        return None


def _tied_by_parts(first: date, last: date) -> set[int]:
    """Units that took over a part of another between two days: they are compared in groups."""
    rows = Succession.objects.filter(on__gt=first, on__lte=last, extent=Extent.PART)
    return set(rows.values_list("successor_id", flat=True))
