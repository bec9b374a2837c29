"""A whole text read: its header, parts, papers and figures, as `keng read` gives them out.

One pass over one `Text`; whoever needs more than the plain answer (proofreading) takes the parts
themselves from a `Reading`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from keng.prose.citations import Citation, citations_of
from keng.prose.dates import Day, Stretch, days_of, stretches_of
from keng.prose.figures import Context, Figure, Found, figures_of
from keng.prose.footnotes import BoundNote, bound_notes_of, notes_of
from keng.prose.indicators import Label, Proposer
from keng.prose.meta import Meta, meta_of
from keng.prose.parts import parts_of
from keng.prose.placing import placed_unit
from keng.prose.sections import Section, sections_of
from keng.prose.text import Span, Text

WITHHELD: Final = "[đoạn không trích]"
_PLANS: Final = frozenset({"KH", "CTr", "ĐA", "PA"})
_LEAST_TITLE: Final = 8


@dataclass(frozen=True)
class Reading:
    """All that was read of a text, each with its place in the text."""

    text: Text
    meta: Meta
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    days: tuple[Day, ...]
    stretches: tuple[Stretch, ...]
    found: Found
    notes: tuple[BoundNote, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that may be given out."""
        return self.found.figures


def read(lines: Sequence[str], notes: Sequence[BoundNote] = ()) -> Reading:
    """Read the 1-based extracted lines of a paper. Any text will do; nothing is stored.

    `notes` are the footnotes that the file itself binds to a place, whose marks are in no line.
    """
    text = Text.of(lines, [(note.note_line, note.note_end_line) for note in notes])
    days = days_of(text)
    stretches = stretches_of(text, days)
    sections = sections_of(text)
    meta = meta_of(text, stretches, sections[0].mark.start if sections else 0)
    citations = citations_of(text)
    context = Context(text, sections, citations, days, stretches, plan=meta.type in _PLANS)
    found = figures_of(context)
    return Reading(text, meta, sections, citations, days, stretches, found, tuple(notes))


def told(reading: Reading, labels: Sequence[Label] = ()) -> dict[str, Any]:
    """The reading as plain data for JSON: lines 1-based, dates ISO, unknown null.

    `labels` are those of a pack; without them no indicator is proposed.
    """
    proposer = Proposer(labels, marks=not reading.text.unmarked)
    return {
        "meta": _meta(reading),
        "sections": [_section(reading, section) for section in reading.sections],
        "citations": [_citation(reading.text, citation) for citation in reading.citations],
        "figures": _figures(reading, proposer),
        "skipped": [
            {"line": reading.text.line_at(passed.span.start), "reason": passed.reason}
            for passed in reading.found.passed_over
        ],
    }


def _meta(reading: Reading) -> dict[str, Any]:
    meta = reading.meta
    placed = placed_unit(reading.text, meta)
    unit, issuer = meta.unit, meta.issuer
    if placed and unit and issuer and issuer.endswith(unit):
        issuer = issuer.removesuffix(unit) + placed.name  # with the marks that a scan lost
    return {
        "type": meta.type,
        "number": meta.number,
        "symbol": meta.symbol,
        "place": meta.place,
        "date": meta.day.iso if meta.day else None,
        "issuer": issuer,
        "title": meta.title,
        "unit": placed.name if placed else unit,
        "unit_id": placed.id if placed else None,
        "parents": list(placed.parents) if placed else [],
        "period": {
            "start": meta.start.isoformat() if meta.start else None,
            "end": meta.end.isoformat() if meta.end else None,
        },
    }


def _section(reading: Reading, section: Section) -> dict[str, Any]:
    line, end_line = reading.text.lines_of(section.span)
    return {
        "level": section.level,
        "number": section.number,
        "title": _open_words(reading, section.span),
        "line": line,
        "end_line": end_line,
        "kind": "heading" if section.heading else "paragraph",
    }


def _open_words(reading: Reading, span: Span) -> str:
    """The words of a stretch up to the first number that is not given out."""
    index = bisect_left(reading.found.withheld, span)
    hidden = reading.found.withheld[index : index + 1]
    if not hidden or hidden[0].start >= span.end:
        return reading.text.said(span)
    shown = reading.text.said(Span(span.start, hidden[0].start)).strip()
    return f"{shown} {WITHHELD}" if len(shown) >= _LEAST_TITLE else WITHHELD


def _citation(text: Text, citation: Citation) -> dict[str, Any]:
    line, end_line = text.lines_of(citation.span)
    return {
        "line": line,
        "end_line": end_line,
        "text": text.said(citation.span),
        "type": citation.kind,
        "number": citation.number,
        "symbol": citation.symbol,
        "date": citation.day.iso if citation.day else None,
        "issuer": text.said(citation.issuer) if citation.issuer else None,
    }


def _figures(reading: Reading, proposer: Proposer) -> list[dict[str, Any]]:
    """The figures; `part_of` (the index of the total) and `note` only where there is one."""
    told = [_figure(reading, figure, proposer) for figure in reading.figures]
    for index, total in parts_of(reading.text, reading.figures).items():
        told[index]["part_of"] = total
    marked = notes_of(reading.text, reading.figures)
    marked |= bound_notes_of(reading.text, reading.figures, reading.notes)
    for index, note in marked.items():
        line, end_line = reading.text.lines_of(note)
        words = _open_words(reading, note)
        told[index]["note"] = {"line": line, "end_line": end_line, "text": words}
    return told


def _figure(reading: Reading, figure: Figure, proposer: Proposer) -> dict[str, Any]:
    line, end_line = reading.text.lines_of(figure.span)
    proposal = proposer.proposal(reading.text, figure, reading.sections)
    return {
        "line": line,
        "end_line": end_line,
        "text": reading.text.said(figure.span),
        "value": _number(figure.value),
        "denominator": _number(figure.denominator),
        "unit": figure.unit or None,
        "indicator": proposal.code if proposal else None,
        "confidence": figure.confidence,
        "nature": figure.nature.value,
        "likeness": proposal.likeness if proposal else None,
        "because": list(proposal.words) if proposal else [],
    }


def _number(value: Decimal | None) -> int | float | None:
    """A plain number of JSON: the text is the exact source, this is for programs."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
