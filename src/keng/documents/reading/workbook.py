"""Workbooks: each row a line, its cells parted by tabs; numbers as official papers write them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

from keng.documents.reading.document import Kind, Place, Table, TableCell
from keng.documents.reading.drafting import Draft, Job
from keng.documents.reading.notes import said
from keng.documents.reading.refusals import FileRefused
from keng.documents.workbooks.cells import Cell, CellKind, Sheet
from keng.documents.workbooks.opening import open_workbook
from keng.documents.workbooks.refusals import WorkbookRefused
from keng.kernel.vietnamese import format_number

_DAY_ZERO: Final = date(1899, 12, 30)  # spreadsheets count a 29 February 1900 that never was
_LAST_DAY: Final = 2_958_465  # 31/12/9999
_EXACT_DIGITS: Final = 15


def read_workbook(content: bytes, job: Job) -> Draft:
    """Read the visible sheets; FileRefused with the code of the workbook's own refusal."""
    try:
        book = open_workbook(content, name=job.name)
    except WorkbookRefused as refused:
        raise FileRefused(
            refused.message, message_en=refused.message_en, where=refused.where, code=refused.code
        ) from None
    draft = Draft(Kind.XLSX)
    formulas = 0
    for page, sheet in enumerate(book.sheets, 1):
        if sheet.is_hidden:
            draft.notes.append(said("hidden_sheet", sheet.name))
            continue
        _write(sheet, page, draft)
        formulas += sum(cell.kind is CellKind.FORMULA for row in sheet.rows for cell in row)
    if formulas:
        draft.notes.append(said("formulas", formulas))
    return draft


def _write(sheet: Sheet, page: int, draft: Draft) -> None:
    if draft.lines and sheet.rows:
        draft.add("", Place(page))
    cells: list[TableCell] = []
    for row in sheet.rows:
        line = len(draft.lines) + 1
        texts = [(cell, _shown(cell)) for cell in row]
        cells.extend(TableCell(cell.row, cell.column, text, line) for cell, text in texts if text)
        draft.add("\t".join(text for _, text in texts if text), Place(page))
    if cells:
        draft.tables.append(Table(tuple(cells), sheet.name))


def _shown(cell: Cell) -> str:
    """The cell as a reader sees it; a formula is nothing, its kept result may be out of date."""
    if cell.kind in (CellKind.FORMULA, CellKind.ERROR, CellKind.BOOLEAN):
        return ""
    if cell.kind is CellKind.TEXT:
        return " ".join(cell.text.split())
    number = _number(cell.text)
    if number is None:
        return cell.text
    if cell.kind is CellKind.DATE:
        return _day(number) or cell.text
    if cell.kind is CellKind.PERCENT:
        return f"{format_number(_shortest(number * 100))}%"
    return format_number(number)


def _number(text: str) -> Decimal | None:
    try:
        exact = Decimal(text.strip())
    except InvalidOperation:
        return None
    return _shortest(exact) if exact.is_finite() and abs(exact.adjusted()) < 100 else None


def _shortest(exact: Decimal) -> Decimal:
    """What was typed: files keep 1.1 as 1.1000000000000001."""
    is_exact = len(exact.as_tuple().digits) <= _EXACT_DIGITS
    return exact if is_exact else Decimal(f"{float(exact):.{_EXACT_DIGITS}g}")


def _day(number: Decimal) -> str:
    if not 1 <= number <= _LAST_DAY:
        return ""
    return f"{_DAY_ZERO + timedelta(days=int(number)):%d/%m/%Y}"
