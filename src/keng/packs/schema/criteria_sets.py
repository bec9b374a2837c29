"""Criteria sets as dated law: who is judged, over which days, by whom, how the verdicts add up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from keng.packs.schema.criteria import (
    Criterion,
    CriterionCode,
    Fact,
    Parameter,
    Points,
    SetCode,
    Verification,
)
from keng.packs.schema.criteria_results import (
    Condition,
    CriterionGroup,
    EvidenceKind,
    FlowBack,
    Merged,
    Quota,
    ResultClass,
    SetExample,
    TieBreak,
    YearsInRow,
)
from keng.packs.schema.criteria_who import (
    Deadlines,
    Decider,
    Delegation,
    Dossiers,
    Subjects,
    Window,
)
from keng.packs.schema.texts import Code, Part, Source, Text

Method = Literal["all_met", "count_met", "score", "rating"]


class CriteriaSet(Part):
    """A set of criteria ("bộ tiêu chí"), in force from a day, with all that the law says of it.

    `method` all_met: every criterion that applies; count_met: how many hold (`recognised_from`
    so many); score: points and classes; rating: classes by groups of criteria. `since` and `until`
    are half-open days; a unit is judged by the set in force on the last day of its window.
    `register_only` is a register of titles that units sign up for: nothing is judged.
    """

    code: SetCode
    family: SetCode | None = Field(
        default=None, description="name under which sets for several kinds of unit are called"
    )
    title: Text
    short: Text
    about: Text | None = None
    source: Source
    known: Verification
    since: date | None = Field(description="null = not known: the set is read, never applied")
    until: date | None = None
    replaces: tuple[SetCode, ...] = ()
    example_only: bool = False
    register_only: bool = False
    subjects: Subjects
    window: Window
    deadlines: Deadlines = Deadlines()
    decided_by: tuple[Decider, ...] = ()
    delegation: Delegation | None = None
    dossiers: Dossiers = Dossiers()
    method: Method
    scale: Points | None = None
    recognised_from: int | None = Field(default=None, ge=1, description="for count_met")
    complete: bool = Field(default=True, description="false: criteria or points are still unread")
    not_applicable_points: Literal["full", "none"] | None = Field(
        default=None, description="points of a criterion that does not apply; null = asked for"
    )
    groups: dict[Code, CriterionGroup]
    facts: dict[Code, Fact] = {}
    evidence: dict[Code, EvidenceKind] = {}
    parameters: dict[Code, Parameter] = {}
    criteria: dict[CriterionCode, Criterion] = {}
    gates: tuple[Condition, ...] = ()
    vetoes: tuple[Condition, ...] = ()
    years_in_row: tuple[YearsInRow, ...] = ()
    classes: tuple[ResultClass, ...] = ()
    quotas: tuple[Quota, ...] = ()
    tie_breaks: tuple[TieBreak, ...] = ()
    merged: Merged = Merged()
    flows_back: tuple[FlowBack, ...] = ()
    local_additions_allowed: bool = False
    titles: dict[Code, Text] = Field(default={}, description="of a register: the titles")
    conclusions: tuple[SetExample, ...] = ()
    asked: tuple[Text, ...] = Field(default=(), description="what nobody has confirmed yet")

    def in_force(self, on: date) -> bool:
        """Whether the set is law on the day; never where its first day is not known."""
        return (
            self.since is not None and self.since <= on and (self.until is None or on < self.until)
        )

    def decider(self, level: str, managed_by: str | None, on: date) -> Decider | None:
        """Who decides on a unit of the level, managed at `managed_by`, on a day; None = asked."""
        for one in self.decided_by:
            holds = (one.since is None or one.since <= on) and (one.until is None or on < one.until)
            if holds and level in one.levels and one.managed_by in {None, managed_by}:
                return one
        return None

    def uncovered(self, year: int, substitute: int = 0) -> tuple[tuple[date, date], ...]:
        """Days of the window that one of its substitutes leaves out, as first and last days."""
        first, last = self.window.of(year)
        periods = [span.of(year) for span in self.window.substitutes[substitute]]
        spans = sorted((period.first, period.last) for period in periods)
        return tuple(_gaps(first, last, spans))


def _gaps(first: date, last: date, spans: list[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    one = timedelta(days=1)
    for begins, ends in spans:
        if begins > first:
            yield first, min(begins - one, last)
        first = max(first, ends + one)
        if first > last:
            return
    yield first, last
