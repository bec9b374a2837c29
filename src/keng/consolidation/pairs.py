"""Comparisons with the same period of last year, kept in a table like the figures themselves."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from keng.consolidation.change import Pair
from keng.consolidation.figures import Figures
from keng.consolidation.models import PairRow, TargetKind
from keng.consolidation.pairing import Cells, Compared, Pairing
from keng.consolidation.tables import (
    UNITS_A_STATEMENT,
    Rows,
    Shelf,
    chunks,
    kept_until_good,
    of_period,
)
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period

_COLUMNS = ("current", "previous", "units", "stated", "stated_units")


def pairs_of(figures: Figures, period: Period, unit: int) -> Cells:
    """The comparison of a unit on the map of the period's last day, by cell; up to date."""
    if not figures.uses_tables:
        pairing = Pairing(figures, period)
        pairing.make([unit])
        return pairing.cells[unit]
    figures.begin()
    return kept_until_good(lambda: _from_table(figures, period, unit))


def _from_table(figures: Figures, period: Period, unit: int) -> tuple[bool, Cells]:
    shelf = Shelf(TargetKind.PAIRS, period, figures.basis)
    if shelf.fresh([unit]):
        return True, dict(kept_cells(shelf, [unit])[unit])
    _ = shelf.target  # its generation, before what may change under it is read
    fresh = shelf.fresh() - {unit}
    pairing = Pairing(figures, period, fresh, lambda asked: kept_cells(shelf, asked))
    pairing.make([unit])
    rows = {node: pairing.cells[node] for node in pairing.nodes}
    if not rows:
        return True, pairing.cells[unit]
    return shelf.put(sorted(rows), _rows(rows)), pairing.cells[unit]


def kept_cells(shelf: Shelf, units: Collection[int]) -> Mapping[int, Cells]:
    """The comparisons of units from their rows; a unit without rows has none."""
    found: dict[int, Cells] = {unit: {} for unit in units}
    for chunk in chunks(sorted(units), UNITS_A_STATEMENT):
        rows = PairRow.objects.filter(of_period(shelf), unit_id__in=chunk)
        for unit, indicator, by, current, previous, count, stated, stated_units in rows.values_list(
            "unit_id", "indicator", "by", *_COLUMNS
        ):
            pair = Pair(current, previous, count)
            found[unit][CellKey(indicator, by)] = Compared(pair, stated, stated_units)
    return found


def _rows(units: Mapping[int, Cells]) -> Rows:
    return Rows(
        PairRow,
        _COLUMNS,
        [
            (
                *(unit, key.indicator, key.by),
                *(compared.pair.current, compared.pair.previous, compared.pair.units),
                *(compared.stated, compared.stated_units),
            )
            for unit, cells in units.items()
            for key, compared in cells.items()
        ],
    )
