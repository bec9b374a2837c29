"""Prose that was set in two columns, read column by column and not across the page.

Rows of a table stay rows. Prose is told by its lines: in both columns they are long, begin at one
place, and most of them go on with the sentence of the line above in the same column.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from keng.documents.reading.placed import PlacedLine

_FEWEST: Final = 5  # lines side by side; fewer are a letterhead or a signature
_LONG: Final = 22.0  # letters of a line in the mean; cells of a table are shorter
_SAME_PLACE: Final = 0.02  # of the width of the page
_GOING_ON: Final = 0.5  # of the lines of each column


def unfolded(lines: Sequence[PlacedLine]) -> list[PlacedLine]:
    """The lines of a page with each block of two columns of prose put one below the other."""
    found: list[PlacedLine] = []
    index = 0
    while index < len(lines):
        end = _block_end(lines, index)
        block = lines[index:end]
        halves = [half for line in block if (half := _halves(line))]
        if len(halves) >= _FEWEST and _is_prose(halves):
            found += _column_by_column(block, _gutter(halves[0]))
            index = end
        else:
            found.append(lines[index])
            index += 1
    return found


def _halves(line: PlacedLine) -> tuple[PlacedLine, PlacedLine] | None:
    """The two cells of a line that has just two, each with words whose places are known."""
    if line.text.count("\t") != 1:
        return None
    left, right = line.cut(line.text.index("\t"))
    return (left, right) if left.place.words and right.place.words else None


def _block_end(lines: Sequence[PlacedLine], begin: int) -> int:
    """Where the lines with two cells at the same places end, with what one column adds."""
    halves = _halves(lines[begin])
    if halves is None:
        return begin + 1
    gutter = _gutter(halves)
    end = begin + 1
    while end < len(lines):
        cells = _halves(lines[end])
        if cells is None and not _is_in_one_column(lines[end], gutter):
            break
        if cells and abs(_gutter(cells) - gutter) > _SAME_PLACE:
            break
        end += 1
    return end


def _gutter(halves: tuple[PlacedLine, PlacedLine]) -> float:
    """Where the right column begins."""
    return halves[1].place.words[0].box.left


def _is_in_one_column(line: PlacedLine, gutter: float) -> bool:
    box = line.place.box
    if box is None or "\t" in line.text:
        return False
    return box.right < gutter or box.left >= gutter - _SAME_PLACE


def _is_prose(halves: Sequence[tuple[PlacedLine, PlacedLine]]) -> bool:
    for side in (0, 1):
        texts = [pair[side].text for pair in halves]
        if sum(map(len, texts)) < _LONG * len(texts):
            return False
        going_on = sum(_goes_on(line, following) for line, following in pairwise(texts))
        if going_on < _GOING_ON * (len(texts) - 1):
            return False
    return True


def _goes_on(line: str, following: str) -> bool:
    ended = line.rstrip().endswith((".", ";", ":"))
    return not ended and not following[:1].isupper() and following[:1] not in "-+•"


def _column_by_column(block: Sequence[PlacedLine], gutter: float) -> list[PlacedLine]:
    left: list[PlacedLine] = []
    right: list[PlacedLine] = []
    for line in block:
        if halves := _halves(line):
            left.append(halves[0])
            right.append(halves[1])
        else:
            box = line.place.box
            (left if box is not None and box.right < gutter else right).append(line)
    return [*left, *right]
