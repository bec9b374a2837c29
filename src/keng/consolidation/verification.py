"""Whether the roll-up tables hold what the raw figures add up to, for `keng verify`.

Every row that would be served is made again without the tables, one period at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from keng.consolidation.catalogue import catalogue
from keng.consolidation.figures import Figures, RawFigures
from keng.consolidation.models import PairRow, RollUp, Target, TargetKind
from keng.consolidation.pairing import Compared, Pairing
from keng.consolidation.pairs import kept_cells
from keng.consolidation.raw import LIVE
from keng.consolidation.rollup import NOTHING, Amount
from keng.consolidation.tables import Shelf, absorb, basis_of, kept_amounts
from keng.kernel.errors import NotFound
from keng.kernel.figures import CellKey
from keng.kernel.problems import Problem


def problems() -> Iterator[Problem]:
    """Rows that differ from the raw figures; none if no programme is installed."""
    try:
        figures = RawFigures(catalogue(), LIVE)
    except NotFound:
        return
    absorb()
    basis = basis_of(figures.catalogue)
    for target in Target.objects.order_by("pk"):
        shelf = Shelf(TargetKind(target.kind), target.period, basis)
        fresh = sorted(shelf.fresh())
        if not fresh:
            continue
        if shelf.target.kind == TargetKind.FIGURES:
            yield from _figures(shelf, fresh, figures)
        else:
            yield from _pairs(shelf, fresh, figures)


def _figures(shelf: Shelf, fresh: list[int], figures: Figures) -> Iterator[Problem]:
    _, evaluation = figures.evaluation(shelf.period, fresh)
    ids = _row_ids(shelf)
    for unit, kept in kept_amounts(shelf, fresh).items():
        true = {key: one.amount for key, one in evaluation.figures.get(unit, {}).items()}
        for key in sorted(kept.keys() | true.keys()):
            stands, ought = kept.get(key, NOTHING), true.get(key, NOTHING)
            if stands != ought:
                where = _where(shelf, unit, key)
                row = ids.get((unit, key), where)
                yield Problem(
                    "consolidation_rollup", row, f"{where}: {_told(stands)}, ought {_told(ought)}"
                )


def _row_ids(shelf: Shelf) -> Mapping[tuple[int, CellKey], str]:
    model = RollUp if shelf.target.kind == TargetKind.FIGURES else PairRow
    rows = model._default_manager.filter(target=shelf.target)
    return {
        (unit, CellKey(indicator, by)): str(pk)
        for pk, unit, indicator, by in rows.values_list("pk", "unit_id", "indicator", "by")
    }


def _pairs(shelf: Shelf, fresh: list[int], figures: Figures) -> Iterator[Problem]:
    pairing = Pairing(figures, shelf.period)
    pairing.make(fresh)
    ids = _row_ids(shelf)
    for unit, kept in kept_cells(shelf, fresh).items():
        true = pairing.cells.get(unit, {})
        for key in sorted(kept.keys() | true.keys()):
            stands, ought = kept.get(key, Compared()), true.get(key, Compared())
            if stands != ought:
                where = _where(shelf, unit, key)
                row = ids.get((unit, key), where)
                yield Problem(
                    "consolidation_pair", row, f"{where}: {_sums(stands)}, ought {_sums(ought)}"
                )


def _where(shelf: Shelf, unit: int, key: CellKey) -> str:
    return f"unit {unit}, {key}, {shelf.period.code}"


def _told(amount: Amount) -> str:
    status = amount.status.value if amount.status is not None else "unknown"
    return f"{amount.value} ({status}, {amount.counted} units, marks {int(amount.marks)})"


def _sums(compared: Compared) -> str:
    pair = compared.pair
    return f"{pair.current} and {pair.previous} on {pair.units} units"
