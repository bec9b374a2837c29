"""How figures of units and of months become one figure. Pure: no Django, no clock.

Three questions, kept apart. `over_time`: what did one unit do in a period, from the periods that
it reported. `unit_figure`: which of a unit's own activity, its bodies, the units below it and its
own reported total make up its figure. `combined`: the sum itself, which does not depend on the
order in which it is taken, so that it may be taken anywhere, also in a database.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import IntFlag
from itertools import pairwise

from keng.kernel.figures import FigureStatus
from keng.kernel.periods import Period
from keng.packs.schema import Indicator
from keng.reporting import series
from keng.reporting.series import Contradiction, Reading

RANKS: Mapping[str, int] = {
    "nation": 0,
    "province": 1,
    "district": 2,
    "commune": 3,
    "village": 4,
    "agency": 4,
    "enterprise": 4,
    "school": 4,
}
"""Levels from the top down. A body has no rank of its own: it stands with its unit."""

STATUS_ORDER: tuple[FigureStatus, ...] = (
    FigureStatus.OFFICIAL,
    FigureStatus.ESTIMATED,
    FigureStatus.EXPECTED,
)


class Mark(IntFlag):
    """What a reader of a figure has to know about how it came about."""

    ADJUSTED = 1  # a level above put another value in the place of a reported one
    REPORTED_TOTAL = 2  # a total typed from an old report stands where no contributor is known
    FROM_PARTS = 4  # added up from shorter periods
    DERIVED = 8  # taken from villages, schools ... because their unit entered nothing
    PREDECESSORS = 16  # part of the period was reported by units that were merged into this one
    DISAGREES = 32  # the exact period and the sum of its parts are not the same
    TOTAL_DIFFERS = 64  # the contributors do not add up to the unit's own reported total
    STATED = 128  # last year's figure was typed, because Keng has no report of that year
    FALLS = 256  # a cumulative figure is lower than an earlier one of its year
    ILLUSTRATIVE = 512  # holds values that were invented for a demonstration


UNMARKED = Mark(0)


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of figures: None while none of them is known.

    `counted` is the number of reporting units in it; `status` the least final one in it.
    """

    value: int | None = None
    status: FigureStatus | None = None
    counted: int = 0
    marks: Mark = UNMARKED

    @property
    def is_known(self) -> bool:
        """Whether there is a value: missing is not zero."""
        return self.value is not None


NOTHING = Amount()


def combined(amounts: Iterable[Amount]) -> Amount:
    """The sum of amounts; unknown ones add nothing and 0 is a value.

    Neither the order nor a grouping changes the answer.

    >>> known = Amount(5, FigureStatus.OFFICIAL, 1)
    >>> combined([known, NOTHING, Amount(0, FigureStatus.EXPECTED, 1)]).status.value
    'expected'
    """
    value: int | None = None
    worst, counted, marks = -1, 0, UNMARKED
    for amount in amounts:
        marks |= amount.marks
        counted += amount.counted
        if amount.value is not None:
            value = amount.value if value is None else value + amount.value
            if amount.status is not None:
                worst = max(worst, STATUS_ORDER.index(amount.status))
    status = STATUS_ORDER[max(worst, 0)] if value is not None else None
    return Amount(value, status, counted, marks)


@dataclass(frozen=True, slots=True)
class Entered:
    """What one unit gave for one cell and one period."""

    value: int | None
    status: FigureStatus = FigureStatus.OFFICIAL
    marks: Mark = UNMARKED


@dataclass(frozen=True, slots=True)
class OverTime:
    """A unit's own value for a period: the amount, the periods it rests on, a reason if unknown."""

    amount: Amount
    periods: tuple[Period, ...] = ()
    reason: str = ""
    contradiction: Contradiction | None = None


def over_time(indicator: Indicator, target: Period, entered: Mapping[Period, Entered]) -> OverTime:
    """The value of `target` from the accepted periods of one unit, by the indicator's kind.

    The exact period stands; else one disjoint cover of accepted periods; else the value is unknown
    and `reason` says why (semantics 2, 3). A stock or a count of distinct units needs only a part
    that ends with the target, an opening stock one that begins with it: months are never added. A
    cover that disagrees with the exact period is a contradiction, and the exact period stands.
    """
    known = {period: one.value for period, one in entered.items()}
    reading = _reading(indicator, target, known)
    differing = None
    if indicator.kind == "flow" and indicator.entry == "in_period":
        differing = series.parts_that_differ(target, known)
    marks = Mark.DISAGREES if differing is not None else UNMARKED
    if reading.value is None:
        falls = Mark.FALLS if reading.reason == series.FALLS else UNMARKED
        return OverTime(Amount(marks=falls), reading.periods, reading.reason)
    if reading.periods != (target,):
        marks |= Mark.FROM_PARTS
    status = worst(entered[period].status for period in reading.periods)
    for period in reading.periods:
        marks |= entered[period].marks
    return OverTime(Amount(reading.value, status, 1, marks), reading.periods, "", differing)


def worst(statuses: Iterable[FigureStatus]) -> FigureStatus:
    """The least final status; OFFICIAL for none."""
    return STATUS_ORDER[max((STATUS_ORDER.index(status) for status in statuses), default=0)]


def _reading(indicator: Indicator, target: Period, known: Mapping[Period, int | None]) -> Reading:
    if indicator.kind == "flow" and indicator.entry == "cumulative":
        return series.in_period_from_cumulative(target, known)
    inside = {period: value for period, value in known.items() if target.contains(period)}
    if indicator.kind == "flow":
        return series.in_period_total(target, inside)
    if indicator.kind == "year_result":
        return series.year_value(target, inside)
    if indicator.opening_of is not None:
        return series.opening_value(target, inside)
    ending = {period: value for period, value in inside.items() if period.last == target.last}
    gap = series.GAP if any(value is not None for value in inside.values()) else ""
    read = series.distinct_value if indicator.kind == "distinct_ytd" else series.stock_value
    reading = read(target, ending)
    return replace(reading, reason=gap or reading.reason) if reading.value is None else reading


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that could make up the figure of one unit for one cell and period.

    `own` is the unit's own activity, `bodies` and `below` the sums over the bodies of its level and
    over the units under it, `reported` the total that the unit itself stated in an old report.
    """

    own: Amount = NOTHING
    bodies: Amount = NOTHING
    below: Amount = NOTHING
    reported: Amount = NOTHING


@dataclass(frozen=True, slots=True)
class UnitFigure:
    """The figure of a unit, and which of its parts are in it."""

    amount: Amount
    uses_own: bool = False
    uses_below: bool = False
    uses_bodies: bool = False
    uses_reported: bool = False


def unit_figure(parts: Parts, *, is_above_entry: bool) -> UnitFigure:
    """Own activity + the units below + bodies of the level (semantics 7, 8, 9).

    At or below the indicator's entry level an entered value stands and the units below are detail
    of it; only where none is entered is it derived from them. Above the entry level all are added.
    The own reported total stands where no other unit contributes; beside contributors it is only
    compared, never added.
    """
    figure = _above_entry(parts) if is_above_entry else _at_entry(parts)
    reported = parts.reported.value
    if figure.uses_reported or reported is None or figure.amount.value in (None, reported):
        return figure
    return replace(figure, amount=_marked(figure.amount, Mark.TOTAL_DIFFERS))


def _above_entry(parts: Parts) -> UnitFigure:
    has_contributors = parts.below.is_known or parts.bodies.is_known
    if parts.reported.is_known and not has_contributors:
        return _by_report(parts.reported)
    amount = combined((parts.own, parts.below, parts.bodies))
    return UnitFigure(amount, parts.own.is_known, parts.below.is_known, parts.bodies.is_known)


def _at_entry(parts: Parts) -> UnitFigure:
    if parts.own.is_known:
        amount = combined((parts.own, parts.bodies))
        return UnitFigure(amount, uses_own=True, uses_bodies=parts.bodies.is_known)
    if parts.below.is_known:
        derived = _marked(replace(parts.below, counted=1), Mark.DERIVED)
        amount = combined((derived, parts.bodies))
        return UnitFigure(amount, uses_below=True, uses_bodies=parts.bodies.is_known)
    if parts.reported.is_known and not parts.bodies.is_known:
        return _by_report(parts.reported)
    return UnitFigure(combined((parts.own, parts.bodies)), uses_bodies=parts.bodies.is_known)


def _by_report(reported: Amount) -> UnitFigure:
    return UnitFigure(_marked(reported, Mark.REPORTED_TOTAL), uses_reported=True)


def _marked(amount: Amount, mark: Mark) -> Amount:
    return replace(amount, marks=amount.marks | mark)


def adjusted(used: Amount, value: int) -> Amount:
    """What an adjustment adds to the sums of the adjuster and above: the difference it makes.

    `used` is what would stand in those sums without it; where nothing was known the whole value
    is added and the unit now counts (semantics 11).
    """
    newly_known = 0 if used.is_known else 1
    return Amount(
        value - (used.value or 0), used.status or FigureStatus.OFFICIAL, newly_known, Mark.ADJUSTED
    )


def ratio(
    indicator: Indicator, numerator: Amount, denominator: Amount, *, digits: tuple[int, int]
) -> Amount:
    """A share divided anew from the summed parts, half up to the indicator's own digits.

    Percentages are never averaged. Unknown where a part is unknown or the denominator is 0.
    `digits` are the decimals of the numerator and of the denominator.
    """
    marks = numerator.marks | denominator.marks
    counted = min(numerator.counted, denominator.counted)
    if numerator.value is None or not denominator.value:
        return Amount(None, None, counted, marks)
    exact = Decimal(numerator.value * indicator.per) / Decimal(denominator.value)
    scaled = exact.scaleb(indicator.digits + digits[1] - digits[0])
    statuses = [s for s in (numerator.status, denominator.status) if s is not None]
    rounded = int(scaled.quantize(Decimal(1), ROUND_HALF_UP))
    return Amount(rounded, worst(statuses), counted, marks)


def disjoint(periods: Collection[Period]) -> bool:
    """Whether no day is in two of the periods of one regime."""
    ordered = sorted(periods, key=lambda period: period.first)
    return all(a.last < b.first for a, b in pairwise(ordered))
