"""What a file says: its lines, where each stands, and what was found on the way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a file is, told by its content."""

    TXT = "txt"
    DOCX = "docx"
    DOC = "doc"
    XLSX = "xlsx"
    PDF_TEXT = "pdf-text"
    PDF_SCAN = "pdf-scan"
    PDF_MIXED = "pdf-mixed"
    IMAGE = "image"


class Box(NamedTuple):
    """A rectangle on a page, in shares of its width and height from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def joined(self, other: Box) -> Box:
        """The smallest rectangle around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


class WordPlace(NamedTuple):
    """A word of a line: its first and last offset (half-open) and its rectangle."""

    start: int
    end: int
    box: Box


@dataclass(frozen=True)
class Place:
    """Where a line stands: its page (from 1; 0 = the file has none), and where on it if known."""

    page: int = 0
    box: Box | None = None
    words: tuple[WordPlace, ...] = ()


@dataclass(frozen=True)
class Page:
    """One page as it was read. Boxes are those of the page turned and straightened like this.

    `turned` is by how many degrees the page was turned clockwise to be read upright, `skew` the
    small turn (counter-clockwise, degrees) that straightened it, after that. `source` says who
    read it: "layer" (the text of the file), "ocr", or "" (nothing on it). `number` is the printed
    page number, "" where there is none; it stands in no line.
    """

    index: int
    source: str = ""
    turned: int = 0
    skew: float = 0.0
    number: str = ""


class TableCell(NamedTuple):
    """One cell of a table, counted from 1, and the line that holds its text."""

    row: int
    column: int
    text: str
    line: int


@dataclass(frozen=True)
class Table:
    """A table: its cells from left to right and down; `name` is that of the sheet, if any."""

    cells: tuple[TableCell, ...]
    name: str = ""

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The texts row by row; a cell that is not there is empty."""
        by_place = {(cell.row, cell.column): cell.text for cell in self.cells}
        height = max((cell.row for cell in self.cells), default=0)
        width = max((cell.column for cell in self.cells), default=0)
        return tuple(
            tuple(by_place.get((row, column), "") for column in range(1, width + 1))
            for row in range(1, height + 1)
        )


class Footnote(NamedTuple):
    """A note at the foot: its mark, the line and offset where the mark stood, the note's lines."""

    mark: str
    line: int
    offset: int
    note_line: int
    note_end_line: int


@dataclass(frozen=True)
class Note:
    """Something that a reader of the result must know, in both languages.

    `code` is stable; `page` and `line` say where (0 = the whole file).
    """

    code: str
    message: str
    message_en: str
    page: int = 0
    line: int = 0


@dataclass(frozen=True)
class ReadDocument:
    """A file that was read. `lines[i]` is line i + 1 and stands at `places[i]`."""

    name: str
    sha256: str
    kind: Kind
    lines: tuple[str, ...]
    places: tuple[Place, ...]
    pages: tuple[Page, ...] = ()
    tables: tuple[Table, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def text(self) -> str:
        """All lines, one below the other."""
        return "\n".join(self.lines)

    def box_of(self, line: int, start: int, end: int) -> Box | None:
        """The rectangle of the characters from `start` to `end` of a line, word by word.

        The whole line's where its words are not known, None where not even that is.
        """
        place = self.places[line - 1]
        found: Box | None = None
        for word in place.words:
            if word.start < end and start < word.end:
                found = word.box if found is None else found.joined(word.box)
        return found or place.box
