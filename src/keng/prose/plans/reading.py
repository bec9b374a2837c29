"""A whole plan read: tasks, targets, duties and bodies, as `keng plan read` gives them out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from keng.prose.plans.dues import Calendar, is_before
from keng.prose.plans.duties import duties_of
from keng.prose.plans.found import Body, Doubt, Duty, PlanRead, Problem, Target, Task
from keng.prose.plans.outline import Part, Stretch, stretches_of
from keng.prose.plans.tables import Cell, TableRead, tables_of
from keng.prose.plans.targets import targets_of
from keng.prose.plans.tasks import from_duty, tasks_of
from keng.prose.reading import Reading, read
from keng.prose.text import Span


def read_plan(lines: Sequence[str], tables: Sequence[Sequence[Cell]] = ()) -> PlanRead:
    """Read the 1-based extracted lines of a plan and the cells of its tables.

    Any text will do; nothing is stored, nothing guessed: what the plan does not say is None, what
    cannot be (30/2) is told among the problems.
    """
    year = _year(read([*lines[:60]])) if len(lines) > 60 else None
    drawn = tables_of(tables, lines, year)
    plain = ["" if number in drawn.lines else line for number, line in enumerate(lines, 1)]
    reading = read(plain)
    if year is None:
        year = _year(reading)
        drawn = tables_of(tables, lines, year)
    return _joined(reading, drawn, year)


def _joined(reading: Reading, drawn: TableRead, year: int | None) -> PlanRead:
    text = reading.text
    stretches = tuple(stretches_of(text, reading.sections))
    bodies = tuple(_bodies(reading, stretches))
    calendar = Calendar(text, reading.days, [cited.span for cited in reading.citations], year)
    duties = list(duties_of(text, stretches, calendar))
    known = tuple(body.name for body in bodies)
    tasks = [*_tasks(text_tasks=list(tasks_of(text, stretches, calendar, known)), duties=duties)]
    tasks = sorted([*tasks, *drawn.tasks], key=lambda task: task.line)
    targets = [*targets_of(text, stretches, reading.figures), *drawn.targets]
    return PlanRead(
        year,
        tuple(tasks),
        tuple(sorted(targets, key=lambda target: target.line)),
        tuple(duty for duty, _ in duties),
        bodies,
        tuple(_problems(reading, tasks, year)),
    )


def _year(reading: Reading) -> int | None:
    """The year of the plan: that of its title or period, else that of its date."""
    if reading.meta.start is not None:
        return reading.meta.start.year
    return reading.meta.day.year if reading.meta.day else None


def _bodies(reading: Reading, stretches: Sequence[Stretch]) -> Iterator[Body]:
    seen: set[str] = set()
    for stretch in stretches:
        if stretch.body and stretch.part is Part.ASSIGNMENT and stretch.body not in seen:
            seen.add(stretch.body)
            yield Body(reading.text.line_at(stretch.span.start), stretch.body)


def _tasks(
    *, text_tasks: Sequence[tuple[Task, Span]], duties: Sequence[tuple[Duty, Span]]
) -> Iterator[Task]:
    """The tasks of the text; a sentence that owes reports in a rhythm is a task for each report."""
    rhythmic = [(duty, span) for duty, span in duties if duty.rhythm is not None]
    told: set[int] = set()
    for task, span in text_tasks:
        owed = [index for index, (_, place) in enumerate(rhythmic) if place.overlaps(span)]
        if not owed:
            yield task
        for index in owed:
            if index not in told:
                told.add(index)
                yield from_duty(rhythmic[index][0], task.lead)
    for index, (duty, place) in enumerate(rhythmic):
        if index not in told:
            # "Chế độ báo cáo: ..." is owed by those of whom the plan spoke last.
            before = [task.lead for task, span in text_tasks if span.start < place.start]
            yield from_duty(duty, before[-1] if before else None)


def _problems(reading: Reading, tasks: Sequence[Task], year: int | None) -> Iterator[Problem]:
    if reading.text.damaged:
        yield Problem(Doubt.WRONG_LETTERS, 1, "")
    if not tasks:
        yield Problem(Doubt.NO_TASKS, 1, "")
    limit = _beginning(reading, year)
    for task in tasks:
        if task.due.impossible:
            yield Problem(Doubt.IMPOSSIBLE_DAY, task.line, task.due.written)
        elif task.due.day and limit and is_before(task.due.day, limit):
            yield Problem(Doubt.PAST_DAY, task.line, task.due.written)
        if task.lead is None:
            yield Problem(Doubt.NO_LEAD, task.line, task.title)


def _beginning(reading: Reading, year: int | None) -> date | None:
    """The first day on which work of this plan can be due: its own day, else its year's first."""
    day = reading.meta.day
    if day and day.year and day.month and day.day and day.possible:
        return date(day.year, day.month, day.day)
    return date(year, 1, 1) if year else None


def told(plan: PlanRead) -> dict[str, Any]:
    """The plan as plain data for JSON: lines 1-based, days ISO, unknown null."""
    return {
        "year": plan.year,
        "tasks": [_task(task) for task in plan.tasks],
        "targets": [_target(target) for target in plan.targets],
        "duties": [_duty(duty) for duty in plan.duties],
        "bodies": [{"line": body.line, "name": body.name} for body in plan.bodies],
        "problems": [
            {"code": problem.code.value, "line": problem.line, "text": problem.text}
            for problem in plan.problems
        ],
    }


def _task(task: Task) -> dict[str, Any]:
    return {
        "line": task.line,
        "end_line": task.end_line,
        "title": task.title,
        "text": task.text,
        "lead": task.lead,
        "helpers": list(task.helpers),
        "quarter": task.due.quarter,
        "due": task.due.day,
        "due_written": task.due.written or None,
        "recurring": task.due.recurring,
        "target": task.target,
        "product": task.product,
    }


def _target(target: Target) -> dict[str, Any]:
    return {
        "line": target.line,
        "end_line": target.end_line,
        "what": target.what,
        "value": _number(target.value),
        "unit": target.unit,
    }


def _duty(duty: Duty) -> dict[str, Any]:
    return {
        "line": duty.line,
        "end_line": duty.end_line,
        "what": duty.what,
        "due": duty.due.day,
        "due_written": duty.due.written or None,
        "rhythm": duty.rhythm,
        "to": duty.to,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
