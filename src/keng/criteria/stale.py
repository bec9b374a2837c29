"""What a correction reopened: claims whose proposal read a figure that is another one now.

Nothing is marked when a figure changes: the question is asked of the readings whenever somebody
looks. A correction that leaves the value as it was reopens nothing; one that moves it reopens
exactly the claims that read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F

from keng.criteria.cases import Prepared
from keng.criteria.models import Reading
from keng.kernel.figures import CellKey


@dataclass(frozen=True)
class Moved:
    """A figure that reads otherwise than when a claim rested on it; values in smallest units."""

    criterion: str
    time: str
    cell: CellKey
    was: int | None
    now: int | None


def standing_readings(assessment_ids: Iterable[int]) -> list[Reading]:
    """The readings of the standing proposals of these assessments; one query and their sources."""
    rows = Reading.objects.filter(
        claim__assessment_id__in=list(assessment_ids), proposal=F("claim__proposal")
    )
    return list(rows.select_related("claim").prefetch_related("sources").order_by("pk"))


def moved_since(
    prepared: Iterable[Prepared], readings: Iterable[Reading] | None = None
) -> Mapping[int, tuple[Moved, ...]]:
    """By assessment: the figures that have moved under what was said of them."""
    there = {one.assessment.pk: one for one in prepared}
    rows = standing_readings(there) if readings is None else readings
    found: dict[int, list[Moved]] = {}
    for row in rows:
        about = there[row.claim.assessment_id]
        cell = CellKey(row.indicator, row.by)
        values = about.entry.case.now if row.space == "now" else about.entry.case.last_year
        now = values.get(cell)
        if now != row.value:
            moved = Moved(row.claim.criterion, row.space, cell, row.value, now)
            found.setdefault(about.assessment.pk, []).append(moved)
    return {pk: tuple(moved) for pk, moved in found.items()}
