"""The figures that judging reads: of which unit, over which days, resting on which reports.

Only what is accepted counts, and "dự kiến" never does (semantics 4). Where the window of a set has
no series of its own the set's substitute is read instead (semantics 6).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from keng.consolidation.panel import MOST_CELLS, Cell, Column, panel
from keng.consolidation.placing import placed
from keng.kernel.actors import OPERATOR
from keng.kernel.figures import CellKey, FigureStatus
from keng.kernel.periods import Period, known_regimes
from keng.orgunits.queries import came_from, day_map
from keng.packs.schema import Pack
from keng.packs.schema.criteria_sets import CriteriaSet
from keng.reporting.lifecycle import COUNTED
from keng.reporting.models import Figure

NOW, LAST_YEAR = "now", "last_year"
_UNITS_A_QUERY = 400


@dataclass(frozen=True)
class Read:
    """One figure as it was read: `value` in the smallest unit, None where nothing is known."""

    time: str
    cell: CellKey
    period: Period
    value: int | None
    status: str
    is_whole: bool


@dataclass(frozen=True)
class UnitFigures:
    """What was read of one unit; `substitute` is the number of what stood in, if anything did."""

    reads: tuple[Read, ...] = ()
    substitute: int | None = None

    def values(self, time: str) -> dict[CellKey, int | None]:
        """Cell to value for "now" or "last_year"."""
        return {one.cell: one.value for one in self.reads if one.time == time}


@dataclass(frozen=True)
class _Spans:
    """The spans that stand for a window, this year and last."""

    own: tuple[Period, ...]
    substitute: tuple[Period, ...]


def figures_for(
    law: CriteriaSet,
    pack: Pack,
    year: int,
    units: Sequence[int],
    cells: Sequence[CellKey],
    on: date,
) -> dict[int, UnitFigures]:
    """The figures of units for the window of a set and for the one before, on the map of now.

    A number of queries that does not grow with the units. `on` is the legal day of the reading.
    """
    known = [cell for cell in cells if cell.indicator in pack.indicators]
    if not known or not units:
        return dict.fromkeys(units, UnitFigures())
    there = [unit for unit in units if unit in day_map(law.window.of(year)[1]).views]
    found = {unit: UnitFigures() for unit in units}
    own = _read(law, year, there, known, on, _own_spans(law, year), pack)
    missing = [unit for unit in there if not any(_is_known(own.get(unit, ())))]
    found |= {unit: UnitFigures(tuple(own.get(unit, ()))) for unit in there}
    most = dict.fromkeys(missing, 0)
    for number in range(len(law.window.substitutes)):
        spans = _substitute_spans(law, year, number)
        instead = _read(law, year, missing, known, on, spans, pack)
        for unit in missing:
            count = sum(_is_known(instead[unit]))
            if count > most[unit]:  # of several the first of those that know the most
                most[unit] = count
                found[unit] = UnitFigures(tuple(instead[unit]), substitute=number)
            elif not found[unit].reads:  # nothing known yet: what is waited for is the first one
                found[unit] = UnitFigures(tuple(instead[unit]))
    return found


def sources_of(
    unit_id: int, reads: Iterable[Read], pack: Pack
) -> dict[Read, tuple[tuple[int, int], ...]]:
    """The reported figures (id, revision) that each figure may rest on.

    All that count of the unit, of those below it and of those whose territory it has, of the same
    indicator inside the same days: a correction of none of them leaves the figure as it was.
    """
    found: dict[Read, tuple[tuple[int, int], ...]] = {}
    for one in reads:
        units = _units_under(unit_id, one.period)
        rows = Figure.objects.filter(
            submission__unit_id__in=units,
            submission__state__in=sorted(COUNTED),
            submission__regime=one.period.regime,
            submission__last__lte=one.period.last,
            submission__last__gte=one.period.first,
            indicator__in=_entered(one.cell.indicator, pack),
        )
        if one.cell.by:
            rows = rows.filter(by=one.cell.by)
        found[one] = tuple(rows.order_by("pk").values_list("pk", "revision"))
    return found


def _entered(indicator: str, pack: Pack) -> list[str]:
    """The indicator, or the two that a ratio is computed from."""
    one = pack.indicators[indicator]
    return [indicator, *(part for part in (one.numerator, one.denominator) if part)]


def _units_under(unit_id: int, period: Period) -> list[int]:
    place = day_map(period.last)
    here = [unit_id] if unit_id in place.views else []
    if not here:
        here = list(
            placed(unit_id, shown_on=_some_day_of(unit_id, period), other=period.last).units
        )
    return [one for unit in here for one in (unit, *place.tree.below(unit))]


def _some_day_of(unit_id: int, period: Period) -> date:
    """A later day on which the unit exists: it was formed after the period."""
    days = [link.on for link in came_from(unit_id) if link.on > period.last]
    return min(days, default=period.last)


def _own_spans(law: CriteriaSet, year: int) -> _Spans:
    regime = law.window.regime
    if regime is None or regime not in known_regimes():
        return _Spans((), ())
    return _Spans(
        (known_regimes()[regime].span(year, 1, 12),),
        (known_regimes()[regime].span(year - 1, 1, 12),),
    )


def _substitute_spans(law: CriteriaSet, year: int, number: int) -> _Spans:
    spans = law.window.substitutes[number]
    return _Spans(
        tuple(span.of(year) for span in spans), tuple(span.of(year - 1) for span in spans)
    )


def _read(
    law: CriteriaSet,
    year: int,
    units: Sequence[int],
    cells: Sequence[CellKey],
    on: date,
    spans: _Spans,
    pack: Pack,
) -> dict[int, list[Read]]:
    if not spans.own or not units:
        return {unit: [] for unit in units}
    shown_on = law.window.of(year)[1]
    now = {period: Column(period, shown_on) for period in spans.own}
    then = {period: Column(period, shown_on) for period in spans.substitute}
    every = {**now, **then}
    chunk = max(1, min(_UNITS_A_QUERY, MOST_CELLS // (len(every) * len(cells))))
    found: dict[int, list[Read]] = {}
    for start in range(0, len(units), chunk):
        part = units[start : start + chunk]
        field_ = panel(part, tuple(every.values()), cells, actor=OPERATOR, on=on)
        for unit in part:
            at = {
                (period, cell): field_.cell(unit, column, cell)
                for period, column in every.items()
                for cell in cells
            }
            found[unit] = [
                *_joined(NOW, spans.own, cells, at, pack),
                *_joined(LAST_YEAR, spans.substitute, cells, at, pack),
            ]
    return found


def _joined(
    time: str,
    periods: Sequence[Period],
    cells: Sequence[CellKey],
    at: Mapping[tuple[Period, CellKey], Cell],
    pack: Pack,
) -> Iterator[Read]:
    """Each cell over the spans together: flows add up, of everything else the last one stands."""
    whole = Period(periods[0].regime, periods[0].first, periods[-1].last)
    for cell in cells:
        rows = [at[period, cell].row for period in periods]
        values = [None if row.status is FigureStatus.EXPECTED else row.value for row in rows]
        is_flow = pack.indicators[cell.indicator].kind == "flow"
        known = [value for value in values if value is not None]
        if is_flow:
            value = sum(known) if len(known) == len(values) else None
        else:
            value = known[-1] if known else None
        status = next((row.status.value for row in reversed(rows) if row.status), "")
        is_whole = all(row.coverage.is_whole for row in rows)
        yield Read(time, cell, whole, value, status, is_whole)


def _is_known(reads: Collection[Read]) -> Iterator[bool]:
    return (one.value is not None for one in reads if one.time == NOW)


@dataclass(frozen=True)
class Moved:
    """A figure that reads otherwise than when a verdict rested on it."""

    time: str
    cell: CellKey
    was: int | None
    now: int | None
    labels: Mapping[str, str] = field(default_factory=dict)
