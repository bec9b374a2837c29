"""Reading the journal."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime

from django.db.models import Max, Min, Q, QuerySet

from keng.journal import arrivalcheck, verification
from keng.journal.models import Entry, Seal
from keng.journal.proofs import altered, problems_of, proof_of, seal_over, sealed_by
from keng.journal.seals import SealRecord
from keng.kernel.problems import Problem

__all__ = [
    "altered",
    "entries_after",
    "entries_by",
    "entries_of",
    "extent",
    "last_seal",
    "latest_moment",
    "problems",
    "problems_against",
    "problems_of",
    "proof_of",
    "recent",
    "seal_over",
    "sealed_by",
]


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


def recent(
    *,
    before_id: int | None = None,
    stream: str = "",
    verb: str = "",
    account_ids: Collection[int] | None = None,
    days: tuple[date | None, date | None] = (None, None),
    limit: int = 100,
) -> list[Entry]:
    """The newest entries first, below an id; of a stream, a verb, certain accounts, some days.

    A `stream` that ends in a colon means all streams of that kind ("submission:"); `verb` may be
    its last part ("submit" for "reporting.submit").
    """
    rows = Entry.objects.order_by("-id")
    if before_id is not None:
        rows = rows.filter(id__lt=before_id)
    if stream:
        rows = (
            rows.filter(stream__startswith=stream)
            if stream.endswith(":")
            else rows.filter(stream=stream)
        )
    if verb:
        rows = rows.filter(Q(verb=verb) | Q(verb__endswith=f".{verb}"))
    if account_ids is not None:
        rows = rows.filter(account_id__in=account_ids)
    first, last = days
    if first is not None:
        rows = rows.filter(on__gte=first)
    if last is not None:
        rows = rows.filter(on__lte=last)
    return list(rows[:limit])


def latest_moment() -> datetime | None:
    """The latest moment that any entry carries; None for an empty journal."""
    return Entry.objects.order_by("-at").values_list("at", flat=True).first()


def last_seal() -> SealRecord | None:
    """The newest seal in the form that leaves the machine, or None before the first."""
    seal = Seal.objects.order_by("-n").first()
    return SealRecord.of(seal) if seal else None


def extent() -> tuple[int | None, int | None, int]:
    """How much there is: the first and the last seal, None before any, and the entries."""
    seals = Seal.objects.aggregate(first=Min("n"), last=Max("n"))
    return seals["first"], seals["last"], Entry.objects.count()


def problems() -> Iterator[Problem]:
    """Everything about entries and seals that does not hold."""
    yield from verification.problems()
    yield from arrivalcheck.problems()


def problems_against(record: SealRecord) -> list[Problem]:
    """What the database says otherwise than a seal that was kept outside it."""
    return verification.problems_against(record)
