"""The row of a kept original: how it comes from what was prepared, and how it is taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from keng.documents.reading.document import Box, Page
from keng.intake.models import KeptOriginal, ReadReport
from keng.intake.reports.originals import sealing
from keng.intake.reports.originals.places import Paper, PaperPage
from keng.intake.reports.originals.preparing import Prepared

_FINE: Final = 100_000  # whole numbers: a statement in the journal takes exact values only


def keep(report: ReadReport, prepared: Prepared) -> KeptOriginal:
    """Write the row; the caller journals it."""
    paper = prepared.paper
    return KeptOriginal.objects.create(
        report=report,
        name=prepared.name,
        sealed=prepared.digests[sealing.PAPER],
        drawn=prepared.digests.get(sealing.DRAWN, ""),
        size=prepared.size,
        sort=prepared.sort,
        pages=[_page(one) for one in paper.pages],
        figures={str(n): [page, _sides(box)] for n, (page, box) in paper.figures.items()},
    )


def take_away(original: KeptOriginal, reason: str, *, account_id: int | None, at: datetime) -> None:
    """Mark the row, and destroy key and files once that is certain; the caller journals it."""
    original.taken_at, original.taken_by_id, original.reason = at, account_id, reason
    original.save(update_fields=["taken_at", "taken_by_id", "reason"])
    name = original.name
    transaction.on_commit(lambda: sealing.discard(name))


def discard_unkept(beginning: str) -> None:
    """Remove what was sealed under names that begin so and has no row: a worker was killed."""
    names = sealing.names(beginning)
    kept = KeptOriginal.objects.filter(name__in=names).values_list("name", flat=True)
    for name in names.difference(kept):
        sealing.discard(name)


def standing(report_id: int) -> KeptOriginal | None:
    """The original of a report that is kept and was not taken away."""
    return KeptOriginal.objects.filter(report_id=report_id, taken_at=None).first()


def paper(original: KeptOriginal) -> Paper:
    """Pages and figures as they were placed."""
    return Paper(
        tuple(_paper_page(one) for one in original.pages),
        {int(n): (page, _box(sides)) for n, (page, sides) in original.figures.items()},
    )


def parts(original: KeptOriginal) -> Mapping[str, str]:
    """The sealed files with their sha256."""
    every = {sealing.PAPER: original.sealed, sealing.DRAWN: original.drawn}
    return {part: digest for part, digest in every.items() if digest}


def _page(one: PaperPage) -> list[Any]:
    covers = [_sides(box) for box in one.covers]
    return [one.page.index, one.page.turned, f"{one.page.skew:g}", one.is_read, covers]


def _paper_page(told: Sequence[Any]) -> PaperPage:
    index, turned, skew, is_read, covers = told
    page = Page(index, turned=turned, skew=float(skew))
    return PaperPage(page, is_read, tuple(_box(sides) for sides in covers))


def _sides(box: Box) -> list[int]:
    return [round(side * _FINE) for side in box]


def _box(sides: Sequence[int]) -> Box:
    return Box(*(side / _FINE for side in sides))
