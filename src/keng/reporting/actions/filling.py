"""Cells not typed one by one: "không phát sinh", stocks that stand, totals of old reports."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import transaction

from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict
from keng.kernel.figures import CellKey
from keng.kernel.moments import local_day
from keng.kernel.periods import cumulative_start
from keng.reporting.actions._hold import held, journal, recount
from keng.reporting.actions._store import CellChange, Slot, standing
from keng.reporting.actions.entering import EntryOutcome, enter, judged, write
from keng.reporting.cells import CellInput, Sheet
from keng.reporting.lifecycle import Act
from keng.reporting.models import (
    COUNT_FIELDS,
    Basis,
    NothingOccurred,
    Origin,
    StatedComparison,
    Submission,
)
from keng.reporting.queries.duties import is_near
from keng.reporting.queries.figures import FigureView
from keng.reporting.queries.offers import Offer, offered
from keng.reporting.queries.sheets import sheet_of, surroundings_of
from keng.reporting.queries.withholding import require_near, small_cells


@transaction.atomic
def declare_nothing(submission_id: int, group: str, *, actor: Actor, at: datetime) -> EntryOutcome:
    """Say "không phát sinh" of one group: its flow cells become 0 by this one act (semantics 20).

    Stocks, distinct counts and yearly results of the group stay empty: nothing new is not zero. A
    flow that is entered cumulatively keeps its last value of the year.

    Raises NotAllowed, WrongState and BadInput: the form has no such group, the group has no flow
    cell, a cell of the group is filled already, or the cumulative value of the period before is
    missing. On any of them nothing is saved.
    """
    submission = held(submission_id, Act.ENTER, actor=actor, at=at)
    sheet = sheet_of(submission)
    whole, keys = _cells_of_group(sheet, group)
    before = standing(submission)
    _refuse_filled(whole, before, sheet)
    values = _values_of_nothing(submission, sheet, keys)
    outcome = _fill(submission, sheet, values, Origin.DECLARED, before, actor=actor, at=at)
    made = NothingOccurred.objects.create(
        submission=submission,
        group=group,
        cells=[str(key) for key in keys],
        at=at,
        account_id=actor.account_id,
    )
    journal(submission, "declare_nothing", {"group": group}, actor=actor, at=at, rows=[made])
    return outcome


@transaction.atomic
def carry_stocks(
    submission_id: int, keys: Collection[CellKey], *, actor: Actor, at: datetime
) -> EntryOutcome:
    """Confirm that stocks are as they were: the last value before the period becomes this one's.

    Raises NotAllowed, WrongState and BadInput: no cell was named, a cell is no stock of the form,
    is filled already, or has no earlier value. On any of them nothing is saved.
    """
    submission = held(submission_id, Act.ENTER, actor=actor, at=at)
    sheet = sheet_of(submission)
    before = standing(submission)
    _refuse_filled(keys, before, sheet)
    values = _stocks_before(submission, sheet, keys)
    return _fill(submission, sheet, values, Origin.CARRIED, before, actor=actor, at=at)


@transaction.atomic
def take_over(
    submission_id: int, keys: Collection[CellKey], *, actor: Actor, at: datetime
) -> EntryOutcome:
    """Fill empty cells with what the unit has given for the same period in another form.

    Each keeps where it came from as its source. Raises NotAllowed, WrongState and BadInput: no cell
    was named, a cell is filled already, nothing is offered for a cell (any more), or it is a small
    total that the actor may not see. On any of them nothing is saved.
    """
    submission = held(submission_id, Act.ENTER, actor=actor, at=at)
    sheet = sheet_of(submission)
    before = standing(submission)
    _refuse_filled(keys, before, sheet)
    near = is_near(actor, submission.unit_id, on=local_day(at))
    hidden = frozenset() if near else small_cells(sheet)
    offers = {one.key: one for one in offered(submission, sheet) if one.key not in hidden}
    _refuse_not_offered(keys, offers, sheet)
    changes = []
    for key in keys:
        one, old = offers[key], before.get((key, sheet.form.basis))
        invented = one.origin == Origin.ILLUSTRATIVE
        origin = Origin.ILLUSTRATIVE if invented else Origin.ENTERED
        note = old.note if old is not None else ""
        source = _told_source(one, submission)
        change = CellChange(
            key, sheet.form.basis, one.value, one.status, note, source, origin.value
        )
        changes.append(change)
    return write(submission, sheet, changes, before, actor=actor, at=at)


@transaction.atomic
def record_reported_total(
    submission_id: int, key: CellKey, value: int, source: str, *, actor: Actor, at: datetime
) -> EntryOutcome:
    """Type the total that a unit itself gave in an old report, in its own column (semantics 9).

    Never added to the contributors: used where there are none, compared where there are. Refuses
    as `enter` does; the source is required.
    """
    typed = CellInput(key, value, source=source, basis=Basis.REPORTED_TOTAL.value)
    return enter(submission_id, [typed], actor=actor, at=at)


@transaction.atomic
def record_same_period(
    submission_id: int, key: CellKey, value: int, source: str, *, actor: Actor, at: datetime
) -> None:
    """Type last year's value of a cell once, with its source, because Keng has no figure of it.

    Raises NotAllowed, WrongState, RejectedCells (also without a source), and Conflict (`theirs`:
    the value that stands) if it was typed before or Keng already holds the figure: neither is
    overwritten (semantics 15). Nothing is saved then.
    """
    submission = held(submission_id, Act.ENTER, actor=actor, at=at)
    sheet = sheet_of(submission)
    judged([CellInput(key, value, source=source, basis=Basis.REPORTED_TOTAL.value)], sheet)
    if key in small_cells(sheet):
        require_near(submission, sheet, actor=actor, on=local_day(at))
    _refuse_known_comparison(submission, sheet, key)
    made = StatedComparison.objects.create(
        submission=submission,
        indicator=key.indicator,
        by=key.by,
        value=value,
        source=source.strip(),
        at=at,
        account_id=actor.account_id,
    )
    submission.revision += 1
    facts = {"comparison": made.pk, "cell": str(key)}
    journal(submission, "state_same_period", facts, actor=actor, at=at, rows=[made])
    recount(submission, sheet)
    submission.save(update_fields=["revision", *COUNT_FIELDS])


def _fill(
    submission: Submission,
    sheet: Sheet,
    values: Mapping[CellKey, int],
    origin: Origin,
    before: Mapping[Slot, FigureView],
    *,
    actor: Actor,
    at: datetime,
) -> EntryOutcome:
    changes = []
    for key, value in values.items():
        old = before.get((key, sheet.form.basis))
        note = old.note if old is not None else ""
        changes.append(CellChange(key, sheet.form.basis, value, "official", note, "", origin.value))
    return write(submission, sheet, changes, before, actor=actor, at=at)


def _told_source(one: Offer, submission: Submission) -> str:
    """Where a figure was taken from, as it is kept with it."""
    if one.periods == (submission.period,):
        return f"Lấy từ biểu “{one.form_label}”, {submission.period.label('vi')}"
    told = ", ".join(period.label("vi") for period in one.periods)
    return f"Lấy từ biểu “{one.form_label}”: {told}"


def _refuse_not_offered(
    keys: Collection[CellKey], offers: Mapping[CellKey, Offer], sheet: Sheet
) -> None:
    wrong = [str(key) for key in keys if key not in offers]
    if wrong or not keys:
        labels = [
            sheet.pack.cell_label(key) if key.indicator in sheet.pack.indicators else str(key)
            for key in keys
            if key not in offers
        ]
        raise BadInput(
            f"Không có số đã nhập ở biểu khác cho: {'; '.join(labels) or '–'}. Hãy tải lại trang.",
            message_en=f"No other form holds a figure for: {'; '.join(wrong) or '–'}. Load the "
            "page again.",
            code="nothing_offered",
        )


def _cells_of_group(sheet: Sheet, code: str) -> tuple[list[CellKey], list[CellKey]]:
    """All flow cells of the group, and those of them that a person fills in this period."""
    group = next((group for group in sheet.form.groups if group.code == code), None)
    if group is None:
        known = ", ".join(group.code for group in sheet.form.groups)
        raise BadInput(
            f"Biểu “{sheet.form.label.vi}” không có nhóm “{code}”; các nhóm: {known}.",
            message_en=f"Form {sheet.form.code!r} has no group {code!r}; there are: {known}.",
        )
    flows = [cell.key for cell in group.cells if sheet.pack.indicator_of(cell.key).kind == "flow"]
    asked = set(sheet.open_keys())
    open_flows = [key for key in flows if key in asked]
    if not open_flows:
        raise BadInput(
            f"Nhóm “{group.label.vi}” không có chỉ tiêu phát sinh trong kỳ để ghi “không phát "
            "sinh”; số hiện có phải nhập hoặc xác nhận từng ô.",
            message_en=f"Group {code!r} has no flow to declare; enter or confirm its cells.",
        )
    return flows, open_flows


def _refuse_filled(
    keys: Iterable[CellKey], before: Mapping[Slot, FigureView], sheet: Sheet
) -> None:
    filled = [
        sheet.pack.cell_label(key)
        for key in keys
        if (old := before.get((key, sheet.form.basis))) is not None and old.value is not None
    ]
    if filled:
        raise BadInput(
            f"Đã có số liệu ở: {'; '.join(filled)}. Hãy nhập từng ô còn lại, hoặc xóa trống các ô "
            "đó trước.",
            message_en=f"Already filled: {'; '.join(filled)}. Enter the other cells one by one, "
            "or empty these first.",
            code="already_filled",
        )


def _values_of_nothing(
    submission: Submission, sheet: Sheet, keys: Collection[CellKey]
) -> dict[CellKey, int]:
    values = dict.fromkeys(keys, 0)
    cumulative = {
        key: indicator
        for key in keys
        if (indicator := sheet.pack.indicator_of(key)).entry == "cumulative"
    }
    if not cumulative or submission.first == cumulative_start(submission.period):
        return values
    earlier = surroundings_of(submission, sheet.form).before(cumulative)
    return values | _all_known(earlier, sheet)


def _stocks_before(
    submission: Submission, sheet: Sheet, keys: Collection[CellKey]
) -> dict[CellKey, int]:
    asked = set(sheet.open_keys())
    wrong = [
        key for key in keys if key not in asked or sheet.pack.indicator_of(key).kind != "stock"
    ]
    if wrong or not keys:
        listed = "; ".join(str(key) for key in wrong) or "–"
        raise BadInput(
            f"Chỉ xác nhận lại được số hiện có (tồn) của biểu này; không phải: {listed}.",
            message_en=f"Only stocks of this form can be confirmed; these are not: {listed}.",
        )
    stocks = {key: sheet.pack.indicator_of(key) for key in keys}
    return _all_known(surroundings_of(submission, sheet.form).before(stocks), sheet)


def _all_known(values: Mapping[CellKey, int | None], sheet: Sheet) -> dict[CellKey, int]:
    missing = [sheet.pack.cell_label(key) for key, value in values.items() if value is None]
    if missing:
        raise BadInput(
            f"Chưa có số của kỳ trước cho: {'; '.join(missing)}. Hãy nhập trực tiếp các ô này.",
            message_en=f"No value of the period before for: {'; '.join(missing)}. Enter them.",
        )
    return {key: value for key, value in values.items() if value is not None}


def _refuse_known_comparison(submission: Submission, sheet: Sheet, key: CellKey) -> None:
    around = surroundings_of(submission, sheet.form)
    known = around.last_year({key: sheet.pack.indicator_of(key)})[key]
    if known is None:
        return
    label = sheet.pack.cell_label(key)
    raise Conflict(
        f"“{label}” đã có số cùng kỳ ({known}); Keng không ghi đè. Nếu số đó sai, hãy đề nghị mở "
        "lại báo cáo của kỳ ấy.",
        message_en=f"{label!r} already has a value for the same period ({known}); it is not "
        "overwritten. If it is wrong, ask for that report to be reopened.",
        theirs=known,
    )
