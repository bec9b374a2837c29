"""Reading a sheet that Keng made and a person filled in: its head, numbers, what is wrong.

Every sheet bears a line that says of what it is; a sheet of something else is refused whole, and a
cell that cannot be taken is named with what to write instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from keng.documents.workbooks import Cell, Sheet

Row = dict[int, Cell]


@dataclass(frozen=True)
class Wrong:
    """A cell that cannot be taken, what is wrong and what to do."""

    cell: str
    message: str


def text_in(row: Row, column: int) -> str:
    """What stands in a column of the row, without blanks around it; "" for nothing."""
    cell = row.get(column)
    return cell.text.strip() if cell is not None else ""


def head_row(sheet: Sheet, head: str) -> int | None:
    """The row in which a column has this head."""
    return next(
        (row[0].row for row in sheet.rows for cell in row if cell.text.strip() == head), None
    )


def rows_below(sheet: Sheet, top: int) -> Iterator[Row]:
    """The rows under the head, each by column."""
    for line in sheet.rows:
        if line[0].row > top:
            yield {cell.column: cell for cell in line}


def points_in(
    cell: Cell | None, *, takes: bool, most: Decimal | None
) -> tuple[Decimal | None, str]:
    """The points of a cell and what is wrong with them: not a number, too many, none asked for."""
    if cell is None or not cell.text.strip():
        return None, ""
    try:
        found = Decimal(cell.text.strip().replace(",", "."))
    except InvalidOperation:
        found = Decimal("NaN")
    if not takes:
        return None, _("tiêu chí này không chấm điểm; hãy để trống")
    if not found.is_finite() or found < 0:
        return None, _("điểm phải là số từ 0; ví dụ 4,5")
    if most is not None and found > most:
        return None, _("điểm cao nhất là %(most)s") % {"most": f"{most.normalize():f}"}
    return found, ""
