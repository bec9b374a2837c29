"""Commendations: calls of a year, one with its proposals, and the register; for reading."""

from __future__ import annotations

from ninja import Router

from keng.api.authentication import ApiRequest
from keng.api.commendationshapes import (
    CallDetailOut,
    CallOut,
    CommendedOut,
    ConcernOut,
    ProposedOut,
    RegisterOut,
)
from keng.commendations import queries
from keng.orgunits.queries import unit_named

router = Router(tags=["commendations"])


@router.get("/calls", response=list[CallOut])
def calls(request: ApiRequest, year: int) -> list[CallOut]:
    """The calls of a year that the caller may know of."""
    found = queries.calls_of(request.auth, year=year, on=request.on)
    return [_call(one) for one in found]


@router.get("/calls/{int:call_id}", response=CallDetailOut)
def call(request: ApiRequest, call_id: int) -> CallDetailOut:
    """A call with the proposals that the caller may see, their votes and concerns."""
    view = queries.call_view(call_id, actor=request.auth, at=request.at)
    return CallDetailOut(
        call=_call(view.head),
        is_whole=view.is_whole,
        proposals=[_proposed(one) for one in view.candidates],
    )


@router.get("/register", response=RegisterOut)
def register(
    request: ApiRequest,
    year: int | None = None,
    award: str = "",
    unit: str = "",
    text: str = "",
    *,
    revoked: bool = False,
) -> RegisterOut:
    """Who was commended; `unit` by key or name path, with all below; `text` without diacritics."""
    wanted = queries.Wanted(
        text=text,
        year=year,
        award=award,
        unit_id=unit_named(unit, on=request.on).id if unit else None,
        revoked=revoked,
    )
    found = queries.register_for(request.auth, wanted, on=request.on)
    return RegisterOut(
        rows=[_commended(one) for one in found.rows],
        counts={f"{award}/{whom}": number for (award, whom), number in found.by_award.items()},
        unopened=found.unopened,
    )


def _call(one: queries.CallHead) -> CallOut:
    return CallOut(
        id=one.id,
        unit=one.unit,
        year=one.year,
        title=one.title,
        closes_on=one.closes_on,
        is_closed=one.is_closed,
        illustrative=one.illustrative,
        proposals=one.proposals,
        decided=one.decided,
    )


def _proposed(one: queries.Candidate) -> ProposedOut:
    tally = one.tally
    return ProposedOut(
        id=one.proposal.pk,
        award=one.proposal.award,
        recipient=one.proposal.recipient,
        name=one.words.name,
        is_named=one.words.is_open,
        unit=one.home.full_name,
        deed=one.words.deed,
        state=one.proposal.state,
        in_favour=tally.in_favour,
        against=tally.against,
        abstained=tally.abstained,
        members=tally.members,
        passed=one.passed.value,
        concerns=[
            ConcernOut(code=it.code, weight=it.weight.value, message=it.vi, message_en=it.en)
            for it in one.concerns
        ],
    )


def _commended(one: queries.RegisterRow) -> CommendedOut:
    return CommendedOut(
        proposal=one.proposal_id,
        award=one.award,
        recipient=one.recipient.value,
        name=one.name,
        is_named=one.is_named,
        unit=one.home,
        deed=one.deed,
        decided_by=one.decider,
        number=one.number,
        symbol=one.symbol,
        on=one.on,
        stands=one.stands,
        illustrative=one.illustrative,
    )
