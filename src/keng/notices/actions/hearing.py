"""Reading the journal with a cursor: nothing twice, nothing lost, also with several workers.

Ids are given out before commit, so an entry can appear behind one that was read already. What was
read is therefore remembered by id until it settles: an hour later, longer than any transaction is
open, nothing can appear behind it any more (docs/mechanisms/notices.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from keng.criteria.queries import resting_on
from keng.db.locks import for_update
from keng.journal.actions import LONGEST_TRANSACTION
from keng.journal.models import Entry
from keng.notices.actions.making import make
from keng.notices.drafts import SUBMISSION, Told, subject
from keng.notices.events import COUNTING, MAKERS, drafts_of
from keng.notices.models import AssessmentDoubt, Cursor, Heard, PaperDoubt
from keng.orgunits.queries import day_map
from keng.publishing.models import Paper
from keng.publishing.states import State
from keng.reporting.models import Submission

BATCH: Final = 200
_JOURNAL: Final = "journal"
_A_YEAR: Final = timedelta(days=366)


@dataclass(frozen=True)
class Hearing:
    """What one batch came to: entries heard, notices made, and whether there may be more."""

    heard: int
    made: int
    is_last: bool


@transaction.atomic
def hear(*, at: datetime, limit: int = BATCH) -> Hearing:
    """Make the notices of the next entries of the journal, in one transaction with the cursor.

    A worker that dies leaves nothing half done, and a second one waits for the first. Asks for no
    grant. Also notes which issued papers to look at again.
    """
    cursor = cursor_for_update(_JOURNAL)
    entries = list(_unheard(cursor.settled_id).order_by("pk")[:limit])
    told = Told(entries)
    made = make((draft for entry in entries for draft in drafts_of(entry, told)), at=at)
    _doubt_papers(entries, told, at=at)
    _doubt_assessments(entries, told, at=at)
    Heard.objects.bulk_create(Heard(entry_id=entry.pk, at=at) for entry in entries)
    return Hearing(len(entries), made, is_last=len(entries) < limit)


@transaction.atomic
def settle(*, at: datetime) -> int:
    """Move the cursor over what was heard an hour ago and forget its ids; where it then stands.

    Not while something before it is still unheard. Asks for no grant.
    """
    cursor = cursor_for_update(_JOURNAL)
    past = Heard.objects.filter(at__lte=at - LONGEST_TRANSACTION)
    last = past.aggregate(last=Max("entry_id"))["last"]
    if last is None or _unheard(cursor.settled_id).filter(pk__lte=last).exists():
        return cursor.settled_id
    cursor.settled_id = max(cursor.settled_id, last)
    cursor.save(update_fields=["settled_id"])
    Heard.objects.filter(entry_id__lte=last).delete()
    return cursor.settled_id


def cursor_for_update(name: str) -> Cursor:
    """The cursor of a job, locked until the transaction ends."""
    Cursor.objects.get_or_create(name=name)
    return for_update(Cursor.objects.filter(name=name)).get()


def _unheard(settled_id: int) -> QuerySet[Entry]:
    heard = Heard.objects.filter(entry_id=OuterRef("pk"))
    return Entry.objects.filter(~Exists(heard), pk__gt=settled_id, verb__in=list(MAKERS))


def _doubt_papers(entries: Sequence[Entry], told: Told, *, at: datetime) -> None:
    for entry in entries:
        about = told.submissions.get(subject(entry, SUBMISSION))
        if about is not None and entry.verb in COUNTING:
            for paper_id in _papers_above(about):
                PaperDoubt.objects.update_or_create(
                    paper_id=paper_id, defaults={"entry_id": entry.pk, "at": at}
                )


def _doubt_assessments(entries: Sequence[Entry], told: Told, *, at: datetime) -> None:
    counting = {
        about.pk: entry.pk
        for entry in entries
        if entry.verb in COUNTING
        and (about := told.submissions.get(subject(entry, SUBMISSION))) is not None
    }
    for submission_id, assessments in resting_on(counting).items():
        for assessment_id in assessments:
            AssessmentDoubt.objects.update_or_create(
                assessment_id=assessment_id,
                defaults={"entry_id": counting[submission_id], "at": at},
            )


def _papers_above(about: Submission) -> list[int]:
    """Issued papers of the unit or of one above whose figures, or same period, it may be in."""
    above = {about.unit_id}
    for on in {about.last, about.first}:
        known = day_map(on)
        above |= {*known.tree.ancestors(about.unit_id)}
        if (manager := known.superior(about.unit_id)) is not None:
            above |= {manager, *known.tree.ancestors(manager)}
    rows = Paper.objects.filter(
        Q(first__lte=about.last + _A_YEAR, last__gte=about.first),
        state=State.ISSUED.value,
        unit_id__in=above,
        regime=about.regime,
    )
    return list(rows.values_list("pk", flat=True))
