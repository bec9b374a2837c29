"""Certificates for print: one landscape page for each unit, framed, to be signed and sealed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from keng.documents.word._closing import ROOM_TO_SIGN
from keng.documents.word._fields import MAP_NAMESPACE, Ledger, map_part
from keng.documents.word._letterhead import MOTTO, NATION, columns, place_line, rule
from keng.documents.word._page import first_header, numbered_header, section, text_width_mm
from keng.documents.word._properties import app, core, custom, map_properties, settings
from keng.documents.word._runs import Writing, paragraph
from keng.documents.word._styles import styles_part
from keng.documents.word._widths import bold_width_mm
from keng.documents.word._xml import Element, qn, twips, w
from keng.documents.word.description import (
    Letterhead,
    Orientation,
    Signature,
    Slot,
    WordDocument,
)
from keng.documents.word.packing import packed

_LANDSCAPE: Final = Orientation.LANDSCAPE
_TITLE_PT: Final = 14
_SIDES: Final = ("top", "left", "bottom", "right")
_FRAME_EIGHTHS: Final = 24
_FRAME_SPACE_PT: Final = 18
_SIDE_MM: Final = 22.5  # both sides alike: a certificate is not bound, and it hangs framed
_TOP_MM, _HEAD_MM = 24, 14


@dataclass(frozen=True)
class Certificate:
    """One page: who is recognised as what, and by which decision."""

    unit: str
    lines: tuple[str, ...]
    basis: str
    note: str = ""


@dataclass(frozen=True)
class Certificates:
    """The certificates of one decision; `title` stands large above each, `issuer` over it."""

    letterhead: Letterhead
    title: str
    verb: str
    sheets: tuple[Certificate, ...]
    ending: Signature
    made_at: datetime
    paper_id: str = ""
    marks: tuple[str, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)


def write_certificates(all_of: Certificates) -> bytes:
    """Return the .docx with one framed landscape page for each certificate.

    Place and day are filled in when the paper is issued. The same description gives the same
    bytes. Without a certificate the file has one empty page.
    """
    writing = Writing(Ledger(all_of.paper_id or all_of.title))
    elements: list[Element] = []
    for number, sheet in enumerate(all_of.sheets):
        if number:
            elements.append(_break())
        elements += _page(sheet, all_of, writing)
    elements.append(w("p", w("pPr", w("pStyle", val="DuongKe"))))
    main = w("document", w("body", *elements, _framed()))
    about = _as_document(all_of)
    return packed(
        {
            "word/document.xml": main,
            "word/styles.xml": styles_part(),
            "word/settings.xml": settings(),
            "word/header1.xml": numbered_header(all_of.marks),
            "word/header2.xml": first_header(all_of.marks),
            "customXml/item1.xml": map_part(all_of.paper_id, writing.ledger.entries),
            "customXml/itemProps1.xml": map_properties(MAP_NAMESPACE),
            "docProps/core.xml": core(about),
            "docProps/app.xml": app(),
            "docProps/custom.xml": custom(about),
        },
        writing,
    )


def _page(sheet: Certificate, all_of: Certificates, writing: Writing) -> list[Element]:
    width = text_width_mm(_LANDSCAPE)
    issuers = " ".join(all_of.letterhead.issuer.upper().split())
    return [
        paragraph("QuocHieu", (NATION,), writing),
        paragraph("TieuNgu", (MOTTO,), writing),
        rule(bold_width_mm(MOTTO, _TITLE_PT), width),
        paragraph("GiayCoQuan", (issuers,), writing),
        paragraph("GiayTen", (all_of.title.upper(),), writing),
        paragraph("GiayChu", (all_of.verb,), writing),
        paragraph("GiayDonVi", (sheet.unit,), writing),
        *(paragraph("GiayChu", (line,), writing) for line in sheet.lines),
        paragraph("GiayCanCu", (), writing),
        _signed(sheet, all_of, writing, width),
    ]


def _signed(sheet: Certificate, all_of: Certificates, writing: Writing, width: float) -> Element:
    left = [
        paragraph("GiayCanCu", (sheet.basis,), writing),
        paragraph("GiayCanCu", ("Số vào sổ: …………",), writing),
    ]
    if sheet.note:
        left.append(paragraph("GiayCanCu", (sheet.note,), writing))
    ending = all_of.ending
    lines = [*ending.authority, ending.title]
    right = [paragraph("DiaDanh", (Slot("day", place_line(all_of.letterhead)),), writing)]
    right += [paragraph("QuyenHan", (line.upper(),), writing) for line in lines if line]
    right += [paragraph("QuyenHan", (), writing) for _ in range(ROOM_TO_SIGN)]
    right.append(paragraph("HoTen", (ending.name,), writing))
    return columns([[left, right]], (width / 2, width / 2))


def _break() -> Element:
    return w("p", w("pPr", w("pStyle", val="DuongKe"), _framed()))


def _framed() -> Element:
    """A landscape section with a double line around its page."""
    made = section(_LANDSCAPE)
    sides = [
        w(side, val="double", sz=_FRAME_EIGHTHS, space=_FRAME_SPACE_PT, color="000000")
        for side in _SIDES
    ]
    margins = made.find(w("pgMar").tag)
    if margins is not None:
        alike = {"left": _SIDE_MM, "right": _SIDE_MM, "top": _TOP_MM, "header": _HEAD_MM}
        for side, mm in alike.items():
            margins.set(qn(side), str(twips(mm)))
        margins.addnext(w("pgBorders", *sides, offsetFrom="page"))
    return made


def _as_document(all_of: Certificates) -> WordDocument:
    """The same as a paper, for the properties of the file."""
    return WordDocument(
        letterhead=all_of.letterhead,
        type_name=all_of.title,
        subject="",
        blocks=(),
        ending=all_of.ending,
        made_at=all_of.made_at,
        paper_id=all_of.paper_id,
        properties=all_of.properties,
    )
