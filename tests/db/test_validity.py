"""Half-open ranges of days: the first day belongs to the row, the last named day does not."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import models

from keng.db.validity import Dated, in_force, overlaps


class _Link(Dated):
    """A dated row that is never stored."""

    class Meta(Dated.Meta):
        app_label = "db"
        managed = False


@pytest.mark.parametrize(
    ("on", "answer"),
    [
        (date(2024, 12, 31), "no"),
        (date(2025, 1, 1), "yes"),
        (date(2025, 6, 30), "yes"),
        (date(2025, 7, 1), "no"),
    ],
)
def test_a_row_holds_from_its_first_day_until_the_day_before_its_end(on: date, answer: str) -> None:
    link = _Link(valid_from=date(2025, 1, 1), valid_until=date(2025, 7, 1))

    assert link.holds_on(on) is (answer == "yes")


def test_a_row_without_an_end_holds_for_good() -> None:
    assert _Link(valid_from=date(2025, 1, 1)).holds_on(date(2099, 1, 1))


def test_the_filter_says_the_same_through_a_relation() -> None:
    assert in_force(date(2025, 1, 1), "links") == in_force(date(2025, 1, 1), "links__")
    assert "links__valid_from__lte" in str(in_force(date(2025, 1, 1), "links"))


def test_the_last_day_of_a_period_counts_as_shared() -> None:
    first, last = date(2025, 1, 1), date(2025, 6, 30)

    assert overlaps(first, last) == models.Q(valid_from__lte=last) & (
        models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=first)
    )
