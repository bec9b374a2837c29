"""Writing what an office asks for, before it is asked; and giving it up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from keng.inquiries.actions._hold import held, journal
from keng.inquiries.choosing import refuse_unaskable
from keng.inquiries.models import Inquiry
from keng.inquiries.queries.stored import content_of, no_such_inquiry
from keng.inquiries.vocabulary import Content, State, headings_json
from keng.inquiries.words import worded
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, WrongState
from keng.kernel.moments import local_day
from keng.kernel.periods import Period
from keng.orgunits.vocabulary import Level
from keng.packs import installed

_FIELDS = (
    "title",
    "instruction",
    "regime",
    "first",
    "last",
    "due_on",
    "levels",
    "units",
    "headings",
)


@transaction.atomic
def draft_inquiry(
    content: Content,
    *,
    owner_unit_id: int,
    actor: Actor,
    at: datetime,
    taken_from: int | None = None,
) -> Inquiry:
    """Begin an inquiry of an office; nobody is asked yet.

    Raises NotAllowed (manage_rounds at the office) and BadInput as `rewrite`. Nothing is made then.
    """
    actor.require("manage_rounds", unit_id=owner_unit_id, on=local_day(at))
    row = Inquiry(
        owner_unit_id=owner_unit_id,
        made_at=at,
        made_by=actor.account_id,
        taken_from_id=taken_from,
    )
    _write(row, _checked(content))
    row.save()
    journal(row, "drafted", actor=actor, at=at, taken_from=taken_from)
    return row


@transaction.atomic
def rewrite(inquiry_id: int, content: Content, *, seen: int, actor: Actor, at: datetime) -> Inquiry:
    """Put other words, indicators, units or days in the place of those that stand.

    Of an opened inquiry only title, instruction and form can be rewritten, and the units see it
    after `change_form`. `seen` is the revision that the actor looked at.

    Raises NotFound, NotAllowed, Conflict (somebody changed it since), WrongState (given up; period,
    units or day of an opened one), and BadInput: words that may not be stored, an indicator or a
    breakdown that the programme does not have, one twice, or one that nobody types in the period.
    Nothing is changed then.
    """
    row = held(inquiry_id, seen=seen, actor=actor, at=at)
    before, after = content_of(row), _checked(content)
    if before == after:
        return row
    if row.state == State.OPEN:
        _refuse_other_round(before, after, row)
    _write(row, after)
    row.revision += 1
    row.save(update_fields=[*_FIELDS, "revision"])
    journal(row, "rewritten", actor=actor, at=at, asks=len(after.cells))
    return row


@transaction.atomic
def copy_inquiry(
    inquiry_id: int, period: Period, *, due_on: date | None = None, actor: Actor, at: datetime
) -> Inquiry:
    """Begin an inquiry that asks the same as an earlier one, for another period.

    Indicators that are not asked in the new period are refused, not left out. Raises NotFound,
    NotAllowed (manage_rounds at the owner) and BadInput.
    """
    source = Inquiry.objects.filter(pk=inquiry_id).first()
    if source is None:
        raise no_such_inquiry(inquiry_id)
    content = replace(content_of(source), period=period, due_on=due_on)
    return draft_inquiry(
        content, owner_unit_id=source.owner_unit_id, actor=actor, at=at, taken_from=source.pk
    )


@transaction.atomic
def drop_inquiry(inquiry_id: int, *, seen: int, actor: Actor, at: datetime) -> Inquiry:
    """Give up an inquiry that was not opened; it stays, marked as dropped.

    Raises NotFound, NotAllowed, Conflict, and WrongState for an opened one: its round is closed
    instead.
    """
    row = held(inquiry_id, seen=seen, actor=actor, at=at)
    if row.state == State.OPEN:
        raise WrongState(
            f"Yêu cầu “{row.title}” đã mở; muốn thôi thì đóng đợt báo cáo của yêu cầu.",
            message_en=f"The request {row.title!r} is open; close its round instead.",
            code="inquiry_open",
        )
    row.state = State.DROPPED.value
    row.revision += 1
    row.save(update_fields=["state", "revision"])
    journal(row, "dropped", actor=actor, at=at)
    return row


def _checked(content: Content) -> Content:
    said = worded(content)
    pack = installed.current()
    if said.cells:
        installed.refuse_unfit(list(said.cells), pack)
        refuse_unaskable(said.cells, said.period, pack)
    unknown = [level for level in said.levels if level not in {one.value for one in Level}]
    if unknown or not said.levels:
        raise BadInput(
            f"Cấp đơn vị không đúng: {', '.join(unknown) or 'chưa chọn cấp nào'}.",
            message_en=f"No such level: {', '.join(unknown) or 'none chosen'}.",
            code="no_level",
        )
    return said


def _refuse_other_round(before: Content, after: Content, row: Inquiry) -> None:
    same = ("period", "due_on", "levels", "units")
    if any(getattr(before, name) != getattr(after, name) for name in same):
        raise WrongState(
            f"Yêu cầu “{row.title}” đã mở nên kỳ, đơn vị và hạn không sửa ở đây; gia hạn ở trang "
            "đợt báo cáo, hỏi kỳ khác thì lập yêu cầu mới.",
            message_en=f"The request {row.title!r} is open: its period, units and day are not "
            "changed here. Extend its round, or make a new request for another period.",
            code="inquiry_open",
        )


def _write(row: Inquiry, content: Content) -> None:
    row.title, row.instruction = content.title, content.instruction
    row.regime, row.first, row.last = (
        content.period.regime,
        content.period.first,
        content.period.last,
    )
    row.due_on = content.due_on
    row.levels, row.units = list(content.levels), sorted(set(content.units))
    row.headings = headings_json(content.headings)
