"""What stood before a submission and in the same period of last year, cell by cell. Pure.

`before` is what a rule calls the period before: for a flow the period of the same length just
before, for a stock the value on the day before the period (for an opening stock that is the one
which closed the period before), for a cumulative or distinct count the
latest earlier statement of the same year, for a yearly result last year's. `last_year` reads the
same period one year earlier from whatever was entered for it (docs/algorithms).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from keng.kernel.figures import CellKey
from keng.kernel.periods import Period, cumulative_start, disjoint_cover
from keng.packs.schema import Indicator
from keng.reporting import series
from keng.reporting.series import Contradiction, Reading, Series

_DAY = timedelta(days=1)


def neighbours(period: Period, others: Collection[Period]) -> frozenset[Period]:
    """Of the other periods of the unit those whose figures say anything about this one.

    All belong to the regime of `period`; the answer is small however long the unit has reported.
    """
    start = cumulative_start(period)
    earlier = [other for other in others if other.last < period.first]
    in_year = [other for other in others if cumulative_start(other) == start]
    wanted = {other for other in others if other.last == period.first - _DAY}
    wanted.update(_most(earlier, lambda other: other.last.toordinal()))
    wanted.update(_most([o for o in in_year if o.last < period.last], lambda o: o.last.toordinal()))
    wanted.update(
        _most([o for o in in_year if o.last > period.last], lambda o: -o.last.toordinal())
    )
    for target in (period.preceding(), period.previous_year(), period):
        parts = [other for other in others if other != period and target.contains(other)]
        wanted.update(parts if target in parts else disjoint_cover(target, parts) or ())
    wanted.update(_ending_with(period.previous_year(), others))
    for whole in _wholes_of(period, others):
        wanted.update((whole, *(disjoint_cover(whole, {period, *others} - {whole}) or ())))
    return frozenset(wanted - {period})


def value_before(indicator: Indicator, period: Period, entered: Series) -> Reading:
    """What stood before the period; `entered` may hold the period itself, which is not read."""
    others = {other: value for other, value in entered.items() if other != period}
    if indicator.kind == "stock":
        day_before = period.first - _DAY
        return series.stock_value(Period(period.regime, day_before, day_before), others)
    if indicator.kind == "year_result":
        return series.year_value(period.previous_year(), others)
    if indicator.kind == "distinct_ytd":
        return _latest_before(period, others, lambda p: p.last.year)
    if indicator.entry == "cumulative":
        return _latest_before(period, others, cumulative_start)
    return series.in_period_total(_preceding(period), others)


def value_of(indicator: Indicator, period: Period, entered: Series) -> Reading:
    """The value of any period by the indicator's kind, as it is entered (not converted)."""
    if indicator.opening_of is not None:
        return series.opening_value(period, entered)
    if indicator.kind == "stock":
        return series.stock_value(period, entered)
    if indicator.kind == "distinct_ytd":
        return series.distinct_value(period, entered)
    if indicator.kind == "year_result":
        return series.year_value(period, entered)
    if indicator.entry == "cumulative":
        return series.cumulative_value(period, entered)
    return series.in_period_total(period, entered)


def contradictions(indicator: Indicator, period: Period, entered: Series) -> list[Contradiction]:
    """Where the value of the period and its neighbours in one series cannot both be right."""
    if indicator.kind == "distinct_ytd":
        return _about(period, series.distinct_falls(period, entered))
    if indicator.kind != "flow":
        return []
    if indicator.entry == "cumulative":
        return _about(period, series.cumulative_falls(period, entered))
    wholes = [period, *_wholes_of(period, entered)]
    differing = (series.parts_that_differ(whole, entered) for whole in wholes)
    return [one for one in differing if one is not None and _takes_part(period, one)]


@dataclass(frozen=True)
class Surroundings:
    """Everything beside a submission that its rules may look at.

    `entered` holds each cell's values by period, the submission's own period left out; `stated`
    what was typed as last year's figures; `inherited` the sums of whole predecessors.
    """

    period: Period
    entered: Mapping[CellKey, Mapping[Period, int | None]]
    stated: Mapping[CellKey, int]
    inherited: Mapping[CellKey, int]

    def before(self, indicators: Mapping[CellKey, Indicator]) -> dict[CellKey, int | None]:
        """What stood before, for each of the cells; None where nothing is known."""
        return {
            key: value_before(indicator, self.period, entered).value
            if (entered := self.entered.get(_closing(key, indicator)))
            else None
            for key, indicator in indicators.items()
        }

    def last_year(self, indicators: Mapping[CellKey, Indicator]) -> dict[CellKey, int | None]:
        """The same period of last year: reported, else from predecessors, else as it was typed."""
        reported = self.reported_last_year(indicators)
        return {
            key: value if value is not None else self.inherited.get(key, self.stated.get(key))
            for key, value in reported.items()
        }

    def reported_last_year(
        self, indicators: Mapping[CellKey, Indicator]
    ) -> dict[CellKey, int | None]:
        """The same period of last year as the unit itself reported it."""
        target = self.period.previous_year()
        # Only what speaks of last year: a stock of three years ago is no value of last year.
        speaking = {
            period
            for entered in self.entered.values()
            for period in entered
            if period.last <= target.last and period.year >= target.year
        }
        return {
            key: self._told(target, key, indicator, speaking) if speaking else None
            for key, indicator in indicators.items()
        }

    def _told(
        self, target: Period, key: CellKey, indicator: Indicator, speaking: Collection[Period]
    ) -> int | None:
        entered = {p: v for p, v in self.entered.get(key, {}).items() if p in speaking}
        return value_of(indicator, target, entered).value if entered else None


@lru_cache(maxsize=64)
def _preceding(period: Period) -> Period:
    return period.preceding()


def _about(period: Period, found: Collection[Contradiction]) -> list[Contradiction]:
    return [one for one in found if _takes_part(period, one)]


def _takes_part(period: Period, one: Contradiction) -> bool:
    return period == one.stated or period in one.others


def _wholes_of(period: Period, others: Iterable[Period]) -> list[Period]:
    """Longer periods that were reported too and have this one as a part, shortest first."""
    longer = [other for other in others if other != period and other.contains(period)]
    return sorted(longer, key=lambda other: (other.last - other.first, other))


def _latest_before(period: Period, others: Series, year_of: Callable[[Period], object]) -> Reading:
    earlier = [
        other
        for other, value in others.items()
        if value is not None and other.last < period.last and year_of(other) == year_of(period)
    ]
    if not earlier:
        return Reading(None, reason=series.NO_VALUE)
    latest = max(earlier, key=lambda other: (other.last, -other.first.toordinal()))
    return Reading(others[latest], (latest,))


def _ending_with(target: Period, others: Collection[Period]) -> list[Period]:
    return [other for other in others if other.last == target.last]


def _most(periods: list[Period], measure: Callable[[Period], int]) -> list[Period]:
    if not periods:
        return []
    best = max(measure(period) for period in periods)
    return [period for period in periods if measure(period) == best]


def _closing(key: CellKey, indicator: Indicator) -> CellKey:
    # What stood before an opening stock is in the cells of the stock that it opens with.
    return CellKey(indicator.opening_of, key.by) if indicator.opening_of else key
