"""The sheet of local units: reading it from .xlsx or .csv, and writing an empty one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from keng.documents.workbooks import CellKind, Column, open_workbook, reference, table_workbook
from keng.kernel.errors import BadInput
from keng.orgunits.actions import LocalUnitRow, RowProblem
from keng.orgunits.vocabulary import search_form

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "kind": ("Loại", "Loại đơn vị"),
    "name": ("Tên", "Tên đơn vị"),
    "parent": ("Trực thuộc", "Đơn vị cấp trên"),
    "manager": ("Đơn vị quản lý", "Quản lý"),
    "code": ("Mã số", "Mã"),
}
_NEEDED: Final = ("kind", "name", "parent")
_HEAD_WITHIN: Final = 20  # rows in which the headings are looked for

Row = dict[int, tuple[str, str, bool]]  # column -> text, cell, whether the text was typed


def read_rows(path: Path) -> tuple[list[LocalUnitRow], list[RowProblem]]:
    """The filled rows of every sheet that has the headings, and the cells that hold no typed text.

    Columns are found by their headings, in any order; empty rows are passed over. A row with a
    formula, a date or an error is not among the rows, its cell is among the problems. Raises
    BadInput where no sheet has the headings, and what the workbook itself is refused for.
    """
    found: list[LocalUnitRow] = []
    problems: list[RowProblem] = []
    has_headings = False
    for name, rows in _sheets(path):
        table = list(rows)
        head = next((n for n, row in enumerate(table[:_HEAD_WITHIN]) if _columns(row)), None)
        if head is None:
            continue
        has_headings = True
        columns = _columns(table[head])
        found += [
            one
            for row in table[head + 1 :]
            if (one := _row(name, row, columns, problems)) is not None
        ]
    if not has_headings:
        wanted = ", ".join(f"“{HEADINGS[column][0]}”" for column in _NEEDED)
        raise BadInput(
            f"{path.name}: không tìm thấy dòng tiêu đề có các cột {wanted}; "
            "hãy dùng mẫu của lệnh keng units template.",
            message_en=f"{path.name}: no row has the headings; use keng units template.",
        )
    return found, problems


def empty_sheet() -> bytes:
    """A workbook with the headings and nothing else."""
    widths = {"kind": 18, "name": 36, "parent": 52, "manager": 52, "code": 14}
    return table_workbook(
        "Đơn vị cơ sở",
        [Column(HEADINGS[column][0], width=widths[column]) for column in HEADINGS],
        [],
    )


def _sheets(path: Path) -> Iterable[tuple[str, Iterable[Row]]]:
    content = path.read_bytes()
    if path.suffix.lower() == ".csv":
        yield path.stem, _csv_rows(path, content)
        return
    book = open_workbook(content, name=path.name)
    for sheet in book.sheets:
        yield (
            sheet.name,
            [
                {
                    cell.column: (
                        cell.text,
                        cell.ref,
                        cell.kind in (CellKind.TEXT, CellKind.NUMBER),
                    )
                    for cell in row
                }
                for row in sheet.rows
            ],
        )


def _csv_rows(path: Path, content: bytes) -> list[Row]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(
            f"{path.name}: tệp .csv phải lưu với bảng mã UTF-8.",
            message_en=f"{path.name}: save the .csv in UTF-8.",
        ) from None
    return [
        {
            column: (value, reference(number, column), True)
            for column, value in enumerate(line, start=1)
            if value.strip()
        }
        for number, line in enumerate(csv.reader(io.StringIO(text)), start=1)
    ]


def _columns(row: Row) -> dict[str, int]:
    """Where each column stands, if the row holds at least the needed headings; else nothing."""
    found: dict[str, int] = {}
    for name, headings in HEADINGS.items():
        wanted = {search_form(heading) for heading in headings}
        for column, (text, _, _) in row.items():
            if search_form(text) in wanted:
                found.setdefault(name, column)
    return found if all(name in found for name in _NEEDED) else {}


def _row(
    sheet: str, row: Row, columns: Mapping[str, int], problems: list[RowProblem]
) -> LocalUnitRow | None:
    filled = {name: row[column] for name, column in columns.items() if column in row}
    if not filled:
        return None
    number = next(iter(filled.values()))[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    wrong = [
        _not_typed(sheet, cell, text) for text, cell, is_typed in filled.values() if not is_typed
    ]
    if wrong:
        problems += wrong
        return None
    return LocalUnitRow(
        sheet=sheet,
        texts={name: text for name, (text, _, _) in filled.items()},
        cells={name: reference(int(number), column) for name, column in columns.items()},
    )


def _not_typed(sheet: str, cell: str, text: str) -> RowProblem:
    return RowProblem(
        sheet=sheet,
        cell=cell,
        code="not_typed",
        message=f"Ô chứa công thức, ngày hoặc lỗi ({text[:40]}); hãy gõ chữ vào ô.",
        message_en="The cell holds a formula, a date or an error; type the text.",
    )
