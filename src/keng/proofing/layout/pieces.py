"""A paper's paragraphs cut where a line or a column ends, so that each element stands alone.

Many heads are typed with a tab between the two columns or with a line break between two elements.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from keng.kernel.appearance import Appearance, Face, LookParagraph, LookRun
from keng.kernel.letters import folded

_CUTS: Final = re.compile(r"([\n\t])")
_WRONG_SHARE: Final = 0.1  # a blank or a mark of another face is no slip


@dataclass(frozen=True)
class Piece:
    """One element's letters. A `whole` piece is a paragraph of its own, so its place is known."""

    paragraph: LookParagraph
    runs: tuple[LookRun, ...]
    line: int
    whole: bool

    @cached_property
    def text(self) -> str:
        """The letters, single blanks between words."""
        return " ".join("".join(run.text for run in self.runs).split())

    @cached_property
    def folded(self) -> str:
        """The same without marks and capitals."""
        return folded(self.text)

    @property
    def cell(self) -> tuple[int, int, int] | None:
        """The cell of a table that holds the piece."""
        return self.paragraph.cell

    @cached_property
    def size(self) -> float:
        """The size of most letters."""
        sizes: dict[float, int] = {}
        for run in self.runs:
            sizes[run.face.size] = sizes.get(run.face.size, 0) + _letters(run)
        return max(sizes, key=lambda size: sizes[size], default=0.0)

    def mostly(self, holds: Callable[[Face], bool]) -> bool:
        """Whether nearly all letters have a quality."""
        return self.share(holds) >= 1 - _WRONG_SHARE

    def share(self, holds: Callable[[Face], bool]) -> float:
        """The share of the letters with a quality; 1 where there are none."""
        total = sum(_letters(run) for run in self.runs)
        good = sum(_letters(run) for run in self.runs if holds(run.face))
        return good / total if total else 1.0


def pieces_of(appearance: Appearance) -> tuple[Piece, ...]:
    """The pieces that hold letters, in order."""
    return tuple(
        piece
        for paragraph in appearance.paragraphs
        for piece in _cut(paragraph)
        if any(character.isalnum() for character in piece.text)
    )


def _cut(paragraph: LookParagraph) -> Iterator[Piece]:
    runs: list[LookRun] = []
    line, lone = paragraph.line, not _CUTS.search(paragraph.text.strip())
    for run in paragraph.runs:
        for part in _CUTS.split(run.text):
            if part in ("\n", "\t"):
                yield Piece(paragraph, tuple(runs), line, lone)
                runs = []
                line += part == "\n"
            elif part:
                runs.append(LookRun(part, run.face, run.linked))
    yield Piece(paragraph, tuple(runs), line, lone)


def _letters(run: LookRun) -> int:
    return sum(character.isalnum() for character in run.text)
