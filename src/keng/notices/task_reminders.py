"""Which reminders of tasks are due on a day: before it to those who do them, after it also above.

The steps are those of the forms. What is late and carries out a task of a plan above is told there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from keng.notices.drafts import Draft
from keng.notices.recipients import People
from keng.notices.reminders import LONGEST_PURSUIT, Steps
from keng.notices.vocabulary import Kind
from keng.planning.queries import NearTask, tasks_near


def task_drafts_on(on: date, steps: Steps, *, at: datetime) -> Iterator[Draft]:
    """The reminders of the day; those that were made before have the same keys as then."""
    near = tasks_near(on, before=max(steps.before, default=0), after=LONGEST_PURSUIT.days)
    people = People(on)
    people.expect(*(one.unit_id for one in near))
    for one in near:
        yield from _reminder(one, (one.due - on).days, steps, people, at)


def _reminder(
    one: NearTask, days_left: int, steps: Steps, people: People, at: datetime
) -> Iterator[Draft]:
    is_late = days_left < 0
    step = steps.after_due(-days_left) if is_late else steps.before_due(days_left)
    if step is None:
        return
    who = one.answers_id or one.unit_id
    # Before the day the one who does the work is enough; after it the leader knows too.
    told = people.doers(who)
    if is_late:
        told |= people.at_work(one.unit_id) | people.officers([one.above_unit_id])
    kind = Kind.TASK_LATE if is_late else Kind.TASK_SOON
    due = one.due.isoformat()
    yield Draft(
        kind=kind,
        key=f"{kind.value}:{one.id}:{due}:{step}",
        at=at,
        people=told,
        unit_id=one.unit_id,
        task_id=one.id,
        facts={"due": due, "days": abs(days_left)},
    )
