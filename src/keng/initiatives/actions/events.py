"""Campaign days and communication work: entered once, at the unit that held them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from keng.initiatives.actions._hold import event_for_update
from keng.initiatives.actions.posting import repost
from keng.initiatives.journalling import of_event
from keng.initiatives.models import Event, EventPartner
from keng.initiatives.permission import require_keeper
from keng.initiatives.pictures import kept
from keng.initiatives.programme import EVENTS, checked_numbers, event_kind
from keng.initiatives.wordscreen import screened
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, WrongState
from keng.kernel.moments import local_day
from keng.orgunits.queries import descendants, is_in_force, unit_view


@dataclass(frozen=True)
class NewEvent:
    """An event: what, by whom, when, where, with whom, and the numbers that its kind asks for."""

    kind: str
    host_id: int
    on: date
    title: str
    place_id: int | None = None
    partners: tuple[int, ...] = ()
    numbers: Mapping[str, int | None] = field(default_factory=dict)
    photo: bytes | None = None
    filename: str = ""
    illustrative: bool = False
    token: str = ""


@transaction.atomic
def hold_event(new: NewEvent, *, actor: Actor, at: datetime) -> Event:
    """Enter an event at its host; other units that took part are named and count nothing.

    The same form sent twice (`token`) enters it once. Raises NotAllowed, BadInput: unknown kind or
    number, a day in the future, a place outside the host, personal data in the title.
    """
    on = local_day(at)
    require_keeper(actor, new.host_id, on=on)
    if new.token:
        there = Event.objects.filter(host_id=new.host_id, token=new.token).first()
        if there is not None:
            return there
    kind = event_kind(new.kind)
    _refuse_day_and_places(new, on)
    title = screened(new.title, what="Nội dung", what_en="The title", longest=200)
    numbers = checked_numbers(new.numbers, kind.asks)
    if not kind.each and not numbers:
        raise BadInput(
            "Hãy nhập ít nhất một số.", message_en="Enter at least one number.", code="no_number"
        )
    picture = kept(new.photo, filename=new.filename, is_taken=kind.photos)
    made = Event.objects.create(
        kind=kind.code,
        host_id=new.host_id,
        place_id=new.place_id or new.host_id,
        on=new.on,
        title=title or kind.label.vi,
        numbers=numbers,
        illustrative=new.illustrative,
        token=new.token,
        at=at,
        account_id=actor.account_id,
        **vars(picture),
    )
    partners = EventPartner.objects.bulk_create(
        EventPartner(event=made, unit_id=unit_id) for unit_id in sorted(set(new.partners))
    )
    facts = {"kind": kind.code, "on": new.on.isoformat()}
    of_event(made, "held", facts, actor=actor, at=at, rows=partners)
    repost(made.host_id, EVENTS, actor=actor, at=at)
    return made


@transaction.atomic
def withdraw_event(event_id: int, why: str, *, actor: Actor, at: datetime) -> Event:
    """Take back an event that was entered by mistake; it stays to be read and counts no more.

    Raises NotFound, NotAllowed, WrongState (withdrawn already), BadInput (no reason).
    """
    event = event_for_update(event_id)
    require_keeper(actor, event.host_id, on=local_day(at))
    reason = screened(why, what="Lý do", what_en="The reason")
    if event.withdrawn_at is not None:
        raise WrongState("Việc này đã rút.", message_en="This was withdrawn already.")
    if not reason:
        raise BadInput("Hãy ghi lý do rút.", message_en="Write why it is withdrawn.")
    event.withdrawn_at, event.withdrawn_by, event.withdrawn_why = at, actor.account_id, reason
    event.save()
    of_event(event, "event_withdrawn", {}, actor=actor, at=at)
    repost(event.host_id, EVENTS, actor=actor, at=at)
    return event


def _refuse_day_and_places(new: NewEvent, today: date) -> None:
    if new.on > today:
        raise BadInput(
            f"Ngày {new.on:%d/%m/%Y} ở tương lai; hãy ghi việc đã làm.",
            message_en=f"{new.on.isoformat()} is in the future; log what was done.",
            code="day_in_future",
        )
    place = new.place_id
    if place not in (None, new.host_id) and place not in descendants(new.host_id, on=new.on):
        raise BadInput(
            f"Nơi tổ chức phải là {unit_view(new.host_id, on=new.on).full_name} hoặc đơn vị bên "
            "dưới.",
            message_en="The place must be the host or a unit below it.",
            code="place_outside",
        )
    for unit_id in new.partners:
        if unit_id == new.host_id or not is_in_force(unit_id, on=new.on):
            raise BadInput(
                "Đơn vị phối hợp phải khác đơn vị chủ trì và còn hoạt động vào ngày đó.",
                message_en="A partner is another unit that existed on the day.",
                code="bad_partner",
            )
