"""What the journal's salted digests cover: the exact content of a revision, in one fixed order."""

from __future__ import annotations

import json

from keng.journal.canonical import moment_text
from keng.kernel.figures import CellKey
from keng.reporting.models import FigureRevision, TextRevision
from keng.reporting.queries.figures import FigureView

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def figure_facts(figure_id: int, submission_id: int, figure: FigureView) -> dict[str, str]:
    """What a digest says of a figure that is being written."""
    return {
        "figure": _row(
            figure_id,
            submission_id,
            _cell(figure.key),
            figure.basis,
            figure.revision,
            figure.value,
            figure.status,
            figure.note,
            figure.source,
            figure.origin,
            moment_text(figure.at),
            figure.account_id,
        )
    }


def revision_facts(revision: FigureRevision) -> dict[str, str]:
    """The same from a stored revision; its figure is loaded with it."""
    return {
        "figure": _row(
            revision.figure_id,
            revision.figure.submission_id,
            _cell(revision.figure.key),
            revision.figure.basis,
            revision.n,
            revision.value,
            revision.status,
            revision.note,
            revision.source,
            revision.origin,
            moment_text(revision.at),
            revision.account_id,
        )
    }


def text_facts(revision: TextRevision) -> dict[str, str]:
    """What a digest says of a text block."""
    return {
        "text": _row(
            revision.block_id,
            revision.n,
            revision.text,
            moment_text(revision.at),
            revision.account_id,
        )
    }


def _row(*columns: int | str | None) -> str:
    # One text instead of a mapping: an import commits to hundreds of rows in one transaction.
    return _ENCODER.encode(columns)


def _cell(key: CellKey) -> str:
    return f"{key.indicator}[{key.by}]"
