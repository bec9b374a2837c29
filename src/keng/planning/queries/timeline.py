"""The year of a plan month by month: what is due where, and what of it is done or late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from keng.kernel.actors import Actor
from keng.planning.models import Plan, Result, Task
from keng.planning.queries.counting import COUNTED
from keng.planning.queries.reach import plan_read_by
from keng.planning.rhythm import Timing, due_days
from keng.planning.vocabulary import Outcome, Rhythm, TaskState


@dataclass(frozen=True)
class MonthCell:
    """What is due in a month: each turn of a task in a rhythm counts in its own month."""

    due: int = 0
    done: int = 0
    late: int = 0


@dataclass(frozen=True)
class TimelineRow:
    """The months 1 to 12 of one body ("" = not given to any); months without work are left out.

    `undated` counts tasks without a day: those done all the time or within the year.
    """

    body_id: int | None
    name: str
    months: Mapping[int, MonthCell]
    undated: int


@dataclass(frozen=True)
class Timeline:
    """The year of a plan. `targets` and `reports` count what is due in each month.

    `later` counts turns that are due after the year; they stand in no month.
    """

    year: int
    rows: Sequence[TimelineRow]
    targets: Mapping[int, int]
    reports: Mapping[int, int]
    later: int


@dataclass
class _Row:
    name: str
    months: dict[int, MonthCell] = field(default_factory=dict)
    undated: int = 0


def timeline_of(plan_id: int, actor: Actor, *, on: date) -> Timeline:
    """The year of a plan, by body and month. Raises as `plan_view`; a fixed number of queries."""
    plan = plan_read_by(plan_id, actor, on=on)
    covered = _covered(plan)
    rows: dict[int | None, _Row] = {}
    days_of: dict[Timing, tuple[date, ...]] = {}
    later = 0
    for pk, lead_id, name, rhythm, due_on, quarter, state in _tasks(plan):
        row = rows.setdefault(lead_id, _Row(name or ""))
        timing = Timing(plan.year, Rhythm(rhythm), due_on, quarter)
        days = days_of.get(timing)
        if days is None:
            days = days_of[timing] = due_days(timing)
        row.undated += not days
        for day in days:
            if day.year != plan.year:
                later += 1
                continue
            is_done = state == TaskState.DONE or (pk, day) in covered
            was = row.months.get(day.month, MonthCell())
            late = day < on and not is_done
            row.months[day.month] = MonthCell(was.due + 1, was.done + is_done, was.late + late)
    ordered = sorted(rows.items(), key=lambda one: (one[0] is None, one[1].name))
    return Timeline(
        year=plan.year,
        rows=[TimelineRow(pk, row.name, row.months, row.undated) for pk, row in ordered],
        targets=_months(_days_of(plan, "targets"), plan.year),
        reports=_months(_days_of(plan, "duties"), plan.year),
        later=later,
    )


def _tasks(plan: Plan) -> Iterable[tuple[int, int | None, str | None, str, Any, Any, str]]:
    """Plain values: a province's plan has thousands of tasks, of which only counts are shown."""
    rows = Task.objects.filter(COUNTED, plan=plan).order_by("n")
    return rows.values_list(
        "pk", "lead_id", "lead__name", "rhythm", "due_on", "quarter", "state"
    ).iterator(chunk_size=2000)


def _covered(plan: Plan) -> set[tuple[int, date | None]]:
    done = Result.objects.filter(task__plan=plan, outcome=Outcome.DONE, covers__isnull=False)
    return set(done.values_list("task_id", "covers"))


def _days_of(plan: Plan, what: str) -> Iterator[date]:
    rows = plan.targets if what == "targets" else plan.duties
    for day in rows.filter(drop_reason="").values_list("due_on", flat=True):
        if day is not None:
            yield day


def _months(days: Iterator[date], year: int) -> Mapping[int, int]:
    found: dict[int, int] = {}
    for day in days:
        if day.year == year:
            found[day.month] = found.get(day.month, 0) + 1
    return found
