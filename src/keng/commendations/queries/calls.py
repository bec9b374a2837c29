"""Calls of a year, one with its proposals and council, and the sheet of votes of a reader."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from keng.commendations.models import Call, Vote
from keng.commendations.permissions import reachable, require_call, seen_among, sees_whole
from keng.commendations.queries.listing import Candidate, QuotaView, Standing, digest_of
from keng.commendations.queries.rules import Rules
from keng.commendations.vocabulary import State
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.kernel.moments import local_day
from keng.orgunits.queries import views


@dataclass(frozen=True)
class CallHead:
    """A call as a list shows it; counts are of what exists, also where the reader sees less."""

    id: int
    unit_id: int
    unit: str
    year: int
    title: str
    closes_on: date | None
    is_closed: bool
    illustrative: bool
    proposals: int
    decided: int


@dataclass(frozen=True)
class SeatView:
    """A seat on the council."""

    id: int
    post: str
    unit: str
    account_id: int | None
    is_chair: bool


@dataclass(frozen=True)
class CallView:
    """A call with what the reader may see of it.

    `is_whole` False: only the proposals of the reader's own units. `digest` tells two looks at the
    waiting list apart. `may_run`: opens, seats, returns; `may_decide`: issues.
    """

    head: CallHead
    candidates: tuple[Candidate, ...]
    seats: tuple[SeatView, ...]
    quotas: tuple[QuotaView, ...]
    rules: Rules
    is_whole: bool
    digest: str
    states: dict[State, int]
    may_run: bool
    may_decide: bool

    @property
    def waiting(self) -> tuple[Candidate, ...]:
        """The proposals that can be voted on and decided."""
        return tuple(one for one in self.candidates if one.proposal.state == State.PROPOSED)


@dataclass(frozen=True)
class Ballot:
    """One proposal on the sheet of votes, with the seats that the reader may vote for."""

    candidate: Candidate
    choices: dict[int, str]


def calls_of(actor: Actor, *, year: int, on: date) -> list[CallHead]:
    """The calls of a year that the reader may know of, by unit. Two queries."""
    rows = Call.objects.filter(year=year).annotate(
        proposed=Count("proposals", distinct=True),
        settled=Count("proposals", filter=Q(proposals__state=State.DECIDED), distinct=True),
    )
    reach, above = reachable(actor, on=on)
    if reach is not None:
        sitting = Q(seats__ended_at__isnull=True, seats__member_account=actor.account_id)
        own = Call.objects.filter(sitting) if actor.account_id is not None else Call.objects.none()
        mine = own.values_list("pk", flat=True)
        rows = rows.filter(Q(unit_id__in=reach | above) | Q(pk__in=list(mine)))
    found = list(rows.order_by("pk"))
    units = views({one.unit_id for one in found}, on=on)
    heads = [_head(one, units[one.unit_id].full_name, one.proposed, one.settled) for one in found]
    return sorted(heads, key=lambda one: (one.unit, -one.id))


def years_with_calls() -> list[int]:
    """The years that have a call, the newest first."""
    return list(Call.objects.order_by("-year").values_list("year", flat=True).distinct())


def call_row(call_id: int) -> Call:
    """The call; NotFound if there is none."""
    found = Call.objects.filter(pk=call_id).first()
    if found is None:
        raise NotFound(
            f"Không có đợt xét khen số {call_id}.", message_en=f"There is no call {call_id}."
        )
    return found


def call_view(call_id: int, *, actor: Actor, at: datetime) -> CallView:
    """A call with every proposal that the reader may open. Raises NotFound, NotAllowed."""
    on = local_day(at)
    call = call_row(call_id)
    require_call(actor, call, at=at)
    is_whole = sees_whole(actor, call, at=at)
    rows = list(call.proposals.select_related("call").order_by("pk"))
    states = Counter(State(one.state) for one in rows)
    seen = rows if is_whole else seen_among(actor, rows, at=at)
    standing = Standing(call, on=on)
    candidates = standing.candidates(seen)
    waiting = [one for one in candidates if one.proposal.state == State.PROPOSED]
    units = views({seat.unit_id for seat in standing.seats} | {call.unit_id}, on=on)
    head = _head(call, units[call.unit_id].full_name, len(rows), states[State.DECIDED])
    return CallView(
        head=head,
        candidates=tuple(candidates),
        seats=tuple(
            SeatView(
                one.pk, one.post, units[one.unit_id].full_name, one.member_account, one.is_chair
            )
            for one in standing.seats
        ),
        quotas=tuple(standing.quotas()),
        rules=standing.rules,
        is_whole=is_whole,
        digest=digest_of(waiting),
        states=dict(states),
        may_run=actor.may("enter", unit_id=call.unit_id, on=on),
        may_decide=actor.may("issue", unit_id=call.unit_id, on=on),
    )


def ballots_of(view: CallView, actor: Actor) -> tuple[tuple[SeatView, ...], list[Ballot]]:
    """The seats that the reader votes for, and each waiting proposal with their votes so far.

    A member sees its own seat; who runs the call those without an account as well.
    """
    seats = tuple(
        one
        for one in view.seats
        if (one.account_id is not None and one.account_id == actor.account_id)
        or (one.account_id is None and view.may_run)
    )
    waiting = view.waiting
    turns = {one.proposal.pk: one.proposal.turn for one in waiting}
    votes = Vote.objects.filter(proposal_id__in=turns, seat_id__in=[one.id for one in seats])
    given: dict[int, dict[int, str]] = {}
    for row in votes:
        if row.turn == turns[row.proposal_id]:
            given.setdefault(row.proposal_id, {})[row.seat_id] = row.choice
    return seats, [Ballot(one, given.get(one.proposal.pk, {})) for one in waiting]


def _head(call: Call, unit: str, proposals: int, decided: int) -> CallHead:
    return CallHead(
        call.pk,
        call.unit_id,
        unit,
        call.year,
        call.title,
        call.closes_on,
        call.closed_at is not None,
        call.illustrative,
        proposals,
        decided,
    )
