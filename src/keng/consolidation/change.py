"""The change against the same period of last year. Pure: no Django.

It is taken on the units present in both periods; the full totals stand beside it (semantics 13).
Sums of pairs may be added in any order, like the figures themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from keng.consolidation.rollup import Amount
from keng.consolidation.wording import pair_told
from keng.kernel.figures import to_decimal
from keng.kernel.said import Said
from keng.kernel.vietnamese import format_number


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sums over the same units: this period's and last year's; `units` is how many they are."""

    current: int = 0
    previous: int = 0
    units: int = 0


NO_PAIR = Pair()


def paired(current: Amount, previous: Amount) -> Pair:
    """The pair of one unit (or closed group): empty unless both periods are known."""
    if current.value is None or previous.value is None:
        return NO_PAIR
    return Pair(current.value, previous.value, 1)


def combined_pairs(pairs: Iterable[Pair]) -> Pair:
    """The sum of pairs; neither order nor grouping changes it."""
    current = previous = units = 0
    for pair in pairs:
        current += pair.current
        previous += pair.previous
        units += pair.units
    return Pair(current, previous, units)


def change_of(pair: Pair) -> int | None:
    """The difference on the units present in both periods; None where there is none."""
    return pair.current - pair.previous if pair.units else None


def percent_of(pair: Pair) -> Decimal | None:
    """The change in per cent of last year's value, half up to one decimal; None for a base of 0.

    >>> percent_of(Pair(12, 9, 1))
    Decimal('33.3')
    """
    if not pair.units or pair.previous == 0:
        return None
    exact = Decimal(pair.current - pair.previous) * 100 / abs(pair.previous)
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


def told_on(pair: Pair, digits: int) -> Said:
    """The two sums as a note: "so sánh trên 21 đơn vị có số liệu cả hai kỳ: 40 so với 35"."""
    current, previous = (
        format_number(to_decimal(value, digits)) for value in (pair.current, pair.previous)
    )
    return pair_told(pair.units, current, previous)
