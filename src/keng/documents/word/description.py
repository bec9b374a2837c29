"""What a Word document of Keng consists of, in the words of the paper and not of the file format.

All parts are frozen; `keng.documents.word.write` turns a `WordDocument` into bytes. A figure is a
`FigureField` wherever text may stand: in a sentence, a table cell, a footnote.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from keng.kernel.errors import DomainError

ROOM_FOR_A_NUMBER = "\u00a0" * 8
LETTER = "công văn"
ROOM_FOR_A_DAY = "\u00a0" * 5


class BadDocument(DomainError):
    """A description that cannot be written, or a file that is no Word document we can read."""

    default_code = "bad_document"


@dataclass(frozen=True)
class FieldSource:
    """Where a printed figure comes from, and the exact value that was printed.

    `exact` is the value as `keng consolidate` gives it ("664.49"), "" where it is unknown or held
    back. `revision` names the state of the data that was read. `word` is the unit of counting,
    needed where a zero that was printed in words becomes a number.
    """

    indicator: str
    by: str
    unit: str
    period: str
    view: str
    revision: str = ""
    exact: str = ""
    word: str = ""
    style: str = ""
    of: str = ""


@dataclass(frozen=True)
class FigureField:
    """One printed figure: its text on paper, a label for people, and its source."""

    text: str
    label: str
    source: FieldSource


@dataclass(frozen=True)
class Run:
    """Text with a face of its own."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Footnote:
    """A real footnote at this place of the text."""

    content: tuple[str | Run | FigureField, ...]


@dataclass(frozen=True)
class Slot:
    """A line that is written when the paper is issued: "number", "day", "reference", "marks"."""

    name: str
    text: str


Inline = str | Run | FigureField | Footnote | Slot
Inlines = tuple[Inline, ...]


class Line(StrEnum):
    """What a paragraph of the body is."""

    BODY = "body"
    BASIS = "basis"  # "Căn cứ ...", italic
    CENTRED = "centred"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `bullet` is "-" or "+" as official papers use them, or nothing."""

    content: Inlines
    bullet: str = ""
    line: Line = Line.BODY


class Rank(StrEnum):
    """The rank of a heading, which decides its face."""

    PART = "I"
    CLAUSE = "1"
    SUBCLAUSE = "1.1"
    POINT = "a"
    PLAIN = "none"


@dataclass(frozen=True)
class Heading:
    """A heading with its number already counted ("I", "2", "a"), without the dot or bracket."""

    rank: Rank
    number: str
    title: str


class Align(StrEnum):
    """Where the text of a column stands."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class Column:
    """A column of a table; `weight` is its share of the width against the other columns."""

    title: str
    weight: int
    align: Align = Align.LEFT


class RowKind(StrEnum):
    """An ordinary row, the heading of a group of rows, or the row of totals."""

    ITEM = "item"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True)
class Row:
    """One row of cells; a GROUP row may have fewer cells: its last one spans the rest."""

    cells: tuple[Inlines, ...]
    kind: RowKind = RowKind.ITEM


@dataclass(frozen=True)
class Table:
    """A ruled table whose heading row is repeated on each page."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""


Block = Paragraph | Heading | Table


@dataclass(frozen=True)
class Letterhead:
    """The head of a paper: who issues it, under which number, where and when.

    `parent` and `issuer` may hold a line break where the name is best broken; `name` is the issuer
    as a sentence writes it. `number` None leaves room for a clerk to write it; so does `day` None.
    A body without a `symbol` numbers no papers: the line of the number stays empty.
    """

    parent: str
    issuer: str
    symbol: str
    place: str
    number: str | None = None
    day: date | None = None
    year: int | None = None
    name: str = ""

    @property
    def issuer_name(self) -> str:
        """The issuer in one line, as a sentence writes it."""
        return self.name or " ".join(self.issuer.split())


@dataclass(frozen=True)
class Signature:
    """The signing block beside "Nơi nhận": authority lines, the title, a name or room for it."""

    authority: tuple[str, ...]
    title: str
    recipients: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class FormSignatures:
    """How a printed form ends: who made it and who answers for it."""

    left: str = "Người lập biểu"
    right: str = "Thủ trưởng đơn vị"


@dataclass(frozen=True)
class Annex:
    """An annex: landscape, numbered pages of its own, under a reference to the paper."""

    title: str
    blocks: tuple[Block, ...]


class Orientation(StrEnum):
    """How the pages of the body lie."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True)
class WordDocument:
    """A whole paper. `marks` ("DỰ THẢO") stand at the head of each page until it is issued.

    An empty `type_name` makes it a letter (công văn): its subject stands as "V/v ..." under the
    number, and no title over the text.
    """

    letterhead: Letterhead
    type_name: str
    subject: str
    blocks: tuple[Block, ...]
    ending: Signature | FormSignatures
    made_at: datetime
    paper_id: str = ""
    addressees: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    marks: tuple[str, ...] = ()
    orientation: Orientation = Orientation.PORTRAIT
    properties: dict[str, str] = field(default_factory=dict)
