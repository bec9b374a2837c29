"""Which reminders are due on a day: before a due day to those who hand in, after it also above.

The days are habits of the office (`KENG_REMIND_BEFORE`, `KENG_REMIND_AFTER`), not law. A reminder
belongs to the last step that was reached, so a worker that stood still for a day makes up for it
once, and never twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, DateField, F, Q, QuerySet, When

from keng.notices.drafts import Draft
from keng.notices.recipients import People
from keng.notices.vocabulary import Kind
from keng.reporting.lifecycle import OWING, State
from keng.reporting.models import Round, Submission

LONGEST_PURSUIT = timedelta(days=60)
"""After that a unit is no longer reminded by the machine; the list of late units still names it."""


@dataclass(frozen=True)
class Steps:
    """On how many days before and after a due day people are reminded, smallest first."""

    before: Sequence[int]
    after: Sequence[int]

    def before_due(self, days_left: int) -> int | None:
        """The step reached with so many days left; None if it is too early."""
        return next((step for step in self.before if days_left <= step), None)

    def after_due(self, days_late: int) -> int | None:
        """The step reached so many days after the due day; None before the first."""
        return max((step for step in self.after if step <= days_late), default=None)


def drafts_on(on: date, steps: Steps, *, at: datetime) -> Iterator[Draft]:
    """The reminders of the day; those that were made before have the same keys as then."""
    owing = list(_owing(on, steps))
    people = People(on)
    people.expect(*(one.unit_id for one in owing))
    late_rounds: dict[int, int] = {}
    for one in owing:
        days_left = (_due(one) - on).days
        yield from _reminder(one, days_left, steps, people, at)
        if days_left < 0 and one.round_id is not None:
            late_rounds[one.round_id] = late_rounds.get(one.round_id, 0) + 1
    yield from _above(late_rounds, on, steps, people, at)


def _owing(on: date, steps: Steps) -> QuerySet[Submission]:
    due = Case(
        When(state=State.RETURNED, return_due_on__isnull=False, then=F("return_due_on")),
        default=F("due_on"),
        output_field=DateField(),
    )
    horizon = on + timedelta(days=max(steps.before, default=0))
    return (
        Submission.objects.filter(
            Q(state__in=OWING), round__closed_at__isnull=True, duty_passed_to__isnull=True
        )
        .annotate(asked_on=due)
        .filter(asked_on__lte=horizon, asked_on__gte=on - LONGEST_PURSUIT)
        .order_by("pk")
    )


def _due(one: Submission) -> date:
    asked: date = vars(one)["asked_on"]  # annotated in `_owing`
    return asked


def _reminder(
    one: Submission, days_left: int, steps: Steps, people: People, at: datetime
) -> Iterator[Draft]:
    is_late = days_left < 0
    step = steps.after_due(-days_left) if is_late else steps.before_due(days_left)
    if step is None:
        return
    # Before the day the one who does the work is enough; after it the leader knows too.
    told = people.at_work(one.unit_id) if is_late else people.doers(one.unit_id)
    kind = Kind.OVERDUE if is_late else Kind.DUE_SOON
    due = _due(one).isoformat()
    yield Draft(
        kind=kind,
        key=f"{kind.value}:{one.pk}:{due}:{step}",
        at=at,
        people=told,
        unit_id=one.unit_id,
        submission_id=one.pk,
        round_id=one.round_id,
        facts={"due": due, "days": abs(days_left)},
    )


def _above(
    late: dict[int, int], on: date, steps: Steps, people: People, at: datetime
) -> Iterator[Draft]:
    rounds = list(Round.objects.filter(pk__in=late))
    people.expect(*(one.owner_unit_id for one in rounds))
    for one in rounds:
        step = steps.after_due((on - one.due_on).days)
        if step is not None:
            yield Draft(
                kind=Kind.LATE_BELOW,
                key=f"{Kind.LATE_BELOW.value}:{one.pk}:{one.due_on.isoformat()}:{step}",
                at=at,
                people=people.officers([one.owner_unit_id]),
                unit_id=one.owner_unit_id,
                round_id=one.pk,
                facts={"late": late[one.pk], "due": one.due_on.isoformat()},
            )
