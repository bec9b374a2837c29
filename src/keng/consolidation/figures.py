"""The figures of units: from the roll-up tables where they hold, else added up on the spot.

The tables hold what is accepted now, on the map of each period's last day. Previews and the state
of knowledge at a moment are added up anew each time; both ways use the same arithmetic.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from keng.consolidation import raw
from keng.consolidation.building import Ground, book_of, evaluate, no_rows, survey
from keng.consolidation.catalogue import Catalogue
from keng.consolidation.evaluation import Amounts, Evaluation
from keng.consolidation.models import TargetKind
from keng.consolidation.raw import Knowledge
from keng.consolidation.tables import (
    Shelf,
    absorb,
    amount_rows,
    basis_of,
    kept_amounts,
    kept_until_good,
)
from keng.kernel.periods import Period
from keng.orgunits.queries import change_days, day_map


class Figures:
    """What is known of units under one pack and one state of knowledge, for one reading."""

    def __init__(self, catalogue: Catalogue, knowledge: Knowledge) -> None:
        self.catalogue = catalogue
        self.knowledge = knowledge
        self._made: dict[Period, dict[int, Amounts]] = {}
        self._has_begun = False
        self._basis = ""

    def begin(self) -> None:
        """Take in what was written before this reading; once a reading, when tables are used."""
        if not self._has_begun:
            absorb()
            self._has_begun = True

    @property
    def basis(self) -> str:
        """By which arithmetic, pack and map this reading adds up; looked up once."""
        self._basis = self._basis or basis_of(self.catalogue)
        return self._basis

    @property
    def uses_tables(self) -> bool:
        """Whether sums are kept: only those of what is accepted now are."""
        return self.knowledge.is_live

    def of(self, period: Period, units: Collection[int]) -> Mapping[int, Amounts]:
        """The figures of units on the map of the period's last day, by cell.

        Up to date when it returns, also while others write. A unit without figures has none.
        """
        if not self.uses_tables or _stand_alone(period, units):
            return self._added_up(period, units)
        self.begin()
        return kept_until_good(lambda: self._from_tables(period, units))

    def evaluation(self, period: Period, units: Collection[int]) -> tuple[Ground, Evaluation]:
        """The same with every part of each figure, of the units and of all below them."""
        ground = self.ground(period, units)
        evaluation, _ = evaluate(
            ground,
            units,
            fresh=(),
            rows=no_rows,
            knowledge=self.knowledge,
            catalogue=self.catalogue,
        )
        return ground, evaluation

    def own(self, period: Period, units: Collection[int]) -> Mapping[int, Amounts]:
        """What units themselves did in the period, without anybody below them."""
        ground = self.ground_of(period, units)
        book = book_of(ground, units, self.knowledge, self.catalogue)
        return {unit: {key: leaf.own for key, leaf in book.leaves(unit).items()} for unit in units}

    def ground_of(self, period: Period, units: Collection[int]) -> Ground:
        """The submissions that count of just these units."""
        ground = Ground(period, day_map(period.last))
        before = self.catalogue.has_cumulative_flows
        found = raw.slips(
            period,
            forms=self.catalogue.forms_read(period),
            knowledge=self.knowledge,
            units=set(units),
            before=before,
        )
        for slip in found:
            ground.by_unit.setdefault(slip.unit_id, []).append(slip)
        return ground

    def ground(self, period: Period, units: Collection[int], fresh: Collection[int] = ()) -> Ground:
        """The submissions that count under the units, but not below the fresh ones."""
        return survey(
            period, units, fresh=fresh, knowledge=self.knowledge, catalogue=self.catalogue
        )

    def _from_tables(
        self, period: Period, units: Collection[int]
    ) -> tuple[bool, Mapping[int, Amounts]]:
        shelf = Shelf(TargetKind.FIGURES, period, self.basis)
        wanted = set(units)
        ready = wanted & shelf.fresh(wanted)
        found = dict(kept_amounts(shelf, ready))
        missing = wanted - ready
        if not missing:
            return True, found
        # Ask for the generation before reading what may change under it.
        _ = shelf.target
        # Somebody may have made a missing one meanwhile; it is made here all the same.
        fresh = shelf.fresh() - missing
        evaluation, made = evaluate(
            self.ground(period, missing, fresh),
            missing,
            fresh=fresh,
            rows=lambda asked: kept_amounts(shelf, asked),
            knowledge=self.knowledge,
            catalogue=self.catalogue,
        )
        found |= {unit: _amounts(evaluation, unit) for unit in missing}
        if not made:
            return True, found
        rows = {unit: _amounts(evaluation, unit) for unit in made}
        return shelf.put(made, amount_rows(rows)), found

    def _added_up(self, period: Period, units: Collection[int]) -> Mapping[int, Amounts]:
        known = self._made.setdefault(period, {})
        if missing := set(units) - known.keys():
            _, evaluation = self.evaluation(period, missing)
            known |= {unit: _amounts(evaluation, unit) for unit in evaluation.figures}
            known |= {unit: {} for unit in missing - known.keys()}
        return {unit: known[unit] for unit in units}


class RawFigures(Figures):
    """The same, added up from the reports each time, whatever the tables hold."""

    @property
    def uses_tables(self) -> bool:
        """Never."""
        return False


def _stand_alone(period: Period, units: Collection[int]) -> bool:
    """Whether nothing lies below the units and the map held all through the period.

    Sums of such units are never kept: they are their own reports, so no table is looked into.
    """
    place = day_map(period.last)
    if any(unit not in place.views or place.tree.children.get(unit) for unit in units):
        return False
    return not any(period.first < day <= period.last for day in change_days())


def _amounts(evaluation: Evaluation, unit: int) -> Amounts:
    return {key: one.amount for key, one in evaluation.figures.get(unit, {}).items()}
