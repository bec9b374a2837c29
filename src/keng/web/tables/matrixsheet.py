"""The matrix of units and periods as a workbook: every line, the signs with their legend."""

from __future__ import annotations

from keng.documents.workbooks import Column, table_workbook
from keng.web import wording
from keng.web.tables.matrix import SIGNS, Line, Matrix, ShownCell

Row = tuple[str | int | None, ...]


def matrix_xlsx(matrix: Matrix, title: str) -> bytes:
    """The lines that the filters let through, in Vietnamese, none left out."""
    periods = matrix.asked.periods
    columns = [
        Column("STT", 6),
        Column("Đơn vị", 36),
        *(Column(wording.period(one), 11) for one in periods),
        Column("Đúng hạn", 18),
        Column("Đầy đủ", 18),
    ]
    notes = [f"{sign}: {words}" for sign, words in SIGNS.values()] + [
        "Số sau dấu là số ngày muộn. Dấu · là không được yêu cầu."
    ]
    return table_workbook(title, columns, _rows(matrix), notes)


def _rows(matrix: Matrix) -> list[Row]:
    rows: list[Row] = []
    number = 0
    for line in matrix.lines(0, matrix.count):
        number += not line.is_group
        first = None if line.is_group and not matrix.by_groups else number
        rows.append((first, _name(line), *map(_said, line.cells), *_shares(line)))
    return rows


def _name(line: Line) -> str:
    return f"{line.name} ({line.note})" if line.note else line.name


def _said(cell: object) -> str:
    if isinstance(cell, ShownCell):
        return f"{cell.sign}{cell.late and ' ' + cell.late}"
    return str(getattr(cell, "shown", ""))


def _shares(line: Line) -> tuple[str, str]:
    return (
        f"{line.punctual.shown} ({line.punctual.words})",
        f"{line.complete.shown} ({line.complete.words})",
    )
