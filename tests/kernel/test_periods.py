"""Periods: codes, regimes, the same period of last year, and covers."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keng.kernel.errors import BadInput
from keng.kernel.periods import (
    Period,
    Regime,
    cumulative_start,
    declare_regime,
    disjoint_cover,
    known_regimes,
    parse_period,
    to_date,
)

SPANS = st.tuples(st.integers(1, 12), st.integers(1, 12)).map(sorted)


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024H1", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024Q3", date(2024, 7, 1), date(2024, 9, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-01/2024-08", date(2024, 1, 1), date(2024, 8, 31)),
        # Decree 09/2019: the year runs from 15 December to 14 December, August from 15 July.
        ("2024@nd09", date(2023, 12, 15), date(2024, 12, 14)),
        ("2024-08@nd09", date(2024, 7, 15), date(2024, 8, 14)),
        ("2024H1@nd09", date(2023, 12, 15), date(2024, 6, 14)),
        # Circular 124/2021: communes 16/11 to 15/11, villages 1/11 to 31/10.
        ("2025@tt124", date(2024, 11, 16), date(2025, 11, 15)),
        ("2025@tt124-village", date(2024, 11, 1), date(2025, 10, 31)),
    ],
)
def test_a_code_names_its_first_and_last_day(code: str, first: date, last: date) -> None:
    period = parse_period(code)

    assert (period.first, period.last) == (first, last)
    assert period.code == code


@given(regime=st.sampled_from(sorted(known_regimes())), year=st.integers(1990, 2090), months=SPANS)
def test_code_and_parse_are_inverse(regime: str, year: int, months: list[int]) -> None:
    period = known_regimes()[regime].span(year, *months)

    assert parse_period(period.code) == period
    assert period.year == year


@pytest.mark.parametrize(
    "text", ["", "24", "2024-13", "2024-00", "2024H3", "2024Q5", "2024-08/2024-01", "2024@moon"]
)
def test_an_unknown_code_is_refused_with_the_forms_that_are_understood(text: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parse_period(text)

    assert "2024Q3" in refusal.value.message


@pytest.mark.parametrize(
    ("code", "vi"),
    [
        ("2024", "năm 2024"),
        ("2024H1", "6 tháng đầu năm 2024"),
        ("2024H2", "6 tháng cuối năm 2024"),
        ("2024Q4", "quý IV/2024"),
        ("2024-08", "tháng 8/2024"),
        ("2024-01/2024-08", "8 tháng đầu năm 2024"),
        ("2024-04/2024-08", "từ tháng 4 đến tháng 8 năm 2024"),
        ("2024-01-05/2024-02-09", "từ 05/01/2024 đến 09/02/2024"),
        ("2025@tt124", "năm 2025 (16/11/2024–15/11/2025)"),
    ],
)
def test_a_period_is_named_as_people_name_it(code: str, vi: str) -> None:
    assert parse_period(code).label() == vi


def test_the_same_period_of_last_year_keeps_month_ends() -> None:
    assert parse_period("2025-02").previous_year().last == date(2024, 2, 29)
    assert parse_period("2024-02-01/2024-02-29").previous_year().last == date(2023, 2, 28)


def test_the_period_before_has_the_same_length() -> None:
    assert parse_period("2024Q1").preceding().code == "2023Q4"
    assert parse_period("2024-08").preceding().code == "2024-07"


def test_cumulative_figures_start_with_the_year_of_the_regime() -> None:
    assert cumulative_start(parse_period("2024-08@nd09")) == date(2023, 12, 15)
    assert to_date(parse_period("2024-08")).code == "2024-01/2024-08"


def test_the_exact_period_is_taken_before_any_cover() -> None:
    year = parse_period("2024")
    parts = [parse_period(code) for code in ("2024H1", "2024H2", "2024")]

    assert disjoint_cover(year, parts) == (year,)


def test_of_several_covers_the_one_with_the_fewest_parts_is_taken() -> None:
    codes = ["2024Q1", "2024Q2", "2024H1", "2024H2", "2024-01"]

    cover = disjoint_cover(parse_period("2024"), [parse_period(code) for code in codes])

    assert cover is not None
    assert [part.code for part in cover] == ["2024H1", "2024H2"]


def test_a_gap_leaves_no_cover() -> None:
    months = [parse_period(f"2024-{month:02}") for month in range(1, 13) if month != 5]

    assert disjoint_cover(parse_period("2024"), months) is None


def test_periods_of_another_regime_never_cover() -> None:
    assert disjoint_cover(parse_period("2024"), [parse_period("2024@nd09")]) is None


@given(parts=st.lists(SPANS, max_size=12), order=st.randoms())
def test_a_cover_is_disjoint_complete_and_does_not_depend_on_order(
    parts: list[list[int]], order: Random
) -> None:
    calendar = known_regimes()["calendar"]
    periods = [calendar.span(2024, *months) for months in parts]
    shuffled = list(periods)
    order.shuffle(shuffled)

    cover = disjoint_cover(parse_period("2024"), periods)

    assert cover == disjoint_cover(parse_period("2024"), shuffled)
    if cover is not None:
        days = [period.last - period.first + timedelta(days=1) for period in cover]
        assert sum(days, timedelta()) == timedelta(days=366)
        assert cover[0].first == date(2024, 1, 1)
        assert cover[-1].last == date(2024, 12, 31)


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(BadInput):
        Period("calendar", date(2024, 2, 1), date(2024, 1, 1))


def test_a_known_regime_cannot_change_its_cut_off() -> None:
    with pytest.raises(BadInput):
        declare_regime(Regime("nd09", day=20, months_before=1))

    assert known_regimes()["nd09"].day == 15
