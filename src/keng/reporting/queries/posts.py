"""Which units cannot report because nobody has a post there that reporting needs."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from keng.access.queries import roles_by_unit
from keng.access.roles import Role
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.orgunits.queries import UnitView, day_map
from keng.packs import installed
from keng.packs.schema import Pack
from keng.reporting.queries.asked import is_asked

# An officer types and hands in for the own unit too, so that no clerk is missing beside one.
_FILLS: dict[Role, frozenset[Role]] = {
    Role.CLERK: frozenset({Role.CLERK, Role.OFFICER}),
    Role.LEADER: frozenset({Role.LEADER}),
}


@dataclass(frozen=True)
class UnitPosts:
    """A unit and the posts that nobody has there."""

    unit: UnitView
    missing: tuple[Role, ...]


def units_lacking_posts(actor: Actor, *, on: date) -> list[UnitPosts]:
    """The units whose users the actor manages and where a needed post is empty, in tree order.

    By the programme in use a unit that is asked for a form needs a clerk, and one whose reports
    have an outline needs a leader, who approves them. Without a programme nothing is needed.
    One query besides the cached map and programme.
    """
    with suppress(NotFound):
        return _lacking(actor, installed.current(), on=on)
    return []


def _lacking(actor: Actor, pack: Pack, *, on: date) -> list[UnitPosts]:
    known, reach, held = day_map(on), actor.reach("manage_users", on=on), roles_by_unit(on=on)
    found = []
    for unit_id in known.tree.tour:
        unit = known.views.get(unit_id)
        if unit is None or (reach is not None and unit_id not in reach):
            continue
        missing = _missing(unit, pack, held.get(unit_id, frozenset()))
        if missing:
            found.append(UnitPosts(unit, missing))
    return found


def _missing(unit: UnitView, pack: Pack, held: Collection[Role]) -> tuple[Role, ...]:
    needed = [Role.CLERK] if any(is_asked(unit, form) for form in pack.forms.values()) else []
    if any(unit.level in outline.unit_levels for outline in pack.outlines.values()):
        needed.append(Role.LEADER)
    return tuple(role for role in needed if not _FILLS[role] & set(held))
