"""What the figures say as they were reported: submissions that count, and the values in them.

The only module of the room that reads the tables of `reporting`. Everything is read for many units
in one query; nothing is added up here, except by the database over units that are alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Q, QuerySet

from keng.consolidation.rollup import STATUS_ORDER, UNMARKED, Amount, Entered, Mark
from keng.db.dialects import join_by_index, numbers_table
from keng.kernel.figures import CellKey, FigureStatus
from keng.kernel.periods import Period, cumulative_start
from keng.reporting.lifecycle import COUNTED, PREVIEWED
from keng.reporting.models import Adjustment, Origin, StatedComparison, Submission
from keng.reporting.queries import states_known_at, values_known_at

_MANY_UNITS = 400
_INVENTED = Origin.ILLUSTRATIVE.value
_DAY = timedelta(days=1)
_EARLIER = (
    "{row}.submission_id = numbers.earlier AND {row}.indicator = f.indicator "
    'AND {row}."by" = f."by" AND {row}.basis = f.basis'
)


@dataclass(frozen=True)
class Knowledge:
    """Which figures count: submissions in these states, as they stood at the moment (None: now)."""

    states: frozenset[str]
    at: datetime | None = None

    @property
    def is_live(self) -> bool:
        """Whether this is what the roll-up tables hold."""
        return self.at is None and self.states == LIVE.states


LIVE = Knowledge(frozenset(COUNTED))
PREVIEW = Knowledge(frozenset(PREVIEWED))


@dataclass(frozen=True, slots=True)
class Slip:
    """A submission that counts: of which unit, by which form, for which period."""

    id: int
    unit_id: int
    form: str
    period: Period


@dataclass(frozen=True, slots=True)
class Value:
    """One value in a slip. `basis` is "own" or "reported_total"."""

    key: CellKey
    basis: str
    entered: Entered


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A value that a level above uses in the place of the one in a slip."""

    slip_id: int
    unit_id: int
    adjuster_id: int
    period: Period
    key: CellKey
    value: int
    is_agreed: bool


def slips(
    period: Period,
    *,
    forms: Collection[str],
    knowledge: Knowledge,
    units: Collection[int] | None,
    before: bool,
) -> list[Slip]:
    """The submissions that count and lie inside the period, of the units (None: of all).

    With `before` also those that end on the day before it in the same year: a cumulative figure is
    read against them. `forms` are all that there ever were: the index of submissions begins there.
    """
    rows = Submission.objects.filter(form__in=forms, regime=period.regime)
    inside = Q(first__gte=period.first, first__lte=period.last, last__lte=period.last)
    if before and period.first != cumulative_start(period):
        inside |= Q(last=period.first - _DAY, first__gte=cumulative_start(period))
    return list(_counting(rows.filter(inside), knowledge, units))


def adjusted_units(period: Period, *, knowledge: Knowledge) -> set[int]:
    """The units with an adjustment of a report inside the period; they are few."""
    rows = Adjustment.objects.filter(
        regime=period.regime, first__gte=period.first, last__lte=period.last
    )
    if knowledge.at is not None:
        rows = rows.filter(at__lte=knowledge.at)
    return set(rows.values_list("unit_id", flat=True))


def _counting(
    rows: QuerySet[Submission], knowledge: Knowledge, units: Collection[int] | None
) -> Iterator[Slip]:
    if knowledge.at is None:
        rows = rows.filter(state__in=knowledge.states)
    else:
        rows = rows.filter(opened_at__lte=knowledge.at)
    if units is not None and len(units) <= _MANY_UNITS:
        rows = rows.filter(unit_id__in=units)
    found = [
        Slip(pk, unit_id, form, Period(regime, first, last))
        for pk, unit_id, form, regime, first, last in rows.values_list(
            "pk", "unit_id", "form", "regime", "first", "last"
        ).order_by("pk")
        if units is None or unit_id in units
    ]
    if knowledge.at is None:
        yield from found
        return
    states = states_known_at([slip.id for slip in found], knowledge.at)
    yield from (slip for slip in found if states[slip.id] in knowledge.states)


def values(slip_ids: Sequence[int], *, knowledge: Knowledge) -> Iterator[tuple[int, Value]]:
    """Every value of the slips with the slip that it stands in; empty cells are left out."""
    if knowledge.at is not None:
        yield from _values_at(slip_ids, knowledge.at)
        return
    table, parameters = numbers_table(["slip"], [(one,) for one in slip_ids])
    sql = (
        'SELECT numbers.slip, f.indicator, f."by", f.basis, f.value, f.status, f.origin '  # noqa: S608 - ids are parameters
        f"FROM {table} {_figures()} "
        "WHERE f.value IS NOT NULL"
    )
    keys: dict[tuple[str, str], CellKey] = {}
    statuses = {status.value: status for status in FigureStatus}
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        for slip, indicator, by, basis, value, status, origin in cursor:
            key = keys.get((indicator, by))
            if key is None:
                key = keys[(indicator, by)] = CellKey(indicator, by)
            marks = Mark.ILLUSTRATIVE if origin == _INVENTED else UNMARKED
            yield slip, Value(key, basis, Entered(value, statuses[status], marks))


def _values_at(slip_ids: Sequence[int], at: datetime) -> Iterator[tuple[int, Value]]:
    for start in range(0, len(slip_ids), _MANY_UNITS):
        chunk = slip_ids[start : start + _MANY_UNITS]
        for basis in ("own", "reported_total"):
            for slip, cells in values_known_at(chunk, at, basis=basis).items():
                for key, known in cells.items():
                    if known.value is not None:
                        entered = Entered(known.value, FigureStatus(known.status))
                        yield slip, Value(key, basis, entered)


def _figures() -> str:
    return join_by_index("reporting_figure", "f", "{row}.submission_id = numbers.slip")


def sums(pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, CellKey, Amount]]:
    """Sums of own values over slips, by the group that each (group, slip) puts it in."""
    table, parameters = numbers_table(["grp", "slip"], pairs)
    sql = (
        'SELECT numbers.grp, f.indicator, f."by", SUM(f.value), COUNT(*), '  # noqa: S608 - ids are parameters
        "MAX(CASE f.status WHEN 'expected' THEN 2 WHEN 'estimated' THEN 1 ELSE 0 END), "
        f"MAX(CASE f.origin WHEN '{_INVENTED}' THEN 1 ELSE 0 END) "
        f"FROM {table} {_figures()} "
        "WHERE f.basis = 'own' AND f.value IS NOT NULL "
        'GROUP BY numbers.grp, f.indicator, f."by"'
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        for group, indicator, by, value, counted, status, invented in cursor:
            marks = Mark.ILLUSTRATIVE if invented else UNMARKED
            amount = Amount(int(value), STATUS_ORDER[status], counted, marks)
            yield group, CellKey(indicator, by), amount


def paired_sums(
    rows: Sequence[tuple[int, int, int]],
) -> Iterator[tuple[int, CellKey, tuple[int, int, int]]]:
    """Sums over the units that gave a cell in both slips of each (group, slip, earlier slip).

    Yields (sum of the later, sum of the earlier, units) by group and cell.
    """
    table, parameters = numbers_table(["grp", "slip", "earlier"], rows)
    sql = (
        'SELECT numbers.grp, f.indicator, f."by", SUM(f.value), SUM(e.value), COUNT(*) '  # noqa: S608 - ids are parameters
        f"FROM {table} {_figures()} "
        f"{join_by_index('reporting_figure', 'e', _EARLIER)} "
        "WHERE f.basis = 'own' AND f.value IS NOT NULL AND e.value IS NOT NULL "
        'GROUP BY numbers.grp, f.indicator, f."by"'
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        for group, indicator, by, current, previous, units in cursor:
            yield group, CellKey(indicator, by), (int(current), int(previous), units)


def adjustments(slip_ids: Iterable[int], *, knowledge: Knowledge) -> list[Adjusted]:
    """The adjustments of the slips that were in use at the moment, oldest first.

    One query over all adjustments of the slips' periods would not be shorter: they are few.
    """
    wanted = set(slip_ids)
    if not wanted:
        return []
    rows = Adjustment.objects.order_by("pk")
    in_use = (Adjustment.Answer.STANDING, Adjustment.Answer.AGREED)
    at = knowledge.at
    rows = rows.filter(answer__in=in_use) if at is None else rows.filter(at__lte=at)
    if len(wanted) <= _MANY_UNITS:
        rows = rows.filter(submission_id__in=wanted)
    return [
        Adjusted(
            slip_id=row.submission_id,
            unit_id=row.unit_id,
            adjuster_id=row.adjuster_id,
            period=row.period,
            key=row.key,
            value=row.value,
            is_agreed=row.answer == Adjustment.Answer.AGREED
            and (at is None or _answered_by(row, at)),
        )
        for row in rows
        if row.submission_id in wanted and (at is None or _was_in_use(row, at))
    ]


def _answered_by(row: Adjustment, at: datetime) -> bool:
    return row.answered_at is not None and row.answered_at <= at


def _was_in_use(row: Adjustment, at: datetime) -> bool:
    ended = row.answer in (Adjustment.Answer.WITHDRAWN, Adjustment.Answer.OVERTAKEN)
    return not (ended and _answered_by(row, at))


def stated(slip_ids: Iterable[int], *, knowledge: Knowledge) -> dict[int, dict[CellKey, int]]:
    """What was typed as last year's figures, by slip: the first year has no last year here."""
    wanted = set(slip_ids)
    rows = StatedComparison.objects.all()
    if knowledge.at is not None:
        rows = rows.filter(at__lte=knowledge.at)
    if len(wanted) <= _MANY_UNITS:
        rows = rows.filter(submission_id__in=wanted)
    found: dict[int, dict[CellKey, int]] = {}
    for slip, indicator, by, value in rows.values_list("submission_id", "indicator", "by", "value"):
        if slip in wanted:
            found.setdefault(slip, {})[CellKey(indicator, by)] = value
    return found


def last_day_before(day: date) -> date:
    """The day before."""
    return day - _DAY
