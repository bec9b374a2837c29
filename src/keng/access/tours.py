"""Which short tour somebody gets at the first sign-in, by the work of their duties. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from keng.access.roles import Role
from keng.orgunits.vocabulary import ADMINISTRATIVE, Level


class Tour(StrEnum):
    """A kind of work that is shown in three steps."""

    CLERK = "clerk"
    HEAD = "head"  # the head of a village, school, agency or enterprise, mostly on a phone
    OFFICER = "officer"
    LEADER = "leader"
    OTHER = "other"  # who keeps, audits, or has no duty yet


_BY_ROLE: Final = {
    Role.CLERK: Tour.CLERK,
    Role.OFFICER: Tour.OFFICER,
    Role.LEADER: Tour.LEADER,
    Role.ADMINISTRATOR: Tour.OTHER,
    Role.AUDITOR: Tour.OTHER,
}


def tours_for(duties: Iterable[tuple[Role, Level]]) -> tuple[Tour, ...]:
    """The tours of somebody with these roles at units of these levels, the nearest work first.

    `Tour.OTHER` is only for who has no other.
    """
    found = {_tour(role, level) for role, level in duties} - {Tour.OTHER}
    return tuple(tour for tour in Tour if tour in found) or (Tour.OTHER,)


def _tour(role: Role, level: Level) -> Tour:
    tour = _BY_ROLE[role]
    is_office = level in ADMINISTRATIVE or level is Level.BODY
    return tour if is_office or tour is not Tour.CLERK else Tour.HEAD
