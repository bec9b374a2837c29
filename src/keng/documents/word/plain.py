"""A Word file of lines and nothing else: a text that came as a scan, a PDF, a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from keng.documents.word._package import OFFICE, content_types, relations, zipped
from keng.documents.word._page import BOTTOM_MM, LEFT_MM, RIGHT_MM, TOP_MM
from keng.documents.word._styles import styles_part
from keng.documents.word._xml import Element, serialise, text, twips, w

_PARTS: Final = ("word/document.xml", "word/styles.xml")


def plain_document(lines: Sequence[str]) -> bytes:
    """A .docx on A4 with a paragraph for each line; our reader reads the same lines from it."""
    margins = {"top": TOP_MM, "right": RIGHT_MM, "bottom": BOTTOM_MM, "left": LEFT_MM}
    page = w(
        "sectPr",
        w("pgSz", w=twips(210), h=twips(297)),
        w("pgMar", **{side: twips(mm) for side, mm in margins.items()}),
    )
    body = w("body", *(w("p", w("r", *_pieces(line)) if line else None) for line in lines), page)
    roots = {
        "_rels/.rels": relations([("rId1", f"{OFFICE}/officeDocument", _PARTS[0])]),
        _PARTS[0]: w("document", body),
        "word/_rels/document.xml.rels": relations([("rId1", f"{OFFICE}/styles", "styles.xml")]),
        _PARTS[1]: styles_part(),
    }
    parts = {name: serialise(root) for name, root in roots.items()}
    return zipped({"[Content_Types].xml": content_types(_PARTS), **parts})


def _pieces(line: str) -> Iterator[Element]:
    for index, piece in enumerate(line.split("\t")):
        if index:
            yield w("tab")
        if piece:
            yield text(piece)
