"""Tasks as lists show them: bodies, helpers and results read together, in three queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import QuerySet

from keng.planning.models import Body, Helper, Result, Task
from keng.planning.queries.shapes import BodyView, TaskLine
from keng.planning.rhythm import standing
from keng.planning.timing import timing_of
from keng.planning.vocabulary import Outcome, TaskState


def lines_of(tasks: QuerySet[Task], *, on: date) -> list[TaskLine]:
    """The tasks of a query in their order; three queries, however many there are."""
    rows = list(tasks.select_related("lead", "plan"))
    ids = [one.pk for one in rows]
    helpers = _helpers(ids)
    covered = _covered(ids)
    return [_line(row, helpers.get(row.pk, ()), covered.get(row.pk, []), on) for row in rows]


def body_view(body: Body) -> BodyView:
    """A body as lists show it."""
    return BodyView(body.pk, body.name, body.answers_id)


def _line(
    row: Task, helpers: Sequence[BodyView], covered: Iterable[date | None], on: date
) -> TaskLine:
    return TaskLine(
        id=row.pk,
        plan_id=row.plan_id,
        unit_id=row.plan.unit_id,
        n=row.n,
        title=row.title,
        lead=body_view(row.lead) if row.lead else None,
        helpers=tuple(helpers),
        quarter=row.quarter,
        due_on=row.due_on,
        due_written=row.due_written,
        rhythm=row.rhythm,
        proof=row.proof,
        state=row.state,
        done_on=row.done_on,
        drop_reason=row.drop_reason,
        revision=row.revision,
        implements_id=row.implements_id,
        standing=standing(timing_of(row, row.plan.year), TaskState(row.state), set(covered), on),
    )


def _helpers(ids: Sequence[int]) -> Mapping[int, list[BodyView]]:
    found: dict[int, list[BodyView]] = {}
    rows = Helper.objects.filter(task_id__in=ids, is_gone=False).select_related("body")
    for row in rows.order_by("task_id", "n"):
        found.setdefault(row.task_id, []).append(body_view(row.body))
    return found


def _covered(ids: Sequence[int]) -> Mapping[int, list[date | None]]:
    found: dict[int, list[date | None]] = {}
    rows = Result.objects.filter(task_id__in=ids, outcome=Outcome.DONE, covers__isnull=False)
    for task_id, covers in rows.values_list("task_id", "covers"):
        found.setdefault(task_id, []).append(covers)
    return found
