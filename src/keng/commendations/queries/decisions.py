"""Decisions as they were made, and what their papers say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from keng.commendations.models import Call, Decision, DecisionLine
from keng.commendations.permissions import require_call, seen_among, sees_whole
from keng.commendations.queries.calls import call_row
from keng.commendations.queries.listing import Candidate, Standing
from keng.commendations.queries.recipients import words_of
from keng.commendations.snapshot import rerun_problem
from keng.commendations.vocabulary import Recipient, State
from keng.journal.commitments import digest
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.kernel.moments import local_day
from keng.orgunits.queries import views


@dataclass(frozen=True)
class DecidedLine:
    """One who is commended, as the list prints it; without a name where it was withdrawn."""

    proposal_id: int
    recipient: Recipient
    name: str
    about: str
    deed: str
    home: str
    is_named: bool
    stands: bool


@dataclass(frozen=True)
class Earlier:
    """The decision that another one revokes."""

    id: int
    number: int | None
    symbol: str
    on: date


@dataclass(frozen=True)
class DecisionView:
    """A decision. `about` is the one that it revokes; `lines` are those that the reader may see."""

    id: int
    call_id: int
    call_title: str
    year: int
    kind: str
    award: str
    decider_id: int
    decider: str
    number: int | None
    symbol: str
    on: date
    authority: str
    signer_post: str
    minutes: str
    reason: str
    about: Earlier | None
    changed_by: tuple[int, ...]
    lines: tuple[DecidedLine, ...]
    hidden: int
    digest: str
    known_at: datetime
    illustrative: bool
    problem: str
    may_change: bool


@dataclass(frozen=True)
class ProposalPaper:
    """What a proposal to the decider says: the call, and those who wait, with their votes."""

    call: Call
    unit: str
    candidates: tuple[Candidate, ...]


def decisions_of(call_id: int, *, actor: Actor, at: datetime) -> list[Decision]:
    """The decisions of a call, the newest first. Raises NotFound, NotAllowed."""
    call = call_row(call_id)
    require_call(actor, call, at=at)
    return list(call.decided.select_related("about").order_by("-n"))


def decision_view(decision_id: int, *, actor: Actor, at: datetime) -> DecisionView:
    """A decision with its list, and whether it comes out the same from what was frozen.

    Who does not see the whole call sees the lines of its own units, and how many more there are.
    Raises NotFound, NotAllowed.
    """
    found, on = _decision(decision_id), local_day(at)
    call = found.call
    require_call(actor, call, at=at)
    every = list(found.lines.select_related("proposal__call").order_by("pk"))
    units = views({line.home_id for line in every} | {found.decider_id}, on=on)
    seen = _lines_seen(actor, call, every, at=at)
    lines = [_decided(line, units[line.home_id].full_name) for line in seen]
    return DecisionView(
        id=found.pk,
        call_id=call.pk,
        call_title=call.title,
        year=call.year,
        kind=found.kind,
        award=found.award,
        decider_id=found.decider_id,
        decider=units[found.decider_id].full_name,
        number=found.number,
        symbol=found.symbol,
        on=found.on,
        authority=found.authority,
        signer_post=found.signer_post,
        minutes=found.minutes,
        reason=found.reason,
        about=_earlier(found.about),
        changed_by=tuple(found.changed_by.order_by("pk").values_list("pk", flat=True)),
        lines=tuple(lines),
        hidden=len(every) - len(lines),
        digest=found.digest,
        known_at=found.at,
        illustrative=call.illustrative,
        problem=problem_of(found),
        may_change=actor.may("issue", unit_id=call.unit_id, on=on),
    )


def _decision(decision_id: int) -> Decision:
    found = Decision.objects.select_related("call", "about").filter(pk=decision_id).first()
    if found is None:
        raise NotFound(
            f"Không có quyết định khen số thứ tự {decision_id}.",
            message_en=f"There is no decision {decision_id}.",
        )
    return found


def _lines_seen(
    actor: Actor, call: Call, every: Sequence[DecisionLine], *, at: datetime
) -> Sequence[DecisionLine]:
    if sees_whole(actor, call, at=at):
        return every
    seen = {one.pk for one in seen_among(actor, [line.proposal for line in every], at=at)}
    return [line for line in every if line.proposal_id in seen]


def _decided(line: DecisionLine, home: str) -> DecidedLine:
    words = words_of(line.proposal)
    return DecidedLine(
        line.proposal_id,
        Recipient(line.recipient),
        words.name,
        words.about,
        words.deed,
        home,
        words.is_open,
        line.stands,
    )


def _earlier(about: Decision | None) -> Earlier | None:
    return None if about is None else Earlier(about.pk, about.number, about.symbol, about.on)


def problem_of(found: Decision) -> str:
    """What does not hold of a decision: its digest, its lines, its votes; "" where all does."""
    if digest(found.salt, {"snapshot": found.snapshot}) != found.digest:
        return "ảnh chụp của quyết định khác với nhật ký: đã bị sửa ngoài Keng"
    lines = frozenset(found.lines.values_list("proposal_id", "award", "recipient"))
    try:
        return rerun_problem(found.snapshot, lines)
    except (KeyError, TypeError, ValueError) as error:
        return f"ảnh chụp của quyết định không đọc được: {error!r}"


def proposal_paper(call_id: int, award: str, *, actor: Actor, at: datetime) -> ProposalPaper:
    """What waits in a call for one award. Raises NotFound, NotAllowed."""
    call, on = call_row(call_id), local_day(at)
    actor.require("view", unit_id=call.unit_id, on=on)
    rows = call.proposals.filter(state=State.PROPOSED.value, award=award)
    candidates = Standing(call, on=on).candidates(rows.select_related("call").order_by("pk"))
    unit = views([call.unit_id], on=on)[call.unit_id].full_name
    return ProposalPaper(call, unit, tuple(candidates))
