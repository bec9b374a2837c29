"""The change against the same period, on the units present in both."""

from __future__ import annotations

from decimal import Decimal

import pytest

from keng.consolidation.change import (
    NO_PAIR,
    Pair,
    change_of,
    combined_pairs,
    paired,
    percent_of,
    told_on,
)
from keng.consolidation.rollup import NOTHING, Amount
from keng.kernel.figures import FigureStatus


def known(value: int) -> Amount:
    return Amount(value, FigureStatus.OFFICIAL, 1)


def test_a_unit_that_is_missing_in_one_year_is_in_neither_sum() -> None:
    pairs = [paired(known(12), known(10)), paired(known(7), NOTHING), paired(NOTHING, known(9))]

    both = combined_pairs(pairs)

    assert both == Pair(12, 10, 1)
    assert (change_of(both), percent_of(both)) == (2, Decimal("20.0"))


@pytest.mark.parametrize(
    ("current", "previous", "change", "percent"),
    [
        (3, 0, 3, None),  # base 0: a change, and no percentage
        (0, 0, 0, None),
        (5, 5, 0, Decimal("0.0")),
        (9, 12, -3, Decimal("-25.0")),
        (3, 7, -4, Decimal("-57.1")),
        (1, 3, -2, Decimal("-66.7")),
        (401, 400, 1, Decimal("0.3")),  # 0.25 goes up
    ],
)
def test_change_and_percentage(
    current: int, previous: int, change: int, percent: Decimal | None
) -> None:
    pair = Pair(current, previous, 1)

    assert (change_of(pair), percent_of(pair)) == (change, percent)


def test_without_a_unit_in_both_years_there_is_no_change() -> None:
    assert change_of(NO_PAIR) is None
    assert percent_of(NO_PAIR) is None


def test_the_note_names_the_units_and_both_sums() -> None:
    assert told_on(Pair(66449, 66400, 21), 2) == (
        "so sánh trên 21 đơn vị có số liệu cả hai kỳ: 664,49 so với 664"
    )
