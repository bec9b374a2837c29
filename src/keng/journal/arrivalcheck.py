"""Whether what was written down when data arrived still stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from keng.journal import rows
from keng.journal.arrived import STREAM, digest_of, marks_on_arrival
from keng.journal.models import Arrival, Seal, SealedHead
from keng.kernel.problems import Problem

_CHANGED: Final = "dấu của các dòng khi nhận đã bị sửa hoặc xóa"


def problems() -> Iterator[Problem]:
    """Arrivals that were changed, and seals that are no longer what arrived."""
    yield from rows.problems(Arrival, streams=STREAM)
    for arrival in Arrival.objects.order_by("id"):
        marks = dict(arrival.tables.values_list("table", "marks"))
        if digest_of(marks) != arrival.digest:
            yield Problem("journal_arrivedtable", str(arrival.pk), _CHANGED)
    told = marks_on_arrival(["journal_seal", "journal_sealedhead"])
    yield from rows.differences_among(told, Seal, SealedHead)
