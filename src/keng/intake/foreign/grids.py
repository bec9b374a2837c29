"""Tables of another office, from Excel or Word, in one form: every cell with its place. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from keng.documents.word import is_word, open_tables
from keng.documents.workbooks import Area, Cell, CellKind, Sheet, column_letters, open_workbook
from keng.documents.workbooks.refusals import refusal
from keng.intake.workbooks.problems import Place
from keng.orgunits.vocabulary import search_form

_MOST_COVERED: Final = 400_000  # rows that merged areas cover together; as many as cells are read
_NUMBERING: Final = re.compile(
    r"^\s*(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXivx]{1,5}|[A-Za-zĐđ])\s*[.)]|\d{1,3}(?:\.\d{1,3})+\s"
    r"|[-–—+*•])\s*"
)


class Spot(NamedTuple):
    """One cell of a table that is read as a value."""

    place: Place
    merged: str
    cell: Cell | None


@dataclass(frozen=True)
class Grid:
    """One sheet, or one table of a Word file: cells, merged areas spread, hidden parts known."""

    sheet: Sheet
    is_word: bool = False
    _areas: dict[int, list[Area]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def name(self) -> str:
        """The name of the sheet, or "bảng 2"."""
        return self.sheet.name

    @cached_property
    def last_row(self) -> int:
        """The last row that holds something."""
        return self.sheet.rows[-1][0].row if self.sheet.rows else 0

    @cached_property
    def last_column(self) -> int:
        """The last column that holds something."""
        return max((row[-1].column for row in self.sheet.rows), default=0)

    def place(self, row: int, column: int) -> Place:
        """The cell as a person finds it: B7 of a sheet, "hàng 3, cột 2" of a table in Word."""
        if self.is_word:
            return Place(self.name, f"hàng {row}, cột {column}")
        return Place(self.name, f"{column_letters(column)}{row}")

    def line(self, *, row: int = 0, column: int = 0) -> Place:
        """A whole row or column."""
        if row:
            return Place(self.name, f"hàng {row}")
        named = str(column) if self.is_word else column_letters(column)
        return Place(self.name, f"cột {named}")

    def own(self, row: int, column: int) -> Cell | None:
        """What stands in the cell itself."""
        return self.sheet.row(row).get(column)

    def area(self, row: int, column: int) -> Area | None:
        """The merged area that covers the cell."""
        found = self._by_row().get(row, ())
        return next((one for one in found if one.holds(row, column)), None)

    def text(self, row: int, column: int) -> str:
        """What a person reads there: of a merged area the words of its first cell."""
        area = self.area(row, column)
        cell = self.own(row, column) if area is None else self.own(area.top, area.left)
        if cell is None or cell.kind is CellKind.FORMULA:
            return ""
        return " ".join(cell.text.split())

    def _by_row(self) -> dict[int, list[Area]]:
        if not self._areas:
            for area in self.sheet.merged:
                for row in range(area.top, min(area.bottom, self.last_row) + 1):
                    self._areas.setdefault(row, []).append(area)
            self._areas.setdefault(0, [])
        return self._areas


@dataclass(frozen=True)
class Tables:
    """All tables of one file."""

    name: str
    sha256: str
    grids: tuple[Grid, ...]


def open_file(content: bytes, *, name: str) -> Tables:
    """The tables of an .xlsx or .docx given as bytes; `name` is how people know the file.

    Raises WorkbookRefused for what is neither, is hostile, or bears a mark of secrecy.
    """
    word = is_word(content)
    book = open_tables(content, name=name) if word else open_workbook(content, name=name)
    for sheet in book.sheets:
        last = sheet.rows[-1][0].row if sheet.rows else 0
        covered = sum(max(0, min(area.bottom, last) - area.top + 1) for area in sheet.merged)
        if covered > _MOST_COVERED:
            raise refusal("sheet_too_long", name=name, detail=sheet.name)
    grids = tuple(Grid(sheet, word) for sheet in book.sheets if sheet.rows)
    return Tables(book.name, book.sha256, grids)


def plain(text: str) -> str:
    """The form by which headings are compared: no diacritics, case, spaces or numbering.

    >>> plain("1.2. Vụ  CHÁY"), plain("- Trong đó: nam"), plain("Thiệt hại (triệu đồng)")
    ('vu chay', 'trong do nam', 'thiet hai trieu dong')
    """
    rest = _NUMBERING.sub("", text)
    return search_form(rest) or search_form(text)


def has_figure(cell: Cell | None) -> bool:
    """Whether the cell may hold a figure: anything but words without a digit or "không"."""
    if cell is None or not cell.text.strip():
        return False
    folded = search_form(cell.text)
    return begins_as_figure(cell) or any(c.isdigit() for c in folded)


def begins_as_figure(cell: Cell | None) -> bool:
    """Whether the cell is no text, or a text that begins with a number or says "không"."""
    if cell is None or not cell.text.strip():
        return False
    if cell.kind is not CellKind.TEXT:
        return True
    first = search_form(cell.text)[:1]
    return first.isdigit() or search_form(cell.text).split()[:1] == ["khong"]
