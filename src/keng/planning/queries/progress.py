"""How far the targets of a plan are: by figures, or by what was written down."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from keng.consolidation.queries import consolidate
from keng.consolidation.shapes import Row
from keng.kernel.actors import Actor
from keng.kernel.errors import DomainError
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period, parse_period
from keng.planning.models import Measurement, Plan, Target
from keng.planning.queries.shapes import Standpoint, TargetLine
from keng.planning.vocabulary import Aim

# Before that a forecast would be a guess.
_LEAST_DAYS: Final = 60


def targets_of(plan: Plan, actor: Actor, *, on: date) -> list[TargetLine]:
    """The targets of a plan and how far each is on a day, as the actor may see it."""
    return target_lines(plan, list(plan.targets.order_by("n")), actor, on=on)


def target_lines(plan: Plan, rows: Sequence[Target], actor: Actor, *, on: date) -> list[TargetLine]:
    """These targets of a plan, as `targets_of`."""
    written = _written(rows)
    measured = _measured(plan, rows, actor, on=on)
    return [
        TargetLine(
            id=row.pk,
            what=row.what,
            aim=row.aim,
            value=row.value,
            digits=row.digits,
            measure=row.measure,
            unit_kind=row.unit_kind,
            indicator=row.indicator,
            due_on=row.due_on,
            now=measured.get(row.pk) or _by_hand(row, plan, written.get(row.pk)),
            drop_reason=row.drop_reason,
            revision=row.revision,
        )
        for row in rows
    ]


def forecast(value: int, day: date, due: date) -> int | None:
    """What a number that grew from 1 January will be on its due day at the same pace, rounded.

    None where less than two months have passed or the due day is over.

    >>> forecast(30, date(2026, 6, 30), date(2026, 12, 31))
    60
    """
    begun = date(day.year, 1, 1)
    passed = (day - begun).days + 1
    whole = (due - begun).days + 1
    if passed < _LEAST_DAYS or due < day:
        return None
    return (value * whole + passed // 2) // passed


def _written(rows: Sequence[Target]) -> Mapping[int, Measurement]:
    """The last thing that was written down for each target."""
    ids = [row.pk for row in rows]
    found = Measurement.objects.filter(target_id__in=ids).order_by("target_id", "n")
    return {one.target_id: one for one in found}


def _by_hand(row: Target, plan: Plan, last: Measurement | None) -> Standpoint:
    if row.indicator:
        return Standpoint(why="no_figure")
    if last is None:
        return Standpoint(why="nothing_written")
    return _standpoint(row, plan, last.value, last.day, last.source)


def _standpoint(
    row: Target, plan: Plan, value: int, day: date, source: str, shown: str = ""
) -> Standpoint:
    due = row.due_on or date(plan.year, 12, 31)
    counts = row.measure != "%" and row.aim != Aim.DIRECTION
    return Standpoint(
        value=value,
        shown=shown,
        day=day,
        source=source,
        is_met=_is_met(row, value),
        forecast=forecast(value, day, due) if counts and day.year == due.year else None,
    )


def _is_met(row: Target, value: int) -> bool | None:
    if row.value is None or row.aim == Aim.DIRECTION:
        return None
    return value <= row.value if row.aim == Aim.AT_MOST else value >= row.value


def _measured(
    plan: Plan, rows: Sequence[Target], actor: Actor, *, on: date
) -> dict[int, Standpoint]:
    """The targets that a consolidated figure of the plan's unit measures; one look for all."""
    asked = [row for row in rows if row.indicator and not row.drop_reason]
    period = period_so_far(plan.year, on)
    if not asked or period is None or not actor.may("view", unit_id=plan.unit_id, on=on):
        return {}
    try:
        table = consolidate(plan.unit_id, period, actor=actor, on=on)
    except DomainError as refusal:
        return {row.pk: Standpoint(why="refused", source=refusal.code) for row in asked}
    by_key = {one.key: one for one in table.rows}
    found = {
        row.pk: _of_figure(row, plan, by_key.get(CellKey(row.indicator)), period) for row in asked
    }
    return {pk: one for pk, one in found.items() if one is not None}


def _of_figure(row: Target, plan: Plan, figure: Row | None, period: Period) -> Standpoint | None:
    if figure is None:
        return None
    if figure.shown:
        return Standpoint(shown=figure.shown, day=period.last, source=period.code, why="held_back")
    if figure.value is None:
        return None
    value = rescaled(figure.value, figure.digits, row.digits)
    coverage = f"{figure.coverage.accepted}/{figure.coverage.expected}"
    return _standpoint(row, plan, value, period.last, coverage)


def rescaled(value: int, digits: int, wanted: int) -> int:
    """An integer of so many decimals as one of others, half away from zero.

    >>> rescaled(125, 1, 0), rescaled(12, 0, 1)
    (13, 120)
    """
    if wanted >= digits:
        return int(value * 10 ** (wanted - digits))
    step = int(10 ** (digits - wanted))
    rounded = (abs(value) + step // 2) // step
    return rounded if value >= 0 else -rounded


def period_so_far(year: int, on: date) -> Period | None:
    """From January to the last whole month of the year before a day; None before February."""
    if on.year > year:
        return parse_period(str(year))
    last = on.replace(day=1) - timedelta(days=1)
    if on.year < year or last.year < year:
        return None
    if last.month == 1:
        return parse_period(f"{year}-01")
    return parse_period(f"{year}-01/{year}-{last.month:02}")


def end_of_month(day: date) -> date:
    """The last day of the month of a day."""
    return day.replace(day=monthrange(day.year, day.month)[1])
