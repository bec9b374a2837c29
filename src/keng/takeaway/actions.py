"""Asking for permission to take data along, and writing down that they were taken."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from keng.journal.actions import record
from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed
from keng.kernel.moments import local_day
from keng.takeaway.making import Made

STREAM: Final = "takeaway:"
_VERB: Final = "manage_users"  # who keeps the accounts of a unit keeps its data


def require_taking(unit_id: int | None, *, actor: Actor, at: datetime) -> None:
    """Raise NotAllowed unless the actor may take along all data of the unit, or of the office.

    A unit's data are taken by its administrator or the operator; the whole by the operator only.
    """
    if unit_id is not None:
        actor.require(_VERB, unit_id=unit_id, on=local_day(at))
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
