"""Tasks counted by the database: per plan, per body, per quarter. Never by reading them all.

`next_due` is kept with each task (see `Task`), so done and late are conditions on rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, ExtractQuarter

from keng.planning.models import Plan, Task
from keng.planning.queries.shapes import BodyProgress, BodyView
from keng.planning.vocabulary import Rhythm, TaskState

_REPEATS: Final = (Rhythm.MONTHLY.value, Rhythm.QUARTERLY.value, Rhythm.HALF_YEARLY.value)
COUNTED: Final = ~Q(state=TaskState.DROPPED)
ALL_TURNS_DONE: Final = Q(state=TaskState.OPEN, rhythm__in=_REPEATS, next_due__isnull=True)
DONE: Final = Q(state=TaskState.DONE) | ALL_TURNS_DONE
# The board's column: the quarter of the next due day, else of its own day, else the one it names.
COLUMN: Final = Case(
    When(next_due__isnull=False, then=ExtractQuarter("next_due")),
    When(due_on__isnull=False, then=ExtractQuarter("due_on")),
    default=Coalesce(F("quarter"), Value(0)),
    output_field=IntegerField(),
)


@dataclass(frozen=True)
class Tally:
    """How many tasks there are that were not dropped, how many are done and how many late."""

    tasks: int = 0
    done: int = 0
    late: int = 0


def late_on(on: date) -> Q:
    """The tasks of which a due day has passed with nothing to show for it."""
    return Q(state=TaskState.OPEN, next_due__lt=on)


def tallies(plans: Iterable[Plan], *, on: date) -> Mapping[int, Tally]:
    """The tally of each plan; one query. A plan without tasks is left out."""
    rows = Task.objects.filter(COUNTED, plan__in=list(plans)).values("plan_id").order_by()
    found = rows.annotate(tasks=Count("pk"), finished=_done(), late=_late(on)).values_list(
        "plan_id", "tasks", "finished", "late"
    )
    return {plan_id: Tally(tasks, done, late) for plan_id, tasks, done, late in found}


def progress_of(plan: Plan, *, on: date) -> list[BodyProgress]:
    """Each lead of the plan's tasks with its counts, by name; tasks without a lead come last."""
    rows = Task.objects.filter(COUNTED, plan=plan).order_by()
    grouped = rows.values("lead_id", "lead__name", "lead__answers_id").annotate(
        tasks=Count("pk"), finished=_done(), late=_late(on)
    )
    told = grouped.values_list(
        "lead_id", "lead__name", "lead__answers_id", "tasks", "finished", "late"
    )
    found = [
        BodyProgress(BodyView(pk, name, answers) if pk else None, tasks, done, late)
        for pk, name, answers, tasks, done, late in told
    ]
    return sorted(found, key=lambda one: (one.body is None, one.body.name if one.body else ""))


def by_column(rows: QuerySet[Task], *, on: date) -> Mapping[int, Tally]:
    """The tally of each column of the board; one query."""
    placed = rows.annotate(column=COLUMN).values("column").order_by()
    found = placed.annotate(tasks=Count("pk"), finished=_done(), late=_late(on)).values_list(
        "column", "tasks", "finished", "late"
    )
    return {column: Tally(tasks, done, late) for column, tasks, done, late in found}


def _done() -> Count:
    return Count("pk", filter=DONE)


def _late(on: date) -> Count:
    return Count("pk", filter=late_on(on))
