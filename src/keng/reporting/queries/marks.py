"""What rooms above read beside the figures: changes that count, adjustments, written reasons."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.reporting.models import AcceptedWarning, Adjustment, DirtyMark


@dataclass(frozen=True)
class MarkView:
    """One change that counts: of which unit, form and period, and when. `id` is the cursor."""

    id: int
    unit_id: int
    form: str
    period: Period
    submission_id: int
    act: str
    at: datetime


@dataclass(frozen=True)
class AdjustmentView:
    """A value that a level above uses for a cell instead of the reported one (semantics 11).

    `answer` is "standing" or "agreed" while it is in use, else "withdrawn" or "overtaken".
    """

    id: int
    submission_id: int
    unit_id: int
    adjuster_id: int
    period: Period
    indicator: str
    by: str
    value: int
    reported_value: int | None
    reason: str
    answer: str
    answer_text: str
    at: datetime


@dataclass(frozen=True)
class ExplanationView:
    """Why a warning about some cells of a submission is right as it stands."""

    submission_id: int
    check: str
    cells: tuple[CellKey, ...]
    reason: str
    at: datetime
    account_id: int | None


def explanations_in_force(submission_ids: Collection[int]) -> dict[int, list[ExplanationView]]:
    """The written reasons that hold for the figures as they stand, by submission; one query.

    They travel upward with the figures: whoever shows a figure shows the reason beside it.
    """
    rows = AcceptedWarning.objects.filter(submission_id__in=submission_ids, is_current=True)
    found: dict[int, list[ExplanationView]] = {}
    for row in rows.order_by("pk"):
        cells = tuple(CellKey.parse(text) for text in row.cells)
        view = ExplanationView(
            row.submission_id, row.check_code, cells, row.reason, row.at, row.account_id
        )
        found.setdefault(row.submission_id, []).append(view)
    return found


def dirty_marks(after: int = 0, limit: int = 10_000) -> list[MarkView]:
    """Marks with an id above the cursor, oldest first; empty when everything is up to date.

    Ids are given out before commit: a mark with a lower id may appear after a higher one was read.
    So consolidation deletes what it has dealt with (`actions.clear_marks`) and starts from 0.
    """
    rows = DirtyMark.objects.filter(pk__gt=after).order_by("pk")[:limit]
    return [
        MarkView(
            id=row.pk,
            unit_id=row.unit_id,
            form=row.form,
            period=row.period,
            submission_id=row.submission_id,
            act=row.act,
            at=row.at,
        )
        for row in rows
    ]


def has_dirty_marks() -> bool:
    """Whether anything that counts changed since the marks were last cleared; one query."""
    return DirtyMark.objects.exists()


def adjustments_of(submission_id: int) -> list[AdjustmentView]:
    """All adjustments of a submission, newest first, also those no longer in use."""
    rows = Adjustment.objects.filter(submission_id=submission_id)
    return [_view(row) for row in rows.order_by("-pk")]


def adjustments_in_use(submission_ids: Collection[int]) -> dict[int, list[AdjustmentView]]:
    """Adjustments that consolidation uses, by submission; one query."""
    rows = Adjustment.objects.filter(
        submission_id__in=submission_ids,
        answer__in=(Adjustment.Answer.STANDING, Adjustment.Answer.AGREED),
    )
    found: dict[int, list[AdjustmentView]] = {}
    for row in rows.order_by("pk"):
        found.setdefault(row.submission_id, []).append(_view(row))
    return found


def _view(row: Adjustment) -> AdjustmentView:
    return AdjustmentView(
        id=row.pk,
        submission_id=row.submission_id,
        unit_id=row.unit_id,
        adjuster_id=row.adjuster_id,
        period=row.period,
        indicator=row.indicator,
        by=row.by,
        value=row.value,
        reported_value=row.reported_value,
        reason=row.reason,
        answer=row.answer,
        answer_text=row.answer_text,
        at=row.at,
    )
