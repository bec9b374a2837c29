"""Which table of a file a way of reading is about: by its headings, or by the name of its sheet."""

from __future__ import annotations

from typing import Final

from keng.intake.foreign.grids import Grid, Tables, plain
from keng.intake.foreign.headings import Block, blocks
from keng.intake.foreign.tablemaps import Shape, TableMap, UnitFrom
from keng.intake.workbooks.problems import Place
from keng.intake.workbooks.scanning import Scan

_MOST_HIDDEN: Final = 20  # places told one by one; what is more is told by its number


def chosen_tables(tables: Tables, way: TableMap, found: Scan) -> list[Block]:
    """The tables that are read; a problem where there is none, or more than are meant."""
    grids = [grid for grid in tables.grids if _is_meant(grid, way)]
    places = [at for grid in grids if (at := blocks(grid, way)) and _has_lines(at[0], way)]
    if not places:
        found.report(Place(), "table_missing", text=way.names.told)
        return []
    for several in places:
        if len(several) > 1:
            first, second = (one.grid.line(row=one.top) for one in several[:2])
            found.report(second, "headings_twice", other=first.cell)
    if any(len(several) > 1 for several in places):
        return []
    likely = [several[0] for several in places]
    if way.shape is Shape.ONE_UNIT and way.unit_from is UnitFrom.SHEET:
        return likely
    complete = [block for block in likely if _is_complete(block, way)] or likely
    if len(complete) > 1:
        names = "; ".join(block.grid.name for block in complete)
        found.report(Place(), "table_twice", n=len(complete), text=names)
        return []
    return complete


def _is_meant(grid: Grid, way: TableMap) -> bool:
    if way.sheet:
        return plain(grid.name) == way.sheet
    return not grid.sheet.is_hidden


def _has_lines(block: Block, way: TableMap) -> bool:
    """Whether at least one cell of the form has its heading there."""
    if not way.has_indicators_in_rows:
        return any(block.found(line.anchor) for line in way.lines)
    names = block.found(way.names)
    rows = block.lines(names[0])
    return any(row.answers_line(line.anchor) for row in rows for line in way.lines)


def _is_complete(block: Block, way: TableMap) -> bool:
    return all(block.found(anchor) for anchor in way.heads)


def tell_hidden(block: Block, found: Scan) -> None:
    """Tell the hidden rows and columns of a table that is read."""
    grid, sheet = block.grid, block.grid.sheet
    columns = {one.at for one in block.columns} & sheet.hidden_columns
    places = [grid.line(column=column) for column in sorted(columns)]
    places += [grid.line(row=row) for row in sorted(sheet.hidden_rows) if row in block.body]
    for place in places[:_MOST_HIDDEN]:
        found.remark(place, "hidden_read")
    if len(places) > _MOST_HIDDEN:
        found.remark(Place(grid.name, f"+{len(places) - _MOST_HIDDEN}"), "hidden_read")
