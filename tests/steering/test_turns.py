"""Which meetings a rhythm asks for, and which were missed; small enough to check by hand."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from keng.steering.turns import Asked, Met, Standing, next_due, turn_of, turns
from keng.steering.vocabulary import MeetingKind, Rhythm

MONTHLY = Asked(Rhythm.MONTHLY)
ON = date(2024, 4, 10)
YEAR = (date(2024, 1, 1), date(2025, 1, 1))


def met(*days: tuple[int, int]) -> list[Met]:
    return [Met(MeetingKind.REGULAR, date(2024, *day)) for day in days]


def told(found: list) -> list[tuple[int, str]]:
    return [(one.last.month, one.standing.value) for one in found]


def test_a_month_without_meeting_is_missed_from_the_day_after_its_last() -> None:
    found = turns(MONTHLY, *YEAR, met((1, 20), (3, 5)), on=ON)

    assert told(found) == [(1, "held"), (2, "missed"), (3, "held"), (4, "due")]
    assert found[1].days_since(ON) == 41  # 29 February to 10 April
    assert next_due(found) == date(2024, 4, 30)


def test_two_meetings_in_a_month_do_not_make_up_for_another() -> None:
    assert told(turns(MONTHLY, *YEAR, met((1, 5), (1, 25)), on=date(2024, 2, 29))) == [
        (1, "held"),
        (2, "due"),
    ]


def test_a_programme_signed_in_mid_month_owes_its_first_meeting_in_the_next() -> None:
    found = turns(MONTHLY, date(2024, 2, 15), None, [], on=ON)

    assert told(found) == [(3, "missed"), (4, "due")]


def test_a_meeting_in_the_month_of_signing_counts() -> None:
    found = turns(MONTHLY, date(2024, 2, 15), None, met((2, 20)), on=ON)

    assert told(found)[0] == (2, "held")


def test_after_the_end_of_the_term_nothing_is_asked() -> None:
    found = turns(MONTHLY, date(2024, 1, 1), date(2024, 2, 20), [], on=ON)

    assert told(found) == [(1, "missed"), (2, "missed")]


def test_a_review_belongs_to_the_half_year_that_it_names() -> None:
    asked = Asked(reviews_half_year=True, reviews_year=True)
    late = Met(MeetingKind.HALF_YEAR, date(2024, 7, 12), date(2024, 6, 30))

    found = turns(asked, *YEAR, [late], on=date(2024, 7, 20))

    assert [(one.kind, one.last, one.standing) for one in found] == [
        (MeetingKind.HALF_YEAR, date(2024, 6, 30), Standing.HELD),
        (MeetingKind.HALF_YEAR, date(2024, 12, 31), Standing.DUE),
        (MeetingKind.YEAR, date(2024, 12, 31), Standing.DUE),
    ]


def test_a_review_is_also_the_meeting_of_its_month_and_an_extra_one_is_not() -> None:
    review = Met(MeetingKind.HALF_YEAR, date(2024, 1, 9), date(2024, 6, 30))
    extra = Met(MeetingKind.EXTRA, date(2024, 2, 9))

    found = turns(MONTHLY, *YEAR, [review, extra], on=date(2024, 2, 10))

    assert told(found) == [(1, "held"), (2, "due")]


def test_nothing_asked_is_nothing_owed() -> None:
    assert turns(Asked(), *YEAR, [], on=ON) == []


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.sampled_from([1, 3, 6, 12]))
def test_a_day_lies_in_its_turn_and_turns_follow_without_gap(day: date, months: int) -> None:
    first, last = turn_of(day, months)

    assert first <= day <= last
    assert first.day == 1
    assert turn_of(last.replace(day=28), months) == (first, last)
