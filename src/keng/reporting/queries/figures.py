"""What stands in the cells of submissions, and what stood there at any moment."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.reporting.cells import Sheet
from keng.reporting.models import Basis, Figure, FigureRevision, StateChange, Submission
from keng.reporting.queries.sheets import sheet_of, submission_of, surroundings_of


@dataclass(frozen=True)
class FigureView:
    """One cell as it stands. `value` is an integer in the indicator's smallest unit, or None."""

    key: CellKey
    basis: str
    value: int | None
    status: str
    note: str
    source: str
    origin: str
    revision: int
    at: datetime
    account_id: int | None


@dataclass(frozen=True)
class RevisionView:
    """One state that a cell has had; `n` counts from 1."""

    n: int
    value: int | None
    status: str
    note: str
    source: str
    origin: str
    at: datetime
    account_id: int | None


@dataclass(frozen=True)
class KnownValue:
    """What a cell held at a moment, and by which revision."""

    value: int | None
    status: str
    revision: int


@dataclass(frozen=True)
class PastValue:
    """What a unit reported for a cell in one period, and how far that report has come."""

    period: Period
    value: int | None
    status: str
    origin: str
    state: str
    submission_id: int


def figures_of(submission_id: int, basis: str | None = None) -> dict[CellKey, FigureView]:
    """The cells of a submission that hold or held something, in the basis of its form.

    An empty cell that was never touched is left out; one that was emptied has value None.
    """
    basis = basis or _basis_of(submission_id)
    rows = Figure.objects.filter(submission_id=submission_id, basis=basis)
    return {row.key: view_of(row) for row in rows}


def view_of(row: Figure) -> FigureView:
    """The figure without its database row."""
    return FigureView(
        key=row.key,
        basis=row.basis,
        value=row.value,
        status=row.status,
        note=row.note,
        source=row.source,
        origin=row.origin,
        revision=row.revision,
        at=row.at,
        account_id=row.account_id,
    )


def history_of(submission_id: int, key: CellKey, basis: str | None = None) -> list[RevisionView]:
    """Every state that the cell has had, newest first; empty if it was never filled."""
    rows = FigureRevision.objects.filter(
        figure__submission_id=submission_id,
        figure__indicator=key.indicator,
        figure__by=key.by,
        figure__basis=basis or _basis_of(submission_id),
    ).order_by("-n")
    return [
        RevisionView(
            n=row.n,
            value=row.value,
            status=row.status,
            note=row.note,
            source=row.source,
            origin=row.origin,
            at=row.at,
            account_id=row.account_id,
        )
        for row in rows
    ]


def last_values(
    unit_id: int, key: CellKey, n: int = 12, *, regime: str | None = None
) -> list[PastValue]:
    """The last `n` values that the unit reported for the cell, latest period first."""
    rows = Figure.objects.filter(
        submission__unit_id=unit_id, indicator=key.indicator, by=key.by, basis=Basis.OWN
    ).select_related("submission")
    if regime is not None:
        rows = rows.filter(submission__regime=regime)
    return [
        PastValue(
            period=row.submission.period,
            value=row.value,
            status=row.status,
            origin=row.origin,
            state=row.submission.state,
            submission_id=row.submission_id,
        )
        for row in rows.order_by("-submission__last", "-submission__first")[:n]
    ]


def previous_figures(submission: Submission | int) -> dict[CellKey, int | None]:
    """What stood before, cell by cell, as the rules read it (`comparison.value_before`)."""
    found, sheet = _with_sheet(submission)
    indicators = {key: sheet.pack.indicators[key.indicator] for key in sheet.form.cells()}
    return surroundings_of(found, sheet.form).before(indicators)


def same_period_figures(submission: Submission | int) -> dict[CellKey, int | None]:
    """The same period of last year, cell by cell.

    Reported figures stand first, then the sum of whole predecessors, then what was typed once with
    its source (semantics 14, 15).
    """
    found, sheet = _with_sheet(submission)
    indicators = {key: sheet.pack.indicators[key.indicator] for key in sheet.form.cells()}
    return surroundings_of(found, sheet.form).last_year(indicators)


def values_known_at(
    submission_ids: Collection[int], at: datetime, *, basis: str | None = None
) -> dict[int, dict[CellKey, KnownValue]]:
    """What each submission held at the moment, from the revisions (semantics 16); one query.

    A cell that had not been filled by then is left out. `basis` None takes a unit's own figures.
    """
    latest = (
        FigureRevision.objects.filter(
            figure__submission_id__in=submission_ids,
            figure__basis=basis or Basis.OWN,
            at__lte=at,
        )
        .annotate(rank=Window(RowNumber(), partition_by="figure_id", order_by=F("n").desc()))
        .filter(rank=1)
        .values_list(
            "figure__submission_id", "figure__indicator", "figure__by", "value", "status", "n"
        )
    )
    known: dict[int, dict[CellKey, KnownValue]] = {pk: {} for pk in submission_ids}
    for pk, indicator, by, value, status, n in latest:
        known[pk][CellKey(indicator, by)] = KnownValue(value, status, n)
    return known


def states_known_at(submission_ids: Collection[int], at: datetime) -> dict[int, str]:
    """The state of each submission at the moment; one that had never moved was a draft."""
    latest = (
        StateChange.objects.filter(submission_id__in=submission_ids, at__lte=at)
        .annotate(rank=Window(RowNumber(), partition_by="submission_id", order_by=F("id").desc()))
        .filter(rank=1)
        .values_list("submission_id", "after")
    )
    return dict.fromkeys(submission_ids, "draft") | dict(latest)


def _with_sheet(submission: Submission | int) -> tuple[Submission, Sheet]:
    found = submission_of(submission) if isinstance(submission, int) else submission
    return found, sheet_of(found)


def _basis_of(submission_id: int) -> str:
    return sheet_of(submission_of(submission_id)).form.basis
