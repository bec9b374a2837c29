"""Writing a table of units: a row for each unit, a column for each cell of the form."""

from __future__ import annotations

from itertools import groupby

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from keng.documents.workbooks import marks, styles
from keng.documents.workbooks.entry import EntryCells, protect
from keng.documents.workbooks.shapes import TableLine, TableSheet

KEY, NUMBER, UNIT = 1, 2, 3
_FIRST = 4
_GROUP_ROW, _LABEL_ROW, _MEASURE_ROW = 5, 6, 7


def write_table(page: Worksheet, sheet: TableSheet) -> None:
    """Write the table; entry cells and the names of further units stay open."""
    _write_marks(page, sheet)
    _write_heading(page, sheet)
    entries = EntryCells(page)
    row = _MEASURE_ROW
    for number, line in enumerate(sheet.lines, start=1):
        row += 1
        _write_line(page, sheet, (row, number, line), entries)
    entries.finish()
    _lay_out(page, sheet)
    protect(page)


def _write_marks(page: Worksheet, sheet: TableSheet) -> None:
    styles.write_text(styles.cell_at(page, 1, KEY), f"{marks.SHEET_MARK}{sheet.token}")
    styles.write_text(styles.cell_at(page, 1, UNIT), marks.UNIT)
    for index, column in enumerate(sheet.columns, start=_FIRST):
        styles.write_text(styles.cell_at(page, 1, index), marks.cell_mark(column.key))
    for row in range(2, _MEASURE_ROW + 1):
        styles.write_text(styles.cell_at(page, row, KEY), marks.FIXED)


def _write_heading(page: Worksheet, sheet: TableSheet) -> None:
    for row, text, font in ((2, sheet.title, styles.TITLE), (3, sheet.subtitle, styles.ITALIC)):
        styles.write_text(styles.cell_at(page, row, NUMBER), text)
        styles.cell_at(page, row, NUMBER).font = font
    # Above the table: the rows below it are free for units that a person adds by name.
    styles.write_text(styles.cell_at(page, 4, NUMBER), " ".join(sheet.remarks))
    styles.cell_at(page, 4, NUMBER).font = styles.SMALL
    heads = {NUMBER: ("", "STT", ""), UNIT: ("", "Đơn vị", "")}
    for index, column in enumerate(sheet.columns, start=_FIRST):
        heads[index] = (column.group, column.label, column.unit)
    for index, texts in heads.items():
        for row, text in zip((_GROUP_ROW, _LABEL_ROW, _MEASURE_ROW), texts, strict=True):
            cell = styles.cell_at(page, row, index)
            styles.write_text(cell, text)
            cell.font, cell.fill, cell.border = styles.BOLD, styles.HEAD_FILL, styles.GRID
            cell.alignment = styles.CENTRE
    _merge_groups(page, sheet)


def _merge_groups(page: Worksheet, sheet: TableSheet) -> None:
    first = _FIRST
    for _, run in groupby(sheet.columns, key=lambda column: column.group):
        last = first + len(list(run)) - 1
        if last > first:
            page.merge_cells(
                start_row=_GROUP_ROW, end_row=_GROUP_ROW, start_column=first, end_column=last
            )
        first = last + 1


def _write_line(
    page: Worksheet, sheet: TableSheet, place: tuple[int, int, TableLine], entries: EntryCells
) -> None:
    row, number, line = place
    styles.write_text(styles.cell_at(page, row, KEY), marks.unit_mark(line.unit_key))
    styles.cell_at(page, row, NUMBER).value = number
    styles.write_text(styles.cell_at(page, row, UNIT), line.label)
    for column in range(NUMBER, _FIRST + len(sheet.columns)):
        styles.cell_at(page, row, column).font = styles.PLAIN
        styles.cell_at(page, row, column).border = styles.GRID
    styles.cell_at(page, row, NUMBER).alignment = styles.CENTRE
    for index, head in enumerate(sheet.columns, start=_FIRST):
        cell = styles.cell_at(page, row, index)
        styles.write_shown(cell, line.values.get(head.key), head.digits)
        hint = head.hint if number == 1 else ""
        entries.add_value(
            cell, head.digits, hint, is_locked=head.is_locked or head.key in line.locked
        )


def _lay_out(page: Worksheet, sheet: TableSheet) -> None:
    page.column_dimensions["A"].hidden = True
    page.row_dimensions[1].hidden = True
    page.column_dimensions["B"].width = 6
    page.column_dimensions["C"].width = 32
    for index in range(_FIRST, _FIRST + len(sheet.columns)):
        page.column_dimensions[get_column_letter(index)].width = 16
    page.row_dimensions[_LABEL_ROW].height = 66
    page.freeze_panes = styles.cell_at(page, _MEASURE_ROW + 1, _FIRST).coordinate
    page.print_title_rows = f"{_GROUP_ROW}:{_MEASURE_ROW}"
    page.print_title_cols = "B:C"
    styles.fit_to_paper(page, orientation="landscape")
