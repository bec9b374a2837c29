"""The layout of a sample table: what is likely of it, and what the person says of it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from keng.intake.foreign.grids import Grid, has_figure
from keng.intake.foreign.headings import Block, Heading, headings_at
from keng.intake.foreign.naming import Names
from keng.intake.foreign.tablemaps import MOST_HEADING_ROWS, Shape, UnitFrom
from keng.kernel.errors import BadInput

_LOOKED_AT: Final = 40  # rows at the top in which headings are guessed
_UNIT_WORDS: Final = re.compile(r"^(?:ten )?(?:don vi|dia ban|dia phuong|xa|phuong|ten xa)\b")
_NAME_WORDS: Final = re.compile(r"^(?:noi dung|chi tieu|danh muc|tieu chi|ten chi tieu)\b")
_MEASURE_WORDS: Final = re.compile(r"^(?:dvt|don vi tinh|dv tinh)\b")


@dataclass(frozen=True)
class Layout:
    """What the person has said about a sample: which table, its headings, its special columns."""

    grid: Grid
    top: int
    rows: int
    shape: Shape
    names: int = 0
    value: int = 0
    measures: int = 0
    unit_from: UnitFrom = UnitFrom.ASKED
    by_sheet_name: bool = False

    @cached_property
    def block(self) -> Block:
        """The headings as an import will find them."""
        return Block(self.grid, self.top, self.rows, headings_at(self.grid, self.top, self.rows))

    def column(self, at: int) -> Heading | None:
        """The heading of a column that was chosen."""
        return next((one for one in self.block.columns if one.at == at), None)


def likely_heading(grid: Grid) -> tuple[int, int]:
    """Where the headings may begin, and how many rows they have: the fullest row of words."""
    best, most = 1, 0
    for cells in grid.sheet.rows[:_LOOKED_AT]:
        words = sum(not has_figure(cell) for cell in cells)
        if words > most:
            best, most = cells[0].row, words
    rows = 1
    while rows < MOST_HEADING_ROWS and _goes_on(grid, best + rows - 1):
        rows += 1
    return best, rows


def _goes_on(grid: Grid, row: int) -> bool:
    """Whether a heading of the row lies over several columns, so that there is a row below it."""
    areas = (grid.area(row, column) for column in range(1, grid.last_column + 1))
    wide = [area for area in areas if area is not None and area.right > area.left]
    below = grid.sheet.row(row + 1).values()
    return any(area.bottom == row for area in wide) and not any(map(has_figure, below))


def likely_shape(block: Block, names: Names) -> Shape:
    """Units in rows unless a column is called "Nội dung", "Chỉ tiêu"; then one unit or several."""
    if any(_UNIT_WORDS.match(one.text) and not _is_measure(one) for one in block.columns):
        return Shape.UNITS_IN_ROWS
    if not any(_NAME_WORDS.match(one.text) for one in block.columns):
        return Shape.UNITS_IN_ROWS
    units = [one for one in block.columns if names.meaning(leaf(one)).is_somebody]
    return Shape.UNITS_IN_COLUMNS if len(units) > 1 else Shape.ONE_UNIT


def likely_names(block: Block, shape: Shape) -> int:
    """The column that names the units or the indicators; 0 where none reads so."""
    wanted = _UNIT_WORDS if shape is Shape.UNITS_IN_ROWS else _NAME_WORDS
    found = (c.at for c in block.columns if wanted.match(c.text) and not _is_measure(c))
    return next(found, 0)


def likely_measures(block: Block) -> int:
    """The column of units of measure; 0 where there is none."""
    return next((one.at for one in block.columns if _is_measure(one)), 0)


def chosen_names(layout: Layout) -> Heading:
    """The column of names; BadInput where a column that was chosen has no heading."""
    names = layout.column(layout.names)
    value_missing = layout.shape is Shape.ONE_UNIT and layout.column(layout.value) is None
    if names is None or value_missing:
        raise BadInput(
            "Hãy chọn cột tên (và cột số liệu, nếu bảng của một đơn vị) trong dòng tiêu đề.",
            message_en="Choose the column of names (and of values, for a table of one unit).",
            code="column_not_chosen",
        )
    return names


def unit_columns(layout: Layout) -> list[Heading]:
    """The columns that are not the names or measures of the indicators."""
    aside = (layout.names, layout.measures)
    return [one for one in layout.block.columns if one.at not in aside]


def leaf(heading: Heading) -> str:
    """The words of a heading without those above it."""
    return heading.shown.rpartition(" / ")[2]


def _is_measure(heading: Heading) -> bool:
    return _MEASURE_WORDS.match(heading.text) is not None
