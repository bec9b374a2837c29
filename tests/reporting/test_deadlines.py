"""Due days: "before 10/11" is 9/11, the fifth of the next month, and who is late."""

from __future__ import annotations

from datetime import date

import pytest

from keng.kernel.periods import parse_period
from keng.packs.schema import DueDay
from keng.reporting import deadlines
from reporting_cast import CALENDAR, a_pack, due, text

PACK = a_pack()


def test_before_10_november_means_that_the_last_day_is_the_ninth() -> None:
    found = deadlines.general_due(PACK.calendar, "commune", parse_period("2024"), "commune")

    assert found is not None
    assert found.on == date(2024, 11, 9)
    assert found.source is not None
    assert found.source.place == "Điều 1"


def test_at_latest_includes_its_day() -> None:
    found = deadlines.due_of(DueDay(**due(at_latest="11-05")), parse_period("2024"))

    assert found is not None
    assert found.on == date(2024, 11, 5)


def test_a_monthly_report_is_due_on_a_day_of_the_month_after() -> None:
    december = deadlines.general_due(PACK.calendar, "commune", parse_period("2024-12"), "commune")

    assert december is not None
    assert december.on == date(2025, 1, 5)


def test_a_31st_in_a_short_month_is_its_last_day() -> None:
    spec = DueDay(**due(day=31, months_after=1))

    found = deadlines.due_of(spec, parse_period("2024-01"))

    assert found is not None
    assert found.on == date(2024, 2, 29)


def test_the_year_of_a_decree_is_the_year_in_which_it_ends() -> None:
    spec = DueDay(**due(before="11-10"))

    found = deadlines.due_of(spec, parse_period("2024@nd09"))

    assert found is not None
    assert found.on == date(2024, 11, 9)  # the period began on 15/12/2023


def test_a_day_in_the_year_after_is_taken_there() -> None:
    spec = DueDay(**due(at_latest="01-15", year_after=1))

    found = deadlines.due_of(spec, parse_period("2024"))

    assert found is not None
    assert found.on == date(2025, 1, 15)


@pytest.mark.parametrize("code", ["2024Q1", "2024H1"])
def test_a_period_that_nobody_ordered_has_no_due_day(code: str) -> None:
    found = deadlines.general_due(PACK.calendar, "commune", parse_period(code), "commune")

    assert found is None


def test_a_level_without_a_day_and_an_unknown_day_are_asked_for_not_guessed() -> None:
    year = parse_period("2024")

    assert deadlines.general_due(PACK.calendar, "commune", year, "district") is None
    assert deadlines.due_of(DueDay(), year) is None


def test_a_duty_for_the_first_eight_months_stands_before_one_for_any_span() -> None:
    duties = {
        "any": {
            "code": "any",
            "label": text("Các kỳ"),
            "form": "commune",
            "regime": "calendar",
            "every": "months",
            "due": {"commune": due(day=20)},
        },
        "eight": {
            "code": "eight",
            "label": text("8 tháng"),
            "form": "commune",
            "regime": "calendar",
            "every": "months",
            "last_month": 8,
            "due": {"commune": due(day=25)},
        },
    }
    calendar = a_pack(calendar={**CALENDAR, "duties": duties}).calendar

    eight = deadlines.duty_of(calendar, "commune", parse_period("2024-01/2024-08"))
    nine = deadlines.duty_of(calendar, "commune", parse_period("2024-01/2024-09"))

    assert eight is not None
    assert eight.code == "eight"
    assert nine is not None
    assert nine.code == "any"


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("2024-08", {"month"}),
        ("2024-01", {"month", "months"}),
        ("2024Q1", {"quarter", "months"}),
        ("2024Q3", {"quarter"}),
        ("2024H1", {"half", "months"}),
        ("2024H2", {"half"}),
        ("2024-01/2024-08", {"months"}),
        ("2024", {"year"}),
        ("2024-05/2024-08", set()),
        ("2024-05-03/2024-05-09", set()),
    ],
)
def test_what_a_pack_may_call_a_period(code: str, names: set[str]) -> None:
    assert deadlines.patterns_of(parse_period(code)) == names


def test_a_due_day_on_a_holiday_stays_and_says_that_it_is_one() -> None:
    assert deadlines.is_day_off(PACK.calendar, date(2024, 9, 3))  # second day of the holiday
    assert deadlines.is_day_off(PACK.calendar, date(2024, 11, 9))  # a Saturday
    assert not deadlines.is_day_off(PACK.calendar, date(2024, 11, 8))


def test_late_is_counted_to_the_first_complete_submission_else_to_today() -> None:
    due_on = date(2024, 11, 9)

    assert deadlines.days_late(due_on, date(2024, 11, 9), on=date(2024, 12, 1)) == 0
    assert deadlines.days_late(due_on, date(2024, 11, 12), on=date(2024, 12, 1)) == 3
    assert deadlines.days_late(due_on, None, on=date(2024, 11, 10)) == 1
    assert deadlines.days_late(due_on, None, on=date(2024, 11, 1)) == 0
    assert deadlines.days_late(None, None, on=date(2024, 12, 1)) == 0
