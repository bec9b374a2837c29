"""Views of numbers that people keep: named, their own or shared with a unit.

A view is an address. It gives nobody a right: opening it asks again what the reader may see.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from keng.access.queries import duties_of
from keng.consolidation.models import SavedView
from keng.db.locks import for_update
from keng.journal.actions import record
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotAllowed, NotFound
from keng.kernel.moments import local_day


@dataclass(frozen=True)
class SavedLine:
    """A kept view in a list. `unit_id` is the unit that it is shared with."""

    id: int
    name: str
    query: str
    unit_id: int | None
    is_own: bool


def saved_views(*, actor: Actor, on: date) -> list[SavedLine]:
    """The actor's own views and those shared with the units where the actor works, by name."""
    if actor.account_id is None:
        return []
    units = {duty.unit_id for duty in duties_of(actor.account_id, on=on)}
    rows = SavedView.objects.filter(
        Q(owner_id=actor.account_id) | Q(unit_id__in=units), dropped_at=None
    )
    found = [
        SavedLine(row.pk, row.name, row.query, row.unit_id, row.owner_id == actor.account_id)
        for row in rows
    ]
    return sorted(found, key=lambda one: (not one.is_own, one.name.casefold(), one.id))


@transaction.atomic
def keep_view(name: str, query: str, *, unit_id: int | None, actor: Actor, at: datetime) -> int:
    """Keep an address under a name; with `unit_id` the people of that unit see it too.

    Returns its id. Raises BadInput for an empty name or address, NotAllowed for somebody without
    an account and for a unit where the account has no task today.
    """
    owner = _account(actor)
    _require_seat(unit_id, actor, local_day(at))
    row = SavedView.objects.create(
        owner_id=owner,
        unit_id=unit_id,
        name=_told(name, SavedView._meta.get_field("name").max_length),
        query=_told(query, SavedView._meta.get_field("query").max_length),
        made_at=at,
    )
    _journal(row, "consolidation.view_kept", actor, at)
    return row.pk


@transaction.atomic
def rename_view(view_id: int, name: str, *, actor: Actor, at: datetime) -> None:
    """Give the view another name. Raises NotAllowed for anybody but its owner, BadInput."""
    row = _own(view_id, actor)
    row.name = _told(name, SavedView._meta.get_field("name").max_length)
    row.save(update_fields=["name"])
    _journal(row, "consolidation.view_renamed", actor, at)


@transaction.atomic
def drop_view(view_id: int, *, actor: Actor, at: datetime) -> None:
    """Take the view off the lists; `restore_view` brings it back. Raises NotAllowed, NotFound."""
    row = _own(view_id, actor)
    row.dropped_at = at
    row.save(update_fields=["dropped_at"])
    _journal(row, "consolidation.view_dropped", actor, at)


@transaction.atomic
def restore_view(view_id: int, *, actor: Actor, at: datetime) -> None:
    """Bring a dropped view back as it was. Raises NotAllowed, NotFound."""
    row = _own(view_id, actor)
    row.dropped_at = None
    row.save(update_fields=["dropped_at"])
    _journal(row, "consolidation.view_restored", actor, at)


def _own(view_id: int, actor: Actor) -> SavedView:
    row = for_update(SavedView.objects.filter(pk=view_id)).first()
    if row is None:
        raise NotFound(
            "Không có cách xem này; có thể địa chỉ đã cũ.",
            message_en="There is no such view; the address may be old.",
        )
    if row.owner_id != actor.account_id:
        raise NotAllowed(
            "Cách xem này của người khác: chỉ người lưu mới đổi hoặc xóa được.",
            message_en="This view belongs to somebody else: only who kept it may change it.",
        )
    return row


def _account(actor: Actor) -> int:
    if actor.account_id is None:
        raise NotAllowed(
            "Chỉ người dùng có tài khoản mới lưu được cách xem.",
            message_en="Only a user with an account keeps views.",
        )
    return actor.account_id


def _require_seat(unit_id: int | None, actor: Actor, on: date) -> None:
    if unit_id is None or actor.account_id is None:
        return
    if unit_id not in {duty.unit_id for duty in duties_of(actor.account_id, on=on)}:
        raise NotAllowed(
            "Chỉ chia sẻ được với đơn vị mà tài khoản đang được giao việc.",
            message_en="A view is shared only with a unit where the account has a task today.",
        )


def _told(text: str, longest: int | None) -> str:
    found = text.strip()
    if not found or (longest is not None and len(found) > longest):
        raise BadInput(
            f"Tên và địa chỉ phải có từ 1 đến {longest} ký tự.",
            message_en=f"Name and address need 1 to {longest} characters.",
        )
    return found


def _journal(row: SavedView, verb: str, actor: Actor, at: datetime) -> None:
    facts = {"view": row.pk, "unit": row.unit_id}
    record(f"saved_view:{row.pk}", verb, actor=actor, at=at, facts=facts)
