"""Papers: from what queries answer to what travels, and back."""

from __future__ import annotations

from keng.api import shapes
from keng.publishing.actions import BroughtBack
from keng.publishing.heads import Head, SignedBy
from keng.publishing.queries import ChangedFigure, PaperView


def paper_out(paper: PaperView) -> shapes.PaperOut:
    """A paper with its files."""
    return shapes.PaperOut(
        id=paper.id,
        unit=paper.unit,
        outline=paper.outline,
        period=paper.period.code,
        type=paper.doc_type,
        subject=paper.subject,
        state=paper.state,
        number_line=paper.number_line,
        issued_on=paper.issued_on,
        revision=paper.revision,
        gaps=list(paper.gaps),
        give_back_reason=paper.give_back_reason,
        corrects=paper.corrects_id,
        withheld=paper.withheld,
        files=[
            shapes.PaperFileOut(
                n=one.n,
                kind=one.kind,
                name=one.name,
                sha256=one.sha256,
                size=one.size,
                at=one.at,
                account=one.account_id,
            )
            for one in paper.files
        ],
    )


def changed_out(one: ChangedFigure) -> shapes.ChangedFigureOut:
    """A figure that is another one today than the paper printed."""
    return shapes.ChangedFigureOut(label=one.label, view=one.view, printed=one.printed, now=one.now)


def brought_back_out(paper: shapes.PaperOut, found: BroughtBack) -> shapes.BroughtBackOut:
    """A paper after its Word file came back."""
    return shapes.BroughtBackOut(
        paper=paper,
        typed_over=[one.label for one in found.typed_over],
        lost=[one.label for one in found.lost],
    )


def head_of(body: shapes.HeadBody) -> Head:
    """What the caller gives for one paper; what it leaves out is left to the pack or open."""
    return Head(
        profile=body.profile,
        place=body.place,
        addressees=tuple(body.addressees) if body.addressees is not None else None,
        signer=body.signer,
        signed_by=SignedBy(body.signed_by),
        recipients=tuple(body.recipients) if body.recipients is not None else None,
        lines=tuple(sorted(body.lines.items())),
    )
