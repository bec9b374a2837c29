"""The late units of a round as whoever chases them needs them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from keng.access.queries import Contact, Post, contacts_of, names_of
from keng.access.roles import Role
from keng.kernel.actors import Actor
from keng.kernel.moments import local_day
from keng.notices.models import Chase, ChasedUnit
from keng.notices.recipients import People
from keng.notices.vocabulary import Way
from keng.orgunits.queries import UnitView
from keng.reporting.queries import RoundStatus, Standing, round_status

_AT_WORK = (Role.CLERK, Role.LEADER)


@dataclass(frozen=True)
class PersonToCall:
    """A user of the system at a late unit; what nobody gave is empty, and shown as empty."""

    account_id: int
    name: str
    role: str
    phone: str
    email: str
    stands_in: bool


@dataclass(frozen=True)
class PastChase:
    """One time that a unit was chased: how, when and by whom."""

    way: str
    at: datetime
    by: str


@dataclass(frozen=True)
class LateUnit:
    """A unit that still owes its form: due by when, chased how often, and whom to call."""

    standing: Standing
    due_on: date | None
    days_late: int
    chases: Sequence[PastChase]
    people: Sequence[PersonToCall]

    @property
    def unit(self) -> UnitView:
        """The unit."""
        return self.standing.unit

    @property
    def reminders(self) -> int:
        """How often it was reminded in Keng."""
        return sum(one.way == Way.APP for one in self.chases)


@dataclass(frozen=True)
class ChasePage:
    """A round with the units that owe it: first those that are late, the latest first."""

    status: RoundStatus
    owing: Sequence[LateUnit]

    @property
    def late(self) -> list[LateUnit]:
        """Those whose day is over."""
        return [one for one in self.owing if one.standing.is_late]


def chase_page(round_id: int, *, actor: Actor, at: datetime) -> ChasePage:
    """Who owes the round, who is late, how often each was chased, and whom to call.

    For whoever may manage the rounds of its owner; a fixed number of queries for any number of
    units. Raises NotFound and NotAllowed.
    """
    on = local_day(at)
    status = round_status(round_id, on=on, actor=actor)
    actor.require("manage_rounds", unit_id=status.round.owner_unit_id, on=on)
    chased = _chases(round_id)
    people = _people({one.unit.id for one in status.owing}, on=on)
    found = [_late(one, chased, people, on=on) for one in status.owing]
    order = {one.standing.submission_id: place for place, one in enumerate(found)}
    found.sort(key=lambda one: (-one.days_late, order[one.standing.submission_id]))
    return ChasePage(status, found)


def _late(
    one: Standing,
    chased: Mapping[int, Sequence[PastChase]],
    people: Mapping[int, Sequence[PersonToCall]],
    *,
    on: date,
) -> LateUnit:
    due = one.return_due_on if one.state == "returned" and one.return_due_on else one.due_on
    return LateUnit(
        standing=one,
        due_on=due,
        days_late=max((on - due).days, 0) if due is not None else 0,
        chases=chased.get(one.submission_id, ()),
        people=people.get(one.unit.id, ()),
    )


def _chases(round_id: int) -> dict[int, list[PastChase]]:
    """What was done about each submission of the round, the newest first."""
    chases = {one.pk: one for one in Chase.objects.filter(round_id=round_id)}
    names = names_of({one.account_id for one in chases.values()})
    found: dict[int, list[PastChase]] = {}
    lines = ChasedUnit.objects.filter(chase_id__in=chases).order_by("-chase_id")
    for chase_id, submission_id in lines.values_list("chase_id", "submission_id"):
        one = chases[chase_id]
        by = str(names.get(one.account_id, "")) if one.account_id is not None else ""
        found.setdefault(submission_id, []).append(PastChase(one.way, one.at, by))
    return found


def _people(unit_ids: Collection[int], *, on: date) -> dict[int, list[PersonToCall]]:
    """The clerks and leaders of each unit, or of those that answer for a dissolved one."""
    people = People(on)
    people.expect(*unit_ids)
    here = {unit: people.posts(unit, _AT_WORK) for unit in unit_ids}
    contacts = contacts_of({post.account_id for some in here.values() for post in some})
    return {
        unit: [_person(post, contacts[post.account_id]) for post in some]
        for unit, some in here.items()
    }


def _person(post: Post, contact: Contact) -> PersonToCall:
    return PersonToCall(
        account_id=post.account_id,
        name=str(contact),
        role=post.role.value,
        phone=contact.phone,
        email=contact.email,
        stands_in=post.in_place_of is not None,
    )
