"""Changes that leave the territory of a unit as it is: name, parent, manager, dissolution."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from keng.db.validity import in_force
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, WrongState
from keng.orgunits.actions.creation import check_parent
from keng.orgunits.actions.ledger import (
    FACTS,
    Act,
    Ledger,
    Naming,
    lock,
    name_on,
    refuse_same_day,
    require_over,
    row_on,
)
from keng.orgunits.models import Affiliation, Change, Designation, Management
from keng.orgunits.queries.maps import day_map
from keng.orgunits.queries.units import path_of
from keng.orgunits.vocabulary import KINDS


@transaction.atomic
def rename(unit_id: int, to: Naming, *, on: date, basis: str, actor: Actor, at: datetime) -> Change:
    """Give a unit another name, kind or code from a day on; it stays the same unit.

    Only where the territory stays the same (a xã that becomes a phường); what takes over territory
    is a new unit: see `merge`. The row that follows in time, if any, keeps its own name.

    Raises NotAllowed, BadInput (kind of another level), WrongState (not in force, or named anew on
    that very day). Nothing is saved then.
    """
    act = Act(on, basis, actor, at)
    ledger = Ledger("rename", act)
    unit = lock([unit_id])[unit_id]
    require_over(act, [unit_id])
    naming = to.checked()
    if KINDS[naming.kind].level != unit.level:
        raise BadInput(
            f"Loại “{KINDS[naming.kind].label}” không thuộc cấp của đơn vị này.",
            message_en=f"Kind {naming.kind} does not belong to level {unit.level}.",
        )
    row = name_on(unit_id, on)
    refuse_same_day(row, on)
    until = row.valid_until
    ledger.close(row, on)
    ledger.name(unit_id, naming, first=on, until=until)
    return ledger.write()


@transaction.atomic
def reparent(
    unit_id: int, parent_id: int, *, on: date, basis: str, actor: Actor, at: datetime
) -> Change:
    """Put a unit under another parent from a day on; all that stands below it goes along.

    Raises NotAllowed (asked over the unit, the old and the new parent), BadInput (level, or a
    parent that stands below the unit), WrongState (not in force, or moved on that very day).
    Nothing is saved then.
    """
    act = Act(on, basis, actor, at)
    ledger = Ledger("reparent", act)
    locked = lock([unit_id, parent_id])
    name_on(unit_id, on)
    name_on(parent_id, on)
    row = row_on(Affiliation, unit_id, on)
    require_over(act, {unit_id, parent_id, *([row.parent_id] if row else [])})
    check_parent(locked[unit_id].level, locked[parent_id])
    if unit_id == parent_id or day_map(on).tree.is_below(parent_id, unit_id):
        raise BadInput(
            "Một đơn vị không thể trực thuộc chính nó hoặc đơn vị cấp dưới của nó.",
            message_en="A unit cannot stand under itself or under a unit below it.",
        )
    until = row.valid_until if row else None
    if row is not None:
        refuse_same_day(row, on)
        ledger.close(row, on)
    _within(until, parent_id, on)
    ledger.put_under(unit_id, parent_id, first=on, until=until)
    return ledger.write()


@transaction.atomic
def hand_over(
    unit_id: int, manager_id: int | None, *, on: date, basis: str, actor: Actor, at: datetime
) -> Change:
    """Hand the management of a unit to another unit from a day on; None takes it away.

    Without a manager by act a unit follows its parent, except agencies, enterprises and schools:
    those are then listed for a person to settle.

    Raises NotAllowed (asked over the unit, the old and the new manager), BadInput (its own
    manager), WrongState (not in force, or handed over on that very day). Nothing is saved then.
    """
    act = Act(on, basis, actor, at)
    ledger = Ledger("hand_over", act)
    lock({unit_id, *([manager_id] if manager_id is not None else [])})
    name_on(unit_id, on)
    row = row_on(Management, unit_id, on)
    asked = {unit_id, manager_id, row.manager_id if row else None}
    require_over(act, {who for who in asked if who is not None})
    if manager_id == unit_id:
        raise BadInput(
            "Một đơn vị không thể tự quản lý chính nó.",
            message_en="A unit cannot be its own manager.",
        )
    until = row.valid_until if row else _next_start(unit_id, on)
    if row is not None:
        refuse_same_day(row, on)
        ledger.close(row, on)
    if manager_id is not None:
        name_on(manager_id, on)
        _within(until, manager_id, on)
        ledger.give_to(unit_id, manager_id, first=on, until=until)
    ledger.touched.add(unit_id)
    return ledger.write()


@transaction.atomic
def dissolve(unit_id: int, *, on: date, basis: str, actor: Actor, at: datetime) -> Change:
    """End a unit that nobody succeeds: a closed school, a team that was disbanded.

    Raises NotAllowed, and WrongState while units still stand under it or are managed by it (move
    them first), or where it already ends later. Nothing is saved then.
    """
    act = Act(on, basis, actor, at)
    ledger = Ledger("dissolve", act)
    lock([unit_id])
    require_over(act, [unit_id])
    left = sorted(
        {
            *_still(Affiliation, "parent_id", unit_id, on),
            *_still(Management, "manager_id", unit_id, on),
        }
    )
    if left:
        named = "; ".join(path_of(below, on=on) for below in left[:5])
        raise WrongState(
            f"Còn {len(left)} đơn vị trực thuộc hoặc do đơn vị này quản lý: {named}. "
            "Hãy chuyển chúng trước.",
            message_en=f"{len(left)} units still stand under it or are managed by it; "
            "move them first.",
        )
    end_rows(ledger, unit_id)
    return ledger.write()


def end_rows(ledger: Ledger, unit_id: int) -> None:
    """End all that is true of a unit on the day of the act.

    Raises WrongState where the unit is not in force the day before, or where changes of later days
    are already on record: those come first.
    """
    on = ledger.act.on
    for model in FACTS:
        rows = model._default_manager.filter(unit_id=unit_id)
        if rows.filter(valid_from__gte=on).exists() or rows.filter(valid_until__gt=on).exists():
            path = path_of(unit_id, on=on)
            raise WrongState(
                f"{path} đã có thay đổi vào hoặc sau ngày {on:%d/%m/%Y}; hãy hoàn tác các thay đổi "
                "ấy trước.",
                message_en=f"Unit {unit_id} has changes on or after {on.isoformat()}; "
                "undo those first.",
            )
    name_on(unit_id, on)
    for model in FACTS:
        row = row_on(model, unit_id, on)
        if row is not None:
            ledger.close(row, on)


def _within(until: date | None, other_id: int, on: date) -> None:
    """Raises WrongState where the other unit ends before the range does."""
    end = _end_of_unit(other_id)
    if end is not None and (until is None or until > end):
        path = path_of(other_id, on=on)
        raise WrongState(
            f"{path} chỉ tồn tại đến {end:%d/%m/%Y}; hãy chọn đơn vị kế thừa từ ngày đó.",
            message_en=f"Unit {other_id} ends on {end.isoformat()}; choose its successor.",
        )


def _next_start(unit_id: int, on: date) -> date | None:
    """Where a row that begins on the day must end: at the next one, or with the unit."""
    later = Management.objects.filter(unit_id=unit_id, valid_from__gt=on).order_by("valid_from")
    first = later.values_list("valid_from", flat=True).first()
    return first if first is not None else _end_of_unit(unit_id)


def _end_of_unit(unit_id: int) -> date | None:
    last = Designation.objects.filter(unit_id=unit_id).order_by("-valid_from").first()
    return last.valid_until if last is not None else None


def _still(
    model: type[Affiliation] | type[Management], other: str, unit_id: int, on: date
) -> set[int]:
    rows = model._default_manager.filter(in_force(on), **{other: unit_id})
    return set(rows.values_list("unit_id", flat=True))
