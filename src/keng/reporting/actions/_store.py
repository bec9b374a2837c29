"""Writing cells: figures, their revisions and the journal entry that commits to them.

A fixed number of statements however many cells there are; an import of hundreds of workbooks
stands on it (docs/decisions/0043).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from keng.db.dialects import upsert
from keng.journal.commitments import digest, new_salt
from keng.kernel.actors import Actor
from keng.kernel.figures import CellKey
from keng.reporting.actions._hold import journal
from keng.reporting.commitments import figure_facts
from keng.reporting.models import Figure, FigureRevision, Submission

Slot = tuple[CellKey, str]
"""A cell and its basis."""

_STATE = ("value", "status", "note", "source", "origin", "revision", "at", "account_id")


@dataclass(frozen=True)
class CellChange:
    """What a cell is to hold from now on."""

    key: CellKey
    basis: str
    value: int | None
    status: str
    note: str
    source: str
    origin: str


def standing(submission: Submission) -> dict[Slot, Figure]:
    """Every figure of the submission as it stands, by cell and basis; one query."""
    rows = Figure.objects.filter(submission_id=submission.pk)
    return {(row.key, row.basis): row for row in rows}


def store(
    submission: Submission,
    changes: Sequence[CellChange],
    before: Mapping[Slot, Figure],
    verb: str,
    *,
    actor: Actor,
    at: datetime,
) -> dict[Slot, Figure]:
    """Write the changes with history and one journal line; return what the cells hold now.

    Adds one to the revision of the submission, which the caller saves. `before` is `standing`,
    read under the lock.
    """
    submission.revision += 1
    figures = upsert(
        [_figure(submission, change, before, actor=actor, at=at) for change in changes],
        unique=("submission", "indicator", "by", "basis"),
        update=_STATE,
    )
    salts = [new_salt() for _ in figures]
    digests = [
        digest(salt, figure_facts(figure)) for salt, figure in zip(salts, figures, strict=True)
    ]
    cells = [[f.pk, f.revision, d] for f, d in zip(figures, digests, strict=True)]
    entry = journal(submission, verb, {"cells": cells}, actor=actor, at=at)
    FigureRevision.objects.bulk_create(
        FigureRevision(
            figure_id=figure.pk,
            n=figure.revision,
            value=figure.value,
            status=figure.status,
            note=figure.note,
            source=figure.source,
            origin=figure.origin,
            at=at,
            account_id=actor.account_id,
            salt=salt,
            digest=committed,
            entry=entry,
        )
        for figure, salt, committed in zip(figures, salts, digests, strict=True)
    )
    return {(figure.key, figure.basis): figure for figure in figures}


def _figure(
    submission: Submission,
    change: CellChange,
    before: Mapping[Slot, Figure],
    *,
    actor: Actor,
    at: datetime,
) -> Figure:
    old = before.get((change.key, change.basis))
    return Figure(
        submission_id=submission.pk,
        indicator=change.key.indicator,
        by=change.key.by,
        basis=change.basis,
        value=change.value,
        status=change.status,
        note=change.note,
        source=change.source,
        origin=change.origin,
        revision=old.revision + 1 if old is not None else 1,
        at=at,
        account_id=actor.account_id,
    )
