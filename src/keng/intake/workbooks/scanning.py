"""Finding the cells of a form in a workbook by their marks, wherever they have moved. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, Protocol

from keng.documents.workbooks import Cell, CellKind, Sheet, Workbook, marks, reference
from keng.intake.workbooks.manifest import FetchedSubmission, ManifestBroken, read_manifest
from keng.intake.workbooks.problems import ImportProblem, Place, problem, remark, shortened
from keng.kernel.errors import BadInput
from keng.kernel.figures import CellKey
from keng.kernel.vietnamese import fold

_REQUIRED = {marks.VALUE: "Kỳ này", marks.LABEL: "Nội dung"}


class Spot(Protocol):
    """Where a value is read: in a form of ours, or in a table that another office drew."""

    @property
    def place(self) -> Place: ...
    @property
    def merged(self) -> str: ...
    @property
    def cell(self) -> Cell | None: ...


class Slot(NamedTuple):
    """One place of a sheet where something may stand; `cell` is None where it is empty."""

    sheet: Sheet
    row: int
    column: int
    cell: Cell | None

    @property
    def place(self) -> Place:
        """Where it is, for messages and sources."""
        return Place(self.sheet.name, reference(self.row, self.column))

    @property
    def merged(self) -> str:
        """The merged area that covers it; "" if none does."""
        area = self.sheet.merged_at(self.row, self.column)
        return area.ref if area is not None else ""


class FoundCell(NamedTuple):
    """The cells of one key for one unit. `labels` are the headings that name it on the sheet.

    In a table of units `status`, `note` and `previous` do not exist and are None. `measure` is the
    unit of measure of the file where it is not that of the indicator, and `factor` what one of it
    is in the indicator's.
    """

    key: CellKey
    labels: frozenset[str]
    value: Spot
    status: Spot | None = None
    note: Spot | None = None
    previous: Spot | None = None
    measure: str = ""
    factor: Decimal = Decimal(1)


@dataclass(frozen=True)
class FoundUnit:
    """All cells of one unit and form in the workbook.

    `fetched` is None for a unit that the person added to a table by its name. `is_foreign`: the
    table is the office's own and was never fetched; `unit_key` is the unit where it is known.
    """

    place: Place
    form: FetchedSubmission
    fetched: FetchedSubmission | None
    unit_name: str
    cells: tuple[FoundCell, ...]
    is_foreign: bool = False
    unit_key: str = ""


@dataclass
class Scan:
    """What was found in a workbook, what could not be understood in it, and what was passed over.

    `remarks` keep nothing from being saved: they tell what was left aside on purpose.
    """

    file: str
    units: list[FoundUnit] = field(default_factory=list)
    problems: list[ImportProblem] = field(default_factory=list)
    remarks: list[ImportProblem] = field(default_factory=list)

    def report(self, place: Place, code: str, **words: object) -> None:
        """Note a problem."""
        self.problems.append(problem(self.file, place, code, **words))

    def remark(self, place: Place, code: str, **words: object) -> None:
        """Tell what was passed over."""
        self.remarks.append(remark(self.file, place, code, **words))


def scan(book: Workbook, *, file: str) -> Scan:
    """Every unit and cell of the forms in the workbook; nothing is judged yet."""
    found = Scan(file)
    hidden = next((s for s in book.sheets if s.name == marks.MANIFEST_SHEET), None)
    if hidden is None:
        found.report(Place(), "not_a_form")
        return found
    try:
        fetched = read_manifest(hidden)
    except ManifestBroken:
        found.report(Place(hidden.name), "manifest_broken")
        return found
    by_token: dict[str, list[FetchedSubmission]] = {}
    for one in fetched:
        by_token.setdefault(one.token, []).append(one)
    sheets = [sheet for sheet in book.sheets if sheet is not hidden]
    _scan_sheets(sheets, by_token, found)
    return found


def _scan_sheets(
    sheets: list[Sheet], by_token: Mapping[str, list[FetchedSubmission]], found: Scan
) -> None:
    unmarked: list[Sheet] = []
    missing = set(by_token)
    for sheet in sheets:
        corner = _corner(sheet)
        if corner is None:
            unmarked.append(sheet)
            continue
        token = corner.text.removeprefix(marks.SHEET_MARK).strip()
        if token not in by_token:
            found.report(Place(sheet.name), "manifest_broken")
            continue
        missing.discard(token)
        _Grid(sheet, corner, found).read(by_token[token])
    for sheet in unmarked:
        # A sheet of one's own notes is welcome; one that stands in for a lost form is not.
        if missing and sheet.rows and not sheet.is_hidden:
            found.report(Place(sheet.name), "keys_lost")
    if missing == set(by_token) and not any(s.rows for s in unmarked):
        found.report(Place(), "not_a_form")


def _corner(sheet: Sheet) -> Cell | None:
    for row in sheet.rows:
        for cell in row:
            if cell.text.startswith(marks.SHEET_MARK):
                return cell
    return None


class _Grid:
    """One marked sheet: its columns by mark, its rows by mark."""

    def __init__(self, sheet: Sheet, corner: Cell, found: Scan) -> None:
        self._sheet = sheet
        self._found = found
        self._corner = corner
        self._columns: dict[str, int] = {}
        self._repeated: list[tuple[str, int]] = []
        for column, cell in sheet.row(corner.row).items():
            if cell.text.startswith("#") and self._columns.setdefault(cell.text, column) != column:
                self._repeated.append((cell.text, column))

    def read(self, fetched: list[FetchedSubmission]) -> None:
        """Add what the sheet holds to the scan."""
        if marks.UNIT in self._columns:
            self._read_table(fetched)
        else:
            self._read_form(fetched[0])

    def _slot(self, row: int, column: int) -> Slot:
        return Slot(self._sheet, row, column, self._sheet.row(row).get(column))

    def _rows(self) -> Iterator[tuple[int, dict[int, Cell], str]]:
        """Every row but that of the marks: its number, its cells, its mark."""
        for cells in self._sheet.rows:
            number = cells[0].row
            if number != self._corner.row:
                row = self._sheet.row(number)
                mark = row.get(self._corner.column)
                yield number, row, mark.text.strip() if mark is not None else ""

    def _read_form(self, fetched: FetchedSubmission) -> None:
        if lost := [name for mark, name in _REQUIRED.items() if mark not in self._columns]:
            self._found.report(Place(self._sheet.name), "columns_lost", text=", ".join(lost))
            return
        cells: list[FoundCell] = []
        seen: dict[CellKey, Spot] = {}
        for number, row, mark in self._rows():
            if not mark.startswith(marks.CELL):
                self._refuse_loose(number, row, mark)
            elif (key := self._key(mark, number, self._columns[marks.VALUE])) is None:
                continue
            elif key in seen:
                self._report_at(number, self._columns[marks.VALUE], "repeated_cell", seen[key])
            else:
                cells.append(self._found_cell(key, number, row))
                seen[key] = cells[-1].value
        place = Place(self._sheet.name)
        name = fetched.unit_name
        self._found.units.append(FoundUnit(place, fetched, fetched, name, tuple(cells)))

    def _key(self, mark: str, row: int, column: int) -> CellKey | None:
        text = mark.removeprefix(marks.CELL)
        try:
            return _parsed(text)
        except BadInput:
            place = Place(self._sheet.name, reference(row, column))
            self._found.report(place, "cell_key_broken", text=shortened(text))
            return None

    def _report_at(self, row: int, column: int, code: str, other: Spot) -> None:
        place = Place(self._sheet.name, reference(row, column))
        self._found.report(place, code, other=other.place.cell)

    def _found_cell(self, key: CellKey, number: int, row: dict[int, Cell]) -> FoundCell:
        label = row.get(self._columns[marks.LABEL])
        return FoundCell(
            key=key,
            labels=frozenset({label.text} if label is not None else ()),
            value=self._slot(number, self._columns[marks.VALUE]),
            status=self._optional(number, marks.STATUS),
            note=self._optional(number, marks.NOTE),
            previous=self._optional(number, marks.PREVIOUS),
        )

    def _optional(self, number: int, mark: str) -> Slot | None:
        column = self._columns.get(mark)
        return self._slot(number, column) if column is not None else None

    def _refuse_loose(self, number: int, row: dict[int, Cell], mark: str) -> None:
        """A figure in a line that carries no key would be lost without a word.

        Headings and signatures are text and may hold digits; a number among them was typed there.
        """
        loose = row.get(self._columns[marks.VALUE])
        if loose is None or (mark == marks.FIXED and loose.kind is CellKind.TEXT):
            return
        if any(letter.isdigit() for letter in loose.text):
            place = Place(self._sheet.name, reference(number, loose.column))
            self._found.report(place, "row_without_key", text=shortened(loose.text))

    def _read_table(self, fetched: list[FetchedSubmission]) -> None:
        columns = self._table_columns()
        by_unit = {one.unit: one for one in fetched}
        for number, row, mark in self._rows():
            if mark == marks.FIXED:
                self._refuse_loose_in_table(number, row, [column for column, *_ in columns])
                continue
            cells = tuple(
                FoundCell(key, labels, self._slot(number, column))
                for column, key, labels in columns
            )
            name_cell = row.get(self._columns[marks.UNIT])
            name = " ".join(name_cell.text.split()) if name_cell is not None else ""
            key = mark.removeprefix(f"{marks.UNIT}:") if mark.startswith(marks.UNIT) else ""
            if not name and not key and not any(_filled(cell) for cell in cells):
                continue
            place = Place(self._sheet.name, reference(number, self._columns[marks.UNIT]))
            self._add_row(place, by_unit.get(key), (key, name), fetched[0], cells)

    def _refuse_loose_in_table(self, number: int, row: dict[int, Cell], columns: list[int]) -> None:
        for column in columns:
            loose = row.get(column)
            if loose is not None and loose.kind is not CellKind.TEXT:
                place = Place(self._sheet.name, reference(number, column))
                self._found.report(place, "row_without_key", text=shortened(loose.text))

    def _add_row(
        self,
        place: Place,
        known: FetchedSubmission | None,
        named: tuple[str, str],
        form: FetchedSubmission,
        cells: tuple[FoundCell, ...],
    ) -> None:
        key, name = named
        if known is None:
            if any(_filled(cell) for cell in cells):
                self._found.units.append(FoundUnit(place, form, None, name or key, cells))
            return
        if fold(name) != fold(known.unit_name):
            self._found.report(place, "unit_mismatch", text=shortened(name), unit=known.unit_name)
            return
        self._found.units.append(FoundUnit(place, form, known, known.unit_name, cells))

    def _table_columns(self) -> list[tuple[int, CellKey, frozenset[str]]]:
        columns = []
        for mark, column in self._columns.items():
            if not mark.startswith(marks.CELL):
                continue
            if (key := self._key(mark, self._corner.row, column)) is not None:
                columns.append((column, key, self._headings(column)))
        for mark, column in self._repeated:
            place = Place(self._sheet.name, reference(self._corner.row, column))
            other = reference(self._corner.row, self._columns[mark])
            self._found.report(place, "repeated_cell", other=other)
        return columns

    def _headings(self, column: int) -> frozenset[str]:
        return frozenset(
            row[column].text
            for _, row, mark in self._rows()
            if mark == marks.FIXED and column in row
        )


@lru_cache(maxsize=8192)
def _parsed(text: str) -> CellKey:
    return CellKey.parse(text)


def _filled(cell: FoundCell) -> bool:
    return cell.value.cell is not None and bool(cell.value.cell.text.strip())
