"""What became of the units of groups in mergers and splits."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from keng.initiatives.models import Group
from keng.kernel.actors import Actor
from keng.orgunits.queries import became, day_map, successions, views
from keng.orgunits.succession import Step
from keng.orgunits.vocabulary import Extent


@dataclass(frozen=True)
class Heir:
    """The one unit of today that a unit passed to whole, since when, by which act."""

    unit_id: int
    on: date
    basis: str


@dataclass(frozen=True)
class Left:
    """A unit that ended and still holds groups: how many, and the unit to which they would go."""

    unit_id: int
    unit_name: str
    groups: int
    heir: int | None
    heir_name: str


def only_heir(unit_id: int, *, on: date) -> Heir | None:
    """The unit of the day to which an ended unit passed whole; None where it was divided."""
    step = _only_step(unit_id, on)
    if step is None:
        return None
    acts = {(one.successor.id, one.on): one.basis for one in became(unit_id)}
    return Heir(step.successor, step.on, acts[step.successor, step.on])


def _only_step(unit_id: int, on: date) -> Step | None:
    """The step by which an ended unit passed whole to the one of the day; no question once read."""
    standing = day_map(on).views
    if unit_id in standing:
        return None
    steps = [step for step in successions().later(unit_id) if step.on <= on]
    ends = [step for step in steps if step.successor in standing]
    is_whole = all(step.extent is Extent.WHOLE for step in steps)
    return ends[0] if is_whole and len(ends) == 1 else None


def left_behind(actor: Actor, *, on: date) -> list[Left]:
    """Ended units that still hold living groups and whose territory lies in the actor's reach.

    Asked of the few units that ended, however many groups there are: one question for the groups
    and three for the names, however many are found. The map is in memory.
    """
    held = _living_groups(day_map(on).absent)
    reach = actor.reach("view", on=on)
    left = [one for one in sorted(held) if reach is None or _falls_to(one, reach, on)]
    steps = {unit_id: _only_step(unit_id, on) for unit_id in left}
    heirs = {unit_id: step.successor for unit_id, step in steps.items() if step is not None}
    names = {one: view.full_name for one, view in views({*left, *heirs.values()}, on=on).items()}
    names_of_heirs = {unit_id: names[heir] for unit_id, heir in heirs.items()}
    return [
        Left(one, names[one], held[one], heirs.get(one), names_of_heirs.get(one, ""))
        for one in left
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
    heirs = (step.successor for step in successions().later(unit_id))
    return unit_id in reach or any(heir in reach and heir in standing for heir in heirs)
