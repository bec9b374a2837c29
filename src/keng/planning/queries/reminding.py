"""Tasks whose due days come near or have passed, for reminders and for calendars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from keng.kernel.actors import Actor
from keng.planning.models import Plan, Task
from keng.planning.photos import speaks_of_watched
from keng.planning.queries.agenda import bodies_answered_by
from keng.planning.queries.lines import lines_of
from keng.planning.vocabulary import State, TaskState

_OPEN: Final = {"state": TaskState.OPEN.value, "plan__state": State.ISSUED.value}
_HELD_BACK: Final = "một nhiệm vụ của kế hoạch"


@dataclass(frozen=True)
class NearTask:
    """An open task, its next due day, the plan's unit, who answers, and the unit it reports to.

    `above_unit_id` is the unit of the plan whose task it carries out.
    """

    id: int
    due: date
    unit_id: int
    answers_id: int | None
    above_unit_id: int | None


@dataclass(frozen=True)
class TaskDay:
    """A due day of a task as a calendar shows it; `revision` grows with each change."""

    id: int
    title: str
    due: date
    revision: int
    made_at: datetime


def tasks_near(on: date, *, before: int, after: int) -> list[NearTask]:
    """Open tasks of plans in force that are due within so many days, or late by at most so many.

    Asks for no grant: the machine reminds. Four queries.
    """
    first, last = on - timedelta(days=after), on + timedelta(days=before)
    rows = Task.objects.filter(next_due__gte=first, next_due__lte=last, **_OPEN)
    lines = lines_of(rows.order_by("pk"), on=on)
    near = [(one, one.standing.due) for one in lines if one.standing.due is not None]
    above = dict(
        Task.objects.filter(pk__in={one.implements_id for one, _ in near}).values_list(
            "pk", "plan__unit_id"
        )
    )
    return [
        NearTask(
            id=one.id,
            due=due,
            unit_id=one.unit_id,
            answers_id=one.lead.answers_id if one.lead else None,
            above_unit_id=above.get(one.implements_id or 0),
        )
        for one, due in near
    ]


def task_days_of(actor: Actor, *, on: date) -> list[TaskDay]:
    """The next due day of each open task that the actor's bodies lead, for a calendar."""
    bodies = [body.id for body, _unit in bodies_answered_by(actor, on=on)]
    lines = lines_of(Task.objects.filter(lead_id__in=bodies, **_OPEN).order_by("pk"), on=on)
    plans = {one.plan_id for one in lines}
    made = dict(Plan.objects.filter(pk__in=plans).values_list("pk", "made_at"))
    return [
        TaskDay(one.id, told(one.title), one.standing.due, one.revision, made[one.plan_id])
        for one in lines
        if one.standing.due is not None
    ]


def titles_of(task_ids: Iterable[int]) -> dict[int, str]:
    """What tasks are called where anybody may read along (mail, calendars)."""
    rows: Sequence[tuple[int, str]] = list(
        Task.objects.filter(pk__in=list(task_ids)).values_list("pk", "title")
    )
    return {pk: told(title) for pk, title in rows}


def told(title: str) -> str:
    """A title, or other words for one about watched people (semantics 28)."""
    return _HELD_BACK if speaks_of_watched(title) else title
