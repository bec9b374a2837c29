"""Which reminders of meetings and of ending terms are due on a day.

The steps are those of the forms; terms are told on days of their own (`KENG_REMIND_TERM`), because
a new paper has to be signed first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from keng.notices.drafts import Draft
from keng.notices.recipients import People
from keng.notices.reminders import LONGEST_PURSUIT, Steps
from keng.notices.vocabulary import Kind
from keng.steering.queries import EndingTerm, NearMeeting, meetings_near, terms_ending
from keng.steering.queries.reminding import COOPERATION


def steering_drafts_on(
    on: date, steps: Steps, term_days: Sequence[int], *, at: datetime
) -> Iterator[Draft]:
    """The reminders of the day; those that were made before have the same keys as then."""
    near = meetings_near(on, before=max(steps.before, default=0), after=LONGEST_PURSUIT.days)
    ending = terms_ending(on, within=max(term_days, default=0))
    people = People(on)
    people.expect(*(one.unit_id for one in near), *(one.unit_id for one in ending))
    for meeting in near:
        yield from _meeting(meeting, (meeting.due - on).days, steps, people, at)
    for term in ending:
        yield from _term(term, (term.last - on).days, term_days, people, at)


def _meeting(
    one: NearMeeting, days_left: int, steps: Steps, people: People, at: datetime
) -> Iterator[Draft]:
    is_missed = days_left < 0
    step = steps.after_due(-days_left) if is_missed else steps.before_due(days_left)
    if step is None:
        return
    kind = Kind.MEETING_MISSED if is_missed else Kind.MEETING_SOON
    due, about = one.due.isoformat(), f"{one.owner}:{one.owner_id}"
    yield Draft(
        kind=kind,
        key=f"{kind.value}:{about}:{one.what}:{due}:{step}",
        at=at,
        people=people.at_work(one.unit_id) if is_missed else people.doers(one.unit_id),
        unit_id=one.unit_id,
        facts={
            "due": due,
            "days": abs(days_left),
            "about": about,
            "meeting": "called" if one.is_called else one.what,
        },
    )


def _term(
    one: EndingTerm, days_left: int, term_days: Sequence[int], people: People, at: datetime
) -> Iterator[Draft]:
    step = next((step for step in sorted(term_days) if days_left <= step), None)
    if step is None:
        return
    due, about = one.last.isoformat(), f"{COOPERATION}:{one.cooperation_id}"
    yield Draft(
        kind=Kind.TERM_ENDING,
        key=f"{Kind.TERM_ENDING.value}:{about}:{due}:{step}",
        at=at,
        people=people.at_work(one.unit_id),
        unit_id=one.unit_id,
        facts={"due": due, "days": days_left, "about": about},
    )
