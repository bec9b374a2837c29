"""A value of the law holds from a day on; before its first day nobody knows one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from keng.rules.dated import in_force


@dataclass(frozen=True)
class Share:
    since: date
    value: int | None
    until: date | None = None


SHARES = (
    Share(date(2022, 2, 10), 70),
    Share(date(2026, 1, 1), None),  # amended, the new number is not known yet
)


def test_the_value_of_the_day_is_the_one_that_began_last() -> None:
    assert in_force(SHARES, date(2025, 12, 31)) == SHARES[0]
    assert in_force(SHARES, date(2026, 1, 1)) == SHARES[1]


def test_before_the_first_day_there_is_no_value() -> None:
    assert in_force(SHARES, date(2022, 2, 9)) is None


def test_a_value_that_ended_no_longer_holds() -> None:
    ended = (Share(date(2020, 1, 1), 5, until=date(2021, 1, 1)),)

    assert in_force(ended, date(2020, 12, 31)) == ended[0]
    assert in_force(ended, date(2021, 1, 1)) is None
