"""Where a unit of one day's map lies on the map of another day, if it can be said at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from keng.consolidation.wording import neither_on_map, parted
from keng.kernel.errors import NotFound
from keng.orgunits.queries import counterpart_of, day_map, successions, unit_view


@dataclass(frozen=True)
class Placement:
    """Units of another day that fill the territory of the unit shown.

    `reason` is empty, or says why no such units can be named: parts went to or came from
    elsewhere, and nothing is apportioned.
    """

    units: tuple[int, ...]
    reason: str = ""


def placed(unit: int, *, shown_on: date, other: date) -> Placement:
    """The units of the day `other` for a unit of the day `shown_on` (semantics 14).

    A unit that is not a closed group by itself may still be one over its communes: two communes
    that swap a village do not break their province.
    """
    found = counterpart_of([unit], shown_on=shown_on, other=other)
    if found.is_closed:
        there = day_map(other).views
        units = tuple(sorted(one for one in found.units if one in there))
        if units:
            return Placement(units)
        return Placement((), _not_there(unit, shown_on, other))
    place = day_map(shown_on)
    communes = [one for one in place.tree.below(unit) if place.views[one].level == "commune"]
    if communes:
        wider = counterpart_of(communes, shown_on=shown_on, other=other)
        if wider.is_closed:
            return Placement(tuple(sorted(wider.units)))
    names = {
        unit_view(one, on=step.on).full_name
        for step in found.leaks
        for one in (step.predecessor, step.successor)
        if one != unit
    }
    return Placement((), parted(sorted(names)))


def heirs(unit: int, *, on: date) -> tuple[int, ...]:
    """Who stands on the day for a unit that may have ended: itself, its successors, its superior.

    A unit that ended without a successor (a district) stands with the unit that was above it.
    """
    there = day_map(on).views
    waiting, seen, found = [unit], {unit}, []
    while waiting:
        one = waiting.pop(0)
        if one in there:
            found.append(one)
            continue
        following = [step.successor for step in successions().from_unit(one) if step.on <= on]
        above = unit_view(one, on=on).parent_id
        nexts = following or ([above] if above is not None else [])
        waiting += [step for step in nexts if step not in seen]
        seen.update(nexts)
    return tuple(found)


def refuse_unshown(unit: int, *, on: date) -> NoReturn:
    """Raise NotFound for a unit that is not on the map of the day, naming who is instead."""
    place = day_map(on)
    name = unit_view(unit, on=on).full_name
    instead = [place.views[one].full_name for one in heirs(unit, on=on)]
    hint = f" Ngày đó địa bàn thuộc {', '.join(instead)}." if instead else ""
    raise NotFound(
        f"{name[:1].upper()}{name[1:]} không có trên bản đồ đơn vị ngày {on:%d/%m/%Y}.{hint} "
        "Hãy chọn đơn vị của ngày đó, hoặc xem trên bản đồ của ngày khác.",
        message_en=f"{name} is not on the map of {on.isoformat()}. Choose a unit of that day, or "
        "look at the period on the map of another day.",
        where=name,
    )


def _not_there(unit: int, shown_on: date, other: date) -> str:
    name = unit_view(unit, on=shown_on).full_name
    return neither_on_map(name, other)
