"""Pieces of text with their rectangles, put into the lines that a reader of the page sees.

Used for the characters of a PDF and for the words of a recognised page alike, so that a scan and
the text that it was printed from come out in the same lines. What stands on one height is one line,
however the file stores it; a wide gap (a column, a cell of a table) becomes a tab.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from operator import attrgetter
from typing import Final, NamedTuple

from keng.documents.reading.columns import unfolded
from keng.documents.reading.document import Box, Place, WordPlace
from keng.documents.reading.placed import PlacedLine

_SAME_LINE: Final = 0.5  # of the smaller height: how much two pieces of one line share
_WIDE: Final = 0.9  # of the height of the line, where it has few words to compare with
_VERY_WIDE: Final = 1.8  # wider than any space of justified text
_LEAST: Final = 0.7
_OUTSTANDING: Final = 2.2  # times the usual gap of the line
_NO_GAP: Final = 0.12
_FEW_GAPS: Final = 3
_PAGE_NUMBER: Final = re.compile(
    r"(?:trang\s*)?[-–—.\s]{0,3}(\d{1,4})[-–—.\s]{0,3}(?:/\s*\d{1,4})?", re.IGNORECASE
)
_HEAD: Final = 0.09
_FOOT: Final = 0.92
_TALL: Final = 2.2  # times the usual height: a brace, a stain or a stamp, which joins no line
_PARAGRAPH_GAP: Final = 1.4  # of the height of a line: more space than that is an empty line


class Piece(NamedTuple):
    """A word, or a run of words that are known to belong together, and where it stands."""

    text: str
    box: Box
    words: tuple[WordPlace, ...] = ()
    mark: str = ""
    """The small raised number after the text, which is in none of it (a footnote's)."""


@dataclass
class _Row:
    pieces: list[Piece] = field(default_factory=list)
    top: float = inf
    bottom: float = -inf

    def take(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self.top = min(self.top, piece.box.top)
        self.bottom = max(self.bottom, piece.box.bottom)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class PlacedPage:
    """The lines of a page from top to bottom, and its printed number, which is in none of them."""

    lines: tuple[PlacedLine, ...]
    number: str = ""


def laid_out(pieces: Iterable[Piece], *, page: int, shape: float) -> PlacedPage:
    """The lines of a page; `shape` is its width divided by its height (rectangles are shares)."""
    rows = _rows(pieces)
    number, kept = _without_number([_line(row, page, shape) for row in rows])
    kept = unfolded(kept)
    spaced: list[PlacedLine] = []
    usual = _median(row.bottom - row.top for row in rows)
    for index, line in enumerate(kept):
        box = line.place.box
        before = kept[index - 1].place.box if index else None
        if box and before and box.top - before.bottom > usual * _PARAGRAPH_GAP:
            spaced.append(PlacedLine("", Place(page)))
        spaced.append(line)
    return PlacedPage(tuple(spaced), number)


def _rows(pieces: Iterable[Piece]) -> list[_Row]:
    """Pieces of one height together; a piece looks only at the few rows near it."""
    ordered = sorted(pieces, key=lambda one: (one.box.top + one.box.bottom, one.box.left))
    tallest = _TALL * _median(piece.box.bottom - piece.box.top for piece in ordered)
    rows: list[_Row] = []
    for piece in ordered:
        is_tall = piece.box.bottom - piece.box.top > tallest
        near = () if is_tall else reversed(rows[-3:])
        row = next((row for row in near if _share_height(row, piece.box, tallest)), None)
        if row is None:
            row = _Row()
            rows.append(row)
        row.take(piece)
    return sorted(rows, key=attrgetter("middle"))


def _share_height(row: _Row, box: Box, tallest: float) -> bool:
    height = row.bottom - row.top
    shared = min(row.bottom, box.bottom) - max(row.top, box.top)
    return height <= tallest and shared > min(height, box.bottom - box.top) * _SAME_LINE


def _line(row: _Row, page: int, shape: float) -> PlacedLine:
    pieces = sorted(row.pieces, key=lambda one: one.box.left)
    em = (row.bottom - row.top) / max(shape, 0.01)
    gaps = [after.box.left - before.box.right for before, after in pairwise(pieces)]
    wide = _wide_gap(gaps, em)
    text, around = "", pieces[0].box
    words: list[WordPlace] = []
    marks: list[tuple[int, str]] = []
    last: Piece | None = None
    for piece in pieces:
        if last is not None and text and piece.text:
            text += _between(last, piece, wide, em)
        inner = piece.words or _whole(piece)
        words += [WordPlace(w.start + len(text), w.end + len(text), w.box) for w in inner]
        text += piece.text
        if piece.mark:
            marks.append((len(text), piece.mark))
        around = around.joined(piece.box)
        last = piece
    return PlacedLine(text, Place(page, around, tuple(words)), tuple(marks))


def _wide_gap(gaps: list[float], em: float) -> float:
    """From which gap on the next word stands in another column.

    The spaces of a justified line are wide as well, but then all of them are.
    """
    if len(gaps) < _FEW_GAPS:
        return em * _WIDE
    usual = sorted(gaps)[len(gaps) // 4]  # a row of a table has more columns than spaces
    return min(em * _VERY_WIDE, max(em * _LEAST, usual * _OUTSTANDING))


def _between(before: Piece, after: Piece, wide: float, em: float) -> str:
    gap = after.box.left - before.box.right
    if before.mark and gap < em * _NO_GAP:
        return ""  # a full stop behind a raised number ends the word before it
    return "\t" if gap > wide else " "


def _whole(piece: Piece) -> tuple[WordPlace, ...]:
    return (WordPlace(0, len(piece.text), piece.box),) if piece.text else ()


def _without_number(lines: list[PlacedLine]) -> tuple[str, list[PlacedLine]]:
    """The printed page number, where a first or last line is one, and the other lines."""
    for index, is_there in ((0, _is_in_head), (len(lines) - 1, _is_in_foot)):
        if 0 <= index < len(lines) and is_there(lines[index].place.box):
            found = _PAGE_NUMBER.fullmatch(lines[index].text.strip())
            if found:
                return found[1], lines[:index] + lines[index + 1 :]
    return "", lines


def _is_in_head(box: Box | None) -> bool:
    return box is not None and box.bottom < _HEAD


def _is_in_foot(box: Box | None) -> bool:
    return box is not None and box.top > _FOOT


def _median(values: Iterable[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else 0.0
