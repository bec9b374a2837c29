"""Asking: the form is made and the round opened; changing the form before anybody typed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from keng.inquiries.actions._hold import held, journal
from keng.inquiries.models import Inquiry, Version
from keng.inquiries.queries.asked import asked_units_of, wanted_form, wanted_of
from keng.inquiries.queries.stored import content_of
from keng.inquiries.vocabulary import State
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, WrongState
from keng.packs import installed
from keng.reporting.actions import change_made_form, open_made_round


@transaction.atomic
def open_inquiry(inquiry_id: int, *, seen: int, actor: Actor, at: datetime) -> Inquiry:
    """Ask it of the units: the form becomes a version that never changes, and its round opens.

    Raises NotFound, NotAllowed, Conflict (somebody changed or opened it since it was seen),
    WrongState (open already), BadInput: no indicator, an empty heading, no due day or one that is
    past, a unit that has ended or that the office does not manage, nobody to ask. Nothing is saved.
    """
    row = held(inquiry_id, seen=seen, actor=actor, at=at)
    if row.state == State.OPEN:
        raise WrongState(
            f"Yêu cầu “{row.title}” đã được mở.",
            message_en=f"The request {row.title!r} is open already.",
            code="inquiry_open",
        )
    content = content_of(row)
    if content.due_on is None:
        raise BadInput(
            "Yêu cầu chưa có hạn nộp; hãy ghi ngày theo văn bản giao.",
            message_en="The request has no due day; give the day that your order sets.",
            code="due_day_unknown",
        )
    version = _new_version(row, actor=actor, at=at)
    opened = open_made_round(
        version.form,
        content.period,
        asked_units_of(content, owner_unit_id=row.owner_unit_id),
        owner_unit_id=row.owner_unit_id,
        due_on=content.due_on,
        actor=actor,
        at=at,
    )
    row.state, row.round = State.OPEN.value, opened
    row.revision += 1
    row.save(update_fields=["state", "round", "revision"])
    journal(row, "opened", actor=actor, at=at, rows=[version], round=opened.pk, form=version.form)
    return row


@transaction.atomic
def change_form(inquiry_id: int, *, seen: int, actor: Actor, at: datetime) -> Inquiry:
    """Give the units the form as it was rewritten since: a new version, as long as nobody typed.

    The earlier version stays in the records. Raises NotFound, NotAllowed, Conflict, BadInput as
    `open_inquiry`, and WrongState: not opened, nothing was rewritten, the round is closed, or a
    unit has begun, and then a new inquiry is made from this one.
    """
    row = held(inquiry_id, seen=seen, actor=actor, at=at)
    if row.state != State.OPEN or row.round_id is None:
        raise WrongState(
            "Yêu cầu chưa mở; hãy sửa rồi mở.",
            message_en="The request is not open yet; change it and open it.",
            code="inquiry_not_open",
        )
    last = row.versions.order_by("-n")[0]
    asked = installed.current().form_of(last.form)
    if wanted_form(content_of(row), code=last.form) == asked:
        raise WrongState(
            "Biểu chưa sửa gì so với biểu các đơn vị đang thấy.",
            message_en="The form is the one that the units see already.",
            code="nothing_changed",
        )
    version = _new_version(row, actor=actor, at=at)
    pack_version, _ = installed.current_version()
    change_made_form(row.round_id, version.form, pack_version, actor=actor, at=at)
    row.revision += 1
    row.save(update_fields=["revision"])
    journal(row, "form_changed", actor=actor, at=at, rows=[version], form=version.form)
    return row


def _new_version(row: Inquiry, *, actor: Actor, at: datetime) -> Version:
    content = content_of(row)
    empty = [one.title for one in content.headings if not one.cells]
    if empty and content.cells:
        raise BadInput(
            f"Mục chưa có chỉ tiêu nào: {'; '.join(empty)}. Hãy thêm chỉ tiêu hoặc bỏ mục.",
            message_en=f"These headings have no indicator: {'; '.join(empty)}. Add or remove.",
            code="empty_heading",
        )
    code, _ = installed.make_form(
        wanted_of(content),
        content.period,
        owner_unit_id=row.owner_unit_id,
        actor=actor,
        at=at,
    )
    return Version.objects.create(
        inquiry=row, n=row.versions.count() + 1, form=code, at=at, account_id=actor.account_id
    )
