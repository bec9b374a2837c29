"""Keeping the roll-up tables true, whoever reads and writes at the same time.

A change elsewhere leaves a mark; the next reader turns marks into missing nodes (`absorb`) and
makes what it needs anew. Nothing is ever served from a row whose node is missing.

Why this is never stale, without a long lock on either engine:

* marks are read before figures, so a change that is not in what was added up has a mark that is not
  yet absorbed, and the reader after this one finds it;
* absorbing a mark raises the generation of every period that it touches, and sums are written only
  under the generation that they were begun in; so a slow reader cannot overwrite newer sums;
* marks are deleted one by one, by id, in the transaction that takes the nodes away.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from django.db import models, transaction
from django.db.models import Q

from keng.consolidation.catalogue import Catalogue
from keng.consolidation.models import Node, RollUp, Target, TargetKind
from keng.consolidation.rollup import UNMARKED, Amount, Mark
from keng.db.dialects import add_rows
from keng.db.locks import for_update
from keng.kernel.figures import CellKey, FigureStatus
from keng.kernel.periods import Period
from keng.orgunits.queries import closed_group, day_map, map_stamp
from keng.reporting.actions import clear_marks
from keng.reporting.queries import MarkView, dirty_marks

ARITHMETIC = 1
"""Grows when the same figures would add up differently: rows made before are not good any more."""
_ATTEMPTS = 3
_MARKS_A_TIME = 10_000
_ROWS_A_STATEMENT = 2000
_KEY_COLUMNS = ("unit_id", "indicator", "by")
_AMOUNT_COLUMNS = ("value", "status", "counted", "marks")
_STATUSES: dict[str, FigureStatus | None] = {"": None, **{s.value: s for s in FigureStatus}}
UNITS_A_STATEMENT = 400
_DAY = timedelta(days=1)
_T = TypeVar("_T")
Amounts = dict[CellKey, Amount]


@dataclass(frozen=True)
class Rows:
    """Rows to be kept: unit, indicator, breakdown, then the values of `columns`."""

    model: type[models.Model]
    columns: tuple[str, ...]
    rows: Sequence[tuple[int | str | None, ...]]


def basis_of(catalogue: Catalogue) -> str:
    """By which arithmetic, pack version and map of the country this reading makes sums.

    The map is the one that the reading holds, even where a newer one has come meanwhile: sums are
    never kept under a map that they were not made on.
    """
    return f"{ARITHMETIC}:{catalogue.version_id}:{map_stamp()}"


def absorb() -> None:
    """Turn the marks of changes into missing nodes; one query where nothing changed."""
    while marks := dirty_marks(limit=_MARKS_A_TIME):
        _absorb(marks)
        if len(marks) < _MARKS_A_TIME:
            return


@transaction.atomic
def _absorb(marks: Sequence[MarkView]) -> None:
    changed = {(mark.unit_id, mark.period) for mark in marks}
    regimes = {period.regime for _, period in changed}
    rows = Target.objects.filter(regime__in=regimes).order_by("pk")
    for target in for_update(rows):
        touched = [(unit, period) for unit, period in changed if _touches(target, period)]
        if not touched:
            continue
        _take_nodes(target, touched)
        target.generation += 1
        target.save(update_fields=["generation"])
    clear_marks([mark.id for mark in marks])


def _touches(target: Target, period: Period) -> bool:
    spans = [target.period]
    if target.kind == TargetKind.PAIRS:
        spans.append(target.period.previous_year())
    # A cumulative figure is read against the one that ends on the day before the period.
    return any(
        period.regime == span.regime
        and period.first <= span.last
        and period.last >= span.first - _DAY
        for span in spans
    )


def _take_nodes(target: Target, touched: Iterable[tuple[int, Period]]) -> None:
    place = day_map(target.last)
    units: set[int] = set()
    for unit, period in touched:
        standing = {unit}
        if unit not in place.views:
            standing = set(closed_group(unit, first=period.first, last=target.last).after)
        if not standing <= place.views.keys():
            # A unit that left no successor counts for a unit above it: which one, is not told here.
            Node.objects.filter(target=target).delete()
            return
        units |= standing.union(*(place.tree.ancestors(one) for one in standing))
    for chunk in chunks(sorted(units), UNITS_A_STATEMENT):
        Node.objects.filter(target=target, unit_id__in=chunk).delete()


class Shelf:
    """The rows of one period and kind, as they are when a reader begins.

    `fresh` tells which units have good rows; `put` writes rows that were made meanwhile, unless
    something changed under the period since.
    """

    def __init__(self, kind: TargetKind, period: Period, basis: str) -> None:
        self.kind = kind
        self.period = period
        self.basis = basis
        self._target: Target | None = None

    @property
    def target(self) -> Target:
        """The row of the period, as it was when this was first asked; made if there is none."""
        if self._target is None:
            period = self.period
            self._target, _ = Target.objects.get_or_create(
                kind=self.kind, regime=period.regime, first=period.first, last=period.last
            )
        return self._target

    def fresh(self, among: Collection[int] | None = None) -> set[int]:
        """Units with good rows: made by today's pack, map and arithmetic; of a few if given."""
        nodes = Node.objects.filter(
            target__kind=self.kind,
            target__regime=self.period.regime,
            target__first=self.period.first,
            target__last=self.period.last,
            target__basis=self.basis,
        )
        if among is not None and len(among) <= UNITS_A_STATEMENT:
            nodes = nodes.filter(unit_id__in=among)
        return set(nodes.values_list("unit_id", flat=True))

    def put(self, made: Sequence[int], rows: Rows) -> bool:
        """Write the rows of the units; False, and nothing written, if they may be out of date.

        Ask for `target` before reading what the rows are made of.
        """
        with transaction.atomic():
            target = for_update(Target.objects.filter(pk=self.target.pk)).get()
            if target.generation != self.target.generation:
                return False
            if target.basis != self.basis:
                Node.objects.filter(target=target).delete()
                target.basis = self.basis
                target.save(update_fields=["basis"])
            for chunk in chunks(sorted(made), UNITS_A_STATEMENT):
                rows.model._default_manager.filter(target=target, unit_id__in=chunk).delete()
            columns = ("target_id", *_KEY_COLUMNS, *rows.columns)
            add_rows(rows.model._meta.db_table, columns, [(target.pk, *row) for row in rows.rows])
            nodes = [Node(target=target, unit_id=unit) for unit in made]
            Node.objects.bulk_create(nodes, ignore_conflicts=True, batch_size=_ROWS_A_STATEMENT)
        return True


def kept_until_good(attempt: Callable[[], tuple[bool, _T]]) -> _T:
    """Repeat an attempt that somebody's change may spoil; the last time holding everything.

    `attempt` returns whether its rows could be kept, and its answer. The caller has absorbed the
    marks of what was written before it began.
    """
    for _ in range(_ATTEMPTS):
        kept, answer = attempt()
        if kept:
            return answer
        absorb()
    with transaction.atomic():
        # Whoever changes figures may go on; whoever makes sums waits until these are written.
        list(for_update(Target.objects.order_by("pk")))
        return attempt()[1]


def kept_amounts(shelf: Shelf, units: Collection[int]) -> Mapping[int, Amounts]:
    """The figures of units that are fresh, from their rows; a unit without rows has none."""
    found: dict[int, Amounts] = {unit: {} for unit in units}
    for chunk in chunks(sorted(units), UNITS_A_STATEMENT):
        rows = RollUp.objects.filter(of_period(shelf), unit_id__in=chunk)
        for unit, indicator, by, value, status, counted, marks in rows.values_list(
            *_KEY_COLUMNS, *_AMOUNT_COLUMNS
        ):
            amount = Amount(value, _STATUSES[status], counted, Mark(marks) if marks else UNMARKED)
            found[unit][CellKey(indicator, by)] = amount
    return found


def of_period(shelf: Shelf) -> Q:
    """Rows of the shelf's period and kind."""
    return Q(
        target__kind=shelf.kind,
        target__regime=shelf.period.regime,
        target__first=shelf.period.first,
        target__last=shelf.period.last,
    )


def amount_rows(units: Mapping[int, Amounts]) -> Rows:
    """The rows that keep the figures of units."""
    return Rows(
        RollUp,
        _AMOUNT_COLUMNS,
        [
            (
                *(unit, key.indicator, key.by, amount.value),
                amount.status.value if amount.status is not None else "",
                *(amount.counted, int(amount.marks)),
            )
            for unit, amounts in units.items()
            for key, amount in amounts.items()
        ],
    )


def chunks(items: Sequence[int], size: int) -> Iterable[Sequence[int]]:
    """The items in pieces that one statement can hold."""
    return (items[start : start + size] for start in range(0, len(items), size))
