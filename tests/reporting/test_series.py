"""One indicator over time: in-period and cumulative, distinct counts, stocks, yearly results."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keng.kernel.errors import BadInput
from keng.kernel.periods import Period, parse_period
from keng.reporting import series


def entered(**values: int | None) -> dict[Period, int | None]:
    """Values by period; "_" stands for "-" and the year is 2024: m08=3, q3=9, h1=20, y=40."""
    return {_period(name): value for name, value in values.items()}


def _period(name: str) -> Period:
    codes = {"m": "2024-{}", "q": "2024Q{}", "h": "2024H{}", "y": "2024"}
    return parse_period(codes[name[0]].format(name[1:]))


def p(code: str) -> Period:
    return parse_period(code)


def test_a_quarter_is_its_three_months() -> None:
    found = series.in_period_total(p("2024Q1"), entered(m01=2, m02=0, m03=5))

    assert found.value == 7  # 2 + 0 + 5
    assert found.periods == (p("2024-01"), p("2024-02"), p("2024-03"))


def test_the_exact_value_stands_before_any_sum() -> None:
    found = series.in_period_total(p("2024Q1"), entered(q1=8, m01=2, m02=0, m03=5))

    assert (found.value, found.periods) == (8, (p("2024Q1"),))


def test_a_missing_month_makes_the_quarter_unknown_and_is_not_zero() -> None:
    found = series.in_period_total(p("2024Q1"), entered(m01=2, m02=None, m03=5))

    assert (found.value, found.reason) == (None, series.GAP)


def test_nothing_entered_says_so() -> None:
    assert series.in_period_total(p("2024Q1"), {}).reason == series.NO_VALUE


def test_a_cumulative_view_adds_what_was_entered_since_the_start_of_the_year() -> None:
    found = series.cumulative_from_in_period(p("2024-08"), entered(h1=20, m07=3, m08=4))

    assert found.value == 27  # 20 + 3 + 4


def test_an_in_period_view_is_the_difference_of_two_cumulative_values() -> None:
    found = series.in_period_from_cumulative(p("2024Q3"), entered(h1=20, m09=31))

    assert found.value == 11  # 31 up to September less 20 up to June
    assert found.periods == (p("2024H1"), p("2024-09"))


def test_the_first_period_of_the_year_needs_no_earlier_cumulative_value() -> None:
    assert series.in_period_from_cumulative(p("2024-01"), entered(m01=6)).value == 6


def test_without_the_earlier_cumulative_value_the_period_is_unknown() -> None:
    found = series.in_period_from_cumulative(p("2024Q3"), entered(m09=31))

    assert (found.value, found.reason) == (None, series.GAP)


def test_a_fall_gives_no_negative_count_but_a_reason() -> None:
    found = series.in_period_from_cumulative(p("2024-08"), entered(m07=30, m08=28))

    assert (found.value, found.reason) == (None, series.FALLS)


def test_a_span_over_the_new_year_has_no_cumulative_difference() -> None:
    long = Period("calendar", p("2023-12").first, p("2024-02").last)

    assert series.in_period_from_cumulative(long, entered(m02=4)).reason == series.GAP


def test_a_cumulative_series_that_falls_is_found_with_both_values() -> None:
    falls = series.cumulative_falls(p("2024"), entered(m06=20, m07=18, m08=25))

    assert [(one.stated_value, one.others_value) for one in falls] == [(20, 18)]
    assert falls[0].others == (p("2024-07"),)


def test_a_new_programme_year_begins_at_zero_and_is_no_fall() -> None:
    values = {p("2024-12"): 90, p("2025-01"): 4}

    assert series.cumulative_falls(p("2024"), values) == ()


def test_a_distinct_count_is_the_latest_of_the_year_and_months_are_never_added() -> None:
    values = entered(m01=40, m02=55, m03=55)

    assert series.distinct_value(p("2024Q1"), values).value == 55


def test_a_distinct_count_begins_anew_on_1_january_in_every_regime() -> None:
    # The January of Decree 09/2019 runs from 15 December to 14 January.
    values = {p("2024-12@nd09"): 300, p("2025-01@nd09"): 12}

    assert series.distinct_value(p("2025-01@nd09"), values).value == 12
    assert series.distinct_falls(p("2025@nd09"), values) == ()
    assert series.distinct_value(p("2025-02@nd09"), {p("2024-12@nd09"): 300}).value is None


def test_a_distinct_count_that_falls_inside_the_year_is_found() -> None:
    falls = series.distinct_falls(p("2024"), entered(m01=40, m02=35))

    assert [(one.stated_value, one.others_value) for one in falls] == [(40, 35)]


def test_the_last_stock_stands_until_a_newer_one() -> None:
    values = entered(m01=12, m03=None, m05=9)

    assert series.stock_value(p("2024-04"), values).value == 12
    assert series.stock_value(p("2024-12"), values).value == 9
    assert series.stock_value(p("2023-12"), values).reason == series.NO_VALUE


def test_of_two_stocks_on_one_day_the_asked_period_speaks_first() -> None:
    values = entered(q1=10, m03=11)

    assert series.stock_value(p("2024-03"), values).value == 11
    assert series.stock_value(p("2024Q1"), values).value == 10


def test_a_yearly_result_holds_for_its_programme_year_only() -> None:
    values = {p("2024"): 88, p("2023"): 71}

    assert series.year_value(p("2024Q3"), values).value == 88
    assert series.year_value(p("2022"), values).reason == series.NO_VALUE


def test_two_different_results_of_one_year_decide_nothing() -> None:
    values = {p("2024"): 88, p("2024H2"): 90}

    assert series.year_value(p("2024"), values).reason == series.MANY_VALUES


def test_months_that_do_not_add_up_to_the_entered_quarter_are_found() -> None:
    found = series.parts_that_differ(p("2024Q1"), entered(q1=8, m01=2, m02=0, m03=5))

    assert found is not None
    assert (found.stated_value, found.others_value) == (8, 7)


def test_months_that_add_up_are_no_contradiction() -> None:
    assert series.parts_that_differ(p("2024Q1"), entered(q1=7, m01=2, m02=0, m03=5)) is None
    assert series.parts_that_differ(p("2024Q1"), entered(q1=7, m01=2)) is None


def test_two_regimes_are_never_mixed_in_one_sum() -> None:
    with pytest.raises(BadInput):
        series.in_period_total(p("2024Q1"), {p("2024-01@nd09"): 3})


MONTHS = st.lists(st.integers(0, 10**9), min_size=12, max_size=12)


def _monthly(values: list[int]) -> dict[Period, int | None]:
    return dict(zip(p("2024").months(), values, strict=True))


def _running(values: list[int]) -> dict[Period, int | None]:
    months = p("2024").months()
    return {month: sum(values[: n + 1]) for n, month in enumerate(months)}


@given(MONTHS, st.integers(1, 12), st.integers(1, 12))
def test_in_period_and_cumulative_entry_tell_the_same_story(
    values: list[int], one: int, other: int
) -> None:
    first, last = sorted((one, other))
    span = p(f"2024-{first:02}/2024-{last:02}")

    in_period = series.in_period_total(span, _monthly(values))
    from_cumulative = series.in_period_from_cumulative(span, _running(values))

    assert in_period.value == from_cumulative.value == sum(values[first - 1 : last])


@given(MONTHS, st.integers(1, 12))
def test_the_cumulative_view_of_months_is_the_entered_cumulative(
    values: list[int], last: int
) -> None:
    month = p(f"2024-{last:02}")

    derived = series.cumulative_from_in_period(month, _monthly(values))

    assert derived.value == series.cumulative_value(month, _running(values)).value


@given(MONTHS)
def test_a_series_of_counts_never_falls_and_its_parts_never_differ(values: list[int]) -> None:
    assert series.cumulative_falls(p("2024"), _running(values)) == ()
    whole: Mapping[Period, int | None] = {**_monthly(values), p("2024"): sum(values)}
    assert series.parts_that_differ(p("2024"), whole) is None


@given(MONTHS, st.randoms())
def test_the_order_in_which_values_were_entered_does_not_matter(
    values: list[int], random: Random
) -> None:
    items = list(_monthly(values).items())
    random.shuffle(items)

    assert series.in_period_total(p("2024"), dict(items)) == series.in_period_total(
        p("2024"), _monthly(values)
    )


def test_an_opening_is_that_of_the_first_month() -> None:
    # January opens with 2, February with 5: the half year opened with 2.
    entered = {parse_period("2024-01"): 2, parse_period("2024-02"): 5}

    reading = series.opening_value(parse_period("2024H1"), entered)

    assert reading.value == 2
    assert reading.periods == (parse_period("2024-01"),)


def test_an_opening_of_another_day_says_nothing() -> None:
    reading = series.opening_value(parse_period("2024H1"), {parse_period("2024-02"): 5})

    assert reading.value is None
    assert reading.reason == series.NO_VALUE


def test_the_period_itself_opens_before_its_first_month() -> None:
    entered = {parse_period("2024-01"): 2, parse_period("2024H1"): 3}

    assert series.opening_value(parse_period("2024H1"), entered).value == 3
