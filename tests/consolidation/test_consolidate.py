"""The consolidated table of a unit: whose figures are in it, and who is missing."""

from __future__ import annotations

from typing import Unpack

import pytest

from consolidation_cast import (
    FIRES,
    HOUSES,
    PLANS,
    SHARE,
    SIGNED,
    TODAY,
    Country,
    a_country,
    period,
)
from keng.consolidation.queries import consolidate, problems
from keng.consolidation.rollup import Mark
from keng.consolidation.shapes import Compare, Drafts, Row, View
from keng.kernel.actors import OPERATOR
from keng.kernel.figures import CellKey, FigureStatus

pytestmark = pytest.mark.django_db


def row(country: Country, path: str, code: str, key: CellKey = FIRES, **view: Unpack[View]) -> Row:
    found = consolidate(country.ids[path], period(code), actor=OPERATOR, on=TODAY, **view)
    answer = found.row(key)
    assert answer is not None
    return answer


def value(
    country: Country, path: str, code: str, key: CellKey = FIRES, **view: Unpack[View]
) -> int | None:
    return row(country, path, code, key, **view).value


def test_a_province_is_the_sum_of_its_communes_own_activity_and_bodies() -> None:
    country = a_country(
        {"A": "province", "A/a": "commune", "A/b": "commune", "A/hội": "body", "A/a/hội": "body"}
    )
    country.report("A/a", "2024", plans=3)
    country.report("A/b", "2024", plans=4)
    country.report("A", "2024", form="own", plans=2)
    country.report("A/hội", "2024", form="body", plans=5)
    country.report("A/a/hội", "2024", form="body", plans=1)

    assert value(country, "A", "2024", PLANS) == 15  # 3 + 1 + 4 + 2 + 5
    assert value(country, "A/a", "2024", PLANS) == 4
    assert value(country, "Việt Nam", "2024", PLANS) == 15
    assert list(problems()) == []


def test_only_accepted_figures_count_and_a_preview_says_that_it_is_one() -> None:
    country = a_country()
    country.report("A/a", "2024", fires=3)
    country.report("A/b", "2024", fires=4, state="submitted")

    found = consolidate(
        country.ids["A"], period("2024"), actor=OPERATOR, on=TODAY, drafts=Drafts.INCLUDED
    )

    assert value(country, "A", "2024") == 3
    assert value(country, "A", "2024", drafts=Drafts.INCLUDED) == 7
    assert found.is_draft


def test_a_village_is_detail_of_what_its_commune_entered() -> None:
    country = a_country({"A": "province", "A/a": "commune", "A/a/v": "village", "A/a/w": "village"})
    country.report("A/a/v", "2024", form="village", fires=2)
    country.report("A/a/w", "2024", form="village", fires=3)

    derived = row(country, "A", "2024")
    country.report("A/a", "2024", fires=6)
    entered = row(country, "A", "2024")

    assert (derived.value, entered.value) == (5, 6)
    assert Mark.DERIVED in derived.marks
    assert Mark.DERIVED not in entered.marks


def test_a_reported_total_of_a_district_is_used_until_communes_contribute() -> None:
    country = a_country({"A": "province", "A/d": "district", "A/d/a": "commune"})
    country.report("A/d", "2022", form="total", fires=40)

    alone = row(country, "A", "2022")
    country.report("A/d/a", "2022", fires=38)
    beside = row(country, "A/d", "2022")

    assert alone.value == 40
    assert Mark.REPORTED_TOTAL in alone.marks
    assert beside.value == 38
    assert Mark.TOTAL_DIFFERS in beside.marks
    assert "40" in beside.note


def test_the_year_is_the_exact_report_else_its_months() -> None:
    country = a_country()
    country.report("A/a", "2024Q1", fires=9)
    for month in ("2024-01", "2024-02", "2024-03"):
        country.report("A/b", month, fires=2, houses=100)
    country.report("A/b", "2024-03", houses=98)

    assert value(country, "A", "2024Q1") == 15  # 9 + 2 + 2 + 2
    assert value(country, "A", "2024Q1", HOUSES) == 98  # the last value stands
    assert value(country, "A", "2024H1") is None
    assert list(problems()) == []


def test_a_share_is_divided_anew_and_never_averaged() -> None:
    country = a_country()
    country.report("A/a", "2024", houses=100, signed=100)
    country.report("A/b", "2024", houses=300, signed=100)

    assert value(country, "A", "2024", SHARE) == 500  # 200 of 400 = 50,0 %, not (100 + 33,3) / 2


def test_the_least_final_status_is_that_of_the_sum() -> None:
    country = a_country()
    country.report("A/a", "2024", fires=1)
    country.report("A/b", "2024", fires=1, status="expected")

    assert row(country, "A", "2024").status is FigureStatus.EXPECTED


def test_an_adjusted_value_is_used_by_who_adjusted_and_above_only() -> None:
    country = a_country(
        {"A": "province", "A/d": "district", "A/d/a": "commune", "A/d/b": "commune"}
    )
    reported = country.report("A/d/a", "2024", fires=10)
    country.report("A/d/b", "2024", fires=7)
    assert value(country, "A", "2024") == 17

    country.adjust(reported, "A", "fires", 8)

    assert value(country, "A/d/a", "2024") == 10
    assert value(country, "A/d", "2024") == 17
    assert value(country, "A", "2024") == 15
    assert value(country, "Việt Nam", "2024") == 15
    assert row(country, "A", "2024").is_adjusted
    assert not row(country, "A/d", "2024").is_adjusted
    assert list(problems()) == []


def test_an_agreed_adjustment_is_the_units_own_figure_too() -> None:
    country = a_country()
    reported = country.report("A/a", "2024", fires=10)
    adjustment = country.adjust(reported, "A", "fires", 8)
    adjustment.answer = "agreed"
    adjustment.save()

    assert value(country, "A/a", "2024") == 8
    assert value(country, "A", "2024") == 8


# Coverage ----------------------------------------------------------------------------------------


def test_coverage_counts_the_units_asked_and_names_the_missing_with_their_state() -> None:
    communes = [f"A/{letter}" for letter in "abcdefg"]
    country = a_country({"A": "province", **dict.fromkeys(communes, "commune")})
    country.ask(communes, "2024")
    country.report("A/a", "2024", fires=1)
    country.report("A/b", "2024", fires=1, state="draft")
    country.report("A/c", "2024", fires=1, state="submitted")
    country.report("A/d", "2024", fires=1, state="returned")
    country.report("A/e", "2024", fires=1, state="reopened")
    country.report("A/f", "2024", fires=1, state="locked")

    found = consolidate(country.ids["A"], period("2024"), actor=OPERATOR, on=TODAY)

    fires = found.row(FIRES)
    assert fires is not None
    assert (fires.accepted, fires.expected) == (2, 7)
    assert [(one.unit, one.state) for one in found.missing] == [
        ("xã b", "draft"),
        ("xã c", "submitted"),
        ("xã d", "returned"),
        ("xã e", "reopened"),
        ("xã g", "owing"),
    ]


def test_an_accepted_report_with_an_empty_cell_is_not_in_the_coverage_of_the_cell() -> None:
    country = a_country()
    country.ask(["A/a", "A/b"], "2024")
    country.report("A/a", "2024", fires=1, houses=5)
    country.report("A/b", "2024", fires=2)

    houses = row(country, "A", "2024", HOUSES)

    assert (houses.value, houses.accepted, houses.expected) == (5, 1, 2)
    assert "1/2" in houses.note


def test_a_figure_that_nobody_gave_is_unknown_with_a_reason() -> None:
    country = a_country()
    country.ask(["A/a"], "2024")

    found = row(country, "A", "2024")

    assert (found.value, found.status) == (None, None)
    assert found.note


# Last year ---------------------------------------------------------------------------------------


def test_the_change_is_taken_on_units_present_in_both_years_and_full_totals_stand_beside() -> None:
    country = a_country({"A": "province", "A/a": "commune", "A/b": "commune", "A/c": "commune"})
    country.report("A/a", "2023", fires=10)
    country.report("A/a", "2024", fires=12)
    country.report("A/b", "2024", fires=7)
    country.report("A/c", "2023", fires=9)

    found = row(country, "A", "2024", compare=Compare.SAME_PERIOD)

    assert (found.value, found.previous) == (19, 19)
    assert found.change == 2  # a alone: 12 against 10
    assert str(found.change_pct) == "20.0"
    assert "1 đơn vị" in found.note
    assert list(problems()) == []


def test_last_years_figures_may_be_typed_once() -> None:
    country = a_country()
    first = country.report("A/a", "2024", fires=12)
    country.report("A/b", "2024", fires=5)
    country.report("A/b", "2023", fires=4)
    country.state_last_year(first, fires=10)

    found = row(country, "A", "2024", compare=Compare.SAME_PERIOD)

    assert (found.previous, found.change) == (14, 3)  # 10 + 4; 17 - 14
    assert Mark.STATED in found.marks


def test_a_reported_total_is_compared_with_contributors_that_are_all_there() -> None:
    country = a_country(
        {"A": "province", "A/d": "district", "A/d/a": "commune", "A/d/b": "commune"}
    )
    country.report("A/d", "2022", form="total", fires=40)
    country.report("A/d/a", "2023", fires=20)

    partly = row(country, "A/d", "2023", compare=Compare.SAME_PERIOD)
    country.report("A/d/b", "2023", fires=26)
    whole = row(country, "A/d", "2023", compare=Compare.SAME_PERIOD)

    assert (partly.previous, partly.change) == (40, None)
    assert (whole.previous, whole.change) == (40, 6)


def test_distinct_units_of_the_quarter_are_those_of_its_last_month() -> None:
    country = a_country()
    for month, signed in (("2024-01", 5), ("2024-02", 8), ("2024-03", 11)):
        country.report("A/a", month, signed=signed)

    assert value(country, "A", "2024Q1", SIGNED) == 11
