"""A table as a workbook: title, header, rows, notes. For exports that people read and sort."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from keng.documents.workbooks import styles
from keng.documents.workbooks.packing import packed

CellValue = str | int | Decimal | None
_NARROWEST, _WIDEST = 8, 60


@dataclass(frozen=True)
class Column:
    """One column: its heading, its width in characters (0 = by content), its decimals."""

    heading: str
    width: int = 0
    digits: int = 0


def table_workbook(
    title: str,
    columns: Sequence[Column | str],
    rows: Sequence[Sequence[CellValue]],
    notes: Sequence[str] = (),
) -> bytes:
    """One sheet with a title, a frozen header, the rows and the notes under them, as .xlsx bytes.

    Numbers are written as numbers and exactly; text stays text whatever it begins with; None is
    an empty cell. A row must have as many values as there are columns (ValueError). The same
    arguments give the same bytes.
    """
    heads = [column if isinstance(column, Column) else Column(column) for column in columns]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = sheet_name(title, taken=())
    top = _write_head(sheet, title, heads)
    for offset, values in enumerate(rows, start=1):
        if len(values) != len(heads):
            raise ValueError(f"row {offset}: {len(values)} values for {len(heads)} columns")
        for index, (value, head) in enumerate(zip(values, heads, strict=True), start=1):
            _write_value(sheet, (top + offset, index), value, head.digits)
    _write_notes(sheet, top + len(rows) + 2, notes)
    _fit(sheet, heads, rows)
    return packed(book)


def sheet_name(text: str, *, taken: Sequence[str]) -> str:
    """A legal name of a sheet (31 characters, none of []:*?/\\) that is not yet taken.

    >>> sheet_name("Biểu 1/2024", taken=["Biểu 1-2024"])
    'Biểu 1-2024 (2)'
    """
    clean = "".join("-" if letter in "[]:*?/\\\n\t" else letter for letter in text).strip(" '")
    lowered = {name.lower() for name in taken}
    candidate, turn = clean[:31].strip() or "Trang", 1
    while candidate.lower() in lowered:
        turn += 1
        suffix = f" ({turn})"
        candidate = clean[: 31 - len(suffix)].strip() + suffix
    return candidate


def _write_head(sheet: Worksheet, title: str, heads: Sequence[Column]) -> int:
    styles.write_text(styles.cell_at(sheet, 1, 1), title)
    styles.cell_at(sheet, 1, 1).font = styles.TITLE
    for index, head in enumerate(heads, start=1):
        cell = styles.cell_at(sheet, 3, index)
        styles.write_text(cell, head.heading)
        cell.font, cell.fill, cell.border = styles.BOLD, styles.HEAD_FILL, styles.GRID
        cell.alignment = styles.CENTRE
    sheet.freeze_panes = "A4"
    sheet.print_title_rows = "3:3"
    styles.fit_to_paper(sheet, orientation="landscape" if len(heads) > 5 else "portrait")
    return 3


def _write_value(sheet: Worksheet, place: tuple[int, int], value: CellValue, digits: int) -> None:
    cell = styles.cell_at(sheet, *place)
    if isinstance(value, str):
        styles.write_text(cell, value)
        cell.alignment = styles.MIDDLE
    elif value is not None:
        styles.write_number(cell, value, max(digits, _decimals(value)))
        cell.alignment = styles.RIGHT
    cell.font, cell.border = styles.PLAIN, styles.GRID


def _decimals(value: Decimal | int) -> int:
    exponent = Decimal(value).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _write_notes(sheet: Worksheet, row: int, notes: Sequence[str]) -> None:
    for offset, note in enumerate(notes):
        styles.write_text(styles.cell_at(sheet, row + offset, 1), note)
        styles.cell_at(sheet, row + offset, 1).font = styles.ITALIC


def _fit(sheet: Worksheet, heads: Sequence[Column], rows: Sequence[Sequence[CellValue]]) -> None:
    for index, head in enumerate(heads):
        longest = max((len(str(row[index])) for row in rows if row[index] is not None), default=0)
        width = head.width or min(_WIDEST, max(_NARROWEST, longest + 2, len(head.heading) // 2))
        sheet.column_dimensions[get_column_letter(index + 1)].width = width
