"""What does not hold among plans, for `keng verify`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from keng.journal import rows
from keng.kernel.problems import Problem
from keng.planning.circles import circle_of
from keng.planning.models import (
    Body,
    Duty,
    Finding,
    Goal,
    Helper,
    Measurement,
    Plan,
    Result,
    Source,
    Target,
    Task,
)
from keng.planning.photos import store
from keng.planning.rhythm import next_due_day
from keng.planning.timing import timing_of
from keng.planning.vocabulary import Outcome, TaskState


def problems() -> Iterator[Problem]:
    """Rows that the journal does not vouch for, circles of tasks, photos that are not whole."""
    yield from rows.problems(
        *(Plan, Body, Goal, Target, Measurement, Task, Helper, Result, Duty, Source, Finding),
        streams="plan:",
    )
    yield from _circles()
    yield from _wrong_days()
    photos = store()
    for pk, digest in Result.objects.exclude(photo="").values_list("pk", "photo"):
        if not photos.is_whole(digest):
            yield Problem("planning_result", str(pk), "tệp ảnh bị mất hoặc bị sửa")


def _circles() -> Iterator[Problem]:
    above: dict[int, int | None] = dict(
        Task.objects.filter(implements__isnull=False).values_list("pk", "implements_id")
    )
    for task, carried in above.items():
        if carried is not None and circle_of(task, carried, above):
            yield Problem("planning_task", str(task), "nhiệm vụ thực hiện chính nó qua một vòng")


def _wrong_days() -> Iterator[Problem]:
    """Tasks whose next due day is not the one that their timing and results give."""
    covered: dict[int, set[date | None]] = {}
    done = Result.objects.filter(outcome=Outcome.DONE, covers__isnull=False)
    for task_id, day in done.values_list("task_id", "covers"):
        covered.setdefault(task_id, set()).add(day)
    rows = Task.objects.select_related("plan").order_by("pk")
    for task in rows.iterator(chunk_size=2000):
        timing, state = timing_of(task, task.plan.year), TaskState(task.state)
        if task.next_due != next_due_day(timing, state, covered.get(task.pk, ())):
            yield Problem("planning_task", str(task.pk), "hạn kế tiếp không khớp kết quả đã ghi")
