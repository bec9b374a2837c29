"""The head of page one: names, motto, number, place and day, title, addressees."""

from __future__ import annotations

import re
from typing import Final

from keng.documents.word._runs import Writing, paragraph, style_of
from keng.documents.word._styles import cell_margins
from keng.documents.word._widths import bold_width_mm
from keng.documents.word._xml import Element, twips, w
from keng.documents.word.description import (
    ROOM_FOR_A_DAY,
    ROOM_FOR_A_NUMBER,
    Letterhead,
    Slot,
    WordDocument,
)

NATION: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
ISSUER_SHARE: Final = 0.4
RULE_SHARE: Final = 0.4
_PADDED_MONTHS: Final = 2
_TITLE_PT: Final = 14
_ISSUER_PT: Final = 13
_EIGHTHS_OF_A_POINT: Final = 6


def letterhead(document: WordDocument, writing: Writing, width_mm: float) -> Element:
    """Return the two-column block: issuer and number left, motto, place and day right.

    A letter (công văn) has no type: what it is about stands under its number.
    """
    head = document.letterhead
    left, right = width_mm * ISSUER_SHARE, width_mm * (1 - ISSUER_SHARE)
    parents, issuers = head.parent.upper().splitlines(), head.issuer.upper().splitlines()
    longest = max(bold_width_mm(line, _ISSUER_PT) for line in issuers or [""])
    names = [
        *(paragraph("CoQuanChuQuan", (line,), writing) for line in parents),
        *(paragraph("CoQuanBanHanh", (line,), writing) for line in issuers),
        rule(RULE_SHARE * min(left, longest), left),
    ]
    motto = [
        paragraph("QuocHieu", (NATION,), writing),
        paragraph("TieuNgu", (MOTTO,), writing),
        rule(bold_width_mm(MOTTO, _TITLE_PT), right),
    ]
    numbered = (Slot("number", number_line(head)),) if head.symbol else ()
    number = [paragraph("SoKyHieu", numbered, writing)]
    if not document.type_name:
        number.append(paragraph("VeViec", (f"V/v {document.subject}",), writing))
    place = [paragraph("DiaDanh", (Slot("day", place_line(head)),), writing)]
    return columns([[names, motto], [number, place]], (left, right))


def title(document: WordDocument, writing: Writing, width_mm: float) -> list[Element]:
    """Return the type, the subject with its rule, and "Kính gửi" where it is asked for.

    A letter has only the last of them.
    """
    if not document.type_name:
        return [*_addressees(document.addressees, writing), w("p", style_of("Bang"))]
    subject_width = min(bold_width_mm(document.subject, _TITLE_PT), width_mm)
    return [
        paragraph("TenLoai", (document.type_name.upper(),), writing),
        paragraph("TrichYeu", (_year_kept(document.subject),), writing),
        rule(RULE_SHARE * subject_width, width_mm),
        *_addressees(document.addressees, writing),
        w("p", style_of("Bang")),
    ]


def _year_kept(subject: str) -> str:
    """A subject whose last year does not begin a line of its own: "năm 2025" stays together."""
    return re.sub(r"năm (?=\d{4}\b)", "năm\u00a0", subject)


def number_line(head: Letterhead) -> str:
    """Return "Số: 05/BC-UBND", with room for the number while there is none."""
    return f"Số: {head.number or ROOM_FOR_A_NUMBER}/{head.symbol}"


def place_line(head: Letterhead) -> str:
    """Return "Quang Khải, ngày 05 tháng 01 năm 2024": days to 9 and months 1 and 2 are padded."""
    if head.day is None:
        year = head.year or ROOM_FOR_A_DAY
        return f"{head.place}, ngày{ROOM_FOR_A_DAY}tháng{ROOM_FOR_A_DAY}năm {year}"
    month = head.day.month
    months = f"{month:02d}" if month <= _PADDED_MONTHS else str(month)
    return f"{head.place}, ngày {head.day.day:02d} tháng {months} năm {head.day.year}"


def rule(length_mm: float, room_mm: float) -> Element:
    """Return a centred line of a given length: a border, which no font can spoil."""
    side = twips(max(room_mm - length_mm, 0) / 2)
    line = w("top", val="single", sz=_EIGHTHS_OF_A_POINT, space=1, color="000000")
    return w("p", style_of("DuongKe", w("pBdr", line), w("ind", left=side, right=side)))


def columns(rows: list[list[list[Element]]], widths_mm: tuple[float, ...]) -> Element:
    """Return a table without lines that sets blocks side by side."""
    widths = [twips(width) for width in widths_mm]
    properties = w(
        "tblPr",
        w("tblW", w=sum(widths), type="dxa"),
        w("jc", val="center"),
        w("tblLayout", type="fixed"),
        cell_margins(0),
    )
    lines = [
        w("tr", w("trPr", w("cantSplit")), *map(_column, row, widths))  # a block stays together
        for row in rows
    ]
    return w("tbl", properties, w("tblGrid", *(w("gridCol", w=v) for v in widths)), *lines)


def _column(block: list[Element], width: int) -> Element:
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *block)


def _addressees(names: tuple[str, ...], writing: Writing) -> list[Element]:
    if not names:
        return []
    if len(names) == 1:
        return [paragraph("KinhGui", (f"Kính gửi: {names[0]}.",), writing)]
    ends = [";"] * (len(names) - 1) + ["."]
    lines = [f"- {name}{end}" for name, end in zip(names, ends, strict=True)]
    return [
        paragraph("KinhGui", ("Kính gửi:",), writing),
        *(paragraph("KinhGuiNoi", (line,), writing) for line in lines),
    ]
