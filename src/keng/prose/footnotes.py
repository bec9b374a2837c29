"""Footnotes bound to the figure that bears their mark.

A mark stands behind a word or a number: "(1)", "[1]", a raised figure, or a digit stuck to a word
as extraction leaves it. Its note is the next paragraph that opens with the same number. A Word file
binds its notes to places itself; then no mark needs to be looked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final, Protocol

from keng.prose.figures import Figure
from keng.prose.text import Span, Text

_RAISED: Final = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
_MARK: Final = re.compile(
    r"(?<=[\w%”\"]) ?(?:\((?P<round>\d{1,2})\)|\[(?P<square>\d{1,2})\])"
    r"|(?P<raised>[¹²³⁴-⁹⁰]{1,2})|(?<=[a-zà-ỹ])(?P<stuck>[1-9]\d?)(?=[\s.,;:)]|$)"
)
_NOTE: Final = re.compile(
    r"(?:\((?P<round>\d{1,2})\)|\[(?P<square>\d{1,2})\]|(?P<raised>[¹²³⁴-⁹⁰]{1,2})"
    r"|(?P<stuck>[1-9]\d?)(?= [^\W\d_a-zà-ỹ]))[ :]{0,2}(?=\S)"
)
# "m²", "km2", "CO2": digits that belong to the word.
_WORD_WITH_DIGIT: Final = re.compile(r"(?<![^\W\d_])(?:[cdk]?m|[A-Z]{1,3})$")
_CLOSE: Final = 60
_STOPS: Final = ";:.,)"


class BoundNote(Protocol):
    """A note that the file binds: line and offset of its mark, its own lines (from 1)."""

    @property
    def line(self) -> int: ...
    @property
    def offset(self) -> int: ...
    @property
    def note_line(self) -> int: ...
    @property
    def note_end_line(self) -> int: ...


def notes_of(text: Text, figures: Sequence[Figure]) -> dict[int, Span]:
    """For each figure that bears the mark of a footnote, by its index, the note's paragraph."""
    notes = _notes(text)
    starts = [figure.span.start for figure in figures]
    found: dict[int, Span] = {}
    for mark in _MARK.finditer(text.body) if notes else ():
        if _WORD_WITH_DIGIT.search(text.body, max(0, mark.start() - 4), mark.start()):
            continue
        index = bisect_left(starts, mark.start()) - 1
        note = _note_behind(notes.get(_number(mark), []), mark.end())
        if index >= 0 and note and _bears(text, figures[index], mark.start()):
            found.setdefault(index, note)
    return found


def bound_notes_of(
    text: Text, figures: Sequence[Figure], notes: Sequence[BoundNote]
) -> dict[int, Span]:
    """For each figure whose phrase ends where the file binds a note, by its index, the note."""
    starts = [figure.span.start for figure in figures]
    found: dict[int, Span] = {}
    for note in notes:
        mark = text.place_of(note.line, note.offset)
        index = bisect_left(starts, mark) - 1
        # The mark may stand behind the stop that ends the phrase: "đạt 98,5%.¹"
        end = len(text.body[:mark].rstrip(f"{_STOPS} "))
        if index >= 0 and _bears(text, figures[index], max(end, figures[index].span.end)):
            found.setdefault(index, _words_of(text, note))
    return found


def _words_of(text: Text, note: BoundNote) -> Span:
    """The body of a note, all its lines."""
    begin = text.place_of(note.note_line, 0)
    last = text.lines[note.note_end_line - 1]
    return Span(begin, text.place_of(note.note_end_line, len(last)))


def _notes(text: Text) -> dict[str, list[Span]]:
    """The paragraphs that open with the mark of a note, by its number, in order."""
    notes: dict[str, list[Span]] = {}
    for paragraph in text.paragraphs:
        if opened := _NOTE.match(text.body, paragraph.start, paragraph.end):
            notes.setdefault(_number(opened), []).append(Span(opened.end(), paragraph.end))
    return notes


def _number(mark: re.Match[str]) -> str:
    said = mark["round"] or mark["square"] or mark["raised"] or mark["stuck"]
    return said.translate(_RAISED).lstrip("0")


def _note_behind(notes: list[Span], place: int) -> Span | None:
    index = bisect_right(notes, (place, place))
    return notes[index] if index < len(notes) else None


def _bears(text: Text, figure: Figure, mark: int) -> bool:
    """Whether a mark stands right behind a figure's phrase, with no end of a clause between."""
    end = figure.amount.span.end if figure.amount else figure.span.end
    between = text.body[end:mark] if end <= mark <= end + _CLOSE else ";"
    return not any(sign in between for sign in ";:.,\n")
