"""Pages: A4 and its margins, the page number at the top from page two, the draft mark."""

from __future__ import annotations

from typing import Final

from keng.documents.word._fields import slot
from keng.documents.word._runs import style_of
from keng.documents.word._xml import Element, R, text, twips, w
from keng.documents.word.description import Orientation

A4_MM: Final = (210, 297)
TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM, HEAD_MM = 20, 20, 30, 15, 8
NUMBERED_ID: Final = "rIdHeader"
FIRST_ID: Final = "rIdFirstHeader"


def text_width_mm(orientation: Orientation) -> float:
    """Return the width between the margins."""
    return _size_mm(orientation)[0] - LEFT_MM - RIGHT_MM


def section(orientation: Orientation) -> Element:
    """Return the properties of a section that counts its pages from 1 and hides the first."""
    width, height = _size_mm(orientation)
    size = w("pgSz", w=twips(width), h=twips(height), orient=orientation.value)
    margins = w(
        "pgMar",
        top=twips(TOP_MM),
        right=twips(RIGHT_MM),
        bottom=twips(BOTTOM_MM),
        left=twips(LEFT_MM),
        header=twips(HEAD_MM),
        footer=twips(HEAD_MM),
        gutter=0,
    )
    return w(
        "sectPr",
        _header_reference("default", NUMBERED_ID),
        _header_reference("first", FIRST_ID),
        w("type", val="nextPage"),
        size,
        margins,
        w("pgNumType", start=1),
        w("titlePg"),
    )


def section_break(orientation: Orientation) -> Element:
    """Return the paragraph that ends a section; it is a hair high, so it opens no page."""
    return w("p", w("pPr", w("pStyle", val="DuongKe"), section(orientation)))


def numbered_header(marks: tuple[str, ...]) -> Element:
    """Return the head of the pages from the second on: their number, and the marks of a draft."""
    return w("hdr", w("p", style_of("Header"), *_page_number()), *_marks(marks))


def first_header(marks: tuple[str, ...]) -> Element:
    """Return the head of a first page: no number, but the marks of a draft."""
    return w("hdr", *(_marks(marks) or [w("p", style_of("Header"))]))


def _marks(marks: tuple[str, ...]) -> list[Element]:
    shown = " – ".join(marks)
    return [w("p", style_of("DauThao"), slot("marks", shown))] if shown else []


def _page_number() -> list[Element]:
    instruction = w("instrText")
    instruction.text = "PAGE"
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", instruction),
        w("r", w("fldChar", fldCharType="separate")),
        w("r", text("2")),
        w("r", w("fldChar", fldCharType="end")),
    ]


def _size_mm(orientation: Orientation) -> tuple[int, int]:
    short, long = A4_MM
    return (long, short) if orientation is Orientation.LANDSCAPE else (short, long)


def _header_reference(kind: str, relation: str) -> Element:
    reference = w("headerReference", type=kind)
    reference.set(f"{{{R}}}id", relation)
    return reference
