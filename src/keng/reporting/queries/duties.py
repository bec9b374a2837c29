"""Who has to report what by when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from keng.access.queries import duties_of
from keng.access.roles import Verb, scope_of
from keng.kernel.actors import Actor
from keng.orgunits.queries import direct_superior, is_in_force, successors

_LONGEST_CHAIN = 20


def duty_holders(unit_id: int, *, on: date) -> tuple[int, ...]:
    """The units that answer for the reports of a dissolved unit on the day; () while it exists.

    Those who took over all of it, and their successors where they are gone too; who took over a
    part may look, but nobody can say which part a figure belongs to.
    """
    if is_in_force(unit_id, on=on):
        return ()
    holders: list[int] = []
    waiting, seen = [unit_id], {unit_id}
    for _ in range(_LONGEST_CHAIN):
        following = [
            link.successor.id
            for unit in waiting
            for link in successors(unit)
            if link.on <= on and link.extent == "whole" and link.successor.id not in seen
        ]
        seen.update(following)
        holders += [unit for unit in following if is_in_force(unit, on=on)]
        waiting = [unit for unit in following if unit not in holders]
    return tuple(dict.fromkeys(holders))


def is_near(actor: Actor, unit_id: int, *, on: date) -> bool:
    """Whether the actor works at the unit or its direct superior, so that small totals are shown.

    For a dissolved unit those who answer for it and their superiors; the operator of the machine
    owns the data. Being allowed to look from further up is not being near.
    """
    return unit_id in near_among(actor, [unit_id], on=on)


def near_among(actor: Actor, unit_ids: Collection[int], *, on: date) -> frozenset[int]:
    """Those of the units that the actor is near to, as `is_near` says of one; one query."""
    if actor.account_id is None:
        return frozenset(unit_ids)
    places = {duty.unit_id for duty in duties_of(actor.account_id, on=on)}
    return frozenset(unit_id for unit_id in unit_ids if places & _near_places(unit_id, on=on))


def _near_places(unit_id: int, *, on: date) -> set[int | None]:
    """The unit, or those that answer for it, and their direct superiors."""
    here = {unit_id, *duty_holders(unit_id, on=on)}
    return here | {direct_superior(unit, on=on) for unit in here}


def own_units(actor: Actor, *, on: date) -> frozenset[int] | None:
    """The units at which the actor has a role that hands reports in; None for the operator."""
    if actor.account_id is None:
        return None
    duties = duties_of(actor.account_id, on=on)
    return frozenset(duty.unit_id for duty in duties if scope_of(duty.role, Verb.SUBMIT))
