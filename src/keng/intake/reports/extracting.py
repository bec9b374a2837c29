"""A file that was read, made into what is kept of it: masked text, what it says of itself, figures.

Nothing here touches the database; nothing of the original goes further than this.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from keng.documents.reading import ReadDocument
from keng.packs.schema import Pack
from keng.proofing.withholding import MaskedText, masked
from keng.prose.figures import Figure, Nature
from keng.prose.indicators import Label, Proposer
from keng.prose.reading import Reading, read
from keng.prose.text import Span

_LONGEST_PHRASE: Final = 200
_LONGEST_MEASURE: Final = 80
# Whether a numbered sentence states a rule or an event is not told surely by its words.
_PROPOSED: Final = (Nature.OBSERVED, Nature.RULE)
_LARGEST: Final = Decimal(10) ** 18


@dataclass(frozen=True)
class ProposedFigure:
    """A figure with its place in the masked text and the cell that it may be ("" for none).

    `stands` are its letters in the line as it was read; they are not kept.
    """

    line: int
    start: int
    end: int
    phrase: str
    value: str
    measure: str
    cell: str
    confidence: int
    likeness: int
    observed: bool
    stands: Span


@dataclass(frozen=True)
class Extract:
    """What is kept of a report, and (`closed`: line, letters of it as read) what is left out."""

    said_unit: str
    said_first: date | None
    said_last: date | None
    lines: tuple[tuple[int, str], ...]
    withheld: int
    passed: int
    notes: tuple[dict[str, str | int], ...]
    figures: tuple[ProposedFigure, ...]
    closed: tuple[tuple[int, Span], ...]


def extract(source: ReadDocument, pack: Pack) -> Extract:
    """Read the lines of a file and propose cells of the pack's forms for its figures."""
    reading = read(source.lines, source.footnotes)
    text = masked(reading)
    meta = reading.meta
    has_days = meta.start is not None and meta.end is not None and meta.start <= meta.end
    pages = [place.page for place in source.places]
    return Extract(
        said_unit=(meta.unit or "")[:_LONGEST_PHRASE],
        said_first=meta.start if has_days else None,
        said_last=meta.end if has_days else None,
        lines=tuple(zip(pages, text.lines, strict=True)),
        withheld=text.withheld,
        notes=tuple(
            {"code": one.code, "vi": one.message, "en": one.message_en, "page": one.page}
            for one in source.notes
        ),
        passed=sum(not _is_figure(one) for one in reading.figures if one.span in text.marks),
        figures=tuple(_figures(reading, text, Proposer(_labels(pack)))),
        closed=text.closed,
    )


def _labels(pack: Pack) -> list[Label]:
    """The cells that people fill in, of all forms, each once."""
    cells = {key for form in pack.forms.values() for key in form.cells()}
    return [
        Label(str(key), pack.cell_label(key), pack.indicator_of(key).unit)
        for key in sorted(cells)
        if pack.knows(key) and pack.indicator_of(key).is_entered
    ]


def _figures(reading: Reading, text: MaskedText, proposer: Proposer) -> Iterator[ProposedFigure]:
    """The quantities that were, or may have been: a change, a plan or a rhythm is no figure."""
    for figure in reading.figures:
        mark = text.marks.get(figure.span)
        if mark is None or not _is_figure(figure):
            continue
        proposal = proposer.proposal(reading.text, figure, reading.sections)
        yield ProposedFigure(
            line=mark.line,
            start=mark.start,
            end=mark.end,
            phrase=reading.text.said(figure.span)[:_LONGEST_PHRASE],
            value=f"{figure.value:f}",
            measure=figure.unit[:_LONGEST_MEASURE],
            cell=proposal.code if proposal else "",
            confidence=round(figure.confidence * 100),
            likeness=round(min(proposal.likeness, 1) * 100) if proposal else 0,
            observed=figure.nature is Nature.OBSERVED,
            stands=mark.stands,
        )


def _is_figure(figure: Figure) -> bool:
    value = figure.value
    return figure.nature in _PROPOSED and value is not None and 0 <= value < _LARGEST
