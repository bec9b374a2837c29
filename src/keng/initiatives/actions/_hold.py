"""How every action on a group begins: lock, permission, and the revision that was seen."""

from __future__ import annotations

from datetime import datetime

from keng.db.locks import for_update
from keng.initiatives.models import Event, Group
from keng.initiatives.permission import require_keeper
from keng.kernel.actors import Actor
from keng.kernel.errors import Conflict, NotFound
from keng.kernel.moments import local_day


def group_for_update(group_id: int) -> Group:
    """The group, locked until the transaction ends; NotFound if there is none."""
    found = for_update(Group.objects.filter(pk=group_id)).first()
    if found is None:
        raise NotFound(
            f"Không có mô hình số {group_id}.", message_en=f"There is no initiative {group_id}."
        )
    return found


def held(group_id: int, *, actor: Actor, at: datetime, revision: int | None = None) -> Group:
    """The locked group, if the actor keeps its register and saw it as it stands.

    Raises NotFound, NotAllowed, Conflict; nothing is changed.
    """
    group = group_for_update(group_id)
    require_keeper(actor, group.unit_id, on=local_day(at))
    if revision is not None and revision != group.revision:
        raise Conflict(
            "Mô hình đã được người khác sửa sau khi bạn mở; hãy xem lại rồi sửa.",
            message_en="Somebody changed the initiative after you opened it; look again.",
            theirs=group.revision,
        )
    return group


def event_for_update(event_id: int) -> Event:
    """The event, locked until the transaction ends; NotFound if there is none."""
    found = for_update(Event.objects.filter(pk=event_id)).first()
    if found is None:
        raise NotFound(f"Không có việc số {event_id}.", message_en=f"There is no event {event_id}.")
    return found
