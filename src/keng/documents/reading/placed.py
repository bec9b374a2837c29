"""Lines of a page with their places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

from keng.documents.reading.document import Box, Place, WordPlace


@dataclass(frozen=True)
class PlacedLine:
    """A line of a page and its place; `marks` are offsets and texts of footnote marks."""

    text: str
    place: Place
    marks: tuple[tuple[int, str], ...] = ()

    def cut(self, offset: int) -> tuple[PlacedLine, PlacedLine]:
        """The line before a sign and behind it, each with its own words and marks."""
        return self._part(0, offset), self._part(offset + 1, len(self.text))

    def _part(self, start: int, end: int) -> PlacedLine:
        words = tuple(
            WordPlace(word.start - start, word.end - start, word.box)
            for word in self.place.words
            if start <= word.start and word.end <= end
        )
        marks = tuple((at - start, mark) for at, mark in self.marks if start <= at <= end)
        around = reduce(Box.joined, (word.box for word in words)) if words else self.place.box
        return PlacedLine(self.text[start:end], Place(self.place.page, around, words), marks)
