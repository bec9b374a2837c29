"""One table of a file, read as a map says: its units, its cells, and what stands in the way.

Nothing is guessed: a heading that is missing or stands twice, a name of two units, a figure where
no unit is named are problems with their place. What the map passes over is told as a remark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from keng.intake.foreign.grids import (
    Spot,
    begins_as_figure,
    has_figure,
    plain,
)
from keng.intake.foreign.headings import Block, Heading, has_figures, is_numbering, near
from keng.intake.foreign.naming import Names
from keng.intake.foreign.tablemaps import Anchor, MapLine, Shape, TableMap, UnitFrom
from keng.intake.workbooks.manifest import FetchedSubmission
from keng.intake.workbooks.problems import Place, shortened
from keng.intake.workbooks.scanning import FoundCell, FoundUnit, Scan
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.packs import installed


@dataclass(frozen=True)
class Applied:
    """A way of reading, and what it is applied for.

    `office_id` is the unit that the way belongs to; `unit_key` whose table it is, where the map
    asks for that at each import. `began` is the moment since which files are brought in together:
    none of them overwrites what another brought.
    """

    way: TableMap
    office_id: int
    period: Period
    unit_key: str = ""
    began: datetime | None = None


class TableReader:
    """One table, read as its map says."""

    def __init__(self, block: Block, applied: Applied, found: Scan) -> None:
        self._block, self._grid, self._found = block, block.grid, found
        self._applied, self._way = applied, applied.way
        self._pack = installed.current()
        on: date = applied.period.last
        form = self._pack.form_of(self._way.form)
        self._names = Names(applied.office_id, form, on, self._way.units)
        self._form = FetchedSubmission(
            token="",
            unit="",
            unit_name="",
            form=form.code,
            period=applied.period.code,
            pack=self._pack.code,
            pack_version=self._pack.version,
        )

    def read(self) -> None:
        """Add what the table holds to the scan."""
        names = self._column(self._way.names)
        if names is None:
            return
        if self._way.shape is Shape.UNITS_IN_ROWS:
            self._read_units_in_rows(names)
            return
        lines = self._lines(names)
        if self._way.shape is Shape.ONE_UNIT:
            self._read_one_unit(names, lines)
        else:
            self._read_units_in_columns(names, lines)

    def _column(self, anchor: Anchor) -> Heading | None:
        return self._one(anchor, self._block.found(anchor), self._block.columns)

    def _one(
        self, anchor: Anchor, found: Sequence[Heading], among: Sequence[Heading]
    ) -> Heading | None:
        """The heading that is meant, or a problem: nothing is read from a likely one."""
        if len(found) == 1:
            return found[0]
        if found:
            first, second = (self._heading_place(one, among) for one in found[:2])
            self._found.report(second, "heading_twice", text=anchor.told, other=first.cell)
            return None
        close = near(anchor, among)
        vi, en = (f" (gần giống: “{close}”)", f" (nearest: {close!r})") if close else ("", "")
        place = self._grid.line(row=self._block.top)
        self._found.report(place, "heading_missing", text=anchor.told, near=vi, near_en=en)
        return None

    def _heading_place(self, heading: Heading, among: Sequence[Heading]) -> Place:
        is_column = among is self._block.columns
        return self._grid.line(column=heading.at) if is_column else self._grid.line(row=heading.at)

    def _read_units_in_rows(self, names: Heading) -> None:
        columns = {
            line: at for line in self._way.lines if (at := self._column(line.anchor)) is not None
        }
        self._tell_new(self._block.columns, [names, *columns.values()])
        used = [heading.at for heading in columns.values()]
        for row in self._block.body:
            if not self._grid.sheet.row(row):
                continue
            cells = tuple(
                self._cell(line, row, heading.at, others=used, rows=())
                for line, heading in columns.items()
            )
            name = self._block.name_at(row, names.at)
            if self._is_unit(name, self._grid.place(row, names.at), cells, row):
                self._add(self._grid.place(row, names.at), name, cells)

    def _is_unit(self, name: str, place: Place, cells: Sequence[FoundCell], row: int = 0) -> bool:
        """Whether a row or column is of a unit; what is passed over or cannot be is told."""
        # A line without a name may be "ngày 5 tháng 9" above the signatures: words, no figure.
        holding = [c for c in cells if (_may_hold if name else _begins_as_figure)(c)]
        if name and plain(name) in self._way.passed:
            self._found.remark(place, "row_passed", text=shortened(name))
            return False
        if name and self._names.meaning(name).is_somebody:
            return True
        if row and is_numbering(self._block, row, [one.at for one in self._block.columns]):
            self._found.remark(place, "row_of_numbers")
            return False
        if not holding:
            if any(cell.value.cell is not None for cell in cells):
                self._found.remark(place, "text_passed", text=shortened(name or _words_of(cells)))
            return False
        if not name:
            spot = holding[0].value
            text = shortened(spot.cell.text if spot.cell is not None else "")
            self._found.report(spot.place, "figure_without_unit", text=text)
            return False
        return True

    def _add(self, place: Place, name: str, cells: Iterable[FoundCell], key: str = "") -> None:
        unit_key = key or self._names.meaning(name).key
        self._found.units.append(
            FoundUnit(
                place, self._form, None, name, tuple(cells), is_foreign=True, unit_key=unit_key
            )
        )

    def _lines(self, names: Heading) -> dict[MapLine, Heading]:
        """The rows that are cells of the form."""
        rows = self._block.lines(names)
        found = {}
        for line in self._way.lines:
            answers = [row for row in rows if row.answers_line(line.anchor)]
            row = self._one(line.anchor, answers, rows)
            if row is not None and self._has_its_measure(line, row):
                found[line] = row
        return found

    def _has_its_measure(self, line: MapLine, row: Heading) -> bool:
        """Whether the column of units of measure still says what it said in the sample."""
        if self._way.measures is None:
            return True
        columns = self._block.found(self._way.measures)
        if len(columns) != 1:
            return True  # told once for the whole table
        column = columns[0].at
        says = self._grid.text(row.at, column)
        agreed = line.measure or self._pack.indicator_of(line.cell).unit
        if not says or plain(says) == plain(agreed):
            return True
        place = self._grid.place(row.at, column)
        words = {"text": shortened(row.shown), "unit": says, "other": agreed}
        self._found.report(place, "measure_changed", **words)
        return False

    def _read_one_unit(self, names: Heading, lines: dict[MapLine, Heading]) -> None:
        value = self._column(self._way.value or self._way.names)
        if value is None:
            return
        if self._way.measures is not None:
            self._column(self._way.measures)
        rows = [row.at for row in lines.values()]
        self._tell_new_lines(names, lines, [value.at])
        cells = [
            self._cell(line, row.at, value.at, others=(), rows=rows) for line, row in lines.items()
        ]
        place, name, key = Place(self._grid.name), *self._owner()
        if not name and not key:
            self._found.report(place, "unit_not_chosen")
            return
        self._add(place, name, cells, key)

    def _owner(self) -> tuple[str, str]:
        """The name and, if it was chosen, the key of the unit whose table this is."""
        if self._way.unit_from is UnitFrom.SHEET:
            return self._grid.name, ""
        if self._way.unit_from is UnitFrom.FILE:
            return PurePath(self._found.file).stem, ""
        return self._applied.unit_key, self._applied.unit_key

    def _read_units_in_columns(self, names: Heading, lines: dict[MapLine, Heading]) -> None:
        measures = self._column(self._way.measures) if self._way.measures else None
        aside = {names.at, *([measures.at] if measures else [])}
        units = [one for one in self._block.columns if one.at not in aside]
        used = [one.at for one in units]
        rows = [row.at for row in lines.values()]
        self._tell_new_lines(names, lines, used)
        for heading in units:
            cells = tuple(
                self._cell(line, row.at, heading.at, others=used, rows=rows)
                for line, row in lines.items()
            )
            name = heading.shown.rpartition(" / ")[2]
            last = self._block.top + self._block.rows - 1
            place = self._grid.place(last, heading.at)
            if self._is_unit(name, place, cells):
                self._add(place, name, cells)
        self._refuse_unnamed(aside | {one.at for one in self._block.columns}, rows)

    def _refuse_unnamed(self, named: set[int], rows: Sequence[int]) -> None:
        """A figure in a column without a heading would be lost without a word."""
        for row in rows:
            for column, cell in self._grid.sheet.row(row).items():
                if column not in named and has_figures(self._block, row, [column]):
                    place = self._grid.place(row, column)
                    self._found.report(place, "figure_without_unit", text=shortened(cell.text))

    def _cell(
        self, line: MapLine, row: int, column: int, *, others: Sequence[int], rows: Sequence[int]
    ) -> FoundCell:
        key: CellKey = line.cell
        label = self._pack.cell_label(key) if self._pack.knows(key) else line.key
        return FoundCell(
            key=key,
            labels=frozenset({label}),
            value=self._spot(row, column, others, rows),
            measure=line.measure,
            factor=line.factor,
        )

    def _spot(self, row: int, column: int, others: Sequence[int], rows: Sequence[int]) -> Spot:
        """The cell; merged only where one figure would stand for several cells that are read."""
        area = self._grid.area(row, column)
        merged = ""
        if area is not None:
            columns = sum(area.left <= one <= area.right for one in others)
            several_rows = sum(area.top <= one <= area.bottom for one in rows) > 1
            tall = not rows and area.bottom > area.top
            merged = area.ref if columns > 1 or several_rows or tall else ""
        return Spot(self._grid.place(row, column), merged, self._grid.own(row, column))

    def _tell_new(self, headings: Iterable[Heading], used: Sequence[Heading]) -> None:
        """Columns that hold figures and were not there when the map was made."""
        at = {one.at for one in used}
        for one in headings:
            if one.at in at or one.identity in self._way.aside:
                continue
            if any(has_figures(self._block, row, [one.at]) for row in self._block.body):
                place = self._grid.line(column=one.at)
                self._found.remark(place, "heading_new", text=shortened(one.shown))

    def _tell_new_lines(
        self, names: Heading, lines: dict[MapLine, Heading], columns: Sequence[int]
    ) -> None:
        for row in self._unread_lines(names, lines):
            place = self._grid.line(row=row.at)
            if row.text in self._way.passed:
                self._found.remark(place, "row_passed", text=shortened(row.shown))
            elif is_numbering(self._block, row.at, [one.at for one in self._block.columns]):
                self._found.remark(place, "row_of_numbers")
            elif row.text not in self._way.aside and has_figures(self._block, row.at, columns):
                self._found.remark(place, "heading_new", text=shortened(row.shown))

    def _unread_lines(self, names: Heading, lines: dict[MapLine, Heading]) -> Iterator[Heading]:
        read = {row.at for row in lines.values()}
        return (row for row in self._block.lines(names) if row.at not in read)


def _words_of(cells: Sequence[FoundCell]) -> str:
    return next(cell.value.cell.text for cell in cells if cell.value.cell is not None)


def _may_hold(cell: FoundCell) -> bool:
    return has_figure(cell.value.cell)


def _begins_as_figure(cell: FoundCell) -> bool:
    return begins_as_figure(cell.value.cell)
