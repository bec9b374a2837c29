"""Up to where the journal is another machine's, and how its rows stood when they arrived.

See `arrivals`. Until data arrive, which most machines never see, each question costs one query.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from django.db.models import QuerySet, Subquery
from django.db.models.functions import Coalesce

from keng.journal.canonical import canonical
from keng.journal.models import Arrival, ArrivedTable, Seal

DIGITS_IN_BULK: Final = 16
STREAM: Final = "arrival:"


def last_seal_from_elsewhere() -> int:
    """The newest seal that another machine made; 0 where none did."""
    found = Arrival.objects.order_by("-id").values_list("last_seal", flat=True).first()
    return found or 0


def seals_of_this_machine() -> QuerySet[Seal]:
    """The seals that were made here; one query with whatever is asked of them."""
    newest = Arrival.objects.order_by("-id").values("last_seal")[:1]
    return Seal.objects.filter(n__gt=Coalesce(Subquery(newest), 0))


def last_entry_from_elsewhere() -> int | None:
    """The newest entry that another machine wrote; None where nothing arrived."""
    return Arrival.objects.order_by("-id").values_list("last_entry_id", flat=True).first()


def marks_on_arrival(tables: Iterable[str]) -> dict[str, dict[str, str]]:
    """How each row of these tables stood, by table and id; a table that brought none is empty."""
    told: dict[str, dict[str, str]] = {table: {} for table in tables}
    for row in ArrivedTable.objects.filter(table__in=told).order_by("id"):
        told[row.table].update(told_in_bulk(row.marks))
    return told


def told_in_bulk(stretches: Iterable[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    """What `rows.stated_in_bulk` said: the id and the mark of each row."""
    for first, marks in stretches:
        for place, start in enumerate(range(0, len(marks), DIGITS_IN_BULK)):
            yield str(first + place), marks[start : start + DIGITS_IN_BULK]


def digest_of(marks: Mapping[str, object]) -> str:
    """What an arrival states of the marks of all its tables."""
    return hashlib.sha256(canonical(marks)).hexdigest()
