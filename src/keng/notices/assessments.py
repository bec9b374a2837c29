"""Looking again at assessments under which figures may have moved, outside of any lock."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from keng.criteria.queries import Reopened, heads_of, reopened
from keng.kernel.moments import local_day
from keng.notices.actions.making import make
from keng.notices.drafts import Draft
from keng.notices.models import AssessmentDoubt
from keng.notices.recipients import People
from keng.notices.vocabulary import Kind


def judge_assessments(*, at: datetime) -> int:
    """Tell who must look again at an assessment because a correction reopened a criterion of it.

    How many assessments were looked at. Told are the people of the unit (where it has none, of who
    manages it), and those of the deciding unit. Asks for no grant; no figure is named.
    """
    doubts = list(AssessmentDoubt.objects.order_by("pk"))
    if not doubts:
        return 0
    moved = {
        one.assessment_id: one for one in reopened([doubt.assessment_id for doubt in doubts], at=at)
    }
    for doubt in doubts:
        _settle(doubt, moved.get(doubt.assessment_id), at=at)
    return len(doubts)


@transaction.atomic
def _settle(doubt: AssessmentDoubt, found: Reopened | None, *, at: datetime) -> None:
    if found is not None:
        people = People(local_day(at))
        above = people.superior(found.unit_id)
        here = people.at_work(found.unit_id) or (people.everyone(above) if above else frozenset())
        told = Draft(
            kind=Kind.ASSESSMENT_REOPENED,
            key=f"assessment:{found.assessment_id}:{doubt.entry_id}",
            at=doubt.at,
            people=here | people.everyone(found.decider_id),
            unit_id=found.unit_id,
            facts=heads_of([found.assessment_id])[found.assessment_id].facts,
        )
        make([told], at=at)
    # A newer change may have come in while we looked: its entry is another, and it stays.
    AssessmentDoubt.objects.filter(pk=doubt.pk, entry_id=doubt.entry_id).delete()
