"""What a cell of a workbook holds, exactly as the file says it, before anyone interprets it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

_TALL = 100
_ANY_ROW = 0  # stands in a set of rows where an area is too tall to list
_REFERENCE = re.compile(r"^([A-Z]{1,3})(\d{1,7})$")


class CellKind(StrEnum):
    """The kinds of content that decide how a figure may be read out of a cell."""

    NUMBER = "number"
    PERCENT = "percent"  # a number shown as a percentage: what the person saw is 100 times larger
    DATE = "date"
    TEXT = "text"
    BOOLEAN = "boolean"
    ERROR = "error"
    FORMULA = "formula"


class Cell(NamedTuple):
    """One cell that is not empty. Row and column count from 1; `text` is the stored content.

    Of a formula the text is the formula itself: the cached result is never looked at, because
    a program that does not compute leaves an old one behind.
    """

    row: int
    column: int
    kind: CellKind
    text: str

    @property
    def ref(self) -> str:
        """The cell as a spreadsheet names it: E12."""
        return reference(self.row, self.column)


class Area(NamedTuple):
    """A rectangle of merged cells, all four borders included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies inside."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    @property
    def is_tall(self) -> bool:
        """Whether it covers more rows than are worth listing one by one."""
        return self.bottom - self.top > _TALL

    @property
    def ref(self) -> str:
        """The area as a spreadsheet names it: B3:D4."""
        return f"{reference(self.top, self.left)}:{reference(self.bottom, self.right)}"


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows in order, each with its cells from left to right; its merged areas.

    Rows and columns that somebody hid are read like the others; their numbers are kept, to be told.
    """

    name: str
    is_hidden: bool
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    _by_row: dict[int, dict[int, Cell]] = field(default_factory=dict, repr=False, compare=False)
    _merged_rows: set[int] = field(default_factory=set, repr=False, compare=False)

    def __post_init__(self) -> None:
        if any(area.is_tall for area in self.merged):
            self._merged_rows.add(_ANY_ROW)
        for area in self.merged:
            self._merged_rows.update(range(area.top, min(area.bottom, area.top + _TALL) + 1))

    def row(self, number: int) -> dict[int, Cell]:
        """The cells of a row by column; empty where the row holds nothing."""
        if not self._by_row and self.rows:
            self._by_row.update({r[0].row: {c.column: c for c in r} for r in self.rows})
        return self._by_row.get(number, {})

    def merged_at(self, row: int, column: int) -> Area | None:
        """The merged area that covers the cell, or None."""
        if row not in self._merged_rows and _ANY_ROW not in self._merged_rows:
            return None
        return next((area for area in self.merged if area.holds(row, column)), None)


@dataclass(frozen=True)
class Workbook:
    """A workbook that was opened safely: the digest of its bytes, and its sheets in order."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]


def reference(row: int, column: int) -> str:
    """The name of a cell.

    >>> reference(12, 5), reference(1, 28)
    ('E12', 'AB1')
    """
    return f"{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """The letters of a column that counts from 1.

    >>> [column_letters(n) for n in (1, 26, 27, 702, 703)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def position(ref: str) -> tuple[int, int] | None:
    """Row and column of "E12"; None where the text is no reference to one cell.

    >>> position("E12"), position("A1:B2")
    ((12, 5), None)
    """
    match = _REFERENCE.match(ref)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column
