"""A field of figures turned into a table: which of indicators, units and periods are its rows.

The same table is drawn on the screen and taken along as a file. Every number keeps its coverage
beside it; what is not shown says why in a numbered remark under the table.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product
from typing import Final

from keng.consolidation.panel import Cell, Column, Panel
from keng.consolidation.wording import marks_told
from keng.documents.workbooks import Column as SheetColumn
from keng.documents.workbooks import table_workbook
from keng.documents.workbooks.tables import CellValue
from keng.kernel.figures import CellKey
from keng.kernel.periods import Language
from keng.kernel.said import Said
from keng.packs.schema import Pack
from keng.publishing.facts import exact_text, unit_of

Item = CellKey | Column | int
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t")
LONG_COLUMNS: Final = (
    *("unit", "unit_id", "period", "map", "indicator", "by", "label", "measure"),
    *("value", "status", "accepted", "expected", "note"),
)


class Axis(StrEnum):
    """What a table may have as rows or columns; the third of them heads groups of rows."""

    INDICATORS = "indicators"
    UNITS = "units"
    PERIODS = "periods"


@dataclass(frozen=True)
class Naming:
    """How the things of a table are called, in the language of the reader."""

    pack: Pack
    units: Mapping[int, str]
    language: Language = "vi"

    def key(self, key: CellKey) -> str:
        """An indicator with its breakdown."""
        return self.pack.cell_label(key, self.language)

    def measure(self, key: CellKey) -> str:
        """What the indicator is counted in."""
        return self.pack.unit_label(self.pack.indicator_of(key), self.language)

    def column(self, column: Column) -> str:
        """A period, with the day of the map where it is not its own."""
        label = column.period.label(self.language)
        told = label[:1].upper() + label[1:]
        if column.map_on is None:
            return told
        words = "bản đồ" if self.language == "vi" else "map of"
        return f"{told} ({words} {column.map_on:%d/%m/%Y})"


@dataclass(frozen=True)
class PivotCell:
    """One figure in its place. `remarks` are the numbers of the remarks that belong to it."""

    unit: int
    column: Column
    key: CellKey
    cell: Cell
    remarks: tuple[int, ...] = ()


@dataclass(frozen=True)
class PivotRow:
    """One line. `measure` is empty where the heading of the group says it."""

    label: str
    measure: str
    cells: tuple[PivotCell, ...]


@dataclass(frozen=True)
class PivotGroup:
    """The lines under one heading."""

    label: str
    rows: tuple[PivotRow, ...]


@dataclass(frozen=True)
class Pivot:
    """The table: headings of its columns, groups of rows, remarks by number from 1."""

    rows_are: Axis
    columns_are: Axis
    headings: tuple[str, ...]
    groups: tuple[PivotGroup, ...]
    remarks: tuple[str, ...] = ()


def pivot_of(panel: Panel, naming: Naming, *, rows: Axis, columns: Axis) -> Pivot:
    """The panel as a table. Rows and columns must differ (ValueError)."""
    if rows is columns:
        raise ValueError(f"{rows} cannot be rows and columns at once")
    return _Turning(panel, naming, rows, columns).pivot()


@dataclass
class _Turning:
    """A table in the making."""

    panel: Panel
    naming: Naming
    rows: Axis
    columns: Axis
    remarks: dict[str, int] = field(default_factory=dict)

    def pivot(self) -> Pivot:
        (rest,) = set(Axis) - {self.rows, self.columns}
        groups = tuple(self._group(rest, place) for place in range(len(self._items(rest))))
        headings = [self._label(item) for item in self._items(self.columns)]
        return Pivot(self.rows, self.columns, tuple(headings), groups, tuple(self.remarks))

    def _group(self, rest: Axis, place: int) -> PivotGroup:
        items = self._items(rest)
        rows = [self._row(items[place], item) for item in self._items(self.rows)]
        return PivotGroup(self._label(items[place]), tuple(rows))

    def _row(self, group: Item, item: Item) -> PivotRow:
        cells = tuple(self._cell(group, item, column) for column in self._items(self.columns))
        if isinstance(item, CellKey):
            return PivotRow(self.naming.key(item), self.naming.measure(item), cells)
        return PivotRow(self._label(item), "", cells)

    def _cell(self, *at: Item) -> PivotCell:
        unit = next(one for one in at if isinstance(one, int))
        column = next(one for one in at if isinstance(one, Column))
        key = next(one for one in at if isinstance(one, CellKey))
        cell = self.panel.cell(unit, column, key)
        numbers = [self.remarks.setdefault(one, len(self.remarks) + 1) for one in remarks_on(cell)]
        return PivotCell(unit, column, key, cell, tuple(numbers))

    def _items(self, axis: Axis) -> Sequence[Item]:
        found: dict[Axis, Sequence[Item]] = {
            Axis.INDICATORS: self.panel.keys,
            Axis.UNITS: self.panel.units,
            Axis.PERIODS: self.panel.columns,
        }
        return found[axis]

    def _label(self, item: Item) -> str:
        if isinstance(item, CellKey):
            return f"{self.naming.key(item)} ({self.naming.measure(item)})"
        if isinstance(item, Column):
            return self.naming.column(item)
        return self.naming.units[item]


def remarks_on(cell: Cell) -> list[str]:
    """What a reader has to know of a figure besides its coverage, which stands beside it."""
    if cell.reason:
        return [cell.reason]
    status = cell.row.status
    final = [] if status is None or status == "official" else [_STATUSES[status.value]]
    return [*final, *marks_told(cell.row.marks)]


_STATUSES: Final = {
    "estimated": Said("số ước", "estimated"),
    "expected": Said("số dự kiến", "expected"),
}


def pivot_xlsx(pivot: Pivot, title: str, notes: Sequence[str]) -> bytes:
    """The table as it stands on the screen, each number with its coverage beside it, as .xlsx."""
    columns: list[SheetColumn | str] = [SheetColumn("Nội dung", 44), SheetColumn("ĐVT", 10)]
    for heading in pivot.headings:
        columns += [SheetColumn(heading, 16), SheetColumn("Số đơn vị", 10)]
    rows: list[list[CellValue]] = []
    for group in pivot.groups:
        if group.label:
            rows.append([group.label, *[None] * (len(columns) - 1)])
        rows += [_sheet_line(row) for row in group.rows]
    listed = [f"[{number}] {remark}." for number, remark in enumerate(pivot.remarks, start=1)]
    return table_workbook(title, columns, rows, [*notes, *listed])


def _sheet_line(row: PivotRow) -> list[CellValue]:
    line: list[CellValue] = [row.label, row.measure or None]
    for one in row.cells:
        found = one.cell.row
        line.append(found.shown or found.exact(found.value))
        marks = "".join(f" [{number}]" for number in one.remarks)
        line.append(f"{found.accepted}/{found.expected}{marks}")
    return line


def panel_csv(panel: Panel, naming: Naming, notes: Sequence[str]) -> bytes:
    """Every cell on a line of its own, values exact, as UTF-8 CSV with a byte order mark.

    The notes stand below the lines, each beginning with "#".
    """
    lines = (
        _long_line(panel, naming, unit, column, key)
        for unit, column, key in product(panel.units, panel.columns, panel.keys)
    )
    return grid_csv(LONG_COLUMNS, lines, notes)


def _long_line(
    panel: Panel, naming: Naming, unit: int, column: Column, key: CellKey
) -> Iterable[str]:
    cell = panel.cell(unit, column, key)
    row = cell.row
    return (
        naming.units[unit],
        str(unit),
        column.period.code,
        column.shown_on.isoformat(),
        key.indicator,
        key.by,
        naming.key(key),
        unit_of(naming.pack, key),
        row.shown or exact_text(row.exact(row.value)),
        "" if row.status is None else row.status.value,
        str(row.accepted),
        str(row.expected),
        "; ".join(remarks_on(cell)),
    )


def grid_csv(
    heads: Iterable[str], lines: Iterable[Iterable[str]], notes: Sequence[str] = ()
) -> bytes:
    """Lines of text as UTF-8 CSV with a byte order mark; nothing in it runs as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads)
    for line in lines:
        writer.writerow([harmless(value) for value in line])
    for note in notes:
        writer.writerow([f"# {note}"])
    return text.getvalue().encode("utf-8-sig")


def grid_xlsx(
    title: str,
    heads: Sequence[str],
    lines: Iterable[Sequence[CellValue]],
    notes: Sequence[str] = (),
) -> bytes:
    """Lines of values as .xlsx; the first column is wide."""
    columns: list[SheetColumn | str] = [
        SheetColumn(head, 40 if not place else 16) for place, head in enumerate(heads)
    ]
    return table_workbook(title, columns, [list(line) for line in lines], notes)


def harmless(value: str) -> str:
    """A cell of CSV that no spreadsheet runs: what begins like a formula stands behind '."""
    is_number = value[1:].replace(".", "", 1).isdigit()
    return f"'{value}" if value.startswith(FORMULA_STARTS) and not is_number else value
