"""The consolidated figures of a unit, what each consists of, and who is missing.

Everything that leaves this module has been through `disclosure`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Unpack

from keng.consolidation import disclosure, parts, verification
from keng.consolidation.catalogue import catalogue
from keng.consolidation.coverage import Coverage, NameIn
from keng.consolidation.evaluation import Amounts
from keng.consolidation.figures import Figures
from keng.consolidation.pairing import Cells, together
from keng.consolidation.pairs import pairs_of
from keng.consolidation.placing import Placement, placed, refuse_unshown
from keng.consolidation.raw import Knowledge
from keng.consolidation.rollup import Mark, combined
from keng.consolidation.rows import Sums, rows_of
from keng.consolidation.shapes import Compare, Consolidated, Drafts, Part, View
from keng.kernel.actors import Actor
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.kernel.problems import Problem
from keng.orgunits.queries import day_map
from keng.reporting.lifecycle import COUNTED, PREVIEWED

__all__ = ["consolidate", "drill", "problems"]


def consolidate(
    unit_id: int,
    period: Period,
    *,
    actor: Actor,
    on: date,
    **view: Unpack[View],
) -> Consolidated:
    """The figures of a unit for a period: own activity, everybody below, bodies of its level.

    Up to date when it returns, also while others write. `on` is the legal day of the reading, whose
    grants decide who may look. `view`: compare, map_on, known_at, drafts.

    Raises NotAllowed, and NotFound if the unit is not on the map that is asked for or no programme
    is installed. Changes nothing that anybody entered. Source: docs/algorithms/roll-up.md.
    """
    actor.require("view", unit_id=unit_id, on=on)
    look = _Look(unit_id, period, view)
    found = look.consolidated()
    return disclosure.for_viewer(found, actor, on)


def drill(
    unit_id: int,
    period: Period,
    key: CellKey,
    *,
    actor: Actor,
    on: date,
    **view: Unpack[View],
) -> list[Part]:
    """What one figure of a unit consists of, part by part, each with the reports that it rests on.

    Parts that `counts` add up to the figure. Raises as `consolidate` does.
    """
    actor.require("view", unit_id=unit_id, on=on)
    look = _Look(unit_id, period, view)
    listed = parts.parts_of(unit_id, look.placement, key, look.figures, period)
    return disclosure.parts_for_viewer(
        listed, key, actor, on, period=period, is_plain=look.is_plain
    )


def problems() -> Iterator[Problem]:
    """Roll-up rows that are not what the raw figures add up to, for `keng verify`."""
    yield from verification.problems()


class _Look:
    """One reading: what is asked, and the sums for it."""

    def __init__(self, unit_id: int, period: Period, view: View) -> None:
        self.unit_id = unit_id
        self.period = period
        self.map_on = view.get("map_on")
        self.known_at = view.get("known_at")
        self.drafts = view.get("drafts", Drafts.EXCLUDED)
        self.compares = view.get("compare", Compare.NONE) is Compare.SAME_PERIOD
        self.shown_on = self.map_on or period.last
        self.place = day_map(self.shown_on)
        if unit_id not in self.place.views:
            refuse_unshown(unit_id, on=self.shown_on)
        preview = self.drafts is Drafts.INCLUDED
        states = frozenset(PREVIEWED if preview else COUNTED)
        self.figures = Figures(catalogue(), Knowledge(states, self.known_at))
        self.placement = self._placed(period)

    @property
    def is_plain(self) -> bool:
        """Whether this is what anybody sees: accepted, now, on the map of the period."""
        return self.figures.knowledge.is_live and self.placement.units == (self.unit_id,)

    def consolidated(self) -> Consolidated:
        """The table without regard to who reads it."""
        same_day = self.shown_on == self.period.last
        place = self.place if same_day else day_map(self.period.last)
        coverage = Coverage(
            self.period,
            self.placement.units,
            place=place,
            catalogue=self.figures.catalogue,
            knowledge=self.figures.knowledge,
        )
        rows = rows_of(self._sums(coverage), self.figures.catalogue)
        return Consolidated(
            unit_id=self.unit_id,
            unit=NameIn(self.place, ()).of(self.unit_id),
            period=self.period,
            map_on=self.map_on,
            known_at=self.known_at,
            rows=tuple(rows),
            missing=tuple(coverage.missing(NameIn(place, self.placement.units))),
            is_draft=self.drafts is Drafts.INCLUDED,
            findings=tuple(parts.findings(rows, self.figures.catalogue)),
            is_plain=self.is_plain,
        )

    def _sums(self, coverage: Coverage) -> Sums:
        now = self._amounts(self.period, self.placement)
        differing = [key for key, one in now.items() if Mark.TOTAL_DIFFERS in one.marks]
        reported = (
            parts.reported_totals(self.placement.units, self.figures, self.period)
            if differing
            else {}
        )
        if not self.compares:
            return Sums(now, coverage, reported=reported, reason=self.placement.reason)
        earlier = self._placed(self.period.previous_year())
        return Sums(
            now,
            coverage,
            earlier=self._amounts(self.period.previous_year(), earlier),
            pairs=self._pairs(),
            reported=reported,
            reason=self.placement.reason,
            not_comparable=earlier.reason,
            parts_of_last_year=self._known_of(self.period.previous_year(), earlier),
        )

    def _pairs(self) -> Cells:
        cells = [pairs_of(self.figures, self.period, unit) for unit in self.placement.units]
        if len(cells) == 1:
            return cells[0]
        keys = {key for one in cells for key in one}
        return {key: together(one[key] for one in cells if key in one) for key in keys}

    def _placed(self, period: Period) -> Placement:
        if self.shown_on == period.last:
            return Placement((self.unit_id,))
        return placed(self.unit_id, shown_on=self.shown_on, other=period.last)

    def _known_of(self, period: Period, placement: Placement) -> dict[CellKey, tuple[int, int]]:
        """Of how many of several units each cell is known."""
        units = len(placement.units)
        if units < 2:
            return {}
        found = self.figures.of(period, placement.units).values()
        keys = {key for one in found for key in one}
        return {
            key: (sum(key in one and one[key].is_known for one in found), units) for key in keys
        }

    def _amounts(self, period: Period, placement: Placement) -> Amounts:
        found = self.figures.of(period, placement.units)
        if len(found) == 1:
            return next(iter(found.values()))
        keys = {key for one in found.values() for key in one}
        return {key: combined(one[key] for one in found.values() if key in one) for key in keys}
