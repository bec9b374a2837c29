"""The XML parts of a workbook, read as a stream: only what an import needs, in bounded memory.

Own reading rather than openpyxl's, for three reasons: a cell keeps its stored form (openpyxl
turns 664.49 into a float), merged areas and formulas are known in one pass, and a sheet of
200,000 rows is refused at the limit without being held. See decision 0080.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from lxml import etree

from keng.documents.workbooks.cells import Area, Cell, CellKind, Sheet, position
from keng.documents.workbooks.formats import number_kind
from keng.documents.xmlparts import Broken, Package, local

_MERGES: Final = 10_000
_LAST_COLUMN: Final = 16_384
_STRINGS: Final = 500_000
_RELATIONS: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_AFTER_MERGES: Final = ("mergeCells", "conditionalFormatting", "dataValidations", "pageMargins")
_KINDS: Final = {"b": CellKind.BOOLEAN, "e": CellKind.ERROR, "d": CellKind.DATE}


class TooLong(Exception):
    """A sheet has more rows or cells than are read; the text is its name."""


class Parts:
    """The parts of one open archive; `sheets` reads them in the order of the tabs."""

    def __init__(self, archive: zipfile.ZipFile, *, rows: int, cells: int) -> None:
        self._package = Package(archive)
        self._rows = rows
        self._cells_left = cells

    def sheets(self) -> Iterator[Sheet]:
        """Every worksheet with its cells; chart sheets have none and are passed over."""
        book = self._package.main_part()
        targets = self._package.relations(book)
        reader = _RowReader(self._shared_strings(targets), self._number_kinds(targets))
        for tab in list(self._tabs(book)):
            kind, path = targets.get(tab.relation, ("", ""))
            if kind.endswith("/worksheet"):
                yield self._read_sheet(path, tab, reader)

    def _tabs(self, book: str) -> Iterator[_Tab]:
        for element in self._package.elements(book, "sheet", until=("sheets",)):
            relation = next((element.get(name) for name in _RELATIONS if element.get(name)), None)
            hidden = element.get("state", "visible") != "visible"
            yield _Tab(element.get("name") or "", hidden=hidden, relation=relation or "")

    def _shared_strings(self, targets: dict[str, tuple[str, str]]) -> list[str]:
        texts: list[str] = []
        for kind, path in targets.values():
            if kind.endswith("/sharedStrings"):
                for element in self._package.elements(path, "si"):
                    texts.append(_text_of(element))
                    if len(texts) > _STRINGS:
                        raise TooLong(path)
        return texts

    def _number_kinds(self, targets: dict[str, tuple[str, str]]) -> list[CellKind]:
        """What a plain number means by style index: a number, a percentage or a date."""
        codes: dict[int, str] = {}
        kinds: list[CellKind] = []
        for kind, path in targets.values():
            if not kind.endswith("/styles"):
                continue
            for element in self._package.elements(path, "numFmt", "xf", until=("cellXfs",)):
                if local(element) == "numFmt":
                    codes[int(element.get("numFmtId") or 0)] = element.get("formatCode") or ""
                elif local(element.getparent()) == "cellXfs":
                    identity = int(element.get("numFmtId") or 0)
                    kinds.append(number_kind(identity, codes.get(identity, "")))
        return kinds

    def _read_sheet(self, path: str, tab: _Tab, reader: _RowReader) -> Sheet:
        rows: list[tuple[Cell, ...]] = []
        merged: list[Area] = []
        hidden_rows: set[int] = set()
        hidden_columns: set[int] = set()
        last = 0
        wanted = ("col", "row", "mergeCell")
        for element in self._package.elements(path, *wanted, until=_AFTER_MERGES):
            kind = local(element)
            if kind == "col":
                hidden_columns.update(_hidden_columns(element))
                continue
            if kind == "mergeCell":
                merged.extend(_area(element.get("ref") or ""))
                if len(merged) > _MERGES:
                    raise TooLong(tab.name)
                continue
            last = int(element.get("r") or last + 1)
            cells = reader.read(element, last)
            self._cells_left -= len(cells)
            if last > self._rows or self._cells_left < 0:
                raise TooLong(tab.name)
            if cells:
                rows.append(cells)
                if _is_hidden(element):
                    hidden_rows.add(last)
        return Sheet(
            tab.name,
            tab.hidden,
            tuple(rows),
            tuple(merged),
            frozenset(hidden_rows),
            frozenset(hidden_columns),
        )


class _Tab:
    """One tab of the workbook part."""

    def __init__(self, name: str, *, hidden: bool, relation: str) -> None:
        self.name, self.hidden, self.relation = name, hidden, relation


class _RowReader:
    """Turns row elements into cells; knows the shared strings and the number formats."""

    def __init__(self, strings: list[str], kinds: list[CellKind]) -> None:
        self._strings = strings
        self._kinds = kinds

    def read(self, element: etree._Element, row: int) -> tuple[Cell, ...]:
        """The cells of one row that hold something, whatever the row numbers of their names."""
        cells = []
        column = 0
        for child in element:
            column = _column_of(child.get("r"), column + 1)
            if not len(child):  # a cell that only has a style
                continue
            content = self._plain(child, child[0]) if len(child) == 1 else self._content(child)
            if content is not None:
                cells.append(Cell(row, column, *content))
        return tuple(cells)

    def _plain(self, cell: etree._Element, only: etree._Element) -> tuple[CellKind, str] | None:
        """The content of a cell with one child, as nearly all have: a value or a plain text."""
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            text = only[0].text if len(only) == 1 and only[0].tag.endswith("}t") else None
            return (CellKind.TEXT, text) if text else self._content(cell)
        value = only.text
        if not only.tag.endswith("}v"):
            return self._content(cell)
        return self._typed(kind, value, cell.get("s")) if value else None

    def _content(self, cell: etree._Element) -> tuple[CellKind, str] | None:
        value, formula, inline = None, None, None
        for part in cell:
            name = local(part)
            if name == "v":
                value = part.text
            elif name == "f":
                formula = f"={part.text or ''}"
            elif name == "is":
                inline = _text_of(part)
        if formula is not None:
            return CellKind.FORMULA, formula
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            return (CellKind.TEXT, inline) if inline else None
        if not value:
            return None
        return self._typed(kind, value, cell.get("s"))

    def _typed(self, kind: str, value: str, style: str | None) -> tuple[CellKind, str] | None:
        if kind == "s":
            index = int(value)
            if not 0 <= index < len(self._strings):
                raise Broken("chuỗi dùng chung bị thiếu")
            text = self._strings[index]
            return (CellKind.TEXT, text) if text else None
        if kind == "n":
            index = int(style or 0)
            number = self._kinds[index] if index < len(self._kinds) else CellKind.NUMBER
            return number, value
        return _KINDS.get(kind, CellKind.TEXT), value


def _column_of(ref: str | None, expected: int) -> int:
    """The column that a cell names, or the expected one where it names none."""
    place = _column_named(ref.rstrip("0123456789")) if ref else None
    return place or expected


@lru_cache(maxsize=4096)
def _column_named(letters: str) -> int | None:
    found = position(f"{letters}1")
    return found[1] if found else None


def _text_of(element: etree._Element) -> str:
    """The text of a string item: its runs joined, without the phonetic guides."""
    if len(element) == 1 and local(element[0]) == "t":
        return element[0].text or ""
    pieces = []
    for part in element:
        name = local(part)
        if name == "t":
            pieces.append(part.text or "")
        elif name == "r":
            pieces.extend(run.text or "" for run in part if local(run) == "t")
    return "".join(pieces)


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") in ("1", "true")


def _hidden_columns(element: etree._Element) -> range:
    """The columns that one `col` hides; none where it only sets a width."""
    if not _is_hidden(element):
        return range(0)
    last = min(int(element.get("max") or 0), _LAST_COLUMN)
    return range(int(element.get("min") or last + 1), last + 1)


def _area(ref: str) -> list[Area]:
    first, _, last = ref.partition(":")
    top_left, bottom_right = position(first), position(last)
    if top_left is None or bottom_right is None:
        return []
    return [Area(*top_left, *bottom_right)]
