"""Rows that people typed into a sheet with headings, from .xlsx or .csv: text and cell of each."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from keng.documents.secrecy import secrecy_mark
from keng.documents.workbooks import CellKind, open_workbook, reference
from keng.kernel.errors import BadInput
from keng.orgunits.actions import RowProblem
from keng.orgunits.vocabulary import search_form

_HEAD_WITHIN: Final = 20  # rows in which the headings are looked for

Headings = Mapping[str, Sequence[str]]
Row = dict[int, tuple[str, str, bool]]  # column -> text, cell, whether the text was typed
_FIRST_DAY: Final = date(1899, 12, 30)  # day 0 of a sheet, as all office programs count
_LATEST: Final = 100_000  # a day of a sheet beyond the year 2173 is no day


@dataclass(frozen=True)
class TypedRow:
    """The texts of a row by column, and the cell of every column that the sheet has."""

    sheet: str
    texts: Mapping[str, str]
    cells: Mapping[str, str]


def read_typed(
    content: bytes,
    name: str,
    *,
    headings: Headings,
    needed: Sequence[str],
    template: str,
    days: Collection[str] = (),
) -> tuple[list[TypedRow], list[RowProblem]]:
    """The filled rows of every sheet that has the headings, and the cells that hold no typed text.

    Columns are found by their headings, in any order; empty rows are passed over. A row with a
    formula, a date or an error is not among the rows, its cell is among the problems; in the
    columns named by `days` a date is read as "15/01/2024". Raises
    BadInput where no sheet has the headings, with where the template is, and what the workbook
    itself is refused for.
    """
    found: list[TypedRow] = []
    problems: list[RowProblem] = []
    has_headings = False
    for sheet, rows in _sheets(content, name):
        table = list(rows)
        _refuse_secret(table, name)
        heads = (_columns(row, headings, needed) for row in table[:_HEAD_WITHIN])
        head, columns = next(((n, found) for n, found in enumerate(heads) if found), (-1, {}))
        if not columns:
            continue
        has_headings = True
        found += [
            one
            for row in table[head + 1 :]
            if (one := _row(sheet, _with_days(row, columns, days), columns, problems)) is not None
        ]
    if not has_headings:
        wanted = ", ".join(f"“{headings[column][0]}”" for column in needed)
        raise BadInput(
            f"{name}: không tìm thấy dòng tiêu đề có các cột {wanted}; "
            f"hãy dùng tệp mẫu ({template}).",
            message_en=f"{name}: no row has the headings; use the template.",
        )
    return found, problems


def _refuse_secret(table: Iterable[Row], name: str) -> None:
    """Raise BadInput where a cell bears a mark of secrecy: Keng holds no state secrets."""
    if any(secrecy_mark(text) for row in table for text, _, _ in row.values()):
        raise BadInput(
            f"{name}: tệp có dấu độ mật; Keng không nhận tài liệu mật.",
            message_en=f"{name}: the file bears a mark of secrecy; Keng takes in no secret papers.",
        )


def _sheets(content: bytes, name: str) -> Iterable[tuple[str, Iterable[Row]]]:
    if name.lower().endswith(".csv"):
        yield Path(name).stem, _csv_rows(name, content)
        return
    book = open_workbook(content, name=name)
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


def _csv_rows(name: str, content: bytes) -> list[Row]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(
            f"{name}: tệp .csv phải lưu với bảng mã UTF-8.",
            message_en=f"{name}: save the .csv in UTF-8.",
        ) from None
    if "\0" in text:
        raise BadInput(
            f"{name}: tệp .csv có ký tự không lưu được (NUL); hãy lưu lại với bảng mã UTF-8.",
            message_en=f"{name}: the .csv holds a character that nothing can hold (NUL); save it "
            "again in UTF-8.",
        )
    rows: list[Row] = []
    # Old spreadsheets end a line with CR alone: the lines are csv's business, not the stream's.
    lines = csv.reader(io.StringIO(text, newline=""))
    try:
        for number, line in enumerate(lines, start=1):
            rows.append(_csv_row(number, line))
    except csv.Error as error:
        raise BadInput(
            f"{name}: dòng {lines.line_num} của tệp .csv không đọc được ({error}); "
            "hãy sửa dòng đó.",
            message_en=f"{name}: line {lines.line_num} of the .csv cannot be read ({error}); "
            "correct it.",
        ) from error
    return rows


def _csv_row(number: int, line: Sequence[str]) -> Row:
    return {
        column: (value, reference(number, column), True)
        for column, value in enumerate(line, start=1)
        if value.strip()
    }


def _columns(row: Row, headings: Headings, needed: Sequence[str]) -> dict[str, int]:
    """Where each column stands, if the row holds at least the needed headings; else nothing."""
    found: dict[str, int] = {}
    for name, words in headings.items():
        wanted = {search_form(word) for word in words}
        for column, (text, _, _) in row.items():
            if search_form(text) in wanted:
                found.setdefault(name, column)
    return found if all(name in found for name in needed) else {}


def _row(
    sheet: str, row: Row, columns: Mapping[str, int], problems: list[RowProblem]
) -> TypedRow | None:
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
    return TypedRow(
        sheet=sheet,
        texts={name: text for name, (text, _, _) in filled.items()},
        cells={name: reference(int(number), column) for name, column in columns.items()},
    )


def _with_days(row: Row, columns: Mapping[str, int], days: Collection[str]) -> Row:
    """The row with the dates of these columns as they are shown."""
    found = dict(row)
    for name in days:
        column = columns.get(name, 0)
        text, cell, is_typed = row.get(column, ("", "", True))
        whole = text.partition(".")[0]
        is_day = whole.isdecimal() and len(whole) <= len(str(_LATEST))
        if not is_typed and is_day and int(whole) < _LATEST:
            day = _FIRST_DAY + timedelta(days=int(whole))
            found[column] = (f"{day:%d/%m/%Y}", cell, True)
    return found


def _not_typed(sheet: str, cell: str, text: str) -> RowProblem:
    return RowProblem(
        sheet=sheet,
        cell=cell,
        code="not_typed",
        message=f"Ô chứa công thức, ngày hoặc lỗi ({text[:40]}); hãy gõ chữ vào ô.",
        message_en="The cell holds a formula, a date or an error; type the text.",
    )
