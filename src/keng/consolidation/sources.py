"""The reports that a part of a figure rests on, with what was written beside the value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from keng.consolidation.raw import Knowledge, Slip
from keng.consolidation.shapes import Source
from keng.kernel.figures import CellKey
from keng.reporting.models import AcceptedWarning, Figure, FigureRevision


@dataclass(frozen=True)
class _Written:
    """A value as it was written, of a figure or of a revision of it."""

    value: int | None
    status: str
    origin: str
    note: str
    source: str


def sources_of(
    slips: Sequence[Slip], key: CellKey, basis: str, knowledge: Knowledge
) -> dict[int, tuple[Source, ...]]:
    """Where the values of a cell stand, by unit, in the order of the periods."""
    written = _written([slip.id for slip in slips], key, basis, knowledge)
    reasons = _reasons(written, key)
    found: dict[int, list[Source]] = {}
    for slip in sorted(slips, key=lambda one: (one.period.first, one.period.last, one.id)):
        one = written.get(slip.id)
        if one is None or one.value is None:
            continue
        source = Source(
            submission_id=slip.id,
            form=slip.form,
            period=slip.period,
            value=one.value,
            status=one.status,
            origin=one.origin,
            note=one.note,
            source=one.source,
            warnings=tuple(reasons.get(slip.id, ())),
        )
        found.setdefault(slip.unit_id, []).append(source)
    return {unit: tuple(sources) for unit, sources in found.items()}


def _written(
    slip_ids: Iterable[int], key: CellKey, basis: str, knowledge: Knowledge
) -> Mapping[int, _Written]:
    fields = ("value", "status", "origin", "note", "source")
    ids = list(slip_ids)
    cell = {"indicator": key.indicator, "by": key.by, "basis": basis}
    if knowledge.at is None:
        rows = Figure.objects.filter(submission_id__in=ids, **cell)
        return {
            slip: _Written(*written)
            for slip, *written in rows.values_list("submission_id", *fields)
        }
    past = FigureRevision.objects.filter(
        figure__submission_id__in=ids,
        at__lte=knowledge.at,
        **{f"figure__{name}": value for name, value in cell.items()},
    ).order_by("n")
    return {
        slip: _Written(*written)
        for slip, *written in past.values_list("figure__submission_id", *fields)
    }


def _reasons(slip_ids: Iterable[int], key: CellKey) -> dict[int, list[str]]:
    """The written reasons of accepted warnings about the cell: they travel upward with it."""
    rows = AcceptedWarning.objects.filter(submission_id__in=list(slip_ids)).order_by("pk")
    found: dict[int, list[str]] = {}
    for slip, cells, reason in rows.values_list("submission_id", "cells", "reason"):
        if str(key) in cells:
            found.setdefault(slip, []).append(reason)
    return found
