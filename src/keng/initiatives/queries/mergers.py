"""What became of the units of groups in mergers and splits."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from keng.initiatives.models import Group
from keng.kernel.actors import Actor
from keng.orgunits.queries import became, day_map, is_in_force, unit_view
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

    Asked of the few units that ended, however many groups there are; the map is in memory.
    """
    held = _living_groups(day_map(on).absent)
    reach = actor.reach("view", on=on)
    return [
        _left(unit_id, held[unit_id], on)
        for unit_id in sorted(held)
        if reach is None or _falls_to(unit_id, reach, on)
    ]


def is_left_to(actor: Actor, unit_id: int, *, on: date) -> bool:
    """Whether the unit ended, still holds living groups, and falls to the actor's reach."""
    if not _living_groups(day_map(on).absent & {unit_id}):
        return False
    reach = actor.reach("view", on=on)
    return reach is None or _falls_to(unit_id, reach, on)


def _living_groups(unit_ids: Collection[int]) -> dict[int, int]:
    """How many living groups each of these units holds, by the index alone; no query for none."""
    if not unit_ids:
        return {}
    rows = Group.objects.filter(dissolved_on__isnull=True, unit_id__in=unit_ids).order_by()
    return dict(rows.values_list("unit_id").annotate(groups=Count("*")))


def _falls_to(unit_id: int, reach: Collection[int], on: date) -> bool:
    standing = day_map(on).views
    heirs = (step.successor.id for step in became(unit_id))
    return unit_id in reach or any(heir in reach and heir in standing for heir in heirs)


def _left(unit_id: int, groups: int, on: date) -> Left:
    heir = only_heir(unit_id, on=on)
    name = unit_view(heir.unit_id, on=on).full_name if heir else ""
    return Left(unit_id, unit_view(unit_id, on=on).full_name, groups, heir, name)
