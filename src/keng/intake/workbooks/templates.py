"""Forms to be filled in offline: what stands in a submission as a workbook like the paper form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from keng.documents.workbooks import (
    FormGroup,
    FormLine,
    FormSheet,
    Shown,
    TableColumn,
    TableLine,
    TableSheet,
    form_workbook,
    sheet_name,
)
from keng.intake.workbooks.hints import hint_for
from keng.intake.workbooks.manifest import FetchedCell, FetchedSubmission, written
from keng.intake.workbooks.words import STATUS_WORDS, WITHHELD
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput
from keng.kernel.figures import CellKey, to_decimal
from keng.kernel.moments import local_day
from keng.kernel.periods import Period
from keng.orgunits.queries import UnitView, direct_superior, unit_view
from keng.reporting.cells import Sheet
from keng.reporting.queries.views import CellView, SubmissionView, submission_view

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_REMARKS = (
    "Ghi 0 nếu không phát sinh, để trống nếu chưa có số liệu; phần chữ ghi ở cột Ghi chú.",
    "Cột Loại số liệu để trống (chính thức) hoặc ghi “ước”, “dự kiến”.",
    "Không xóa dòng 1 và cột A (đang ẩn). Biểu này không dùng cho tài liệu bí mật nhà nước.",
)


class Layout(StrEnum):
    """How the submissions are laid out in a workbook."""

    SHEETS = "sheets"  # a sheet for each unit, like the paper form
    TABLE = "table"  # the units of one form and period in one table, for whoever types for many


@dataclass(frozen=True)
class _Filled:
    """One submission with all that its sheet shows."""

    token: str
    unit: UnitView
    superior: str
    view: SubmissionView
    cells: Mapping[CellKey, CellView]

    @property
    def sheet(self) -> Sheet:
        """Its form."""
        return self.view.sheet

    @property
    def period(self) -> Period:
        """Its period."""
        return self.view.standing.period

    def value(self, key: CellKey) -> Shown:
        """What the column of this period shows."""
        cell = self.cells[key]
        if cell.withheld:
            return WITHHELD
        return self._exact(key, cell.figure.value if cell.figure is not None else None)

    def previous(self, key: CellKey) -> Shown:
        """What the column of last year shows."""
        cell = self.cells[key]
        return WITHHELD if cell.withheld else self._exact(key, cell.last_year)

    def status(self, key: CellKey) -> str:
        """The word for how final the value is."""
        figure = self.cells[key].figure
        return STATUS_WORDS[figure.status] if figure is not None else ""

    def note(self, key: CellKey) -> str:
        """The remark of the cell."""
        figure = self.cells[key].figure
        return figure.note if figure is not None else ""

    def is_locked(self, key: CellKey) -> bool:
        """Whether the cell is only shown: from a register, not asked in the period, or withheld."""
        cell = self.cells[key]
        return cell.withheld or not cell.is_open

    def _exact(self, key: CellKey, value: int | None) -> Shown:
        return None if value is None else to_decimal(value, self.sheet.pack.digits_of(key))

    def fetched(self) -> FetchedSubmission:
        """What the hidden sheet keeps of it."""
        pack = self.sheet.pack
        cells = {}
        for key, cell in self.cells.items():
            previous = self.previous(key)
            if cell.figure is not None or previous is not None:
                cells[str(key)] = FetchedCell(
                    revision=cell.figure.revision if cell.figure is not None else 0,
                    value=_text(self.value(key)),
                    status=self.status(key),
                    note=self.note(key),
                    previous=_text(previous),
                )
        return FetchedSubmission(
            token=self.token,
            unit=self.unit.key,
            unit_name=self.unit.full_name,
            form=self.sheet.form.code,
            period=self.period.code,
            pack=pack.code,
            pack_version=pack.version,
            cells=cells,
        )


def template(
    submission_ids: Sequence[int],
    *,
    actor: Actor,
    at: datetime,
    layout: Layout = Layout.SHEETS,
) -> bytes:
    """The forms of some submissions as one workbook, filled with what stands in them now.

    Sheets come in the order of the ids. Cells that nobody may type (computed, from a register) are
    locked; a total that the actor may not see is shown as "…" and locked.

    Raises NotFound, NotAllowed (no "view" for one of the units) and BadInput (no submission).
    """
    if not submission_ids:
        raise BadInput(
            "Chưa chọn biểu số liệu nào để xuất mẫu; hãy chọn ít nhất một biểu.",
            message_en="No submission was named; choose at least one.",
        )
    on = local_day(at)
    views = [submission_view(pk, actor, on=on) for pk in dict.fromkeys(submission_ids)]
    filled = _filled(views, layout)
    return form_workbook(_sheets(filled, layout), written(one.fetched() for one in filled))


def _filled(views: Sequence[SubmissionView], layout: Layout) -> list[_Filled]:
    tokens: dict[object, str] = {}
    filled = []
    for view in views:
        standing = view.standing
        table = (standing.form, standing.period, view.sheet.pack.version)
        sheet = table if layout is Layout.TABLE else standing.submission_id
        token = tokens.setdefault(sheet, f"t{len(tokens) + 1}")
        filled.append(_one(view, token))
    return filled


def _one(view: SubmissionView, token: str) -> _Filled:
    day = view.standing.period.last
    above = direct_superior(view.standing.unit.id, on=day)
    return _Filled(
        token=token,
        unit=unit_view(view.standing.unit.id, on=day),
        superior=unit_view(above, on=day).full_name if above is not None else "",
        view=view,
        cells={cell.key: cell for cell in view.cells},
    )


def _sheets(filled: Sequence[_Filled], layout: Layout) -> list[FormSheet | TableSheet]:
    names: list[str] = []
    sheets: list[FormSheet | TableSheet] = []
    ordered = sorted(filled, key=lambda one: int(one.token[1:]))
    for _, group in groupby(ordered, key=lambda one: one.token):
        members = list(group)
        first = members[0]
        title = first.unit.full_name if layout is Layout.SHEETS else first.sheet.form.label.vi
        names.append(sheet_name(title, taken=names))
        make = _form_sheet if layout is Layout.SHEETS else _table_sheet
        sheets.append(make(names[-1], members))
    return sheets


def _period_line(one: _Filled) -> str:
    period = one.period
    days = f"từ {period.first:%d/%m/%Y} đến {period.last:%d/%m/%Y}"
    return f"Kỳ báo cáo: {period.label('vi')} ({days})"


def _form_sheet(name: str, members: Sequence[_Filled]) -> FormSheet:
    (one,) = members
    form = one.sheet.form
    groups = []
    for number, group in enumerate(form.groups):
        keys = [cell.key for cell in group.cells]
        lines = tuple(_line(one, key, str(place)) for place, key in enumerate(keys, start=1))
        groups.append(FormGroup(_roman(number), group.label.vi, lines))
    return FormSheet(
        name=name,
        token=one.token,
        issuer=(one.superior.upper(), one.unit.full_name.upper()),
        title=form.label.vi.upper(),
        subtitle=_period_line(one),
        groups=tuple(groups),
        remarks=_REMARKS,
        statuses=tuple(word for word in STATUS_WORDS.values() if word),
    )


def _line(one: _Filled, key: CellKey, number: str) -> FormLine:
    pack = one.sheet.pack
    indicator = pack.indicator_of(key)
    return FormLine(
        key=str(key),
        number=number,
        label=pack.cell_label(key),
        unit=indicator.unit,
        digits=indicator.digits,
        value=one.value(key),
        status=one.status(key),
        previous=one.previous(key),
        note=one.note(key),
        hint=hint_for(pack, one.sheet.form, key),
        is_locked=one.is_locked(key),
        depth=1 if indicator.part_of or key.by else 0,
    )


def _table_sheet(name: str, members: Sequence[_Filled]) -> TableSheet:
    first = members[0]
    pack, form = first.sheet.pack, first.sheet.form
    columns = tuple(
        TableColumn(
            key=str(cell.key),
            label=pack.cell_label(cell.key),
            unit=pack.indicator_of(cell.key).unit,
            group=group.label.vi,
            digits=pack.digits_of(cell.key),
            hint=hint_for(pack, form, cell.key),
        )
        for group in form.groups
        for cell in group.cells
    )
    return TableSheet(
        name=name,
        token=first.token,
        title=form.label.vi.upper(),
        subtitle=_period_line(first),
        columns=columns,
        lines=tuple(_row(one) for one in members),
        remarks=_REMARKS,
    )


def _row(one: _Filled) -> TableLine:
    keys = one.sheet.form.cells()
    return TableLine(
        unit_key=one.unit.key,
        label=one.unit.full_name,
        values={str(key): one.value(key) for key in keys},
        locked=frozenset(str(key) for key in keys if one.is_locked(key)),
    )


def _roman(index: int) -> str:
    return _ROMAN[index] if index < len(_ROMAN) else str(index + 1)


def _text(value: Shown) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else value or ""
