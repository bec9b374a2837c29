"""Writing cells: figures, their revisions and the journal entry that commits to them.

A fixed number of statements however many cells there are, with the rows handed over as a table: an
import of hundreds of workbooks stands on it (docs/decisions/0043).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Model

from keng.db.rows import rows_table, stored_moment
from keng.journal.commitments import digest, new_salt
from keng.kernel.actors import Actor
from keng.kernel.figures import CellKey
from keng.reporting.actions._hold import journal
from keng.reporting.commitments import figure_facts
from keng.reporting.models import Figure, Submission
from keng.reporting.queries.figures import FigureView
from keng.screening.asking import ToKeep, asked, keep_for

Slot = tuple[CellKey, str]
"""A cell and its basis."""

# WHERE TRUE keeps SQLite from reading ON CONFLICT as the condition of a join.
_INSERT_FIGURES = """
INSERT INTO reporting_figure (submission_id, indicator, "by", basis, value, status, note, source,
    origin, revision, at, account_id)
SELECT %s, indicator, "by", basis, value, status, note, source, origin, revision, %s,
    CAST(%s AS bigint)
FROM {given} WHERE TRUE
ON CONFLICT (submission_id, indicator, "by", basis) DO UPDATE SET
    value = excluded.value, status = excluded.status, note = excluded.note,
    source = excluded.source, origin = excluded.origin, revision = excluded.revision,
    at = excluded.at, account_id = excluded.account_id
RETURNING id, indicator, "by", basis
"""
_INSERT_REVISIONS = """
INSERT INTO reporting_figurerevision (figure_id, n, value, status, note, source, origin, salt,
    digest, at, account_id, entry_id)
SELECT figure_id, n, value, status, note, source, origin, salt, digest, %s, CAST(%s AS bigint), %s
FROM {given}
"""


@dataclass(frozen=True, slots=True)
class CellChange:
    """What a cell is to hold from now on."""

    key: CellKey
    basis: str
    value: int | None
    status: str
    note: str
    source: str
    origin: str


def standing(submission: Submission) -> dict[Slot, FigureView]:
    """Every figure of the submission as it stands, by cell and basis; one query."""
    rows = Figure.objects.filter(submission_id=submission.pk).values_list(
        "indicator",
        "by",
        "basis",
        "value",
        "status",
        "note",
        "source",
        "origin",
        "revision",
        "at",
        "account_id",
    )
    found: dict[Slot, FigureView] = {}
    for (
        indicator,
        by,
        basis,
        value,
        status,
        note,
        source,
        origin,
        revision,
        moment,
        account,
    ) in rows:
        key = CellKey(indicator, by)
        found[key, basis] = FigureView(
            key, basis, value, status, note, source, origin, revision, moment, account
        )
    return found


def store(
    submission: Submission,
    changes: Sequence[CellChange],
    before: Mapping[Slot, FigureView],
    answered: Iterable[Model],
    *,
    actor: Actor,
    at: datetime,
) -> dict[Slot, FigureView]:
    """Write the changes with history and one journal line; return what the cells hold now.

    Adds one to the revision of the submission, which the caller saves. `before` is `standing`,
    read under the lock; `answered` are rows that the changes settled, as stored.
    """
    submission.revision += 1
    figures = [_figure(change, before, actor=actor, at=at) for change in changes]
    kept = [(figure, _screened(figure, before)) for figure in figures]
    ids = _write_figures(submission.pk, figures, actor=actor, at=at)
    for figure, to_keep in kept:
        keep_for(Figure, ids[figure.key, figure.basis], submission.unit_id, to_keep)
    committed = []
    for figure in figures:
        pk, salt = ids[figure.key, figure.basis], new_salt()
        facts = figure_facts(pk, submission.pk, figure)
        committed.append((pk, figure, salt, digest(salt, facts)))
    cells = [[pk, figure.revision, digested] for pk, figure, _, digested in committed]
    entry = journal(submission, "enter", {"cells": cells}, actor=actor, at=at, rows=answered)
    _write_revisions(committed, entry.pk, actor=actor, at=at)
    return {(figure.key, figure.basis): figure for figure in figures}


def _screened(figure: FigureView, before: Mapping[Slot, FigureView]) -> list[ToKeep]:
    """What may stand in the words of a cell; its revisions repeat them. Raises PersonalData."""
    if not (figure.note or figure.source):
        return []
    old = before.get((figure.key, figure.basis))
    note, source = (old.note, old.source) if old is not None else ("", "")
    return [
        *asked(Figure, "note", figure.note, standing=note),
        *asked(Figure, "source", figure.source, standing=source),
    ]


def _figure(
    change: CellChange, before: Mapping[Slot, FigureView], *, actor: Actor, at: datetime
) -> FigureView:
    old = before.get((change.key, change.basis))
    return FigureView(
        key=change.key,
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


def _write_figures(
    submission_id: int, figures: Sequence[FigureView], *, actor: Actor, at: datetime
) -> dict[Slot, int]:
    table, params = rows_table(
        {
            "indicator": "text",
            "by": "text",
            "basis": "text",
            "value": "bigint",
            "status": "text",
            "note": "text",
            "source": "text",
            "origin": "text",
            "revision": "bigint",
        },
        [
            (
                f.key.indicator,
                f.key.by,
                f.basis,
                f.value,
                f.status,
                f.note,
                f.source,
                f.origin,
                f.revision,
            )
            for f in figures
        ],
    )
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT_FIGURES.format(given=table),
            [submission_id, stored_moment(at), actor.account_id, *params],
        )
        return {(CellKey(indicator, by), basis): pk for pk, indicator, by, basis in cursor}


def _write_revisions(
    committed: Sequence[tuple[int, FigureView, str, str]],
    entry_id: int,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    table, params = rows_table(
        {
            "figure_id": "bigint",
            "n": "bigint",
            "value": "bigint",
            "status": "text",
            "note": "text",
            "source": "text",
            "origin": "text",
            "salt": "text",
            "digest": "text",
        },
        [
            (pk, f.revision, f.value, f.status, f.note, f.source, f.origin, salt, digested)
            for pk, f, salt, digested in committed
        ],
    )
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT_REVISIONS.format(given=table),
            [stored_moment(at), actor.account_id, entry_id, *params],
        )
