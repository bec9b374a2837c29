"""The tables of a Word file that a stranger sent, as sheets: bounded, nothing executed.

The same limits as for a workbook hold, and the same refusals. The walk is that of reports:
automatic numbers stand where Word shows them, what is hidden or was deleted with changes tracked is
not read. A table that stands inside a cell is a table of its own.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from keng.documents.archives import MEBIBYTE, Bomb, refuse_bombs
from keng.documents.reading.document import Kind
from keng.documents.reading.drafting import Draft
from keng.documents.reading.numbering import Numbering
from keng.documents.reading.wordtables import GridRow, rows_of
from keng.documents.reading.wordwalk import Walk
from keng.documents.secrecy import secrecy_mark
from keng.documents.word._xml import Element, parse, qn
from keng.documents.word.description import BadDocument
from keng.documents.word.reading import paragraphs_of
from keng.documents.workbooks.cells import Area, Cell, CellKind, Sheet, Workbook
from keng.documents.workbooks.opening import LIMITS, Limits, one_line, refuse_too_large
from keng.documents.workbooks.refusals import refusal
from keng.kernel.archives import DAMAGED

DOCUMENT: Final = "word/document.xml"
_LONGEST_PART: Final = 32 * MEBIBYTE  # the text of a report of a thousand pages is a third of it
_MOST_COLUMNS: Final = 200  # Word itself stops at 63


def is_word(content: bytes) -> bool:
    """Whether the bytes are the package of a Word file, told by what is in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return DOCUMENT in archive.NameToInfo
    except DAMAGED:
        return False


def open_tables(content: bytes, *, name: str, limits: Limits = LIMITS) -> Workbook:
    """Every table of a .docx in its order, named "bảng 1", "bảng 2"; `name` is for messages.

    Raises WorkbookRefused with a code of `workbooks.REFUSALS`.
    """
    refuse_too_large(content, name, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_bombs(archive, limits)
            root = _document(archive, name)
            numbering = Numbering(_beside(archive, "numbering"), _beside(archive, "styles"))
        numbering.settle(root)
        _refuse_secret(content, name)
        sheets = tuple(_sheets(root, numbering, name, limits))
    except Bomb as bomb:
        raise refusal("file_bomb", name=name, detail=str(bomb)) from None
    except (*DAMAGED, etree.XMLSyntaxError, BadDocument) as damage:
        raise refusal("word_broken", name=name, detail=one_line(damage)) from None
    return Workbook(name, hashlib.sha256(content).hexdigest(), sheets)


def _document(archive: zipfile.ZipFile, name: str) -> Element:
    if any(part.endswith("vbaProject.bin") for part in archive.NameToInfo):
        raise refusal("word_macros", name=name)
    size = archive.getinfo(DOCUMENT).file_size
    if size > _LONGEST_PART:
        raise refusal("file_bomb", name=name, detail=f"{size // MEBIBYTE} MB")
    content = archive.read(DOCUMENT)
    if b"<!DOCTYPE" in content:
        raise refusal("file_entities", name=name)
    return parse(content)


def _beside(archive: zipfile.ZipFile, name: str) -> Element | None:
    """The part that says how paragraphs are numbered, where there is one of usual size."""
    path = f"word/{name}.xml"
    if path not in archive.NameToInfo or archive.getinfo(path).file_size > _LONGEST_PART:
        return None
    return parse(archive.read(path))


def _refuse_secret(content: bytes, name: str) -> None:
    """Refuse a mark of secrecy wherever it stands: in a table, above it, in the head of a page."""
    for line in paragraphs_of(content):
        if mark := secrecy_mark(line):
            raise refusal("secret_marked", name=name, detail=mark)


def _sheets(root: Element, numbering: Numbering, name: str, limits: Limits) -> Iterator[Sheet]:
    left = limits.cells
    walk = Walk(Draft(Kind.DOCX), numbering, {})
    for number, table in enumerate(root.iter(qn("tbl")), start=1):
        grid = _Table(f"bảng {number}", walk)
        for row in rows_of(table):
            grid.add(row)
            if grid.last > limits.rows or grid.count > left or grid.width > _MOST_COLUMNS:
                raise refusal("sheet_too_long", name=name, detail=grid.name)
        left -= grid.count
        yield grid.sheet()


@dataclass
class _Table:
    """One table while its rows are read."""

    name: str
    walk: Walk
    last: int = 0
    count: int = 0
    width: int = 0
    _rows: list[tuple[Cell, ...]] = field(default_factory=list)
    _areas: dict[tuple[int, int], Area] = field(default_factory=dict)
    _hidden: set[int] = field(default_factory=set)

    def add(self, row: GridRow) -> None:
        """Read one row."""
        self.last = row.number
        if row.hidden:
            self._hidden.add(row.number)
        cells = []
        for cell in row.cells:
            if cell.top != row.number or cell.edge != cell.column:
                self._areas[cell.top, cell.column] = Area(
                    cell.top, cell.column, row.number, cell.edge
                )
            text = self.walk.words(cell.element) if cell.top == row.number else ""
            if text:
                cells.append(Cell(row.number, cell.column, CellKind.TEXT, text))
        self.count += len(row.cells)
        self.width = max(self.width, row.width)
        if cells:
            self._rows.append(tuple(cells))

    def sheet(self) -> Sheet:
        """All of it."""
        merged = tuple(self._areas.values())
        hidden = frozenset(self._hidden)
        return Sheet(
            self.name, is_hidden=False, rows=tuple(self._rows), merged=merged, hidden_rows=hidden
        )
