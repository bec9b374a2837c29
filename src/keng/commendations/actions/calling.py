"""Calls of a year and their councils."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from keng.commendations.actions._hold import call_for_update, open_call_for_update
from keng.commendations.journalling import of_call
from keng.commendations.models import Call, Seat
from keng.commendations.programme import spoken
from keng.commendations.texts import short
from keng.db.locks import for_update
from keng.initiatives.wordscreen import a_post
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotFound, WrongState
from keng.kernel.moments import local_day
from keng.orgunits.queries import is_in_force

_EARLIEST = 2000


@dataclass(frozen=True)
class NewCall:
    """A call: where it is decided, its year, what it is called, until when one may propose."""

    unit_id: int
    year: int
    title: str
    closes_on: date | None = None
    illustrative: bool = False
    token: str = ""


@dataclass(frozen=True)
class NewSeat:
    """A seat on a council: a post at a unit, and the account that votes for it, if there is one."""

    post: str
    unit_id: int
    account_id: int | None = None
    is_chair: bool = False


@transaction.atomic
def open_call(new: NewCall, *, actor: Actor, at: datetime) -> Call:
    """Open a call at the unit that decides. The same form sent twice (`token`) opens it once.

    Of earlier years too: what was decided before Keng is entered as a call of its year. Raises
    NotAllowed without "enter" there, BadInput: no title, a year out of range, a programme without
    commendations.
    """
    on = local_day(at)
    actor.require("enter", unit_id=new.unit_id, on=on)
    if new.token and (there := Call.objects.filter(token=new.token).first()):
        return there
    if not spoken().awards:
        raise BadInput(
            "Chương trình chưa khai hình thức khen nào; hãy cài phiên bản chương trình có phần "
            "khen thưởng.",
            message_en="The programme declares no commendations; install a version that does.",
            code="no_awards",
        )
    if not _EARLIEST <= new.year <= on.year + 1 or not is_in_force(new.unit_id, on=on):
        raise BadInput(
            f"Năm xét khen phải từ {_EARLIEST} đến {on.year + 1}, tại đơn vị còn hoạt động.",
            message_en=f"The year must be {_EARLIEST} to {on.year + 1}, at a unit that exists.",
            code="bad_year",
        )
    made = Call.objects.create(
        unit_id=new.unit_id,
        year=new.year,
        title=short(new.title, what="Tên đợt xét", what_en="The title"),
        closes_on=new.closes_on,
        illustrative=new.illustrative,
        token=new.token,
        at=at,
        account_id=actor.account_id,
    )
    of_call(made, "opened", {"year": made.year}, actor=actor, at=at)
    return made


@transaction.atomic
def close_call(call_id: int, *, actor: Actor, at: datetime) -> Call:
    """Take no more proposals; what was proposed can still be voted on and decided.

    Raises NotFound, NotAllowed, WrongState (closed already).
    """
    call = open_call_for_update(call_id)
    actor.require("enter", unit_id=call.unit_id, on=local_day(at))
    call.closed_at = at
    call.save(update_fields=["closed_at"])
    of_call(call, "closed", {}, actor=actor, at=at)
    return call


@transaction.atomic
def reopen_call(call_id: int, *, actor: Actor, at: datetime) -> Call:
    """Take proposals again. Raises NotFound, NotAllowed, WrongState (it is open)."""
    call = call_for_update(call_id)
    actor.require("enter", unit_id=call.unit_id, on=local_day(at))
    if call.closed_at is None:
        raise WrongState("Đợt xét này đang mở.", message_en="The call is open.")
    call.closed_at = None
    call.save(update_fields=["closed_at"])
    of_call(call, "reopened", {}, actor=actor, at=at)
    return call


@transaction.atomic
def seat_member(call_id: int, new: NewSeat, *, actor: Actor, at: datetime) -> Seat:
    """Give a post a seat on the council of the call.

    Raises NotFound, NotAllowed, BadInput: no post or the name of a person in it, an account that
    sits already, a second chair.
    """
    call = call_for_update(call_id)
    actor.require("enter", unit_id=call.unit_id, on=local_day(at))
    post = a_post(new.post)
    if not post:
        raise BadInput(
            "Hãy ghi chức danh của thành viên.", message_en="Say which post the member holds."
        )
    sitting = call.seats.filter(ended_at__isnull=True)
    if new.account_id is not None and sitting.filter(member_account=new.account_id).exists():
        raise BadInput(
            "Tài khoản này đã là thành viên hội đồng.",
            message_en="This account sits on the council already.",
        )
    if new.is_chair and sitting.filter(is_chair=True).exists():
        raise BadInput(
            "Hội đồng đã có chủ tịch; hãy cho thôi chủ tịch cũ trước.",
            message_en="The council has a chair; end that seat first.",
        )
    made = Seat.objects.create(
        call=call,
        post=post,
        unit_id=new.unit_id,
        member_account=new.account_id,
        is_chair=new.is_chair,
        at=at,
        account_id=actor.account_id,
    )
    of_call(call, "seated", {"seat": made.pk}, actor=actor, at=at, rows=[made])
    return made


@transaction.atomic
def end_seat(seat_id: int, *, actor: Actor, at: datetime) -> Seat:
    """Let a member leave the council; votes that were given stay on the sheet, and count no more.

    Raises NotFound, NotAllowed, WrongState (left already).
    """
    seat: Seat | None = for_update(Seat.objects.filter(pk=seat_id)).first()
    if seat is None:
        raise NotFound(
            f"Không có thành viên số {seat_id}.", message_en=f"There is no seat {seat_id}."
        )
    call = call_for_update(seat.call_id)
    actor.require("enter", unit_id=call.unit_id, on=local_day(at))
    if seat.ended_at is not None:
        raise WrongState("Thành viên này đã thôi.", message_en="The member has left already.")
    seat.ended_at = at
    seat.save(update_fields=["ended_at"])
    of_call(call, "seat_ended", {"seat": seat.pk}, actor=actor, at=at, rows=[seat])
    return seat
