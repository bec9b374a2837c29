"""Who is judged by a criteria set, over which days, who decides, what a dossier holds."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from keng.kernel.periods import Period, known_regimes
from keng.packs.schema.calendar import DueDay
from keng.packs.schema.texts import (
    Code,
    DayOfYear,
    Level,
    Line,
    Part,
    RegimeCode,
    Source,
    Text,
    refusal,
)


class Exclusion(Part):
    """Units that the set leaves out though they are of its levels; who registers says so."""

    code: Code
    title: Text


class Subjects(Part):
    """Who is judged: levels, and of them only some kinds if kinds are given."""

    levels: tuple[Level, ...]
    kinds: tuple[Line, ...] = ()
    but: tuple[Line, ...] = Field(default=(), description="kinds that are left out")
    excluded: tuple[Exclusion, ...] = ()

    def holds(self, level: str, kind: str) -> bool:
        """Whether a unit of the level and kind is judged by the set."""
        if level not in self.levels or kind in self.but:
            return False
        return not self.kinds or kind in self.kinds


class Span(Part):
    """Whole months of a regime's year that stand in for a window: `year` 0 is the set's year."""

    regime: RegimeCode
    year: Annotated[int, Field(ge=-1, le=0)] = 0
    months: tuple[Annotated[int, Field(ge=1, le=12)], Annotated[int, Field(ge=1, le=12)]]

    def of(self, year: int) -> Period:
        """The period that the span means for a year of the set."""
        return known_regimes()[self.regime].span(year + self.year, *self.months)


class Window(Part):
    """The days that are judged: the year of a regime, or from a day of the year to another.

    `substitutes` are spans of other regimes whose figures may be used where the window has no
    series of its own, the first that has figures (semantics 6): the steps say which, and a person
    confirms the days that it does not cover.
    """

    regime: RegimeCode | None = None
    first: DayOfYear | None = None
    last: DayOfYear | None = None
    substitutes: tuple[tuple[Span, ...], ...] = ()
    source: Source | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        days = self.first is not None and self.last is not None
        if days == (self.regime is not None) or (self.first is None) != (self.last is None):
            raise refusal(
                "cửa sổ ghi regime, hoặc cả first và last",
                "a window gives `regime`, or both `first` and `last`",
            )
        return self

    def of(self, year: int) -> tuple[date, date]:
        """First and last day (both included) of the window of a year."""
        if self.regime is not None:
            period = known_regimes()[self.regime].span(year, 1, 12)
            return period.first, period.last
        first, last = _day(self.first, year), _day(self.last, year)
        return (first if first <= last else _day(self.first, year - 1)), last


def _day(day_of_year: str | None, year: int) -> date:
    month, day = (day_of_year or "01-01").split("-")
    return date(year, int(month), int(day))


class Deadlines(Part):
    """By when: to register, to decide. null = asked for."""

    registering: DueDay | None = None
    deciding: DueDay | None = None


class Decider(Part):
    """Who decides on units of some levels managed at some level; `decides` null = asked for.

    `signs` committee: on behalf of the committee; chair: the chairman; null = asked for.
    Half-open days.
    """

    levels: tuple[Level, ...]
    managed_by: Level | None = Field(default=None, description="null: however managed")
    decides: Level | None
    signs: Literal["committee", "chair"] | None = None
    since: date | None = None
    until: date | None = None
    source: Source | None = None
    note: Text | None = None


class Delegation(Part):
    """For which units the decider may hand the decision down, and by how many levels."""

    levels: tuple[Level, ...]
    levels_down: Annotated[int, Field(ge=1, le=1)] = 1
    source: Source | None = None


class Dossiers(Part):
    """What a dossier holds, by step; a paper is named, never copied."""

    registering: tuple[Text, ...] = ()
    recognising: tuple[Text, ...] = ()
    source: Source | None = None
