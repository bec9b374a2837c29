"""Which meetings and reviews a rhythm asks for, and which of them were held. Pure: no Django.

A turn is a month, quarter, half year or year of the calendar. It asks for one meeting within its
days; a review may be held later and names the turn that it looks back on. No day of grace is
invented: a turn without its meeting is missed from the day after its last one.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from keng.steering.vocabulary import MeetingKind, Rhythm

_MONTHS: Final = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.HALF_YEARLY: 6}


class Standing(StrEnum):
    """How a turn stands: its meeting was held, is still due, or was missed."""

    HELD = "held"
    DUE = "due"
    MISSED = "missed"


@dataclass(frozen=True)
class Asked:
    """What is asked for: the rhythm, and whether half years and years are reviewed."""

    rhythm: Rhythm = Rhythm.NONE
    reviews_half_year: bool = False
    reviews_year: bool = False


@dataclass(frozen=True)
class Met:
    """A meeting that was held: its kind, its day, the last day of the turn that a review names."""

    kind: MeetingKind
    day: date
    covers: date | None = None


@dataclass(frozen=True)
class Turn:
    """A turn and how it stands. `held_on` is the day of its meeting, None where there is none."""

    kind: MeetingKind
    first: date
    last: date
    standing: Standing
    held_on: date | None = None

    def days_since(self, on: date) -> int:
        """How many days ago it ended; 0 while it runs."""
        return max((on - self.last).days, 0)


def end_of_month(day: date) -> date:
    """The last day of the month of a day."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def turn_of(day: date, months: int) -> tuple[date, date]:
    """The stretch of the calendar of so many months in which a day lies.

    >>> turn_of(date(2026, 5, 9), 3)
    (datetime.date(2026, 4, 1), datetime.date(2026, 6, 30))
    """
    month = (day.month - 1) // months * months + 1
    return date(day.year, month, 1), end_of_month(date(day.year, month + months - 1, 1))


def turns(
    asked: Asked, since: date, until: date | None, met: Collection[Met], *, on: date
) -> list[Turn]:
    """The turns from `since` (up to before `until`) that have begun by the day, in order.

    A turn counts from the first whole one: a programme signed in mid-month owes its first meeting
    in the next month, unless it was held before. Reviews of a half year or year that has only
    partly fallen into the term are asked for too.
    """
    found: list[Turn] = []
    if asked.rhythm is not Rhythm.NONE:
        months = _MONTHS[asked.rhythm]
        held = [one for one in met if one.kind in (MeetingKind.REGULAR, *_REVIEWED)]
        for first, last in _stretches(since, until, months, on):
            days = sorted(one.day for one in held if first <= one.day <= last)
            if first < since and not days:
                continue
            found.append(_turn(MeetingKind.REGULAR, first, last, days, on))
    for kind, months in _reviews(asked):
        for first, last in _stretches(since, until, months, on):
            days = sorted(one.day for one in met if one.kind is kind and one.covers == last)
            found.append(_turn(kind, first, last, days, on))
    return sorted(found, key=lambda one: (one.last, one.kind.value))


def next_due(found: Collection[Turn]) -> date | None:
    """The last day of the earliest turn that still wants its meeting; None where none does."""
    return min((one.last for one in found if one.standing is Standing.DUE), default=None)


_REVIEWED: Final = (MeetingKind.HALF_YEAR, MeetingKind.YEAR)


def _reviews(asked: Asked) -> Iterator[tuple[MeetingKind, int]]:
    if asked.reviews_half_year:
        yield MeetingKind.HALF_YEAR, 6
    if asked.reviews_year:
        yield MeetingKind.YEAR, 12


def _stretches(
    since: date, until: date | None, months: int, on: date
) -> Iterator[tuple[date, date]]:
    first, last = turn_of(since, months)
    stop = on if until is None else min(on, until - timedelta(days=1))
    while first <= stop:
        yield first, last
        first, last = turn_of(last + timedelta(days=1), months)


def _turn(kind: MeetingKind, first: date, last: date, days: list[date], on: date) -> Turn:
    if days:
        return Turn(kind, first, last, Standing.HELD, days[0])
    return Turn(kind, first, last, Standing.MISSED if on > last else Standing.DUE)
