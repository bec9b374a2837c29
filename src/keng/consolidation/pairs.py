"""Comparisons with the same period of last year, kept in a table like the figures themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from keng.consolidation.change import Pair
from keng.consolidation.figures import Figures
from keng.consolidation.models import PairRow, TargetKind
from keng.consolidation.pairing import Cells, Compared, Pairing
from keng.consolidation.tables import Rows, Shelf, kept_until_good, of_period
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period

_COLUMNS = ("current", "previous", "units", "stated", "stated_units")


def pairs_of(figures: Figures, period: Period, unit: int) -> Cells:
    """The comparison of a unit on the map of the period's last day, by cell; up to date."""
    if not figures.uses_tables:
        pairing = Pairing(figures, period, {})
        pairing.make([unit])
        return pairing.cells[unit]
    figures.begin()
    return kept_until_good(lambda: _from_table(figures, period, unit))


def _from_table(figures: Figures, period: Period, unit: int) -> tuple[bool, Cells]:
    shelf = Shelf(TargetKind.PAIRS, period, figures.basis)
    if shelf.fresh([unit]):
        return True, kept_cells(shelf, unit)
    _ = shelf.target  # its generation, before what may change under it is read
    pairing = Pairing(figures, period, _FreshRows(shelf))
    pairing.make([unit])
    rows = {node: pairing.cells[node] for node in pairing.nodes}
    if not rows:
        return True, pairing.cells[unit]
    return shelf.put(sorted(rows), _rows(rows)), pairing.cells[unit]


def kept_cells(shelf: Shelf, unit: int) -> Cells:
    """The comparison of a unit from its rows."""
    rows = PairRow.objects.filter(of_period(shelf), unit_id=unit)
    return {
        CellKey(indicator, by): Compared(Pair(current, previous, units), stated, stated_units)
        for indicator, by, current, previous, units, stated, stated_units in rows.values_list(
            "indicator", "by", *_COLUMNS
        )
    }


class _FreshRows(Mapping[int, Cells]):
    """The good rows of a shelf, each unit read when it is asked for."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._fresh: Collection[int] = shelf.fresh()

    def __getitem__(self, unit: int) -> Cells:
        if unit not in self._fresh:
            raise KeyError(unit)
        return kept_cells(self._shelf, unit)

    def __iter__(self) -> Iterator[int]:
        return iter(self._fresh)

    def __len__(self) -> int:
        return len(self._fresh)

    def __contains__(self, unit: object) -> bool:
        return unit in self._fresh


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
