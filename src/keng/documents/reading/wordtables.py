"""The grid of a Word table: its rows and cells with their places, merges and what is hidden.

The one walk of tables for all who read Word files: reports, and tables whose columns are mapped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from keng.documents.reading.numbering import W
from keng.documents.xmlparts import local

_AROUND: Final = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
_WIDEST: Final = 1000  # columns that one cell may take; Word itself stops at 63
_OFF: Final = ("0", "false", "off")


@dataclass(frozen=True)
class GridCell:
    """A cell: its element and its columns from `column` to `right`, counted from 1.

    `top` is the row in which it begins: an earlier one where it only goes on downwards; Word shows
    nothing of what stands in such a cell. `edge` is the last column of the cell that it goes on.
    """

    element: etree._Element
    column: int
    right: int
    top: int
    edge: int


@dataclass(frozen=True)
class GridRow:
    """A row with its number from 1; `width` is its last column, also where no cell stands."""

    number: int
    cells: tuple[GridCell, ...]
    hidden: bool
    width: int


def rows_of(table: etree._Element) -> Iterator[GridRow]:
    """The rows of a table in order, also those in controls and insertions, not of inner tables.

    A row that was deleted with changes tracked keeps its number and has no cells.
    """
    running: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(_inside(table, "tr"), start=1):
        properties = row.find(f"{W}trPr")
        column = 1 + _count(properties, "gridBefore", 0)
        cells = []
        for element in () if is_on(row, f"{W}trPr/{W}del") else _inside(row, "tc"):
            right = column + _count(element.find(f"{W}tcPr"), "gridSpan", 1) - 1
            top, edge = _begun(element, number, column, right, running)
            cells.append(GridCell(element, column, right, top, edge))
            column = right + 1
        yield GridRow(number, tuple(cells), is_on(row, f"{W}trPr/{W}hidden"), column - 1)


def is_on(holder: etree._Element, path: str) -> bool:
    """Whether a switch of Word is there and not turned off."""
    found = holder.find(path)
    return found is not None and found.get(f"{W}val", "1") not in _OFF


def _begun(
    element: etree._Element,
    row: int,
    column: int,
    right: int,
    running: dict[int, tuple[int, int]],
) -> tuple[int, int]:
    """The row and last column of the cell that this one is or goes on; notes what runs down."""
    down = element.find(f"{W}tcPr/{W}vMerge")
    begun = running.get(column)
    if down is None or down.get(f"{W}val") == "restart" or begun is None:
        begun = (row, right)
    if down is None:
        running.pop(column, None)
    else:
        running[column] = begun
    return begun


def _inside(holder: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also inside controls and tracked insertions."""
    for child in holder:
        said = local(child)
        if said == name:
            yield child
        elif said in _AROUND:
            yield from _inside(child, name)


def _count(properties: etree._Element | None, name: str, otherwise: int) -> int:
    found = None if properties is None else properties.find(f"{W}{name}")
    said = "" if found is None else found.get(f"{W}val") or ""
    return min(int(said), _WIDEST) if said.isdecimal() and int(said) else otherwise
