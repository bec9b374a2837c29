"""Text, figures and footnotes inside a paragraph."""

from __future__ import annotations

from dataclasses import dataclass, field

from keng.documents.word._fields import Ledger, control, slot
from keng.documents.word._xml import Element, text, w
from keng.documents.word.description import FigureField, Footnote, Inline, Inlines, Run, Slot

FIRST_FOOTNOTE = 1


@dataclass
class Writing:
    """What is collected while a paper is written: the figures, and the footnotes."""

    ledger: Ledger
    footnotes: list[Element] = field(default_factory=list)


def paragraph(style: str, content: Inlines, writing: Writing) -> Element:
    """Return a paragraph of a named style."""
    return w("p", style_of(style), *runs(content, writing))


def style_of(style: str, *more: Element) -> Element:
    """Return the properties that give a paragraph its style."""
    return w("pPr", w("pStyle", val=style), *more)


def runs(content: Inlines, writing: Writing) -> list[Element]:
    """Return the runs of some inline content."""
    return [_run(inline, writing) for inline in content if inline]


def _run(inline: Inline, writing: Writing) -> Element:
    if isinstance(inline, FigureField):
        return control(writing.ledger.enter(inline))
    if isinstance(inline, Slot):
        return slot(inline.name, inline.text)
    if isinstance(inline, Footnote):
        return _reference(inline, writing)
    run = Run(inline) if isinstance(inline, str) else inline
    face = [w(tag) for tag, is_set in (("b", run.bold), ("i", run.italic)) if is_set]
    return w("r", w("rPr", *face) if face else None, text(run.text))


def _reference(note: Footnote, writing: Writing) -> Element:
    number = FIRST_FOOTNOTE + len(writing.footnotes)
    mark = w("r", _superscript(), w("footnoteRef"))
    body = w("p", style_of("FootnoteText"), mark, w("r", text(" ")), *runs(note.content, writing))
    writing.footnotes.append(w("footnote", body, id=number))
    return w("r", _superscript(), w("footnoteReference", id=number))


def _superscript() -> Element:
    return w("rPr", w("rStyle", val="FootnoteReference"))
