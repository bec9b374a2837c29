"""One submission as the rows and notes of its paper form, as its reader may see it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from keng.documents.word import Block, Line, Paragraph, Row, RowKind, Run, Table, roman
from keng.kernel.figures import CellKey, FigureStatus, to_decimal
from keng.kernel.vietnamese import format_count, format_number
from keng.packs.schema import FormGroup
from keng.prose.phrases import Stated
from keng.prose.sentences import against
from keng.publishing.facts import Facts, unknown
from keng.publishing.paper_tables import COLUMNS, indicator_row
from keng.reporting.cells import Sheet, is_asked_in
from keng.reporting.findings import FindingView
from keng.reporting.queries import AdjustmentView, CellView, SubmissionView

WITHHELD: Final = "…"  # statistical tables write it for "exists or not, you are not told"
NOT_ASKED: Final = "x"  # ... and this for a cell in which nothing belongs
WITHHELD_NOTE: Final = (
    f"Ô ghi “{WITHHELD}”: tổng số người nhỏ, chỉ hiện với đơn vị báo cáo và cấp trên trực tiếp."
)
EXPLAINED: Final = "Cảnh báo đã giải trình:"
NO_REASON_SHOWN: Final = "lời giải trình chỉ hiện với đơn vị báo cáo và cấp trên trực tiếp"
_PART: Final = "- "
_IN_USE: Final = frozenset({"standing", "agreed"})


def facts_of_form(view: SubmissionView, *, unit_key: str, revision: str) -> Facts:
    """What the form says of each of its cells; the figures are the unit's own, not consolidated.

    A cell that is withheld from the reader has neither a value nor anything to work it out from.
    """
    remarks = _remarks(view)
    return Facts(
        pack=view.sheet.pack,
        unit_key=unit_key,
        period=view.standing.period,
        profile="",
        revision=revision,
        stated={
            cell.key: _stated(cell, view.sheet, remarks.get(cell.key, "")) for cell in view.cells
        },
    )


def table_of_form(view: SubmissionView, facts: Facts) -> Table:
    """The cells group by group in the order of the form; the parts of a whole stand with a dash."""
    rows: list[Row] = []
    for place, group in enumerate(view.sheet.form.groups, start=1):
        rows.append(_heading(group, place, view))
        rows += _group_rows(group, facts)
    return Table(COLUMNS, tuple(rows))


def notes_of_form(view: SubmissionView) -> list[Block]:
    """What stands under the table: what signs mean, what was explained, what is still wrong."""
    lines: list[Block] = []
    explained = explained_findings(view)
    if explained:
        lines.append(Paragraph((Run(EXPLAINED, bold=True),)))
    lines += [_explanation(place, one) for place, one in enumerate(explained, start=1)]
    if still := _still_wrong(view):
        lines.append(Paragraph((Run(still, italic=True),)))
    if any(cell.withheld for cell in view.cells):
        lines.append(Paragraph((Run(WITHHELD_NOTE, italic=True),)))
    return lines


def subtitle_of_form(view: SubmissionView) -> str:
    """The period with its days, as the form out of Excel writes it."""
    period = view.standing.period
    days = f"từ {period.first:%d/%m/%Y} đến {period.last:%d/%m/%Y}"
    return f"Kỳ báo cáo: {period.label('vi')} ({days})"


def opening_of_form(view: SubmissionView) -> list[Block]:
    """What is said between title and table: figures that end before their period does."""
    cutoff = view.cutoff_on
    if cutoff is None or cutoff >= view.standing.period.last:
        return []
    told = Run(f"(Số liệu đến hết ngày {cutoff:%d/%m/%Y})", italic=True)
    return [Paragraph((told,), line=Line.CENTRED)]


def explained_findings(view: SubmissionView) -> list[FindingView]:
    """The findings that a person gave a reason for, in the order of the screen."""
    return [one for one in view.findings if one.explanation is not None]


def is_illustrative(view: SubmissionView) -> bool:
    """Whether a figure that the reader sees was invented for a demonstration."""
    return any(
        cell.figure is not None and cell.figure.origin == "illustrative" for cell in view.cells
    )


def _heading(group: FormGroup, place: int, view: SubmissionView) -> Row:
    nothing = " (không phát sinh)" if group.code in view.nothing else ""
    return Row(((roman(place),), (f"{group.label.vi}{nothing}",)), RowKind.GROUP)


def _group_rows(group: FormGroup, facts: Facts) -> list[Row]:
    rows: list[Row] = []
    number = 0
    for asked in group.cells:
        is_part = bool(asked.by) or facts.pack.indicator_of(asked.key).part_of is not None
        number += not is_part
        shown = "" if is_part else str(number)
        rows.append(indicator_row(shown, facts.of(asked.key), facts, dash=_PART if is_part else ""))
    return rows


def _stated(cell: CellView, sheet: Sheet, remark: str) -> Stated:
    blank = replace(unknown(sheet.pack, cell.key), remark=remark)
    if cell.withheld:
        return replace(blank, shown=WITHHELD, previous_shown=WITHHELD)
    if _is_not_asked(cell):
        return replace(against(blank, cell.last_year), shown=NOT_ASKED)
    if cell.figure is None:
        return against(blank, cell.last_year)
    status = FigureStatus(cell.figure.status)
    stated = replace(blank, value=cell.figure.value, status=status)
    return against(stated, cell.last_year)


def _is_not_asked(cell: CellView) -> bool:
    is_empty = cell.figure is None or cell.figure.value is None
    return is_empty and not cell.withheld and not cell.is_open


def _remarks(view: SubmissionView) -> Mapping[CellKey, str]:
    """The remark of each cell: its note, what the level above uses, which explanation is its."""
    found: dict[CellKey, list[str]] = {}
    for cell in view.cells:
        if cell.figure is not None and cell.figure.note:
            found.setdefault(cell.key, []).append(cell.figure.note)
        if _is_not_asked(cell):
            found.setdefault(cell.key, []).append(_why_not_asked(cell.key, view.sheet))
    for one in view.adjustments:
        if one.answer in _IN_USE:
            found.setdefault(CellKey(one.indicator, one.by), []).append(_adjusted(one, view.sheet))
    for key, places in _explained_at(explained_findings(view)).items():
        listed = ", ".join(f"({place})" for place in places)
        found.setdefault(key, []).append(f"xem giải trình {listed}")
    return {key: "; ".join(said) for key, said in found.items()}


def _why_not_asked(key: CellKey, sheet: Sheet) -> str:
    indicator = sheet.pack.indicator_of(key)
    if not indicator.is_entered:
        return "tự tính khi tổng hợp"
    if not is_asked_in(indicator, sheet.period):
        return "không báo cáo trong kỳ này"
    return "lấy từ sổ theo dõi"


def _explained_at(explained: Sequence[FindingView]) -> Mapping[CellKey, list[int]]:
    places: dict[CellKey, list[int]] = {}
    for place, one in enumerate(explained, start=1):
        for key in one.cells[:1]:
            places.setdefault(key, []).append(place)
    return places


def _adjusted(one: AdjustmentView, sheet: Sheet) -> str:
    digits = sheet.pack.digits_of(CellKey(one.indicator, one.by))
    return f"cấp trên dùng {format_number(to_decimal(one.value, digits))}"


def _explanation(place: int, finding: FindingView) -> Paragraph:
    reason = finding.explanation.reason if finding.explanation is not None else ""
    found = finding.message.rstrip(".")
    said = f"({place}) {found}. Giải trình: {reason or NO_REASON_SHOWN}".rstrip(".")
    return Paragraph((f"{said}.",))


def _still_wrong(view: SubmissionView) -> str:
    """What stops the figures from being handed in as they stand, or nothing."""
    wrong = [one for one in view.findings if one.is_open]
    blocks = sum(one.severity == "block" for one in wrong)
    told = []
    if blocks:
        told.append(f"{format_count(blocks)} lỗi phải sửa")
    if warnings := len(wrong) - blocks:
        told.append(f"{format_count(warnings)} cảnh báo chưa giải trình")
    return f"Khi in, biểu còn {' và '.join(told)}." if told else ""
