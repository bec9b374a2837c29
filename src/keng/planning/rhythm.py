"""When the work of a task is due, and how it stands on a day. Pure.

A task has a day of its own, or a quarter, or a rhythm; one with none of them is due within the
year. A task in a rhythm is due anew at the end of each month, quarter or half year (on the day of
the month that it names, where it names one), and each time is closed by a result of its own.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from keng.planning.vocabulary import Rhythm, TaskState

_MONTHS: Final = {
    Rhythm.MONTHLY: tuple(range(1, 13)),
    Rhythm.QUARTERLY: (3, 6, 9, 12),
    Rhythm.HALF_YEARLY: (6, 12),
}


@dataclass(frozen=True)
class Timing:
    """What a task says about when: its year, rhythm, day and quarter."""

    year: int
    rhythm: Rhythm = Rhythm.ONCE
    due_on: date | None = None
    quarter: int | None = None


@dataclass(frozen=True)
class Standing:
    """How a task stands on a day. `due` is the next open due day, None where there is none."""

    is_done: bool
    due: date | None
    days_late: int = 0
    missed: int = 0

    @property
    def is_late(self) -> bool:
        """Whether a due day has passed with nothing to show for it."""
        return self.days_late > 0


def end_of_quarter(year: int, quarter: int) -> date:
    """The last day of a quarter.

    >>> end_of_quarter(2026, 2)
    datetime.date(2026, 6, 30)
    """
    month = quarter * 3
    return date(year, month, monthrange(year, month)[1])


def due_days(timing: Timing) -> tuple[date, ...]:
    """All days on which a task is due in its year; none for what is done all the time."""
    if timing.rhythm is Rhythm.ALWAYS:
        return ()
    if timing.rhythm is not Rhythm.ONCE:
        return tuple(_day(timing, month) for month in _MONTHS[timing.rhythm])
    if timing.due_on is not None:
        return (timing.due_on,)
    return () if timing.quarter is None else (end_of_quarter(timing.year, timing.quarter),)


def standing(
    timing: Timing, state: TaskState, covered: Collection[date | None], on: date
) -> Standing:
    """How a task stands: `covered` are the due days for which a result says that it was done."""
    if state is not TaskState.OPEN:
        return Standing(is_done=state is TaskState.DONE, due=None)
    left = [day for day in due_days(timing) if day not in covered]
    if not left:
        repeats = timing.rhythm not in (Rhythm.ONCE, Rhythm.ALWAYS)
        return Standing(is_done=repeats, due=None)
    past = [day for day in left if day < on]
    first = left[0]
    return Standing(is_done=False, due=first, days_late=max((on - first).days, 0), missed=len(past))


def next_due_day(timing: Timing, state: TaskState, covered: Collection[date | None]) -> date | None:
    """The earliest due day of an open task that no result covers; None where there is none.

    >>> next_due_day(Timing(2026, quarter=1), TaskState.OPEN, ())
    datetime.date(2026, 3, 31)
    """
    if state is not TaskState.OPEN:
        return None
    return next((day for day in due_days(timing) if day not in covered), None)


def shifted(day: date | None, years: int) -> date | None:
    """The same day in another year; 29/2 becomes 28/2 where that year has none."""
    if day is None:
        return None
    last = monthrange(day.year + years, day.month)[1]
    return date(day.year + years, day.month, min(day.day, last))


def _day(timing: Timing, month: int) -> date:
    last = monthrange(timing.year, month)[1]
    wanted = timing.due_on.day if timing.due_on else last
    return date(timing.year, month, min(wanted, last))
