"""What first pages show: what waits for a person above, and how far whole rounds have come.

Each is a fixed number of queries, however many units and rounds there are.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from keng.kernel.actors import Actor
from keng.reporting.lifecycle import COUNTED, OWING, State
from keng.reporting.models import Return, Round, Submission
from keng.reporting.queries.rounds import Standing, standings


@dataclass(frozen=True)
class RoundTally:
    """How many units of a round the reader sees, and how far they have come."""

    expected: int
    handed_in: int
    accepted: int
    late: int


def waiting_for(actor: Actor, *, on: date) -> list[Standing]:
    """Submissions that were handed in and that the actor may accept, earliest due day first.

    One's own are left out: nobody accepts what they submitted.
    """
    rows = Submission.objects.filter(state=State.SUBMITTED)
    reach = actor.reach("accept", on=on)
    if reach is not None:
        rows = rows.filter(unit_id__in=reach)
    if actor.account_id is not None:
        rows = rows.exclude(submitted_by=actor.account_id)
    found = standings(rows, on=on, actor=actor)
    return sorted(found, key=lambda one: (one.due_on or date.max, one.submission_id))


def round_tallies(round_ids: Collection[int], *, actor: Actor, on: date) -> dict[int, RoundTally]:
    """The counts of rounds by round, over the units that the actor sees; one query.

    A unit whose duty passed to its successor is no longer expected. Rounds in which the actor sees
    nobody are left out.
    """
    rows = Submission.objects.filter(round_id__in=round_ids, duty_passed_to__isnull=True)
    reach = actor.reach("view", on=on)
    if reach is not None:
        rows = rows.filter(unit_id__in=reach)
    past = Q(state=State.RETURNED, return_due_on__lt=on) | Q(
        ~Q(state=State.RETURNED) | Q(return_due_on=None), due_on__lt=on
    )
    counted = (
        rows.values("round_id")
        .annotate(
            expected=Count("pk"),
            handed_in=Count("pk", filter=~Q(state__in=OWING)),
            accepted=Count("pk", filter=Q(state__in=COUNTED)),
            late=Count("pk", filter=past & Q(state__in=OWING)),
        )
        .order_by(F("round_id"))
    )
    return {
        row["round_id"]: RoundTally(row["expected"], row["handed_in"], row["accepted"], row["late"])
        for row in counted
    }


def return_messages(submission_ids: Collection[int]) -> dict[int, str]:
    """What was said the last time that each submission was sent back; one query."""
    rows = Return.objects.filter(submission_id__in=submission_ids).order_by("pk")
    return dict(rows.values_list("submission_id", "message"))


def units_of_submissions(submission_ids: Collection[int]) -> dict[int, int]:
    """Whose each submission is, by submission; one query."""
    rows = Submission.objects.filter(pk__in=submission_ids)
    return dict(rows.values_list("pk", "unit_id"))


def owners_of_rounds(round_ids: Collection[int]) -> dict[int, int]:
    """Which unit opened each round, by round; one query."""
    rows = Round.objects.filter(pk__in=round_ids)
    return dict(rows.values_list("pk", "owner_unit_id"))
