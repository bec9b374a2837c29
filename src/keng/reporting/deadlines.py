"""Due days: from the pack's calendar to one day, and who is late against it. Pure (semantics 5).

"Before 10/11" means that the last day is 9/11. A due day is moved by nobody but the act that sets
it and a person who extends it with a reason: it is not shifted off a weekend or holiday, because
no act in the pack says so; `days_off` only tells that it falls on one.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from keng.kernel.periods import Period, known_regimes
from keng.packs.schema import Calendar, DueDay, Duty, PeriodPattern, Source

_DAY = timedelta(days=1)
_WEEKDAYS = {"saturday": 5, "sunday": 6}


@dataclass(frozen=True)
class Due:
    """The last day on which a report is on time, and the words of the pack that say so."""

    on: date
    source: Source | None


def patterns_of(period: Period) -> frozenset[PeriodPattern]:
    """How the pack may call the period: the half year from January is also "months"."""
    nominal = known_regimes()[period.regime].nominal(period)
    if nominal is None:
        return frozenset()
    _, first, last = nominal
    names: set[PeriodPattern] = set()
    if first == last:
        names.add("month")
    if last - first == 2 and first % 3 == 1:
        names.add("quarter")
    if (first, last) in {(1, 6), (7, 12)}:
        names.add("half")
    if (first, last) == (1, 12):
        names.add("year")
    elif first == 1:
        names.add("months")
    return frozenset(names)


def duty_of(calendar: Calendar, form: str, period: Period) -> Duty | None:
    """The standing duty that asks for the form in this period, or None if nobody ordered one.

    A duty for a span that ends in the very month stands before one for any span.
    """
    fitting = [duty for duty in calendar.duties.values() if _fits(duty, form, period)]
    return max(fitting, key=lambda duty: duty.last_month is not None, default=None)


def general_due(calendar: Calendar, form: str, period: Period, level: str) -> Due | None:
    """The due day of the pack for units of a level; None if the pack does not know it."""
    duty = duty_of(calendar, form, period)
    dues = {} if duty is None else {str(named): spec for named, spec in duty.due.items()}
    return due_of(dues.get(level), period)


def due_of(spec: DueDay | None, period: Period) -> Due | None:
    """One day out of the pack's words; None where the pack says nothing or does not know.

    >>> from keng.kernel.periods import parse_period
    >>> spec = DueDay(before="11-10", source=Source(sure="read"))
    >>> due_of(spec, parse_period("2024@nd09")).on
    datetime.date(2024, 11, 9)
    """
    if spec is None or not spec.is_known:
        return None
    if spec.day is not None:
        return Due(_day_of_month(period, spec.day, spec.months_after), spec.source)
    year = period.last.year + spec.year_after
    if spec.before is not None:
        return Due(_in_year(year, spec.before) - _DAY, spec.source)
    return Due(_in_year(year, str(spec.at_latest)), spec.source)


def days_off(calendar: Calendar, years: Iterable[int]) -> frozenset[date]:
    """Public holidays that are known for the years; weekends are asked with `is_day_off`."""
    days: set[date] = set()
    for holiday in calendar.holidays.values():
        for year in years:
            days.update(holiday.dates.get(year, ()))
            if holiday.day is not None and (holiday.since is None or holiday.since.year <= year):
                start = _in_year(year, holiday.day)
                days.update(start + timedelta(days=n) for n in range(holiday.days))
    return frozenset(days)


def is_day_off(calendar: Calendar, on: date) -> bool:
    """Whether offices are closed on the day, as far as the pack knows."""
    weekend = {_WEEKDAYS[name] for name in calendar.weekend}
    return on.weekday() in weekend or on in days_off(calendar, (on.year,))


def days_late(due_on: date | None, submitted_on: date | None, *, on: date) -> int:
    """Days after the due day: until the first complete submission, else until `on`; never below 0.

    Without a due day nobody is late.
    """
    if due_on is None:
        return 0
    return max(0, ((submitted_on or on) - due_on).days)


def _fits(duty: Duty, form: str, period: Period) -> bool:
    if duty.form != form or duty.regime != period.regime:
        return False
    if duty.every not in patterns_of(period):
        return False
    if duty.last_month is None:
        return True
    nominal = known_regimes()[period.regime].nominal(period)
    return nominal is not None and nominal[2] == duty.last_month


def _day_of_month(period: Period, day: int, months_after: int) -> date:
    nominal = known_regimes()[period.regime].nominal(period)
    year, month = (
        (period.last.year, period.last.month)
        if nominal is None
        else (
            nominal[0],
            nominal[2],
        )
    )
    years, months = divmod(year * 12 + month - 1 + months_after, 12)
    return date(years, months + 1, min(day, monthrange(years, months + 1)[1]))


def _in_year(year: int, day_of_year: str) -> date:
    month, day = (int(part) for part in day_of_year.split("-"))
    return date(year, month, min(day, monthrange(year, month)[1]))
