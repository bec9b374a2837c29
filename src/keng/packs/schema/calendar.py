"""The calendar of a programme: regimes, duties with their due days, holidays, event days."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from keng.kernel.periods import Regime
from keng.packs.schema.forms import PeriodPattern
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


class RegimeSpec(Part):
    """A family of cut-offs: periods begin on `day` of the month `months_before` the nominal one.

    `unverified_spans` are spans (last month counted from the start of the year) that the act does
    not name: they are shown as such until the body that set the regime confirms them.
    """

    code: RegimeCode
    label: Text
    day: Annotated[int, Field(ge=1, le=28)] = 1
    months_before: Annotated[int, Field(ge=0, le=11)] = 0
    unverified_spans: tuple[Annotated[int, Field(ge=1, le=12)], ...] = ()
    source: Source

    def regime(self) -> Regime:
        """The same in the words of `keng.kernel.periods`."""
        return Regime(self.code, day=self.day, months_before=self.months_before)


class DueDay(Part):
    """The last moment for a level: `before` excludes its day, `at_latest` includes it.

    For yearly duties the day is "11-10" (month-day) of the year in which the period ends; for
    monthly ones `day` of the month `months_after` the period's nominal month. All null means
    that nobody has told Keng yet: it asks, and never guesses.
    """

    before: DayOfYear | None = None
    at_latest: DayOfYear | None = None
    day: Annotated[int, Field(ge=1, le=31)] | None = None
    months_after: Annotated[int, Field(ge=0, le=3)] = 0
    year_after: Annotated[int, Field(ge=0, le=1)] = 0
    source: Source | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        given = [value for value in (self.before, self.at_latest, self.day) if value is not None]
        if len(given) > 1:
            raise refusal(
                "chỉ ghi một trong before, at_latest, day", "give one of before, at_latest, day"
            )
        if given and self.source is None:
            raise refusal("hạn nộp phải có nguồn (source)", "a due day must have a source")
        return self

    @property
    def is_known(self) -> bool:
        """Whether any day has been given."""
        return any(value is not None for value in (self.before, self.at_latest, self.day))


class Duty(Part):
    """A standing duty to report ("chế độ báo cáo"): which form or paper, how often, by when."""

    code: Code
    label: Text
    form: Code | None = None
    outline: Code | None = None
    regime: RegimeCode
    every: PeriodPattern
    last_month: Annotated[int, Field(ge=1, le=12)] | None = Field(
        default=None, description="for `months`: the last month of the span from January"
    )
    due: dict[Level, DueDay | None]
    source: Source | None = None


class LocalDue(Part):
    """A due day that a locality ordered for its own units; it stands before the general one."""

    duty: Code
    unit: Line = Field(description="name path of the unit whose order it is")
    level: Level
    since: date
    until: date | None = None
    due: DueDay
    example_only: bool = False


class Holiday(Part):
    """A public holiday: a fixed day, or null where the day is announced each year and asked for."""

    code: Code
    label: Text
    day: DayOfYear | None
    days: Annotated[int, Field(ge=1, le=10)] = 1
    dates: dict[int, tuple[date, ...]] = Field(
        default={}, description="days off by year, entered once they are announced"
    )
    since: date | None = None
    source: Source


class EventDay(Part):
    """A day of the year that outlines and agendas mention."""

    code: Code
    label: Text
    day: DayOfYear
    source: Source


class Calendar(Part):
    """All that the programme says about time."""

    regimes: dict[RegimeCode, RegimeSpec]
    duties: dict[Code, Duty] = {}
    local_dues: tuple[LocalDue, ...] = ()
    holidays: dict[Code, Holiday] = {}
    events: dict[Code, EventDay] = {}
    weekend: tuple[Literal["saturday", "sunday"], ...] = ("saturday", "sunday")
    asked: tuple[Text, ...] = Field(default=(), description="questions that a person must answer")
