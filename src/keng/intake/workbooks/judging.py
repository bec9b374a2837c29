"""One cell of a file against what stood when the form was fetched and what stands now.

Untouched cells are left alone, whatever happened on the server. A touched cell is a change, is so
already, or is a conflict where somebody else changed it meanwhile. Blank never empties and is never
zero (semantics 20).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from keng.documents.workbooks import (
    MOST_DIGITS,
    Cell,
    CellKind,
    Reading,
    checked,
    read_figure,
)
from keng.intake.workbooks.manifest import FetchedCell
from keng.intake.workbooks.problems import (
    PERSONAL_NOTE,
    ImportProblem,
    Place,
    problem,
    shortened,
)
from keng.intake.workbooks.scanning import FoundCell, Spot
from keng.intake.workbooks.words import same_number, same_words, status_of
from keng.kernel.figures import CellKey, FigureStatus, to_decimal, to_scaled
from keng.kernel.vietnamese import fold, format_number
from keng.packs.schema import Form, Pack
from keng.reporting.cells import CellInput
from keng.reporting.queries.figures import FigureView
from keng.screening.desk import decided
from keng.screening.refusals import told_kinds

_OFFICIAL = FigureStatus.OFFICIAL.value


@dataclass(frozen=True)
class Change:
    """A cell that the file changes: where it stands in the file and what it becomes."""

    place: Place
    input: CellInput

    @property
    def key(self) -> CellKey:
        """The cell."""
        return self.input.key


@dataclass
class Judged:
    """What came of a cell: at most one of a change and problems; both empty means unchanged."""

    change: Change | None = None
    problems: list[ImportProblem] = field(default_factory=list)
    left_blank: bool = False  # the file empties a cell that holds a figure: kept, and told


@dataclass(frozen=True)
class Bench:
    """What judging needs beside the cell: the file, the pack, the form, and who
    brings the file in. `is_foreign`: the file was never fetched from Keng; `began` is the moment
    since which files are brought in together with it, and may not overwrite each other.
    """

    file: str
    pack: Pack
    form: Form
    account_id: int | None
    is_foreign: bool = False
    began: datetime | None = None

    @cached_property
    def labels(self) -> dict[CellKey, str]:
        """What a person reads for each cell of the form; made once for a pack."""
        cells = self.form.cells
        return self.pack.kept(
            f"labels:{self.form.code}", lambda: {key: self.pack.cell_label(key) for key in cells()}
        )

    def source(self, place: Place) -> str:
        """What is stored as the source of a value: file!sheet!cell."""
        return f"{self.file}!{place.sheet}!{place.cell}"


def judge(found: FoundCell, fetched: FetchedCell, now: FigureView | None, bench: Bench) -> Judged:
    """Judge one cell of the form."""
    return _Judgement(found, fetched, now, bench).outcome()


class _Judgement:
    def __init__(
        self, found: FoundCell, fetched: FetchedCell, now: FigureView | None, bench: Bench
    ) -> None:
        self._found, self._fetched, self._now, self._bench = found, fetched, now, bench
        indicator = bench.pack.indicator_of(found.key)
        self._unit, self._digits = indicator.unit, indicator.digits
        self._judged = Judged()

    def outcome(self) -> Judged:
        if self._other_label():
            return self._judged
        reading = self._value()
        status = self._text(self._found.status, self._fetched.status)
        note = self._text(self._found.note, self._fetched.note)
        self._previous()
        code = status_of(status)
        if code is None and self._found.status is not None:
            self._report(self._found.status, "status_unknown", text=shortened(status))
        if not self._judged.problems and code is not None:
            self._compare(reading, code, note)
        return self._judged

    def _report(self, slot: Spot, code: str, **words: object) -> None:
        place = slot.place
        self._judged.problems.append(problem(self._bench.file, place, code, **words))

    def _other_label(self) -> bool:
        label = self._bench.labels[self._found.key]
        if label in self._found.labels:
            return False
        if any(fold(heading) == fold(label) for heading in self._found.labels):
            return False
        heading = shortened(next(iter(sorted(self._found.labels)), ""))
        self._report(self._found.value, "label_mismatch", text=heading, label=label)
        return True

    def _value(self) -> Reading:
        slot = self._found.value
        if slot.merged:
            self._report(slot, "merged_cell", area=slot.merged)
            return Reading(None)
        unit = self._found.measure or self._unit
        reading = self._read(slot.cell, unit)
        if reading.reason and slot.cell is not None:
            text = shortened(slot.cell.text)
            self._report(slot, reading.reason, text=text, unit=unit, digits=self._digits)
        return reading

    def _read(self, cell: Cell | None, unit: str) -> Reading:
        """The figure in the indicator's unit; decimals are counted after it was converted."""
        factor = self._found.factor
        if factor == 1:
            return read_figure(cell, unit=unit, digits=self._digits)
        reading = read_figure(cell, unit=unit, digits=MOST_DIGITS)
        if reading.value is None:
            return reading
        return checked(reading.value * factor, self._digits)

    def _text(self, slot: Spot | None, fetched: str) -> str:
        if slot is None:
            return fetched
        if slot.cell is None:
            return ""
        if slot.cell.kind in {CellKind.FORMULA, CellKind.ERROR}:
            self._report(slot, "text_is_formula")
            return fetched
        return slot.cell.text.strip()

    def _previous(self) -> None:
        slot, fetched = self._found.previous, self._fetched.previous
        if slot is None:
            return
        reading = read_figure(slot.cell, unit=self._unit, digits=self._digits)
        text = slot.cell.text if slot.cell is not None else ""
        same = text.strip() == fetched or (
            reading.value is not None and same_number(fetched, reading.value)
        )
        if not same:
            self._report(slot, "previous_changed")

    def _compare(self, reading: Reading, status: str, note: str) -> None:
        fetched = self._fetched
        value_touched = reading.value is not None and not same_number(fetched.value, reading.value)
        status_touched = status != (status_of(fetched.status) or _OFFICIAL)
        note_touched = not same_words(note, fetched.note)
        self._judged.left_blank = self._is_left_blank()
        if not (value_touched or status_touched or note_touched):
            return
        now = self._now
        value = now.value if now is not None else None
        if value_touched and reading.value is not None:
            value = to_scaled(reading.value, self._digits)
        if value is None and status != _OFFICIAL and self._found.status is not None:
            self._report(self._found.status, "status_without_value")
            return
        if not status_touched:
            status = now.status if now is not None else _OFFICIAL
        self._propose(value, status, note if note_touched else None)

    def _is_left_blank(self) -> bool:
        cell = self._found.value.cell
        stood = bool(self._fetched.value)
        if self._bench.is_foreign and self._now is not None:
            stood = self._now.value is not None
        return stood and (cell is None or not cell.text.strip())

    def _propose(self, value: int | None, status: str, note: str | None) -> None:
        now, slot = self._now, self._found.value
        if note:
            note, personal = decided(note, standing=now.note if now is not None else "")
            if personal:
                place = (self._found.note or slot).place
                told = problem(self._bench.file, place, PERSONAL_NOTE, text=told_kinds(personal))
                self._judged.problems.append(replace(told, passages=tuple(personal)))
                return
        if now is not None and self._is_so_already(now, value, status, note):
            return
        revision = now.revision if now is not None else 0
        if revision != self._fetched.revision and not self._is_own_earlier_import():
            theirs, mine = (self._shown(v) for v in (now.value if now else None, value))
            code = "other_figure" if self._bench.is_foreign else "changed_since"
            self._report(slot, code, theirs=theirs, mine=mine)
            return
        proposed = CellInput(
            key=self._found.key,
            value=value,
            status=status,
            note=note,
            source=self._bench.source(slot.place),
            basis=self._bench.form.basis,
            expected_revision=revision,
        )
        self._judged.change = Change(slot.place, proposed)

    @staticmethod
    def _is_so_already(now: FigureView, value: int | None, status: str, note: str | None) -> bool:
        same_figure = (now.value, now.status) == (value, status)
        return same_figure and (note is None or same_words(note, now.note))

    def _is_own_earlier_import(self) -> bool:
        """Whether what stands now came from this very cell of this file, by the same person.

        An office corrects its own table under another name and in another row, so that of a
        foreign file any import by the same person is its own, except of a file beside it.
        """
        now, bench = self._now, self._bench
        if now is None or now.origin != "imported" or now.account_id != bench.account_id:
            return False
        if now.source == bench.source(self._found.value.place):
            return True
        is_earlier = bench.began is None or now.at < bench.began
        return bench.is_foreign and (is_earlier or now.source.startswith(f"{bench.file}!"))

    def _shown(self, value: int | None) -> str:
        if value is None:
            return "trống"
        return format_number(to_decimal(value, self._digits), self._digits)
