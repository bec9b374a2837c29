"""What does not hold among committees and programmes of coordination, for `keng verify`."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q

from keng.journal import rows
from keng.kernel.problems import Problem
from keng.steering.models import (
    Committee,
    CommitteeAct,
    Conclusion,
    Cooperation,
    Meeting,
    Minutes,
    Outcome,
    OutcomeShare,
    Oversight,
    Partner,
    Presence,
    RegisterUse,
    Seat,
    Term,
)

_STREAMS = "co"  # both "committee:" and "cooperation:"; meetings are stated in either
_USES = "steering_use:"
_OF_COMMITTEES = (Committee, CommitteeAct, Seat, Oversight)
_OF_COOPERATIONS = (Cooperation, Term, Partner, Outcome, OutcomeShare)
_OF_MEETINGS = (Meeting, Minutes, Presence, Conclusion)


def problems() -> Iterator[Problem]:
    """Rows that the journal does not vouch for, results that count twice, links that cross."""
    yield from rows.problems(*_OF_COMMITTEES, *_OF_COOPERATIONS, *_OF_MEETINGS, streams=_STREAMS)
    yield from rows.problems(RegisterUse, streams=_USES)
    for pk in OutcomeShare.objects.filter(partner=F("outcome__partner")).values_list(
        "pk", flat=True
    ):
        yield Problem("steering_outcomeshare", str(pk), "đối tác chính được tính hai lần")
    crossed = ~Q(cooperation=F("partner__cooperation"))
    for pk in Outcome.objects.filter(crossed).values_list("pk", flat=True):
        yield Problem("steering_outcome", str(pk), "đối tác thuộc chương trình khác")
    elsewhere = Conclusion.objects.filter(task__isnull=False).exclude(
        Q(task__plan__unit=F("meeting__committee__unit"))
        | Q(task__plan__unit=F("meeting__cooperation__unit"))
    )
    for pk in elsewhere.values_list("pk", flat=True):
        yield Problem("steering_conclusion", str(pk), "nhiệm vụ thuộc kế hoạch của đơn vị khác")
