"""Reading the journal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from keng.journal import verification
from keng.journal.models import Entry, Seal
from keng.journal.seals import SealRecord
from keng.kernel.problems import Problem


def entries_of(stream: str) -> QuerySet[Entry]:
    """All that was done to one subject, oldest first."""
    return Entry.objects.filter(stream=stream).order_by("n")


def entries_by(account_id: int | None, *, first: date, last: date) -> QuerySet[Entry]:
    """All that one account (None: the operator) did on the days from first to last, by moment."""
    return Entry.objects.filter(account_id=account_id, on__range=(first, last)).order_by("at", "id")


def entries_after(entry_id: int, *, limit: int) -> list[Entry]:
    """The next entries in the order of their ids, for a job that keeps a cursor.

    On PostgreSQL an entry may appear behind the cursor for as long as its transaction was open;
    a job that must see each one starts a little earlier and is idempotent.
    """
    return list(Entry.objects.filter(id__gt=entry_id).order_by("id")[:limit])


def last_seal() -> SealRecord | None:
    """The newest seal in the form that leaves the machine, or None before the first."""
    seal = Seal.objects.order_by("-n").first()
    return SealRecord.of(seal) if seal else None


def problems() -> Iterator[Problem]:
    """Everything about entries, seals and guards that does not hold."""
    yield from verification.problems()
