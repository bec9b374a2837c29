"""The form of a submission as a table to read or type in: groups, numbered lines, progress.

Everything is worded here, so that the template only places it and the grid's JSON answers and the
page say the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from keng.kernel.figures import CellKey
from keng.kernel.vietnamese import format_count
from keng.packs.schema import FormGroup
from keng.reporting.cells import Sheet
from keng.reporting.findings import FindingView
from keng.reporting.lifecycle import EDITABLE, Act
from keng.reporting.queries import AdjustmentView, CellView, FigureView, SubmissionView
from keng.web import wording

SHORT_FORM: Final = 40  # cells: what a head of a village or school answers on a phone
_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True)
class FindingLine:
    """A finding in the words of the request's language; `accepted` is the written reason."""

    check: str
    fingerprint: str
    severity: str
    word: str
    css: str
    cells: tuple[str, ...]
    message: str
    fix: str
    accepted: str

    def as_json(self) -> dict[str, Any]:
        """What the grid's script needs of it."""
        return {
            "check": self.check,
            "severity": self.severity,
            "cells": list(self.cells),
            "message": self.message,
            "fix": self.fix,
            "accepted": self.accepted,
        }


@dataclass(frozen=True)
class Line:
    """One cell of the form with everything that stands beside it."""

    key: str
    anchor: str
    number: str
    label: str
    unit: str
    digits: int
    shown: str
    revision: int
    readonly: str
    last: str
    change: str
    status_word: str
    note: str
    mark: str
    is_part: bool
    reason: str = ""
    adjusted: str = ""
    findings: tuple[FindingLine, ...] = ()


@dataclass(frozen=True)
class Group:
    """A block of lines under one heading."""

    code: str
    number: str
    label: str
    lines: tuple[Line, ...]
    has_flows: bool
    can_declare_nothing: bool
    declared: str


@dataclass(frozen=True)
class FormTable:
    """The whole form."""

    title: str
    groups: tuple[Group, ...]
    editable: bool
    why_closed: str
    filled: int
    total: int
    progress_words: str
    before_submit: str

    @property
    def is_short(self) -> bool:
        """Whether the form is short enough to be asked question by question."""
        return self.total <= SHORT_FORM


def table_of(view: SubmissionView) -> FormTable:
    """Lay out the form as the viewer may see and, if the state and a grant permit, type in it."""
    found = finding_lines(view.findings)
    beside = Beside(
        findings=found,
        reasons=open_reasons(view),
        adjusted={
            CellKey(one.indicator, one.by): _adjusted(view, one)
            for one in view.adjustments
            if one.answer in ("standing", "agreed")
        },
        nothing=view.nothing,
        editable=Act.ENTER in view.acts,
    )
    cells = {cell.key: cell for cell in view.cells}
    filled, total = filled_of(view.cells)
    groups = tuple(
        _group(view.sheet, group, roman(place), cells, beside)
        for place, group in enumerate(view.sheet.form.groups, start=1)
    )
    return FormTable(
        title=view.sheet.form.label.of(wording.language()),
        groups=groups,
        editable=beside.editable,
        why_closed="" if beside.editable else why_closed(view),
        filled=filled,
        total=total,
        progress_words=progress_words(filled, total),
        before_submit=before_submit(total - filled, found),
    )


@dataclass(frozen=True)
class Beside:
    """What is said of cells beside their figures."""

    findings: Sequence[FindingLine]
    reasons: Mapping[CellKey, str]
    adjusted: Mapping[CellKey, str]
    nothing: frozenset[str]
    editable: bool


def open_reasons(view: SubmissionView) -> dict[CellKey, str]:
    """What the level above found wrong the last time, cell by cell, as long as it stands."""
    if not view.returns or view.standing.state not in EDITABLE:
        return {}
    return {one.key: one.reason for one in view.returns[0].reasons if not one.is_resolved}


def why_closed(view: SubmissionView) -> str:
    """Why the reader cannot type in the form."""
    if view.standing.state not in EDITABLE:
        return _(
            "Biểu ở trạng thái “%(state)s” nên chỉ đọc. Muốn sửa, cấp trên phải trả lại hoặc mở "
            "lại."
        ) % {"state": wording.state(view.standing.state)}
    return _("Chỉ đọc: đợt báo cáo đã đóng, hoặc bạn không được giao nhập biểu này.")


def finding_lines(findings: Collection[FindingView]) -> list[FindingLine]:
    """The findings in words; an explained warning carries its reason."""
    english = wording.language() == "en"
    return [
        FindingLine(
            check=one.check,
            fingerprint=one.fingerprint,
            severity=one.severity,
            word=_("Đã giải trình") if one.explanation else wording.severity(one.severity),
            css="accepted" if one.explanation else one.severity,
            cells=tuple(str(key) for key in one.cells),
            message=one.message_en if english else one.message,
            fix=one.fix_en if english else one.fix,
            accepted=one.explanation.reason if one.explanation else "",
        )
        for one in findings
    ]


def filled_of(cells: Iterable[CellView]) -> tuple[int, int]:
    """How many of the cells to fill hold a value, and how many there are."""
    asked = [cell for cell in cells if cell.is_open]
    return sum(cell.figure is not None and cell.figure.value is not None for cell in asked), len(
        asked
    )


def progress_words(filled: int, total: int) -> str:
    """How far the form is filled in."""
    return _("%(filled)s/%(total)s ô đã có số liệu") % {"filled": filled, "total": total}


def before_submit(empty: int, findings: Sequence[FindingLine]) -> str:
    """What a person should still look at before handing in."""
    blocks = sum(one.severity == "block" for one in findings)
    warnings = sum(one.severity == "warn" and not one.accepted for one in findings)
    parts = []
    if blocks:
        parts.append(_("%(n)s lỗi phải sửa") % {"n": format_count(blocks)})
    if warnings:
        parts.append(_("%(n)s cảnh báo phải sửa hoặc giải trình") % {"n": format_count(warnings)})
    if empty:
        parts.append(
            _("%(n)s ô còn trống (ô trống không phải là số 0)") % {"n": format_count(empty)}
        )
    if not parts:
        return _("Mọi ô đã có số liệu, không còn lỗi hay cảnh báo: có thể nộp.")
    return _("Trước khi nộp: %(list)s.") % {"list": "; ".join(parts)}


def anchor_of(key: CellKey | str) -> str:
    """The id of a line on the page: letters, digits and hyphens only."""
    text = str(key)
    return "o-" + "".join(letter if letter.isalnum() else "-" for letter in text).strip("-")


def roman(number: int) -> str:
    """A group's number as the paper form writes it."""
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text += letters
            number -= value
    return text


def line_of(sheet: Sheet, cell: CellView, beside: Beside, *, number: str) -> Line:
    """One cell in words."""
    indicator = sheet.pack.indicator_of(cell.key)
    figure = cell.figure
    value = figure.value if figure else None
    return Line(
        key=str(cell.key),
        anchor=anchor_of(cell.key),
        number=number,
        label=sheet.pack.cell_label(cell.key, wording.language()),
        unit=sheet.pack.unit_label(indicator, wording.language()),
        digits=indicator.digits,
        shown=wording.UNKNOWN if cell.withheld else wording.entered(value, indicator.digits),
        revision=figure.revision if figure else 0,
        readonly="" if cell.is_open and not cell.withheld else _why_readonly(sheet, cell),
        last=wording.entered(cell.last_year, indicator.digits),
        change=wording.change(value, cell.last_year, indicator.digits),
        status_word=status_word(figure),
        note=figure.note if figure else "",
        mark=_("minh họa") if figure and figure.origin == "illustrative" else "",
        is_part=not number,
        reason=beside.reasons.get(cell.key, ""),
        adjusted=beside.adjusted.get(cell.key, ""),
        findings=tuple(one for one in beside.findings if str(cell.key) in one.cells[:1]),
    )


def status_word(figure: FigureView | None) -> str:
    """How final the value is, said only where it is not official."""
    if figure is None or figure.value is None or figure.status == "official":
        return ""
    return wording.status(figure.status)


def _group(
    sheet: Sheet,
    group: FormGroup,
    number: str,
    cells: Mapping[CellKey, CellView],
    beside: Beside,
) -> Group:
    lines = []
    place = 0
    for asked in group.cells:
        is_part = bool(asked.by) or sheet.pack.indicator_of(asked.key).part_of is not None
        place += not is_part
        own_number = "" if is_part else str(place)
        lines.append(line_of(sheet, cells[asked.key], beside, number=own_number))
    flows = _open_flows(sheet, group, cells)
    return Group(
        code=group.code,
        number=number,
        label=group.label.of(wording.language()),
        lines=tuple(lines),
        has_flows=beside.editable and bool(flows),
        can_declare_nothing=beside.editable and _may_say_nothing(sheet, group, cells),
        declared=_declared(group, beside.nothing),
    )


def nothings_of(view: SubmissionView) -> dict[str, dict[str, Any]]:
    """For each group: whether "không phát sinh" may be said of it now, and the word if it was."""
    cells = {cell.key: cell for cell in view.cells}
    return {
        group.code: {
            "may": _may_say_nothing(view.sheet, group, cells),
            "declared": _declared(group, view.nothing),
        }
        for group in view.sheet.form.groups
    }


def _flows(sheet: Sheet, group: FormGroup, cells: Mapping[CellKey, CellView]) -> list[CellView]:
    kind = sheet.pack.indicator_of
    return [cells[asked.key] for asked in group.cells if kind(asked.key).kind == "flow"]


def _open_flows(
    sheet: Sheet, group: FormGroup, cells: Mapping[CellKey, CellView]
) -> list[CellView]:
    return [cell for cell in _flows(sheet, group, cells) if cell.is_open]


def _may_say_nothing(sheet: Sheet, group: FormGroup, cells: Mapping[CellKey, CellView]) -> bool:
    is_empty = not any(
        cell.figure and cell.figure.value is not None for cell in _flows(sheet, group, cells)
    )
    return is_empty and bool(_open_flows(sheet, group, cells))


def _declared(group: FormGroup, nothing: Collection[str]) -> str:
    return _("Đã khai: không phát sinh") if group.code in nothing else ""


def _why_readonly(sheet: Sheet, cell: CellView) -> str:
    indicator = sheet.pack.indicator_of(cell.key)
    if cell.withheld:
        return _("Số nhỏ chỉ hiện với đơn vị và cấp trên trực tiếp")
    if not indicator.is_entered:
        return _("Keng tự tính ô này từ tử số và mẫu số")
    if indicator.derived and indicator.derived in sheet.registers:
        return _("Lấy từ sổ theo dõi trong Keng")
    return _("Không báo cáo trong kỳ này")


def _adjusted(view: SubmissionView, one: AdjustmentView) -> str:
    digits = view.sheet.pack.digits_of(CellKey(one.indicator, one.by))
    return _("cấp trên dùng %(value)s") % {"value": wording.figure(one.value, digits)}
