"""How a word-processed paper looks on its pages: effective faces, paragraphs, sections. Pure.

Lengths of pages and indents are millimetres, sizes and gaps points. None means that the file does
not say it in a way that can be relied on; whoever judges a look passes over what is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Alignment(StrEnum):
    """Where the lines of a paragraph stand between the margins."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFIED = "justified"


@dataclass(frozen=True)
class Face:
    """The letters of a run. `colour` is six hexadecimal digits, "" for the automatic black."""

    font: str
    size: float
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    colour: str = ""


@dataclass(frozen=True)
class LookRun:
    """Letters that look alike, as they are shown (in capitals, where the face says so)."""

    text: str
    face: Face
    linked: bool = False


@dataclass(frozen=True)
class LookParagraph:
    """One paragraph: the 1-based line of its text, and how it stands.

    `lines` is the distance of its lines as a multiple of single spacing. `cell` tells which cell of
    a table holds it: (number of the table, row, column), None outside of tables.
    """

    line: int
    runs: tuple[LookRun, ...]
    align: Alignment
    first_mm: float | None
    before: float
    after: float
    lines: float | None
    style: str = ""
    section: int = 0
    cell: tuple[int, int, int] | None = None
    numbered: bool = False

    @property
    def text(self) -> str:
        """The letters of all runs."""
        return "".join(run.text for run in self.runs)

    @property
    def letters(self) -> tuple[LookRun, ...]:
        """The runs that hold more than blanks."""
        return tuple(run for run in self.runs if run.text.strip())


@dataclass(frozen=True)
class PageNumber:
    """Where the number of a page stands, at the top or the bottom, and whether on the first."""

    top: bool
    align: Alignment | None
    face: Face
    on_first: bool


@dataclass(frozen=True)
class LookSection:
    """The pages of a section; margins include what is left for binding."""

    width_mm: float
    height_mm: float
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float
    number: PageNumber | None = None

    @property
    def landscape(self) -> bool:
        """Whether the pages lie on their long side."""
        return self.width_mm > self.height_mm


@dataclass(frozen=True)
class Appearance:
    """A whole paper. `pages` is how many its last program counted, 0 where it does not say."""

    paragraphs: tuple[LookParagraph, ...]
    sections: tuple[LookSection, ...]
    pages: int = 0
