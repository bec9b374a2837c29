"""The body: headings, paragraphs and tables, and the mark that closes the text."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from keng.documents.word._runs import Writing, paragraph
from keng.documents.word._tables import table
from keng.documents.word._xml import Element, w
from keng.documents.word.description import (
    Block,
    Heading,
    Inlines,
    Line,
    Paragraph,
    Rank,
    Run,
    Table,
)

END_MARK: Final = "./."
_STYLES: Final = {Line.BODY: "ThanVanBan", Line.BASIS: "CanCu", Line.CENTRED: "CanGiua"}
_HEADINGS: Final = {
    Rank.PART: ("Heading1", "{}. "),
    Rank.CLAUSE: ("Heading2", "{}. "),
    Rank.SUBCLAUSE: ("Heading3", "{}. "),
    Rank.POINT: ("Heading4", "{}) "),
    Rank.PLAIN: ("Heading2", ""),
}


def body(blocks: tuple[Block, ...], writing: Writing, width_mm: float) -> list[Element]:
    """Return the elements of the body in order."""
    elements: list[Element] = []
    for block in blocks:
        if isinstance(block, Table):
            elements.extend(table(block, writing, width_mm))
        elif isinstance(block, Heading):
            elements.append(_heading(block, writing))
        else:
            elements.append(_paragraph(block, writing))
    return elements


def with_end_mark(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Close the text with "./.": after its last paragraph, or on a line of its own."""
    *before, last = blocks or (Paragraph(()),)
    if not isinstance(last, Paragraph):
        return (*blocks, Paragraph((END_MARK,)))
    return (*before, replace(last, content=_closed(last.content)))


def hold_to_next(element: Element) -> None:
    """Keep a paragraph on the page of what follows it."""
    properties = element.find(w("pPr").tag)
    if properties is not None and properties.find(w("keepNext").tag) is None:
        properties.insert(1, w("keepNext"))


def _closed(content: Inlines) -> Inlines:
    *before, last = content or ("",)
    if isinstance(last, str):
        return (*before, last.rstrip(" ./") + END_MARK)
    if isinstance(last, Run):
        return (*before, replace(last, text=last.text.rstrip(" ./") + END_MARK))
    return (*content, END_MARK)


def _heading(heading: Heading, writing: Writing) -> Element:
    style, pattern = _HEADINGS[heading.rank]
    number = pattern.format(heading.number) if heading.number else ""
    title = heading.title.upper() if heading.rank is Rank.PART else heading.title
    return paragraph(style, (number + title,), writing)


def _paragraph(line: Paragraph, writing: Writing) -> Element:
    content = (f"{line.bullet} ", *line.content) if line.bullet else line.content
    return paragraph(_STYLES[line.line], content, writing)
