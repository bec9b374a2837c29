"""Which units are offered for new accounts, which logins are proposed, and the slips in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.conf import settings
from django.http import HttpRequest

from keng.access import queries
from keng.access.actions import Invitation, InvitationProblem, Slip
from keng.access.logins import proposed
from keng.access.roles import Role
from keng.kernel.actors import Actor
from keng.orgunits.queries import DayMap, UnitView, day_map, descendants, unit_named
from keng.orgunits.vocabulary import ADMINISTRATIVE
from keng.packs.fieldwords import VALUES
from keng.reporting.queries import units_lacking_posts
from keng.web import wording
from keng.web.phrases.paths import paths_of

NEEDED: Final = frozenset({Role.CLERK, Role.LEADER})
"""The posts of which the programme says which units need them."""


@dataclass(frozen=True)
class Offer:
    """Which units are asked for: those under a unit, of a level, all or only where nobody is."""

    role: Role
    within: str = ""
    level: str = ""
    shows_all: bool = False


@dataclass(frozen=True)
class OfferedUnit:
    """A unit that may be chosen, and who has the role there already."""

    id: int
    path: str
    holders: str


@dataclass(frozen=True)
class ShownInvitation:
    """A line of the preview: an account to be made, and what is wrong with it."""

    place: int
    unit_id: int
    unit: str
    role: str
    role_word: str
    login: str
    full_name: str
    wrong: Sequence[str] = field(default=())


@dataclass(frozen=True)
class ShownSlip:
    """A slip as it is printed."""

    unit: str
    roles: str
    login: str
    full_name: str
    password: str


def offered_units(offer: Offer, *, actor: Actor, on: date) -> list[UnitView]:
    """The units of the offer whose users the actor manages, in tree order.

    Without `shows_all`, those where nobody has the role: of a clerk or leader as far as the
    programme in use needs one. Raises what `unit_named` raises.
    """
    known, reach = day_map(on), actor.reach("manage_users", on=on)
    within = _within(offer.within, on=on)
    lacking = None if offer.shows_all else _lacking(offer.role, known, actor=actor, on=on)
    return [
        known.views[unit_id]
        for unit_id in known.tree.tour
        if unit_id in known.views
        and (reach is None or unit_id in reach)
        and (within is None or unit_id in within)
        and (lacking is None or unit_id in lacking)
        and offer.level in {"", known.views[unit_id].level}
    ]


def shown_units(units: Collection[UnitView], role: Role, *, on: date) -> list[OfferedUnit]:
    """The units as a list to choose from."""
    ids = [unit.id for unit in units]
    ways, posts = paths_of(ids, on=on), queries.posts_at(ids, on=on)
    names = queries.names_of({post.account_id for held in posts.values() for post in held})
    return [
        OfferedUnit(
            unit_id,
            ways[unit_id],
            ", ".join(
                str(names[post.account_id]) for post in posts.get(unit_id, ()) if post.role == role
            ),
        )
        for unit_id in ids
    ]


def with_logins(asked: Iterable[Invitation], *, on: date) -> list[Invitation]:
    """The invitations with a free login proposed for each that has none."""
    known, taken = day_map(on), set(queries.logins())
    listed = list(asked)
    taken |= {one.login.strip().lower() for one in listed}
    found = []
    for one in listed:
        login = one.login or proposed(_way(one.unit_id, known), Role(one.role), taken=taken)
        taken.add(login)
        found.append(Invitation(one.unit_id, one.role, login, one.full_name))
    return found


def shown_invitations(
    asked: Sequence[Invitation], problems: Iterable[InvitationProblem], *, on: date
) -> list[ShownInvitation]:
    """The lines of the preview, each with its problems in the language of the request."""
    wrong: dict[int, list[str]] = {}
    for problem in problems:
        message = problem.message_en if wording.language() == "en" else problem.message
        wrong.setdefault(problem.place, []).append(message)
    ways = paths_of({one.unit_id for one in asked}, on=on)
    return [
        ShownInvitation(
            place=place,
            unit_id=one.unit_id,
            unit=ways[one.unit_id],
            role=one.role,
            role_word=wording.role(one.role),
            login=one.login,
            full_name=one.full_name,
            wrong=wrong.get(place, ()),
        )
        for place, one in enumerate(asked)
    ]


def shown_slips(slips: Sequence[Slip], *, on: date) -> list[ShownSlip]:
    """The slips with the units and roles of the accounts."""
    ways = paths_of({slip.unit_id for slip in slips if slip.unit_id is not None}, on=on)
    roles = queries.roles_of([slip.account_id for slip in slips], on=on)
    return [
        ShownSlip(
            unit=ways[slip.unit_id] if slip.unit_id is not None else "",
            roles=", ".join(wording.role(role) for role in roles.get(slip.account_id, ())),
            login=slip.login,
            full_name=slip.full_name,
            password=slip.password,
        )
        for slip in slips
    ]


def site_address(request: HttpRequest) -> str:
    """Where people open Keng: as the settings say, else as this request came."""
    return settings.BASE_URL or request.build_absolute_uri("/").rstrip("/")


def level_choices(units: Iterable[UnitView]) -> list[tuple[str, str]]:
    """The levels of the units in words, from the top of the tree downwards."""
    there = {unit.level for unit in units}
    words, language = VALUES["level"], wording.language()
    return [(level, word.of(language)) for level, word in words.items() if level in there]


def _within(text: str, *, on: date) -> frozenset[int] | None:
    if not text:
        return None
    unit = unit_named(text, on=on)
    return frozenset({unit.id, *descendants(unit.id, on=on)})


def _lacking(role: Role, known: DayMap, *, actor: Actor, on: date) -> frozenset[int]:
    if role in NEEDED:
        lacking = units_lacking_posts(actor, on=on)
        return frozenset(one.unit.id for one in lacking if role in one.missing)
    held = queries.roles_by_unit(on=on)
    return frozenset(unit for unit in known.views if role not in held.get(unit, ()))


def _way(unit_id: int, known: DayMap) -> list[str]:
    """The names from the unit upwards; below the communes names repeat, so their kind belongs."""
    views = [known.views.get(one) for one in (unit_id, *known.tree.ancestors(unit_id))]
    return [
        view.name if view.level in ADMINISTRATIVE else view.full_name
        for view in views
        if view is not None and view.level != "nation"
    ]
