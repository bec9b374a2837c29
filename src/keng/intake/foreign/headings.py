"""Headings of a table: their words with what stands above, and where a map finds them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from itertools import pairwise
from typing import Final

from keng.intake.foreign.grids import Grid, has_figure, plain
from keng.intake.foreign.tablemaps import Anchor, TableMap

_MOST_PLACES: Final = 200  # rows in which one heading may stand before it is no heading


@dataclass(frozen=True)
class Heading:
    """A column or row (`at`) with its words in the form that is compared, and as they are read."""

    at: int
    text: str
    under: str
    shown: str

    @property
    def identity(self) -> str:
        """What it is called in the list of headings that were left aside."""
        return f"{self.under}>{self.text}" if self.under else self.text

    def answers(self, anchor: Anchor) -> bool:
        """Whether this is the heading that is meant."""
        return self.text == anchor.text and self.under == anchor.under

    def answers_line(self, anchor: Anchor) -> bool:
        """The same for a line, whose words alone are enough unless the map says more."""
        return self.text == anchor.text and anchor.under in ("", self.under)


@dataclass(frozen=True)
class Block:
    """The heading rows that were found in a grid, and the columns under them."""

    grid: Grid
    top: int
    rows: int
    columns: tuple[Heading, ...]

    @cached_property
    def body(self) -> range:
        """The rows below the headings, also below a heading that reaches further down."""
        last = self.top + self.rows - 1
        areas = (self.grid.area(last, one.at) for one in self.columns)
        lowest = max((area.bottom for area in areas if area is not None), default=last)
        return range(max(last, lowest) + 1, self.grid.last_row + 1)

    def found(self, anchor: Anchor) -> list[Heading]:
        """The columns that answer; of one heading over several, those that hold something."""
        named = [one for one in self.columns if one.answers(anchor)]
        if len(named) > 1:
            filled = [one for one in named if self._holds_something(one.at)]
            return filled or named[:1]
        return named

    def _holds_something(self, column: int) -> bool:
        return any(self.grid.own(row, column) is not None for row in self.body)

    def name_at(self, row: int, column: int) -> str:
        """The name of a row; where its cell is empty, words to the left of it ("Cộng")."""
        if name := self.grid.text(row, column):
            return name
        left = (self.grid.own(row, at) for at in range(column - 1, 0, -1))
        words = (cell.text for cell in left if cell is not None and not has_figure(cell))
        return " ".join(next(words, "").split())

    def lines(self, names: Heading) -> list[Heading]:
        """The rows by the words in the column of names.

        `under` is the nearest line above whose words stand once in the table.
        """
        shown = {row: self.grid.text(row, names.at) for row in self.body}
        texts = {row: plain(text) for row, text in shown.items() if text}
        count = Counter(texts.values())
        found: list[Heading] = []
        under = ""
        for row, text in texts.items():
            found.append(Heading(row, text, under, shown[row]))
            under = text if count[text] == 1 else under
        return found


def headings_at(grid: Grid, top: int, rows: int) -> tuple[Heading, ...]:
    """The columns under these heading rows, from left to right; those without words left out."""
    found = []
    for column in range(1, grid.last_column + 1):
        words: list[str] = []
        for row in range(top, top + rows):
            text = grid.text(row, column)
            if text and (not words or words[-1] != text):
                words.append(text)
        if words:
            under = plain(" ".join(words[:-1])) if words[1:] else ""
            found.append(Heading(column, plain(words[-1]), under, " / ".join(words)))
    return tuple(found)


def blocks(grid: Grid, wanted: TableMap) -> list[Block]:
    """Where the headings of the map stand in the grid: the places where most of them do.

    One place is the answer, several are a question, none means another table.
    """
    best: list[Block] = []
    most = 0
    for top in _likely_tops(grid, wanted):
        block = Block(grid, top, wanted.heading_rows, headings_at(grid, top, wanted.heading_rows))
        if not any(one.answers(wanted.names) for one in block.columns):
            continue
        score = sum(any(c.answers(anchor) for c in block.columns) for anchor in wanted.heads)
        if score > most:
            best, most = [], score
        if score == most:
            best.append(block)
    return best


def _likely_tops(grid: Grid, wanted: TableMap) -> Iterator[int]:
    """Rows at which the headings may begin: where the heading of the names stands."""
    tops: dict[int, None] = {}
    for cells in grid.sheet.rows:
        if any(plain(cell.text) == wanted.names.text for cell in cells):
            row = cells[0].row
            tops.update(dict.fromkeys(range(max(1, row - wanted.heading_rows + 1), row + 1)))
        if len(tops) > _MOST_PLACES:
            break
    return iter(tops)


def near(anchor: Anchor, among: Sequence[Heading]) -> str:
    """The heading that reads most like the one that is missing; "" where none does."""
    by_text = {one.text: one.shown for one in reversed(among)}
    close = get_close_matches(anchor.text, by_text, n=1, cutoff=0.6)
    return by_text[close[0]] if close else ""


def is_numbering(block: Block, row: int, columns: Sequence[int]) -> bool:
    """Whether the row only numbers the columns: A, B, 1, 2, 3 or (1), (2), (3)."""
    texts = [block.grid.text(row, column).strip("() ") for column in columns]
    numbers = [int(text) for text in texts if text.isascii() and text.isdigit()]
    short = all(len(text) <= 2 for text in texts)
    following = all(b - a == 1 for a, b in pairwise(numbers))
    return short and following and len(numbers) > 1 and numbers[0] <= 2 + len(texts)


def has_figures(block: Block, row: int, columns: Sequence[int]) -> bool:
    """Whether one of the cells may hold a figure."""
    return any(has_figure(block.grid.own(row, column)) for column in columns)
