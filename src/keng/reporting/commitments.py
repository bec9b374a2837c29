"""What the journal's salted digests cover: the exact content of a revision, in one order."""

from __future__ import annotations

from keng.reporting.models import Figure, FigureRevision, TextRevision


def figure_facts(figure: Figure) -> dict[str, object]:
    """What a digest says of a figure that is being written."""
    return {
        "figure": figure.pk,
        "submission": figure.submission_id,
        "cell": str(figure.key),
        "basis": figure.basis,
        "n": figure.revision,
        "value": figure.value,
        "status": figure.status,
        "note": figure.note,
        "source": figure.source,
        "origin": figure.origin,
        "at": figure.at,
        "account": figure.account_id,
    }


def revision_facts(revision: FigureRevision) -> dict[str, object]:
    """The same from a stored revision; its figure is loaded with it."""
    return {
        "figure": revision.figure_id,
        "submission": revision.figure.submission_id,
        "cell": str(revision.figure.key),
        "basis": revision.figure.basis,
        "n": revision.n,
        "value": revision.value,
        "status": revision.status,
        "note": revision.note,
        "source": revision.source,
        "origin": revision.origin,
        "at": revision.at,
        "account": revision.account_id,
    }


def text_facts(revision: TextRevision) -> dict[str, object]:
    """What a digest says of a text block."""
    return {
        "block": revision.block_id,
        "n": revision.n,
        "text": revision.text,
        "at": revision.at,
        "account": revision.account_id,
    }
