"""Which task does the work of which kind of job. Rooms register in their `tasks.py`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final, Protocol

from django.utils.module_loading import autodiscover_modules

from keng.jobs.queries import StepView
from keng.jobs.run import Run
from keng.jobs.vocabulary import FILES_KEPT

_TASKS: Final[dict[str, Task]] = {}
_KEPT: Final[dict[str, timedelta]] = {}


class Task(Protocol):
    """The work of one kind of job."""

    kind: str

    def work(self, step: StepView, run: Run) -> None:
        """Do one step inside `run.commit(step)`; slow reading comes before it.

        May be called again for a step that was not committed, never for one that was.
        """

    def finish(self, run: Run) -> Mapping[str, Any]:
        """Put the result together when no step is left; may be called again."""


def register(task: Task, *, kept: timedelta = FILES_KEPT) -> None:
    """Make a task known; a kind has one task. `kept`: how long its files outlive the job."""
    _TASKS[task.kind] = task
    _KEPT[task.kind] = kept


def shorter_kept() -> dict[str, timedelta]:
    """The kinds whose files go before those of others, each with its time."""
    return {kind: kept for kind, kept in _KEPT.items() if kept < FILES_KEPT}


def task_of(kind: str) -> Task | None:
    """The task of a kind; None where this version knows none."""
    return _TASKS.get(kind)


def discover() -> None:
    """Import the `tasks` of all rooms, so that they register."""
    autodiscover_modules("tasks")
