"""When work is due, counted by hand."""

from __future__ import annotations

from datetime import date

import pytest

from keng.planning.circles import circle_of
from keng.planning.queries.progress import forecast, period_so_far, rescaled
from keng.planning.rhythm import Timing, due_days, shifted, standing
from keng.planning.vocabulary import Rhythm, TaskState

SEPTEMBER_2 = date(2024, 9, 2)


def test_a_task_of_a_quarter_is_due_on_its_last_day() -> None:
    assert due_days(Timing(2024, quarter=1)) == (date(2024, 3, 31),)


def test_a_monthly_task_that_names_the_31st_ends_with_each_month() -> None:
    days = due_days(Timing(2024, Rhythm.MONTHLY, date(2024, 1, 31)))

    assert days[:3] == (date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31))
    assert len(days) == 12


def test_work_done_all_the_time_is_never_late() -> None:
    stands = standing(Timing(2024, Rhythm.ALWAYS), TaskState.OPEN, (), SEPTEMBER_2)

    assert (stands.due, stands.is_late, stands.is_done) == (None, False, False)


def test_a_task_is_late_from_the_day_after_its_due_day() -> None:
    timing = Timing(2024, due_on=date(2024, 9, 2))

    assert not standing(timing, TaskState.OPEN, (), SEPTEMBER_2).is_late
    assert standing(timing, TaskState.OPEN, (), date(2024, 9, 3)).days_late == 1
    assert not standing(timing, TaskState.DONE, (), date(2024, 9, 3)).is_late


def test_a_quarterly_task_counts_the_turns_that_were_missed() -> None:
    stands = standing(
        Timing(2024, Rhythm.QUARTERLY), TaskState.OPEN, {date(2024, 3, 31)}, date(2024, 10, 10)
    )

    assert stands.due == date(2024, 6, 30)
    assert stands.missed == 2  # those of June and of September


def test_a_task_in_a_rhythm_is_done_when_every_turn_has_its_result() -> None:
    timing = Timing(2024, Rhythm.HALF_YEARLY)

    stands = standing(timing, TaskState.OPEN, set(due_days(timing)), date(2025, 1, 1))

    assert stands.is_done


def test_a_leap_day_moves_to_the_28th() -> None:
    assert shifted(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert shifted(None, 1) is None


@pytest.mark.parametrize(
    ("task", "above", "carries", "circle"),
    [
        (1, 2, {2: None}, ()),
        (1, 1, {1: None}, (1, 1)),
        (1, 2, {2: 1}, (1, 2, 1)),
        (1, 4, {4: 3, 3: 2, 2: 1}, (1, 4, 3, 2, 1)),
        (9, 2, {2: 3, 3: 2}, ()),  # a circle that was there does not hold us up
    ],
)
def test_a_circle_is_named_from_task_to_task(
    task: int, above: int, carries: dict[int, int | None], circle: tuple[int, ...]
) -> None:
    assert circle_of(task, above, carries) == circle


def test_a_forecast_needs_two_months_and_a_day_to_come() -> None:
    assert forecast(2, date(2024, 6, 30), date(2024, 12, 31)) == 4  # 182 of 366 days
    assert forecast(2, date(2024, 1, 31), date(2024, 12, 31)) is None
    assert forecast(2, date(2024, 9, 2), date(2024, 8, 31)) is None


def test_the_year_so_far_ends_with_the_last_whole_month() -> None:
    september = period_so_far(2024, SEPTEMBER_2)

    assert september is not None
    assert (september.first, september.last) == (date(2024, 1, 1), date(2024, 8, 31))
    assert period_so_far(2024, date(2024, 1, 15)) is None
    assert period_so_far(2025, SEPTEMBER_2) is None


def test_a_figure_is_brought_to_the_digits_of_the_target() -> None:
    assert rescaled(855, 1, 0) == 86
    assert rescaled(-855, 1, 0) == -86
    assert rescaled(9, 0, 1) == 90
