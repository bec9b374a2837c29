"""Illustrative figures add up, are the same everywhere, and say what they are."""

from __future__ import annotations

from itertools import pairwise

import pytest

from keng.ops.demo.illustrative import Community, mark, monthly_figures, recipe

YEAR = [(2024, month) for month in range(1, 13)]
ONE = Community("one", ("one",))
MERGED = Community("both", ("one", "two"))


def year_of(community: Community) -> list[dict[str, int]]:
    return [figures for _, figures in monthly_figures(community, YEAR, {})]


@pytest.mark.parametrize("community", [ONE, MERGED])
def test_every_balance_holds_and_is_carried_into_the_next_month(community: Community) -> None:
    months = year_of(community)

    for balance in recipe()["balances"]:
        for figures in months:
            coming = figures[balance["carried_in"]] + figures[balance["received"]]
            going = (
                figures[balance["settled"]]
                + figures[balance["passed_on"]]
                + figures[balance["pending"]]
            )
            assert coming == going
        for before, after in pairwise(months):
            assert after[balance["carried_in"]] == before[balance["pending"]]


def test_what_is_counted_once_a_year_never_falls_within_it() -> None:
    for name in recipe()["rising"]:
        values = [figures[name] for figures in year_of(ONE)]

        assert values == sorted(values)
        assert values[-1] == recipe()["rising"][name]


def test_a_merged_commune_has_the_stocks_of_both() -> None:
    one, two, both = (
        year_of(community)[0] for community in (ONE, Community("two", ("two",)), MERGED)
    )

    assert both["mediation_groups"] == one["mediation_groups"] + two["mediation_groups"]


def test_what_predecessors_left_pending_is_carried_in() -> None:
    ((_, first),) = monthly_figures(MERGED, [(2025, 7)], {"cases_pending": 3})

    assert first["cases_carried_in"] == 3


def test_the_same_unit_and_month_give_the_same_figures() -> None:
    assert year_of(ONE) == year_of(ONE)
    assert year_of(ONE) != year_of(Community("other", ("other",)))


def test_nothing_is_negative() -> None:
    assert all(value >= 0 for figures in year_of(MERGED) for value in figures.values())


def test_the_mark_says_in_both_languages_that_nobody_reported_this() -> None:
    assert "minh họa" in mark()
    assert "Illustrative" in mark()
