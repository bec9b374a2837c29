"""From a description to the bytes of a .docx."""

from __future__ import annotations

from keng.documents.word._body import body, hold_to_next, with_end_mark
from keng.documents.word._closing import annex_head, closing
from keng.documents.word._fields import MAP_NAMESPACE, Ledger, map_part
from keng.documents.word._letterhead import letterhead, title
from keng.documents.word._page import (
    first_header,
    numbered_header,
    section,
    section_break,
    text_width_mm,
)
from keng.documents.word._properties import app, core, custom, map_properties, settings
from keng.documents.word._runs import Writing
from keng.documents.word._styles import styles_part
from keng.documents.word._xml import Element, w
from keng.documents.word.description import (
    Annex,
    FormSignatures,
    Orientation,
    Table,
    WordDocument,
)
from keng.documents.word.packing import packed


def write(document: WordDocument) -> bytes:
    """Return the .docx of a paper, laid out as Decree 30/2020 sets it.

    Every `FigureField` becomes a content control with a key of its own; the map of keys to
    sources and the paper's id go along in the file. The same description gives the same bytes.
    Raises BadDocument for a table that does not fit on A4.
    """
    seed = document.paper_id or f"{document.letterhead.issuer}|{document.subject}"
    writing = Writing(Ledger(seed))
    main = _main(document, writing)
    parts = {
        "word/document.xml": main,
        "word/styles.xml": styles_part(),
        "word/settings.xml": settings(),
        "word/header1.xml": numbered_header(document.marks),
        "word/header2.xml": first_header(document.marks),
        "customXml/item1.xml": map_part(document.paper_id, writing.ledger.entries),
        "customXml/itemProps1.xml": map_properties(MAP_NAMESPACE),
        "docProps/core.xml": core(document),
        "docProps/app.xml": app(),
        "docProps/custom.xml": custom(document),
    }
    return packed(parts, writing)


def _main(document: WordDocument, writing: Writing) -> Element:
    width = text_width_mm(document.orientation)
    is_form = isinstance(document.ending, FormSignatures)
    blocks = document.blocks if is_form else with_end_mark(document.blocks)
    text = body(blocks, writing, width)
    for element in text[-1:]:
        hold_to_next(element)
    elements = [
        letterhead(document, writing, width),
        *title(document, writing, width),
        *text,
        closing(document, writing, width),
    ]
    orientation = document.orientation
    for number, annex in enumerate(document.annexes, start=1):
        elements.append(section_break(orientation))
        orientation = Orientation.LANDSCAPE
        elements += annex_head(annex, number, document, writing)
        elements += _annexed(annex, writing, text_width_mm(orientation))
    elements.append(_hair())
    return w("document", w("body", *elements, section(orientation)))


def _annexed(annex: Annex, writing: Writing, width_mm: float) -> list[Element]:
    """The blocks of an annex; no gap behind a table that ends it: it could open an empty page."""
    elements = body(annex.blocks, writing, width_mm)
    return elements[:-1] if annex.blocks and isinstance(annex.blocks[-1], Table) else elements


def _hair() -> Element:
    """A body may not end with a table: Word wants a paragraph behind it."""
    return w("p", w("pPr", w("pStyle", val="DuongKe")))
