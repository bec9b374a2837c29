"""What one figure consists of, and the reports behind each part."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from keng.consolidation import wording
from keng.consolidation.book import OWN, REPORTED
from keng.consolidation.building import book_of
from keng.consolidation.catalogue import Catalogue
from keng.consolidation.figures import Figures
from keng.consolidation.placing import Placement
from keng.consolidation.raw import Adjusted, Slip
from keng.consolidation.rollup import NOTHING, RANKS, Amount, Mark
from keng.consolidation.shapes import Part, PartKind, Row, Source
from keng.consolidation.sources import sources_of
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.kernel.said import joined
from keng.orgunits.queries import unit_view

_NO_RANK = 9
_CONTRADICTIONS = Mark.DISAGREES | Mark.FALLS | Mark.TOTAL_DIFFERS


def parts_of(
    unit: int, placement: Placement, key: CellKey, figures: Figures, period: Period
) -> list[Part]:
    """The parts of a unit's figure, own activity first, then units in Vietnamese order.

    On the map of another day the parts are the units of the period's own map that fill the same
    territory.
    """
    if placement.units != (unit,):
        found = figures.of(period, placement.units)
        return [
            _part(PartKind.PREDECESSOR, one, found[one].get(key, NOTHING), period)
            for one in placement.units
        ]
    return _Opening(unit, key, figures, period).parts()


def reported_totals(
    units: Collection[int], figures: Figures, period: Period
) -> Mapping[CellKey, int]:
    """What the units themselves reported as their totals, together, by cell."""
    ground = figures.ground_of(period, units)
    book = book_of(ground, units, figures.knowledge, figures.catalogue)
    totals: dict[CellKey, int] = {}
    for unit in units:
        for key, leaf in book.leaves(unit).items():
            if leaf.reported.value is not None:
                totals[key] = totals.get(key, 0) + leaf.reported.value
    return totals


def findings(rows: Iterable[Row], catalogue: Catalogue) -> list[str]:
    """Sentences about rows whose figures contradict each other."""
    found: list[str] = []
    for row in rows:
        if row.key not in catalogue.indicators or not row.marks & _CONTRADICTIONS:
            continue
        label = catalogue.pack.cell_label(row.key)
        marks = row.marks & (Mark.DISAGREES | Mark.FALLS)
        found += [wording.about(label, words) for words in wording.marks_told(marks)]
        if Mark.TOTAL_DIFFERS in row.marks and row.reported_total is not None:
            words = wording.total_differs(row.reported_total, row.digits)
            found.append(wording.about(label, words))
        elif Mark.TOTAL_DIFFERS in row.marks:
            found.append(wording.about(label, wording.TOTALS_DIFFER))
    return found


@dataclass
class _Opening:
    """One figure being opened."""

    unit: int
    key: CellKey
    figures: Figures
    period: Period

    def parts(self) -> list[Part]:
        ground = self.figures.ground(self.period, [self.unit])
        place = ground.place
        below = [
            *place.tree.children.get(self.unit, ()),
            *(gone for gone, seat in ground.seats.items() if seat == self.unit),
        ]
        # A unit that left no successor stands on no map: its own reports are its figure.
        there = [one for one in below if one in place.views]
        amounts = dict(self.figures.of(self.period, [*there, self.unit]))
        own_units = [self.unit, *(one for one in below if one not in place.views)]
        adjusted = [change.unit_id for change in ground.changes if change.key == self.key]
        book = book_of(
            ground, [*own_units, *adjusted], self.figures.knowledge, self.figures.catalogue
        )
        for gone in own_units[1:]:
            amounts[gone] = {key: leaf.own for key, leaf in book.leaves(gone).items()}
        self._ground, self._book, self._amounts = ground, book, amounts
        self._figure = amounts[self.unit].get(self.key, NOTHING)
        leaf = book.leaves(self.unit).get(self.key)
        listed = self._own_parts(leaf.own if leaf else NOTHING)
        listed += self._below_parts(below, leaf.own if leaf else NOTHING)
        listed += self._adjustment_parts()
        if leaf is not None and leaf.reported.is_known:
            listed.append(self._reported_part(leaf.reported))
        return listed

    def _own_parts(self, own: Amount) -> list[Part]:
        if not own.is_known:
            return []
        by_report = Mark.REPORTED_TOTAL in self._figure.marks
        note = wording.IN_REPORTED_TOTAL if by_report else ""
        sources = self._sources([self.unit], OWN).get(self.unit, ())
        own_part = self._part(PartKind.OWN, self.unit, own, note=note, sources=sources)
        return [replace(own_part, counts=not by_report), *self._predecessors()]

    def _predecessors(self) -> Iterable[Part]:
        before = sorted(
            {
                unit
                for (unit, _), (successor, _) in self._ground.heirs.items()
                if successor == self.unit
            }
        )
        sources = self._sources(before, OWN)
        for unit in before:
            values = [source.value for source in sources.get(unit, ()) if source.value is not None]
            if values:
                amount = Amount(sum(values))
                note = wording.IN_SUCCESSOR
                part = self._part(
                    PartKind.PREDECESSOR, unit, amount, note=note, sources=sources[unit]
                )
                yield replace(part, counts=False)

    def _below_parts(self, below: Sequence[int], own: Amount) -> list[Part]:
        views = self._ground.place.views
        rank = RANKS.get(views[self.unit].level, _NO_RANK)
        is_above = rank < self.figures.catalogue.entry_ranks[self.key]
        uses_below = is_above or not own.is_known
        by_report = Mark.REPORTED_TOTAL in self._figure.marks
        adds = self.figures.catalogue.adds_up(self.key) and not by_report
        inner = self._ground.inner
        sources = self._sources([one for one in below if one not in inner], OWN)
        parts = []
        for one in below:
            amount = self._amounts.get(one, {}).get(self.key, NOTHING)
            if not amount.is_known:
                continue
            is_body = one in views and views[one].level == "body"
            kind = PartKind.BODY if is_body else PartKind.CHILD if is_above else PartKind.DETAIL
            counts = adds and (is_body or uses_below)
            note = joined(wording.marks_told(amount.marks))
            part = self._part(kind, one, amount, note=note, sources=sources.get(one, ()))
            parts.append(replace(part, counts=counts))
        return parts

    def _adjustment_parts(self) -> Iterable[Part]:
        tree = self._ground.place.tree
        for change in self._ground.changes:
            if change.key != self.key:
                continue
            above = tree.ancestors(change.unit_id)
            seat = change.adjuster_id if change.adjuster_id in above else (above or (None,))[0]
            if seat != self.unit or change.is_agreed:
                continue
            yield self._adjustment_part(change)

    def _adjustment_part(self, change: Adjusted) -> Part:
        before = self._book.leaves(change.unit_id).get(self.key)
        after = self._book.adjusted_leaf(change.unit_id, self.key, [change])
        old = (before.own.value or before.reported.value or 0) if before else 0
        new = after.own.value if after.own.is_known else after.reported.value
        amount = Amount(None if new is None else new - old, marks=Mark.ADJUSTED)
        note = wording.BY_ADJUSTMENT
        return self._part(PartKind.ADJUSTMENT, change.unit_id, amount, note=note)

    def _reported_part(self, reported: Amount) -> Part:
        used = Mark.REPORTED_TOTAL in self._figure.marks
        note = "" if used else wording.FOR_COMPARISON
        sources = self._sources([self.unit], REPORTED).get(self.unit, ())
        part = self._part(PartKind.REPORTED_TOTAL, self.unit, reported, note=note, sources=sources)
        return replace(part, counts=used)

    def _part(
        self,
        kind: PartKind,
        unit: int,
        amount: Amount,
        *,
        note: str,
        sources: Sequence[Source] = (),
    ) -> Part:
        part = _part(kind, unit, amount, self.period)
        return replace(part, note=note, sources=tuple(sources))

    def _sources(self, units: Iterable[int], basis: str) -> dict[int, tuple[Source, ...]]:
        slips: list[Slip] = [slip for unit in units for slip in self._ground.by_unit.get(unit, ())]
        return sources_of(slips, self.key, basis, self.figures.knowledge)


def _part(kind: PartKind, unit: int, amount: Amount, period: Period) -> Part:
    return Part(
        kind=kind,
        unit_id=unit,
        unit=unit_view(unit, on=period.last).full_name,
        value=amount.value,
        status=amount.status,
        counts=True,
        marks=amount.marks,
    )
