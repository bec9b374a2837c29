"""What a stored task says about when."""

from __future__ import annotations

from datetime import date

from keng.planning.models import Task
from keng.planning.rhythm import Timing, next_due_day
from keng.planning.vocabulary import Outcome, Rhythm, TaskState


def timing_of(task: Task, year: int) -> Timing:
    """The timing of a task of a plan of that year."""
    return Timing(year, Rhythm(task.rhythm), task.due_on, task.quarter)


def next_due(task: Task, year: int) -> date | None:
    """The earliest due day of an open task for which no result says that it was done.

    None for a task that is not open, that has no day, or all whose turns are done.
    """
    covered: set[date | None] = set()
    if not task._state.adding and task.rhythm != Rhythm.ONCE:
        done = task.results.filter(outcome=Outcome.DONE)
        covered = set(done.values_list("covers", flat=True))
    return next_due_day(timing_of(task, year), TaskState(task.state), covered)
