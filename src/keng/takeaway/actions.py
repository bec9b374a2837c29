"""Asking for permission to take data along, and writing down that they were taken."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from keng.consolidation.disclosure import sees_everything
from keng.journal.actions import record
from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed
from keng.kernel.moments import local_day
from keng.takeaway.making import Made

STREAM: Final = "takeaway:"
_VERB: Final = "manage_users"  # who keeps the accounts of a unit keeps its data


def may_take(unit_id: int, *, actor: Actor, at: datetime) -> bool:
    """Whether `require_taking` would not refuse."""
    try:
        require_taking(unit_id, actor=actor, at=at)
    except NotAllowed:
        return False
    return True


def require_taking(unit_id: int | None, *, actor: Actor, at: datetime) -> None:
    """Raise NotAllowed unless the actor may take along all data of the unit, or of the office.

    A unit's data are taken by an administrator who sees every small total in them, or by the
    operator; the whole by the operator only.
    """
    if unit_id is not None:
        actor.require(_VERB, unit_id=unit_id, on=local_day(at))
        if not sees_everything(unit_id, actor, local_day(at)):
            raise NotAllowed(
                "Gói dữ liệu có các tổng số nhỏ về người mà nơi của bạn không được xem; hãy để "
                "quản trị viên của chính đơn vị mang đi.",
                message_en="The archive holds small totals of people that are not shown where you "
                "work; let an administrator of the unit itself take it along.",
            )
    elif actor.account_id is not None:
        raise NotAllowed(
            "Mang đi toàn bộ dữ liệu là việc của người vận hành máy chủ; hãy chạy không có --as, "
            "hoặc chọn đơn vị bằng --unit.",
            message_en="Taking the whole office along is the business of the operator of the "
            "machine; run it without --as, or choose a unit by --unit.",
        )


@transaction.atomic
def record_taking(made: Made, unit_id: int | None, *, actor: Actor, at: datetime) -> None:
    """Write down that an archive was made: of whom, how much, and its hash."""
    require_taking(unit_id, actor=actor, at=at)
    facts = {
        "sha256": made.sha256,
        "rows": made.contents.rows,
        "files": made.contents.files,
        "unit": unit_id,
    }
    stream = f"{STREAM}{unit_id or 0}"
    record(stream, "takeaway.made", actor=actor, at=at, facts=facts)
