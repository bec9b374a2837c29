"""Writing the form of one unit: heading of the paper form, groups, lines, signatures."""

from __future__ import annotations

from typing import Final

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from keng.documents.workbooks import marks, styles
from keng.documents.workbooks.entry import EntryCells, protect
from keng.documents.workbooks.shapes import FormGroup, FormLine, FormSheet

KEY, NUMBER, LABEL, UNIT, VALUE, STATUS, PREVIOUS, NOTE = range(1, 9)
_HEADS: Final = {
    NUMBER: ("STT", 6),
    LABEL: ("Nội dung", 52),
    UNIT: ("ĐVT", 11),
    VALUE: ("Kỳ này", 14),
    STATUS: ("Loại số liệu", 11),
    PREVIOUS: ("Cùng kỳ", 14),
    NOTE: ("Ghi chú", 28),
}
_MARKS: Final = {
    LABEL: marks.LABEL,
    VALUE: marks.VALUE,
    STATUS: marks.STATUS,
    PREVIOUS: marks.PREVIOUS,
    NOTE: marks.NOTE,
}
_STATE: Final = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_HEAD_ROW: Final = 8


def write_form(page: Worksheet, sheet: FormSheet) -> None:
    """Write one form; entry cells stay open, everything else is locked without a password."""
    _write_marks(page, sheet)
    _write_heading(page, sheet)
    entries = EntryCells(page, sheet.statuses)
    row = _HEAD_ROW + 1
    for group in sheet.groups:
        row = _write_group(page, group, row, entries)
    _write_foot(page, sheet, row + 1)
    entries.finish()
    _lay_out(page)
    protect(page)


def _write_marks(page: Worksheet, sheet: FormSheet) -> None:
    styles.write_text(styles.cell_at(page, 1, KEY), f"{marks.SHEET_MARK}{sheet.token}")
    for column, mark in _MARKS.items():
        styles.write_text(styles.cell_at(page, 1, column), mark)


def _fixed(page: Worksheet, row: int) -> None:
    styles.write_text(styles.cell_at(page, row, KEY), marks.FIXED)


def _write_heading(page: Worksheet, sheet: FormSheet) -> None:
    for row in range(2, _HEAD_ROW + 1):
        _fixed(page, row)
    for offset, (left, right) in enumerate(zip(sheet.issuer, _STATE, strict=True)):
        for column, last, text in ((NUMBER, LABEL, left), (UNIT, NOTE, right)):
            _banner(page, 2 + offset, (column, last), text)
            styles.cell_at(page, 2 + offset, column).font = (
                styles.BOLD if offset or column > 2 else styles.PLAIN
            )
    _banner(page, 5, (NUMBER, NOTE), sheet.title)
    styles.cell_at(page, 5, NUMBER).font = styles.TITLE
    _banner(page, 6, (NUMBER, NOTE), sheet.subtitle)
    styles.cell_at(page, 6, NUMBER).font = styles.ITALIC
    for column, (text, _) in _HEADS.items():
        cell = styles.cell_at(page, _HEAD_ROW, column)
        styles.write_text(cell, text)
        cell.font, cell.fill, cell.border = styles.BOLD, styles.HEAD_FILL, styles.GRID
        cell.alignment = styles.CENTRE


def _banner(page: Worksheet, row: int, columns: tuple[int, int], text: str) -> None:
    page.merge_cells(start_row=row, end_row=row, start_column=columns[0], end_column=columns[1])
    styles.write_text(styles.cell_at(page, row, columns[0]), text)
    styles.cell_at(page, row, columns[0]).alignment = styles.CENTRE


def _write_group(page: Worksheet, group: FormGroup, row: int, entries: EntryCells) -> int:
    _fixed(page, row)
    styles.write_text(styles.cell_at(page, row, NUMBER), group.number)
    styles.write_text(styles.cell_at(page, row, LABEL), group.label)
    for column in _HEADS:
        cell = styles.cell_at(page, row, column)
        cell.font, cell.fill, cell.border = styles.BOLD, styles.GROUP_FILL, styles.GRID
        cell.alignment = styles.CENTRE if column == NUMBER else styles.MIDDLE
    for line in group.lines:
        row += 1
        _write_line(page, line, row, entries)
    return row + 1


def _write_line(page: Worksheet, line: FormLine, row: int, entries: EntryCells) -> None:
    styles.write_text(styles.cell_at(page, row, KEY), marks.cell_mark(line.key))
    for column, text in ((NUMBER, line.number), (LABEL, line.label), (UNIT, line.unit)):
        styles.write_text(styles.cell_at(page, row, column), text)
    for column, number in ((VALUE, line.value), (PREVIOUS, line.previous)):
        styles.write_shown(styles.cell_at(page, row, column), number, line.digits)
    styles.write_text(styles.cell_at(page, row, STATUS), line.status)
    styles.write_text(styles.cell_at(page, row, NOTE), line.note)
    for column in _HEADS:
        cell = styles.cell_at(page, row, column)
        cell.font, cell.border = styles.PLAIN, styles.GRID
        cell.alignment = styles.CENTRE if column in {NUMBER, UNIT, STATUS} else styles.MIDDLE
    styles.cell_at(page, row, LABEL).alignment = Alignment(
        vertical="center", wrap_text=True, indent=line.depth
    )
    styles.cell_at(page, row, PREVIOUS).font = styles.SMALL
    entries.add_value(
        styles.cell_at(page, row, VALUE), line.digits, line.hint, is_locked=line.is_locked
    )
    if not line.is_locked:
        entries.add_status(styles.cell_at(page, row, STATUS))
        entries.add_text(styles.cell_at(page, row, NOTE))


def _write_foot(page: Worksheet, sheet: FormSheet, row: int) -> None:
    for remark in sheet.remarks:
        _fixed(page, row)
        page.merge_cells(start_row=row, end_row=row, start_column=NUMBER, end_column=NOTE)
        styles.write_text(styles.cell_at(page, row, NUMBER), remark)
        styles.cell_at(page, row, NUMBER).font = styles.ITALIC
        styles.cell_at(page, row, NUMBER).alignment = styles.MIDDLE
        row += 1
    for offset, (left, right) in enumerate(
        (("Người lập biểu", "Thủ trưởng đơn vị"), ("(Ký, ghi rõ họ tên)", "(Ký, ghi rõ họ tên)"))
    ):
        _fixed(page, row + 1 + offset)
        for columns, text in (((NUMBER, LABEL), left), ((UNIT, NOTE), right)):
            _banner(page, row + 1 + offset, columns, text)
            styles.cell_at(page, row + 1 + offset, columns[0]).font = (
                styles.ITALIC if offset else styles.BOLD
            )


def _lay_out(page: Worksheet) -> None:
    for column, (_, width) in _HEADS.items():
        page.column_dimensions[styles.cell_at(page, 1, column).column_letter].width = width
    page.column_dimensions["A"].hidden = True
    page.row_dimensions[1].hidden = True
    page.freeze_panes = styles.cell_at(page, _HEAD_ROW + 1, VALUE).coordinate
    page.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    styles.fit_to_paper(page, orientation="landscape")
