"""The sheet of local units: reading it from .xlsx or .csv, and writing an empty one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from keng.documents.workbooks import Column, table_workbook
from keng.intake.typed_rows import read_typed
from keng.orgunits.actions import LocalUnitRow, RowProblem

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "kind": ("Loại", "Loại đơn vị"),
    "name": ("Tên", "Tên đơn vị"),
    "parent": ("Trực thuộc", "Đơn vị cấp trên"),
    "manager": ("Đơn vị quản lý", "Quản lý"),
    "code": ("Mã số", "Mã"),
}
_NEEDED: Final = ("kind", "name", "parent")
_TEMPLATE: Final = "trên màn hình, hoặc lệnh keng units template"


def read_rows(content: bytes, name: str) -> tuple[list[LocalUnitRow], list[RowProblem]]:
    """The units that a file lists, and the cells that hold no typed text; see `read_typed`."""
    rows, problems = read_typed(
        content, name, headings=HEADINGS, needed=_NEEDED, template=_TEMPLATE
    )
    return [LocalUnitRow(row.sheet, row.texts, row.cells) for row in rows], problems


def empty_sheet() -> bytes:
    """A workbook with the headings and nothing else."""
    widths = {"kind": 18, "name": 36, "parent": 52, "manager": 52, "code": 14}
    return table_workbook(
        "Đơn vị cơ sở",
        [Column(HEADINGS[column][0], width=widths[column]) for column in HEADINGS],
        [],
    )
