"""How every act on an inquiry begins and ends: lock, permission, what was seen; the journal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model

from keng.db.locks import for_update
from keng.inquiries.models import Inquiry
from keng.inquiries.queries.stored import no_such_inquiry
from keng.inquiries.vocabulary import State
from keng.journal.actions import record
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import Conflict, WrongState
from keng.kernel.moments import local_day

STREAM = "inquiry:"


def held(inquiry_id: int, *, seen: int, actor: Actor, at: datetime) -> Inquiry:
    """The inquiry, locked until the transaction ends, as the actor saw it.

    Raises NotFound, NotAllowed (manage_rounds at its owner), WrongState (given up), Conflict where
    somebody changed or opened it since.
    """
    found = for_update(Inquiry.objects.filter(pk=inquiry_id)).first()
    if found is None:
        raise no_such_inquiry(inquiry_id)
    actor.require("manage_rounds", unit_id=found.owner_unit_id, on=local_day(at))
    if found.state == State.DROPPED:
        raise WrongState(
            f"Yêu cầu “{found.title}” đã bỏ; hãy lập yêu cầu mới từ yêu cầu này.",
            message_en=f"The request {found.title!r} was given up; make a new one from it.",
            code="inquiry_dropped",
        )
    if found.revision != seen:
        vi = "đã mở cho các đơn vị" if found.state == State.OPEN else "vừa sửa"
        en = "opened" if found.state == State.OPEN else "changed"
        raise Conflict(
            f"Có người {vi} yêu cầu “{found.title}” sau khi bạn xem; hãy xem lại rồi làm tiếp.",
            message_en=f"Somebody {en} the request {found.title!r} after you looked; look again.",
            theirs=found.revision,
        )
    return found


def journal(
    row: Inquiry,
    verb: str,
    *,
    actor: Actor,
    at: datetime,
    rows: Iterable[Model] = (),
    **facts: object,
) -> None:
    """One line in the stream of the inquiry: how it stands now, never its words."""
    told = {"unit": row.owner_unit_id, "revision": row.revision, **facts, ROWS: stated(row, *rows)}
    record(f"{STREAM}{row.pk}", f"inquiries.{verb}", actor=actor, at=at, facts=told)
