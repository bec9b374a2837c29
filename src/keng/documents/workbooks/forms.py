"""Forms as workbooks: they look like the paper form and carry a stable key for every cell.

A hidden first row says what each column is, a hidden first column says what each row is, a
hidden sheet says what the workbook was made from. Nothing is found by position, so moved rows,
inserted columns and renamed sheets do no harm. `intake` describes a form with these classes and
reads it back by the same marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from openpyxl import Workbook

from keng.documents.workbooks import styles
from keng.documents.workbooks.form_sheet import write_form
from keng.documents.workbooks.marks import MANIFEST_SHEET
from keng.documents.workbooks.packing import packed
from keng.documents.workbooks.shapes import FormSheet, TableSheet
from keng.documents.workbooks.table_sheet import write_table

_CHUNK: Final = 30_000  # a cell holds 32,767 characters


def form_workbook(
    sheets: Sequence[FormSheet | TableSheet], manifest: Sequence[tuple[str, str]]
) -> bytes:
    """A workbook with the forms and, hidden, the manifest: (kind, text) records in order.

    The same description gives the same bytes.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        if isinstance(sheet, FormSheet):
            write_form(page, sheet)
        else:
            write_table(page, sheet)
    hidden = book.create_sheet(MANIFEST_SHEET)
    for row, (kind, text) in enumerate(manifest, start=1):
        styles.write_text(styles.cell_at(hidden, row, 1), kind)
        for part, start in enumerate(range(0, len(text), _CHUNK)):
            styles.write_text(styles.cell_at(hidden, row, 2 + part), text[start : start + _CHUNK])
    hidden.sheet_state = "veryHidden"
    hidden.protection.sheet = True
    return packed(book)
