"""Rounds of a form that an office made for one request: opened for chosen units, changed early."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from keng.db.locks import for_update
from keng.journal.actions import record_across
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, WrongState
from keng.kernel.moments import local_day
from keng.kernel.periods import Period
from keng.packs import installed
from keng.packs.schema import is_made
from keng.reporting.actions.rounds import open_for, record_round, refuse_closed, round_for_update
from keng.reporting.cells import Sheet
from keng.reporting.lifecycle import State
from keng.reporting.models import Round, Submission
from keng.reporting.queries.asked import asked_by, chosen_among, form_in_force


@transaction.atomic
def open_made_round(
    form: str,
    period: Period,
    units: Collection[int],
    *,
    owner_unit_id: int,
    due_on: date,
    actor: Actor,
    at: datetime,
) -> Round:
    """Ask a made form of some units that the owner manages, as `open_round` does.

    No act of the programme sets a due day for it: the officer gives one, not before today. Raises
    NotAllowed (manage_rounds for the owner), NotFound (no such form), BadInput (no unit, a unit
    that has ended or that the owner does not manage on the cut-off day, a due day that is past or
    lies before the period begins), WrongState (opened before). Nothing is saved then.
    """
    today = local_day(at)
    actor.require("manage_rounds", unit_id=owner_unit_id, on=today)
    _refuse_day(due_on, period, today)
    _refuse_no_unit(units)
    version_id, pack = form_in_force(form)
    sheet = Sheet(pack, pack.form_of(form), period)
    asked = asked_by(owner_unit_id, pack, sheet.form, period, due_on=due_on)
    chosen = chosen_among(asked, units)
    return open_for(chosen, sheet, version_id, owner_unit_id=owner_unit_id, actor=actor, at=at)


@transaction.atomic
def change_made_form(
    round_id: int, form: str, version_id: int, *, actor: Actor, at: datetime
) -> Round:
    """Put another made form in the place of the round's, as long as nobody has typed anything.

    Every unit gets the new form, empty, with the same due day.

    Raises NotFound, NotAllowed, BadInput (the round asks a form of the programme, or the new form
    is none that was made), and WrongState: the round is closed, or a unit has begun, and then only
    a new request asks otherwise. Nothing is changed then.
    """
    found = round_for_update(round_id, actor=actor, at=at)
    refuse_closed(found)
    if not is_made(found.form) or not is_made(form):
        raise BadInput(
            "Chỉ đổi được biểu của một yêu cầu riêng; biểu của chương trình thì giữ nguyên.",
            message_en="Only the form of a request of its own can be changed.",
            code="not_a_made_form",
        )
    pack = installed.version_of(version_id)
    rows = list(for_update(found.submissions.order_by("pk")))
    _refuse_begun(rows, found)
    sheet = Sheet(pack, pack.form_of(form), found.period)
    old = found.form
    for one in rows:
        one.form, one.pack_version_id = form, version_id
        one.cells_total = len(sheet.open_keys())
    Submission.objects.bulk_update(rows, ["form", "pack_version", "cells_total"], batch_size=500)
    told = {f"submission:{one.pk}": {"form": form, ROWS: stated(one)} for one in rows}
    record_across("reporting.change_form", told, actor=actor, at=at)
    found.form, found.pack_version_id = form, version_id
    found.title = f"{sheet.form.label.vi}, {found.period.label('vi')}"[:300]
    found.save(update_fields=["form", "pack_version", "title"])
    record_round(found, "change_form", {"old": old, "new": form}, actor=actor, at=at)
    return found


def _refuse_day(due_on: date, period: Period, today: date) -> None:
    if due_on < today:
        raise BadInput(
            f"Hạn nộp {due_on:%d/%m/%Y} đã qua (hôm nay {today:%d/%m/%Y}); hãy chọn ngày khác.",
            message_en=f"The due day {due_on} is past (today is {today}); choose another.",
            code="due_day_past",
        )
    if due_on < period.first:
        raise BadInput(
            f"Hạn nộp {due_on:%d/%m/%Y} trước ngày đầu kỳ {period.first:%d/%m/%Y}; hãy chọn ngày "
            "khác hoặc kỳ khác.",
            message_en=f"The due day {due_on} is before the period begins, {period.first}.",
            code="due_day_before_period",
        )


def _refuse_no_unit(units: Collection[int]) -> None:
    if not units:
        raise BadInput(
            "Chưa chọn đơn vị nào; hãy chọn ít nhất một đơn vị phải báo cáo.",
            message_en="No unit was chosen; choose at least one that is to report.",
            code="no_unit",
        )


def _refuse_begun(rows: Collection[Submission], found: Round) -> None:
    begun = [one for one in rows if one.state != State.DRAFT.value or one.revision]
    if begun:
        raise WrongState(
            f"{len(begun)} đơn vị đã bắt đầu nhập “{found.title}” nên biểu không đổi được nữa. "
            "Hãy đóng đợt và lập yêu cầu mới từ yêu cầu này.",
            message_en=f"{len(begun)} units have begun on {found.title!r}, so its form can no "
            "longer change. Close the round and make a new request from this one.",
            code="form_begun",
        )
