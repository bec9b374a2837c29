"""What became of the units of groups in mergers and splits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from keng.initiatives.models import Group
from keng.kernel.actors import Actor
from keng.orgunits.queries import became, day_map, is_in_force, unit_view, views
from keng.orgunits.vocabulary import Extent


@dataclass(frozen=True)
class Heir:
    """The one unit of today that a unit passed to whole, since when, by which act."""

    unit_id: int
    on: date
    basis: str


@dataclass(frozen=True)
class Left:
    """A unit that ended and still holds groups: how many, and where they would go."""

    unit_id: int
    unit_name: str
    groups: int
    heir: Heir | None
    heir_name: str


def only_heir(unit_id: int, *, on: date) -> Heir | None:
    """The unit of the day to which an ended unit passed whole; None where it was divided."""
    if is_in_force(unit_id, on=on):
        return None
    steps = [step for step in became(unit_id) if step.on <= on]
    if not steps or any(step.extent is not Extent.WHOLE for step in steps):
        return None
    ends = [step for step in steps if is_in_force(step.successor.id, on=on)]
    if len(ends) != 1:
        return None
    return Heir(ends[0].successor.id, ends[0].on, ends[0].basis)


def left_behind(actor: Actor, *, on: date) -> list[Left]:
    """Ended units that still hold living groups and whose territory lies in the actor's reach.

    Two queries however many there are, and the steps of the map in memory.
    """
    counted = Group.objects.filter(dissolved_on__isnull=True).values_list("unit_id")
    held = dict(counted.annotate(groups=Count("*")).order_by())  # no column: the index alone tells
    standing = day_map(on).views
    ended = sorted(unit_id for unit_id in held if unit_id not in standing)
    reach = actor.reach("view", on=on)
    found = []
    for unit_id in ended:
        heirs = {step.successor.id for step in became(unit_id)} & standing.keys()
        if reach is None or heirs & reach or unit_id in reach:
            heir = only_heir(unit_id, on=on)
            name = unit_view(heir.unit_id, on=on).full_name if heir else ""
            found.append(
                Left(unit_id, views([unit_id], on=on)[unit_id].full_name, held[unit_id], heir, name)
            )
    return found
