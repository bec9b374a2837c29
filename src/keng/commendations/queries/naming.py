"""Decisions and commended groups for searching. No name of a person: those are sealed.

A person's name is found only in the register itself, which opens the seals of the rows that its
reader may see (decision 0300); a box that looks through everything at each letter would open them
all the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q

from keng.commendations.models import Decision, DecisionLine, Seat
from keng.commendations.vocabulary import Recipient
from keng.kernel.actors import Actor
from keng.planning.queries.reach import above_of

MOST_NAMED: Final = 2_000


@dataclass(frozen=True)
class NamedDecision:
    """A decision by its number and award; `line` is empty while it has no number."""

    id: int
    decider_id: int
    number: int | None
    symbol: str
    award: str
    on: date
    title: str
    is_revoking: bool


@dataclass(frozen=True)
class NamedGroup:
    """A group that was commended; `stands` is False once its award was revoked."""

    proposal_id: int
    name: str
    award: str
    home_id: int
    on: date
    stands: bool


def decisions_named(actor: Actor, *, on: date) -> list[NamedDecision]:
    """The decisions of the calls that the actor may open, newest first; at most MOST_NAMED."""
    rows = Decision.objects.order_by("-on", "-pk")
    reach = actor.reach("view", on=on)
    if reach is not None:
        seats = Seat.objects.filter(call_id=OuterRef("call_id"), ended_at__isnull=True)
        rows = rows.filter(
            Q(call__unit_id__in=reach | above_of(actor, on=on))
            | Q(Exists(seats.filter(member_account=actor.account_id or 0)))
        )
    return [
        NamedDecision(
            one.pk,
            one.decider_id,
            one.number,
            one.symbol,
            one.award,
            one.on,
            one.call.title,
            one.kind == Decision.Kind.REVOKE,
        )
        for one in rows.select_related("call").defer("snapshot")[:MOST_NAMED]
    ]


def groups_named(actor: Actor, *, on: date) -> list[NamedGroup]:
    """The groups that stand in the register for the actor, newest first; at most MOST_NAMED.

    Seen are those of units in the actor's reach and those that such units decided.
    """
    rows = DecisionLine.objects.filter(
        decision__kind=Decision.Kind.COMMEND, recipient=Recipient.GROUP.value
    ).order_by("-decision__on", "-pk")
    reach = actor.reach("view", on=on)
    if reach is not None:
        rows = rows.filter(Q(home_id__in=reach) | Q(decision__decider_id__in=reach))
    names = ("proposal_id", "proposal__name", "award", "home_id", "decision__on", "stands")
    return [NamedGroup(*told) for told in rows.values_list(*names)[:MOST_NAMED]]
