"""One indicator of one unit over time: from what was entered to the value of any period. Pure.

What was entered is a mapping {period: value}; a missing period and a None value are both "not
known" and never 0. All periods of a call belong to one regime (semantics 1). Each function
answers with a `Reading`: the value, the periods it was made of, and a stable reason where there is
no value. Worked tables: docs/algorithms/periods-and-series.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from keng.kernel.errors import BadInput
from keng.kernel.periods import Period, cumulative_start, disjoint_cover, to_date

Series = Mapping[Period, int | None]
_DAY = timedelta(days=1)

GAP = "gap"
"""Some days of the period are covered by no value."""
NO_VALUE = "no_value"
"""Nothing was entered that could stand for the period."""
FALLS = "falls"
"""The cumulative value is lower than an earlier one of the same year."""
PARTS_DIFFER = "parts_differ"
"""The exact period and a disjoint cover of it do not agree."""
MANY_VALUES = "many_values"
"""Two different values claim the same programme year."""


@dataclass(frozen=True)
class Reading:
    """A derived value with the periods it rests on; `reason` says why there is none."""

    value: int | None
    periods: tuple[Period, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Contradiction:
    """Two statements of one series that cannot both hold; earlier or exact one first."""

    reason: str
    stated: Period
    stated_value: int
    others: tuple[Period, ...]
    others_value: int


def in_period_total(target: Period, entered: Series) -> Reading:
    """A flow entered in-period, over any period: the exact value, else one disjoint cover."""
    if (exact := entered.get(target)) is not None:
        return Reading(exact, (target,))
    known = _known(target, entered)
    cover = disjoint_cover(target, known)
    if cover is None:
        return Reading(None, reason=GAP if known else NO_VALUE)
    return Reading(sum(known[part] for part in cover), cover)


def cumulative_from_in_period(target: Period, entered: Series) -> Reading:
    """From the start of the programme year to the end of `target`, out of in-period values."""
    return in_period_total(to_date(target), entered)


def cumulative_value(target: Period, entered: Series) -> Reading:
    """A flow that is entered cumulatively, from the start of its year to the end of `target`.

    An entered period counts as the statement "from the start of the year to its last day",
    whatever its own first day: the month of August with entry "cumulative" holds eight months.
    """
    stated = _stated_on(target, entered, target.last)
    if stated is None:
        return Reading(None, reason=NO_VALUE)
    period, value = stated
    return Reading(value, (period,))


def in_period_from_cumulative(target: Period, entered: Series) -> Reading:
    """What happened inside `target`: the cumulative at its end less the one on the day before it.

    A period that begins with the year needs only the first. A fall is reported, not hidden: the
    negative difference is no count of anything, so the value is None with reason "falls".
    """
    end = cumulative_value(target, entered)
    if end.value is None or target.first == cumulative_start(target):
        return end
    if target.first < cumulative_start(target):
        return Reading(None, reason=GAP)
    before = _stated_on(target, entered, target.first - _DAY)
    if before is None:
        return Reading(None, reason=GAP)
    if end.value < before[1]:
        return Reading(None, (before[0], *end.periods), FALLS)
    return Reading(end.value - before[1], (before[0], *end.periods))


def distinct_value(target: Period, entered: Series) -> Reading:
    """Distinct units since 1 January: the latest value of the calendar year of the last day.

    Months are never added; on 1 January the count begins anew, in every regime (semantics 3).
    """
    january = date(target.last.year, 1, 1)
    return _latest(target, entered, since=january)


def stock_value(target: Period, entered: Series) -> Reading:
    """What there was on the last day of `target`: the last value stands until a newer one."""
    return _latest(target, entered, since=date.min)


def opening_value(target: Period, entered: Series) -> Reading:
    """What there was when `target` began: the opening of the shortest period that begins with it.

    The target itself speaks first. An opening of any other day says nothing about this one.
    """
    known = _known_in_regime(target, entered)
    beginning = [period for period in known if period.first == target.first]
    if not beginning:
        return Reading(None, reason=NO_VALUE)
    first = min(beginning, key=lambda period: (period != target, period.last))
    return Reading(known[first], (first,))


def year_value(target: Period, entered: Series) -> Reading:
    """A result that exists once in a programme year: the one given in the year of `target`."""
    known = {p: v for p, v in _known_in_regime(target, entered).items() if p.year == target.year}
    if not known:
        return Reading(None, reason=NO_VALUE)
    if len(set(known.values())) > 1:
        return Reading(None, tuple(sorted(known)), MANY_VALUES)
    latest = max(known, key=lambda period: (period.last, period.first))
    return Reading(known[latest], (latest,))


def cumulative_falls(regime: Period, entered: Series) -> tuple[Contradiction, ...]:
    """Each step where a cumulative flow falls within one programme year, in the order of time.

    `regime` is any period of the regime that is looked at.
    """
    return _falls(regime, entered, cumulative_start)


def distinct_falls(regime: Period, entered: Series) -> tuple[Contradiction, ...]:
    """The same for a count of distinct units, which begins anew on 1 January in every regime."""
    return _falls(regime, entered, lambda period: date(period.last.year, 1, 1))


def parts_that_differ(target: Period, entered: Series) -> Contradiction | None:
    """The exact in-period value against a disjoint cover of it, where both exist and differ."""
    exact = entered.get(target)
    known = _known(target, entered)
    known.pop(target, None)
    cover = disjoint_cover(target, known) if known else None
    if exact is None or cover is None:
        return None
    total = sum(known[part] for part in cover)
    if total == exact:
        return None
    return Contradiction(PARTS_DIFFER, target, exact, cover, total)


def _falls(
    regime: Period, entered: Series, year_start: Callable[[Period], date]
) -> tuple[Contradiction, ...]:
    known = _known_in_regime(regime, entered)
    ordered = sorted(known, key=lambda period: (period.last, period.first))
    return tuple(
        Contradiction(FALLS, earlier, known[earlier], (later,), known[later])
        for earlier, later in pairwise(ordered)
        if year_start(earlier) == year_start(later) and known[later] < known[earlier]
    )


def _latest(target: Period, entered: Series, *, since: date) -> Reading:
    known = _known_in_regime(target, entered)
    standing = [period for period in known if since <= period.last <= target.last]
    if not standing:
        return Reading(None, reason=NO_VALUE)
    # Of periods that end on one day the target itself speaks first, then the longest.
    latest = max(standing, key=lambda p: (p.last, p == target, -p.first.toordinal()))
    return Reading(known[latest], (latest,))


def _stated_on(target: Period, entered: Series, on: date) -> tuple[Period, int] | None:
    """The cumulative statement that ends on the day, within the programme year of the target."""
    known = _known_in_regime(target, entered)
    ending = [period for period in known if period.last == on]
    if not ending:
        return None
    chosen = max(ending, key=lambda p: (p == target, -p.first.toordinal()))
    return chosen, known[chosen]


def _known(target: Period, entered: Series) -> dict[Period, int]:
    return {p: v for p, v in _known_in_regime(target, entered).items() if target.contains(p)}


def _known_in_regime(target: Period, entered: Series) -> dict[Period, int]:
    strangers = {period.regime for period in entered} - {target.regime}
    if strangers:
        raise BadInput(
            f"Chuỗi số liệu lẫn các chế độ kỳ {', '.join(sorted({target.regime, *strangers}))}; "
            "mỗi phép tính chỉ dùng một chế độ.",
            message_en="The series mixes period regimes "
            f"{', '.join(sorted({target.regime, *strangers}))}; one sum uses one regime only.",
        )
    return {period: value for period, value in entered.items() if value is not None}
