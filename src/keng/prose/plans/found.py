"""What is read out of a plan: tasks, targets, duties, bodies, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from keng.prose.plans.dues import Due
from keng.prose.text import Span


@dataclass(frozen=True)
class Task:
    """Work that a plan orders. `title` is short, `text` whole; None and () = the plan says nothing.

    `cut` says that the title is shorter than the text. `product` is what proves that it was done.
    """

    line: int
    end_line: int
    title: str
    text: str
    lead: str | None
    helpers: tuple[str, ...]
    due: Due
    target: str | None = None
    product: str | None = None
    cut: bool = False


@dataclass(frozen=True)
class Target:
    """What a plan aims at. `value` in `unit` ("%" for a share); None = a direction without one."""

    line: int
    end_line: int
    what: str
    value: Decimal | None
    unit: str | None
    span: Span | None = None


@dataclass(frozen=True)
class Duty:
    """A report or paper that is owed, to whom and until when; `rhythm` as the plan says it."""

    line: int
    end_line: int
    what: str
    due: Due
    rhythm: str | None = None
    to: str | None = None


@dataclass(frozen=True)
class Body:
    """A body that the plan gives work to under a heading of its own."""

    line: int
    name: str


class Doubt(StrEnum):
    """What a person has to look at."""

    NO_LEAD = "no_lead"
    IMPOSSIBLE_DAY = "impossible_day"
    PAST_DAY = "past_day"
    WRONG_LETTERS = "wrong_letters"
    NO_TASKS = "no_tasks"


@dataclass(frozen=True)
class Problem:
    """Something that could not be read or cannot be: where, what, and the words of the plan."""

    code: Doubt
    line: int
    text: str


@dataclass(frozen=True)
class PlanRead:
    """All that was read out of a plan, in the order of the plan."""

    year: int | None
    tasks: tuple[Task, ...]
    targets: tuple[Target, ...]
    duties: tuple[Duty, ...]
    bodies: tuple[Body, ...]
    problems: tuple[Problem, ...]
