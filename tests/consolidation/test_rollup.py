"""How figures of units and months become one figure, in numbers that a reader can check."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keng.consolidation.rollup import (
    NOTHING,
    Amount,
    Entered,
    Mark,
    Parts,
    adjusted,
    combined,
    disjoint,
    over_time,
    ratio,
    unit_figure,
)
from keng.kernel.figures import FigureStatus
from keng.kernel.periods import Period, disjoint_cover, parse_period
from keng.packs.schema import Indicator

OFFICIAL, ESTIMATED, EXPECTED = FigureStatus


def an_indicator(**changes: object) -> Indicator:
    known = {
        "code": "fires",
        "group": "accidents",
        "label": {"vi": "Vụ cháy", "en": "Fires"},
        "unit": "vụ",
        "counts": "accident",
        "kind": "flow",
    }
    return Indicator.model_validate(known | changes)


def known(value: int, counted: int = 1, status: FigureStatus = OFFICIAL) -> Amount:
    return Amount(value, status, counted)


def periods(**values: int | None) -> dict[Period, Entered]:
    """m01=3, q1=8, h1=20, y=40 of 2024."""
    names = {"y": "2024", "q1": "2024Q1", "q2": "2024Q2", "h1": "2024H1"}
    names |= {f"m{month:02}": f"2024-{month:02}" for month in range(1, 13)}
    return {parse_period(names[name]): Entered(value) for name, value in values.items()}


some_marks = st.sampled_from([Mark(0), Mark.ADJUSTED, Mark.DERIVED | Mark.FROM_PARTS])
unknown_amounts = st.builds(Amount, st.none(), st.none(), st.integers(0, 5), some_marks)
known_amounts = st.builds(
    Amount, st.integers(0, 10**9), st.sampled_from(FigureStatus), st.integers(0, 5), some_marks
)
amounts = unknown_amounts | known_amounts


@given(st.lists(amounts, max_size=12), st.randoms(use_true_random=False), st.integers(0, 12))
def test_a_sum_depends_on_neither_order_nor_grouping(
    parts: list[Amount], random: Random, cut: int
) -> None:
    shuffled = random.sample(parts, len(parts))

    assert combined(shuffled) == combined(parts)
    assert combined([combined(parts[:cut]), combined(parts[cut:])]) == combined(parts)


def test_missing_is_not_zero() -> None:
    assert combined([NOTHING, NOTHING]).value is None
    assert combined([NOTHING, known(0)]).value == 0
    assert combined([NOTHING, known(0)]).counted == 1


def test_the_least_final_status_speaks_for_the_sum() -> None:
    total = combined([known(3), known(4, status=EXPECTED), known(5, status=ESTIMATED)])

    assert (total.value, total.status) == (12, EXPECTED)


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=6), st.integers(0, 1000))
def test_a_whole_merger_keeps_the_total(predecessors: list[int], elsewhere: int) -> None:
    before = combined([*(known(value) for value in predecessors), known(elsewhere)])
    successor = combined(known(value) for value in predecessors)

    assert combined([successor, known(elsewhere)]).value == before.value


# Own activity, units below, bodies, own reported total -------------------------------------------


def test_a_province_adds_its_own_activity_its_communes_and_its_bodies() -> None:
    parts = Parts(own=known(2), below=known(30, counted=3), bodies=known(5, counted=2))

    figure = unit_figure(parts, is_above_entry=True)

    assert figure.amount.value == 37  # 2 + 30 + 5
    assert figure.amount.counted == 6


def test_what_a_commune_entered_stands_and_its_villages_are_detail() -> None:
    parts = Parts(own=known(10), below=known(8, counted=4), bodies=known(1))

    figure = unit_figure(parts, is_above_entry=False)

    assert figure.amount.value == 11  # 10 + 1, the villages' 8 are inside the 10
    assert not figure.uses_below


def test_a_commune_that_entered_nothing_is_derived_from_its_villages() -> None:
    figure = unit_figure(Parts(below=known(8, counted=4)), is_above_entry=False)

    assert (figure.amount.value, figure.amount.counted) == (8, 1)
    assert Mark.DERIVED in figure.amount.marks


def test_an_own_reported_total_stands_where_nobody_contributes() -> None:
    figure = unit_figure(Parts(reported=known(40), own=known(5)), is_above_entry=True)

    assert figure.amount.value == 40  # the total holds the own activity already
    assert Mark.REPORTED_TOTAL in figure.amount.marks


def test_an_own_reported_total_is_compared_with_contributors_and_never_added() -> None:
    parts = Parts(below=known(38, counted=3), reported=known(40))

    figure = unit_figure(parts, is_above_entry=True)

    assert figure.amount.value == 38
    assert Mark.TOTAL_DIFFERS in figure.amount.marks
    assert Mark.REPORTED_TOTAL not in figure.amount.marks


def test_an_adjustment_adds_the_difference_it_makes() -> None:
    below = combined([known(7), known(10), adjusted(known(10), 8)])

    assert (below.value, below.counted) == (15, 2)  # 7 + 8
    assert Mark.ADJUSTED in below.marks


def test_an_adjustment_of_an_unknown_figure_makes_the_unit_count() -> None:
    below = combined([known(7), adjusted(NOTHING, 8)])

    assert (below.value, below.counted) == (15, 2)


# Over time ---------------------------------------------------------------------------------------


def test_the_exact_period_stands() -> None:
    result = over_time(an_indicator(), parse_period("2024Q1"), periods(q1=8))

    assert (result.amount.value, result.amount.marks) == (8, Mark(0))


def test_without_the_exact_period_one_disjoint_cover_is_added_up() -> None:
    result = over_time(an_indicator(), parse_period("2024H1"), periods(q1=8, m04=1, m05=0, m06=2))

    assert result.amount.value == 11  # 8 + 1 + 0 + 2
    assert Mark.FROM_PARTS in result.amount.marks


def test_a_missing_month_makes_the_quarter_unknown_with_a_reason() -> None:
    result = over_time(an_indicator(), parse_period("2024Q1"), periods(m01=3, m03=4))

    assert (result.amount.value, result.reason) == (None, "gap")


def test_a_month_left_empty_is_missing_and_not_zero() -> None:
    result = over_time(an_indicator(), parse_period("2024Q1"), periods(m01=3, m02=None, m03=4))

    assert result.amount.value is None


def test_a_cover_that_disagrees_with_the_exact_period_is_found_and_the_exact_one_stands() -> None:
    entered = periods(q1=8, m01=3, m02=3, m03=3)

    result = over_time(an_indicator(), parse_period("2024Q1"), entered)

    assert result.amount.value == 8
    assert Mark.DISAGREES in result.amount.marks
    assert result.contradiction is not None
    assert result.contradiction.others_value == 9


def test_the_last_value_of_a_stock_stands_for_the_whole_period() -> None:
    stock = an_indicator(kind="stock")

    result = over_time(stock, parse_period("2024Q1"), periods(m01=100, m03=98))

    assert result.amount.value == 98


def test_a_stock_that_nobody_gave_at_the_end_is_unknown() -> None:
    stock = an_indicator(kind="stock")

    result = over_time(stock, parse_period("2024Q1"), periods(m01=100, m02=99))

    assert (result.amount.value, result.reason) == (None, "gap")


def test_months_of_distinct_units_are_never_added() -> None:
    distinct = an_indicator(kind="distinct_ytd", entry="cumulative")

    result = over_time(distinct, parse_period("2024Q1"), periods(m01=5, m02=9, m03=12))

    assert result.amount.value == 12


def test_a_cumulative_flow_gives_the_quarter_as_a_difference() -> None:
    flow = an_indicator(entry="cumulative")

    result = over_time(flow, parse_period("2024Q2"), periods(m03=12, m06=20))

    assert result.amount.value == 8  # 20 up to June less 12 up to March


def test_a_cumulative_flow_that_falls_gives_no_count_and_says_so() -> None:
    flow = an_indicator(entry="cumulative")

    result = over_time(flow, parse_period("2024Q2"), periods(m03=12, m06=10))

    assert (result.amount.value, result.reason) == (None, "falls")
    assert Mark.FALLS in result.amount.marks


def test_a_result_of_the_year_is_not_added_over_its_months() -> None:
    result = over_time(an_indicator(kind="year_result"), parse_period("2024"), periods(y=7))
    twice = over_time(an_indicator(kind="year_result"), parse_period("2024"), periods(m06=7, m12=8))

    assert result.amount.value == 7
    assert (twice.amount.value, twice.reason) == (None, "many_values")


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 5)), max_size=14))
def test_a_cover_never_counts_a_day_twice_and_leaves_none_out(
    spans: list[tuple[int, int]],
) -> None:
    parts = [
        parse_period(f"2024-{first:02}/2024-{min(first + more, 12):02}") for first, more in spans
    ]
    target = parse_period("2024")

    cover = disjoint_cover(target, parts)

    if cover is not None:
        assert disjoint(cover)
        assert sum((part.last - part.first).days + 1 for part in cover) == 366
        assert (cover[0].first, cover[-1].last) == (date(2024, 1, 1), date(2024, 12, 31))


# Shares ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [(171, 200, 855), (1, 3, 333), (2, 3, 667), (0, 9, 0), (5, 0, None)],
)
def test_a_share_is_divided_anew_from_the_summed_parts(
    numerator: int, denominator: int, expected: int | None
) -> None:
    share = an_indicator(
        kind="ratio", rollup="recompute", numerator="a", denominator="b", per=100, digits=1
    )

    result = ratio(share, known(numerator), known(denominator), digits=(0, 0))

    assert result.value == expected
