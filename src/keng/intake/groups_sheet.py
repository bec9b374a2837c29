"""The sheet of self-management groups: reading it from .xlsx or .csv, the template, the export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from keng.documents.workbooks import Column, table_workbook
from keng.initiatives.actions import Described, NewGroup
from keng.intake.typed_rows import TypedRow, read_typed
from keng.kernel.errors import DomainError
from keng.kernel.vietnamese import fold, parse_number
from keng.orgunits.actions import RowProblem
from keng.orgunits.queries import unit_named
from keng.packs import installed

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "unit": ("Đơn vị", "Tên đơn vị", "Địa bàn"),
    "name": ("Tên mô hình", "Mô hình"),
    "kind": ("Loại mô hình", "Loại"),
    "post": ("Chức danh phụ trách", "Phụ trách"),
    "founded_on": ("Ngày thành lập", "Thành lập"),
    "paper_number": ("Số văn bản", "Số, ký hiệu văn bản"),
    "paper_text": ("Trích yếu",),
    "points": ("Số đội, tổ", "Số điểm"),
    "members": ("Số thành viên", "Thành viên"),
}
_NEEDED: Final = ("unit", "name", "kind")
_TEMPLATE: Final = "trên màn hình nạp danh sách mô hình"
_WIDTHS: Final = (44, 40, 32, 24, 16, 18, 36, 12, 14)


@dataclass(frozen=True)
class ListedGroup:
    """A group and the row that it stands in."""

    new: NewGroup
    row: TypedRow

    def problem(self, refusal: DomainError) -> RowProblem:
        """What the group is refused for, at the cell of its name."""
        cell = self.row.cells["name"]
        return RowProblem(self.row.sheet, cell, refusal.code, refusal.message, refusal.message_en)


def read_groups(
    content: bytes, name: str, *, on: date
) -> tuple[list[ListedGroup], list[RowProblem]]:
    """The groups that a file lists, and every cell that cannot be understood.

    Days may be typed as 15/01/2024 or be days of the sheet. Equipment columns bear the label of the
    programme ("Camera"). Raises what `typed_rows.read_typed` raises.
    """
    rows, problems = read_typed(
        content,
        name,
        headings={**HEADINGS, **_equipment_headings()},
        needed=_NEEDED,
        template=_TEMPLATE,
        days=("founded_on",),
    )
    found: list[ListedGroup] = []
    for row in rows:
        reader = _Reader(row, on)
        new = reader.read()
        problems += reader.problems
        if not reader.problems:
            found.append(ListedGroup(new, row))
    return found, problems


def empty_sheet() -> bytes:
    """A workbook with the headings and the kinds that may be written, and nothing else."""
    kinds = installed.current().initiatives.kinds.values()
    notes = ["Loại mô hình là một trong: " + "; ".join(kind.label.vi for kind in kinds) + "."]
    return table_workbook("Danh sách mô hình", _columns(), [], notes=notes)


def export_sheet(rows: Sequence[Sequence[str | int | None]], title: str) -> bytes:
    """The register as a workbook that can be read in again; `rows` as `columns_of_export` says."""
    extra = [Column("Tình trạng", width=18), Column("Lý do", width=40)]
    return table_workbook(title, [*_columns(), *extra], rows)


def equipment_codes() -> tuple[str, ...]:
    """The equipment of the programme, in the order of the columns."""
    return tuple(installed.current().initiatives.equipment)


def _columns() -> list[Column]:
    plain = [
        Column(HEADINGS[name][0], width=width)
        for name, width in zip(HEADINGS, _WIDTHS, strict=True)
    ]
    return [*plain, *(Column(words[0], width=12) for words in _equipment_headings().values())]


def _equipment_headings() -> dict[str, tuple[str, ...]]:
    said = installed.current().initiatives.equipment
    return {code: (one.label.vi,) for code, one in said.items()}


class _Reader:
    """One row of the sheet read into a group; what cannot be understood is listed by cell."""

    def __init__(self, row: TypedRow, on: date) -> None:
        self._row = row
        self._on = on
        self.problems: list[RowProblem] = []

    def read(self) -> NewGroup:
        """The group of the row; only to be used if there are no problems."""
        kind = self._kind()
        described = Described(
            name=self._text("name"),
            kind=kind,
            post=self._text("post"),
            founded_on=self._day("founded_on"),
            paper_number=self._text("paper_number"),
            paper_text=self._text("paper_text"),
            points=1 if (points := self._number("points")) is None else points,
            members=self._number("members"),
            equipment=dict(self._equipment(kind)),
        )
        return NewGroup(described, self._unit())

    def _text(self, name: str) -> str:
        return self._row.texts.get(name, "").strip()

    def _unit(self) -> int:
        try:
            return unit_named(self._text("unit"), on=self._on).id
        except DomainError as refusal:
            self._refuse("unit", refusal.code, refusal.message, refusal.message_en)
            return 0

    def _kind(self) -> str:
        kinds, wanted = installed.current().initiatives.kinds, fold(self._text("kind"))
        for code, kind in kinds.items():
            if wanted in {code, fold(kind.label.vi), fold(kind.label.en)}:
                return code
        known = "; ".join(kind.label.vi for kind in kinds.values())
        self._refuse(
            "kind",
            "unknown_kind",
            f"Không có loại mô hình “{self._text('kind')}”; hãy ghi một trong: {known}.",
            f"There is no such kind of initiative; write one of: {known}.",
        )
        return ""

    def _equipment(self, kind: str) -> Iterator[tuple[str, int]]:
        known = installed.current().initiatives.kinds.get(kind)
        for code in equipment_codes():
            number = self._number(code)
            if number is None:
                continue
            if known is not None and code not in known.equipment:
                self._refuse(
                    code,
                    "not_asked",
                    "Loại mô hình này không ghi thiết bị này; hãy để trống.",
                    "Such an initiative has no such equipment; leave it empty.",
                )
            yield code, number

    def _number(self, name: str) -> int | None:
        text = self._text(name)
        if not text:
            return None
        number = parse_number(text)
        if number is None or number != int(number) or number < 0:
            self._refuse(
                name,
                "not_a_number",
                f"“{text[:20]}” không phải số nguyên từ 0; hãy sửa.",
                "This is no whole number from 0 on; correct it.",
            )
            return None
        return int(number)

    def _day(self, name: str) -> date | None:
        text = self._text(name)
        if not text:
            return None
        day = _day_of(text)
        if day is None:
            self._refuse(
                name,
                "not_a_day",
                f"“{text[:20]}” không phải ngày; hãy ghi như 15/01/2024.",
                "This is no day; write it as 15/01/2024.",
            )
        return day

    def _refuse(self, name: str, code: str, vi: str, en: str) -> None:
        cell = self._row.cells.get(name) or self._row.cells["name"]
        self.problems.append(RowProblem(self._row.sheet, cell, code, vi, en))


def _day_of(text: str) -> date | None:
    parts = text.replace("-", "/").replace(".", "/").split("/")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return None
    first, month, last = (int(part) for part in parts)
    year, day = (first, last) if first > 31 else (last, first)
    try:
        return date(year, month, day)
    except ValueError:
        return None
