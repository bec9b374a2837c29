"""The parts of a .docx put together: relations between them, footnotes, one zip."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from keng.documents.word._package import CORE_RELATION, OFFICE, content_types, relations, zipped
from keng.documents.word._page import FIRST_ID, NUMBERED_ID
from keng.documents.word._runs import Writing
from keng.documents.word._xml import Element, serialise, w

_ROOT_RELATIONS: Final = (
    ("rId1", f"{OFFICE}/officeDocument", "word/document.xml"),
    ("rId2", CORE_RELATION, "docProps/core.xml"),
    ("rId3", f"{OFFICE}/extended-properties", "docProps/app.xml"),
    ("rId4", f"{OFFICE}/custom-properties", "docProps/custom.xml"),
)
_DOCUMENT_RELATIONS: Final = (
    ("rId1", f"{OFFICE}/styles", "styles.xml"),
    ("rId2", f"{OFFICE}/settings", "settings.xml"),
    ("rId3", f"{OFFICE}/footnotes", "footnotes.xml"),
    (NUMBERED_ID, f"{OFFICE}/header", "header1.xml"),
    (FIRST_ID, f"{OFFICE}/header", "header2.xml"),
    ("rId4", f"{OFFICE}/customXml", "../customXml/item1.xml"),
)
_MAP_RELATIONS: Final = (("rId1", f"{OFFICE}/customXmlProps", "itemProps1.xml"),)


def packed(parts: Mapping[str, Element], writing: Writing) -> bytes:
    """Return the .docx of the parts that differ from paper to paper; the rest is added here."""
    roots = {
        "_rels/.rels": relations(_ROOT_RELATIONS),
        "word/_rels/document.xml.rels": relations(_DOCUMENT_RELATIONS),
        "word/footnotes.xml": _footnotes(writing),
        "customXml/_rels/item1.xml.rels": relations(_MAP_RELATIONS),
        **parts,
    }
    written = {name: serialise(root) for name, root in roots.items()}
    return zipped({"[Content_Types].xml": content_types(), **written})


def _footnotes(writing: Writing) -> Element:
    separators = [
        w("footnote", w("p", w("r", w(tag))), type=tag, id=number)
        for tag, number in (("separator", -1), ("continuationSeparator", 0))
    ]
    return w("footnotes", *separators, *writing.footnotes)
