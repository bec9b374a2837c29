"""How likely a count is beside others, exactly: no table, no normal curve, fit for many zeros.

Counts of rare events are short, small and full of zeros; a mean with a standard deviation says
nothing about them. What is asked here is always: how often would chance alone give a count as far
out as this one? Pure arithmetic; sources and a worked table: docs/algorithms/outliers.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, erfc, exp, floor, lgamma, log, sqrt

_EXACT_TO = 20_000  # more events are summed by the normal curve, which is then the same to 3 digits
_JEFFREYS = 0.5  # half an event is added to the past, so that "never yet" is not "never"


def dispersion(past: Sequence[int]) -> float:
    """Variance over mean of the past, never below 1: how much more the counts vary than chance."""
    n, total = len(past), sum(past)
    if n < 2 or not total:
        return 1.0
    mean = total / n
    variance = sum((one - mean) ** 2 for one in past) / (n - 1)
    return max(1.0, variance / mean)


def odds_above(value: int, past: Sequence[int]) -> float:
    """How often chance gives `value` or more after this past (negative binomial, exact).

    The rate is not known, only the past: with sum S in n periods the next count follows a negative
    binomial of size S + 1/2 and odds n to 1. Counts that vary more than chance are divided by their
    dispersion first, which makes the answer larger, never smaller.
    """
    spread = dispersion(past)
    reached = floor(value / spread)
    return max(0.0, 1.0 - _sum_to(reached - 1, sum(past) / spread, len(past)))


def odds_below(value: int, past: Sequence[int]) -> float:
    """How often chance gives `value` or less after this past; see `odds_above`."""
    spread = dispersion(past)
    return min(1.0, _sum_to(ceil(value / spread), sum(past) / spread, len(past)))


def odds_of_share(part: int, whole: int, share: float) -> tuple[float, float]:
    """How often `part` or more, and `part` or less, of `whole` events fall where `share` do.

    Binomial, exact. Two counts with a common cause are compared so without knowing the rate: of all
    events of two periods, half fall into either.
    """
    if not 0.0 < share < 1.0:
        return 1.0, 1.0
    if whole > _EXACT_TO:
        return _odds_of_large(part, whole, share)
    below = sum(_binomial(k, whole, share) for k in range(part))
    here = _binomial(part, whole, share)
    return max(0.0, min(1.0, 1.0 - below)), min(1.0, below + here)


def odds_beside(here: int, there: int, share: float, spread: float) -> tuple[float, float]:
    """How often `here` or more, and `here` or less, while others have `there`; see `odds_of_share`.

    `spread` is the dispersion: where one event brings others with it (an assembly of 60 people, a
    box of 500 leaflets), the counts say as much as counts that many times smaller.
    """
    others = there / spread
    above, _below = odds_of_share(floor(here / spread), floor(here / spread) + ceil(others), share)
    _above, below = odds_of_share(ceil(here / spread), ceil(here / spread) + floor(others), share)
    return above, below


def odds_of_repeats(repeated: int, before: Sequence[int]) -> float:
    """How often at least `repeated` of these counts come again by chance exactly as they were.

    Each comes again with the Poisson chance of its own value, so that 1 again says little and 240
    again says much. Exact, by adding one count after the other.
    """
    chances = [1.0]
    for value in before:
        again = exp(value * log(value) - value - lgamma(value + 1)) if value else 1.0
        chances = [
            (chances[k] if k < len(chances) else 0.0) * (1 - again)
            + (chances[k - 1] * again if k else 0.0)
            for k in range(len(chances) + 1)
        ]
    return max(0.0, min(1.0, sum(chances[repeated:])))


def repeats_expected(before: Sequence[int]) -> float:
    """How many of these counts come again by chance exactly as they were, on average."""
    return sum(exp(v * log(v) - v - lgamma(v + 1)) if v else 1.0 for v in before)


def _sum_to(last: int, events: float, periods: int) -> float:
    """The chance of `last` or fewer in the next period after so many events in so many periods."""
    size = events + _JEFFREYS
    start = size * log(periods / (periods + 1))
    step = -log(periods + 1)
    return sum(
        exp(lgamma(size + k) - lgamma(k + 1) - lgamma(size) + start + k * step)
        for k in range(last + 1)
    )


def _odds_of_large(part: int, whole: int, share: float) -> tuple[float, float]:
    off = (part - whole * share) / sqrt(whole * share * (1 - share))
    above = erfc(off / sqrt(2)) / 2
    return above, 1.0 - above


def _binomial(part: int, whole: int, share: float) -> float:
    if part < 0 or part > whole:
        return 0.0
    ways = lgamma(whole + 1) - lgamma(part + 1) - lgamma(whole - part + 1)
    return exp(ways + part * log(share) + (whole - part) * log(1 - share))
