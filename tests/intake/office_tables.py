"""Tables as offices draw them in Excel and Word, and ways of reading them, for the tests."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import docx
import openpyxl

from keng.intake.foreign import Anchor, Applied, MapLine, Shape, TableMap
from keng.intake.foreign.grids import plain
from keng.kernel.periods import parse_period

Row = Sequence[object]

# A report of a district: a title, a row of headings, numbers of the columns, units, a total.
UNITS_IN_ROWS: tuple[Row, ...] = (
    ("UBND HUYỆN TỨ KỲ",),
    ("BẢNG TỔNG HỢP AN NINH TRẬT TỰ",),
    (),
    ("STT", "Đơn vị", "Số vụ việc", "Đã giải quyết", "Vụ cháy", "Ghi chú"),
    ("A", "B", 1, 2, 3, 4),
    (1, "Xã Quang Khải", 9, 7, "05", None),
    (2, "Hưng Đạo", "12 vụ", 12, "không", "đã báo cáo"),
    (None, "Tổng cộng", "=SUM(C6:C7)", "=SUM(D6:D7)", "=SUM(E6:E7)", None),
    (None, "NGƯỜI LẬP BIỂU", None, "TRƯỞNG CÔNG AN", None, None),
)


def workbook(rows: Iterable[Row], *, merged: Iterable[str] = (), title: str = "Biểu 1") -> bytes:
    """A workbook with one sheet of these rows; `merged` are areas such as "C4:D4"."""
    return sheets({title: rows}, merged=merged)


def sheets(tabs: dict[str, Iterable[Row]], *, merged: Iterable[str] = ()) -> bytes:
    """A workbook with these sheets; the merged areas are those of the first."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in tabs.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for area in merged:
        book.worksheets[0].merge_cells(area)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def document(*tables: Sequence[Row], merged: Iterable[tuple[int, int, int, int]] = ()) -> bytes:
    """A Word file with these tables; `merged` are areas of the last, counted from 0."""
    paper = docx.Document()
    paper.add_paragraph("BÁO CÁO THÁNG")
    for rows in tables:
        table = paper.add_table(rows=len(rows), cols=max(len(row) for row in rows))
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                table.cell(number, column).text = "" if value is None else str(value)
        paper.add_paragraph("")
    for top, left, bottom, right in merged:
        table.cell(top, left).merge(table.cell(bottom, right))
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def anchor(text: str, under: str = "") -> Anchor:
    """A heading as the wizard keeps it."""
    return Anchor(text=plain(text), under=plain(under) if under else "", shown=text)


def line(text: str, key: str, *, under: str = "", measure: str = "", factor: str = "1") -> MapLine:
    """One heading and its cell."""
    return MapLine(anchor=anchor(text, under), key=key, measure=measure, factor=Decimal(factor))


def a_way(**changes: Any) -> TableMap:
    """How the table above is read, with what a test changes."""
    facts: dict[str, Any] = {
        "form": "commune",
        "shape": Shape.UNITS_IN_ROWS,
        "names": anchor("Đơn vị"),
        "lines": (
            line("Số vụ việc", "cases_total"),
            line("Đã giải quyết", "cases_settled"),
            line("Vụ cháy", "fires"),
        ),
        "passed": ("tong cong",),
        "aside": ("stt", "ghi chu"),
        **changes,
    }
    return TableMap(**facts)


def applied(way: TableMap, office_id: int, unit_key: str = "", period: str = "2024") -> Applied:
    """The way, applied for a year by an office."""
    return Applied(way, office_id, parse_period(period), unit_key)
