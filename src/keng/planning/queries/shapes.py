"""What the questions about plans answer with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from keng.planning.rhythm import Standing


@dataclass(frozen=True)
class PlanHead:
    """A plan in a list: `open` and `late` count tasks, `done` those that are finished."""

    id: int
    unit_id: int
    unit_name: str
    year: int
    title: str
    state: str
    version: int
    basis: str
    remark: str
    issued_on: date | None
    tasks: int
    done: int
    late: int


@dataclass(frozen=True)
class BodyView:
    """A body and the unit whose people close its tasks, if one is named."""

    id: int
    name: str
    answers_id: int | None


@dataclass(frozen=True)
class TaskLine:
    """A task as lists show it, and how it stands on the day of the question."""

    id: int
    plan_id: int
    unit_id: int
    n: int
    title: str
    lead: BodyView | None
    helpers: tuple[BodyView, ...]
    quarter: int | None
    due_on: date | None
    due_written: str
    rhythm: str
    proof: str
    state: str
    done_on: date | None
    drop_reason: str
    revision: int
    implements_id: int | None
    standing: Standing

    @property
    def column(self) -> int:
        """The quarter in which it stands on a board: that of its next day; 0 = the whole year."""
        if self.standing.due is not None:
            return (self.standing.due.month + 2) // 3
        if self.due_on is not None:
            return (self.due_on.month + 2) // 3
        return self.quarter or 0


@dataclass(frozen=True)
class Standpoint:
    """How far a target is. `value` is None where nothing tells, `why` then says so.

    `shown` replaces a value that the reader must not see. `forecast` is where it will be on its due
    day if it goes on as it went from the first day of the year; None for shares and where too
    little time has passed.
    """

    value: int | None = None
    shown: str = ""
    day: date | None = None
    source: str = ""
    is_met: bool | None = None
    forecast: int | None = None
    why: str = ""


@dataclass(frozen=True)
class TargetLine:
    """A target of a plan, and how far it is."""

    id: int
    what: str
    aim: str
    value: int | None
    digits: int
    measure: str
    unit_kind: str
    indicator: str
    due_on: date | None
    now: Standpoint
    drop_reason: str = ""
    revision: int = 1


@dataclass(frozen=True)
class DutyLine:
    """A report that a plan asks for."""

    id: int
    what: str
    rhythm: str
    due_on: date | None
    due_written: str
    receiver: str
    drop_reason: str = ""
    revision: int = 1


@dataclass(frozen=True)
class BodyProgress:
    """How far a body is with what it leads."""

    body: BodyView | None
    tasks: int
    done: int
    late: int


@dataclass(frozen=True)
class BoardColumn:
    """One column of the board: a quarter (0 = the whole year), its first tasks, and how many."""

    quarter: int
    tasks: Sequence[TaskLine]
    all: int
    done: int


@dataclass(frozen=True)
class PlanView:
    """A whole plan on one day. `tasks` are read when they are asked for, page by page."""

    head: PlanHead
    goals: Sequence[str]
    targets: Sequence[TargetLine]
    tasks: Sequence[TaskLine]
    duties: Sequence[DutyLine]
    bodies: Sequence[BodyProgress]
    sources: Sequence[tuple[int, str, int]]
    taken_from: int | None
    may_write: bool
    may_issue: bool


@dataclass(frozen=True)
class MeasuredLine:
    """How a target stood on a day, as a person wrote it down; `is_last` is the one that counts."""

    value: int
    day: date
    source: str
    at: datetime
    account_id: int | None
    is_last: bool


@dataclass(frozen=True)
class TargetView:
    """A target with its plan, how far it is, and what was written down of it."""

    line: TargetLine
    head: PlanHead
    measurements: Sequence[MeasuredLine]
    may_write: bool
    may_measure: bool


@dataclass(frozen=True)
class DutyView:
    """A report that is owed, with its plan."""

    line: DutyLine
    head: PlanHead
    may_write: bool


@dataclass(frozen=True)
class ResultLine:
    """One result of a task."""

    id: int
    outcome: str
    day: date
    covers: date | None
    text: str
    figure: str
    paper: str
    has_photo: bool
    at: datetime
    account_id: int | None


@dataclass(frozen=True)
class TaskView:
    """A task with its plan, what was done, and its neighbours in the chain of plans."""

    line: TaskLine
    head: PlanHead
    text: str
    results: Sequence[ResultLine]
    turns: Sequence[date]
    above: Sequence[TaskLine]
    may_write: bool
    may_close: bool
    sees_below: bool
    takes_photos: bool


@dataclass(frozen=True)
class ChainLine:
    """A unit below and its tasks that carry out the one above; none is a gap."""

    unit_id: int
    unit_name: str
    tasks: Sequence[TaskLine]


@dataclass(frozen=True)
class Chain:
    """Who below carries out a task: of `expected` units, `missing` have no task for it."""

    below: Sequence[ChainLine]

    @property
    def expected(self) -> int:
        """How many units are asked."""
        return len(self.below)

    @property
    def missing(self) -> Sequence[ChainLine]:
        """The units without a task for it."""
        return [one for one in self.below if not one.tasks]


@dataclass(frozen=True)
class AgendaView:
    """What a body has to do: late, this month, later, and what waits on others."""

    late: Sequence[TaskLine]
    this_month: Sequence[TaskLine]
    later: Sequence[TaskLine]
    waiting: Sequence[TaskLine]


@dataclass(frozen=True)
class FindingLine:
    """Something read out of a file, beside its place in the text."""

    id: int
    n: int
    kind: str
    line: int
    end_line: int
    content: Mapping[str, Any]
    doubts: Sequence[str]
    verdict: str


@dataclass(frozen=True)
class SourceView:
    """A file that was read for a plan, with its masked lines and what was found."""

    id: int
    plan_id: int
    name: str
    lines: Sequence[str]
    notes: Sequence[Mapping[str, str]]
    findings: Sequence[FindingLine]
    may_decide: bool
