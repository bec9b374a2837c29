"""The text of an old report with its figures marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from keng.intake.reports.judging import Judged


@dataclass(frozen=True)
class Piece:
    """A stretch of a line: plain words, or the figure `n` with its look."""

    text: str
    n: int = 0
    look: str = ""


@dataclass(frozen=True)
class ShownLine:
    """A line of the text; `page` is set where a page begins."""

    number: int
    page: int
    pieces: Sequence[Piece]


def look_of(one: Judged) -> str:
    """How a figure is marked: by what was decided of it, or whether it can be."""
    if one.read.made is not None:
        return one.read.made.verdict
    return "open" if one.may_be_accepted else "question"


def marked_lines(
    lines: Sequence[tuple[int, str]], here: Sequence[Judged], first: int, last: int
) -> Iterator[ShownLine]:
    """The lines of a stretch of the text, each figure of it marked."""
    marks: dict[int, list[Judged]] = {}
    for one in here:
        marks.setdefault(one.read.line, []).append(one)
    page_before = 0
    for number in range(first, last + 1):
        page, words = lines[number - 1]
        begins = page if page != page_before else 0
        page_before = page
        if words or begins:
            yield ShownLine(number, begins, list(_pieces(words, marks.get(number, []))))


def _pieces(words: str, marks: Sequence[Judged]) -> Iterator[Piece]:
    place = 0
    for one in sorted(marks, key=lambda mark: mark.read.start):
        start, end = one.read.start, one.read.end
        if start < place:  # inside the figure before it ("07/07"): that one's mark stands for both
            continue
        if start > place:
            yield Piece(words[place:start])
        yield Piece(words[start:end], one.read.n, look_of(one))
        place = end
    if place < len(words):
        yield Piece(words[place:])
