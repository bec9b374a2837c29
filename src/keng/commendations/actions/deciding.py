"""Decisions: who is commended, frozen with what it follows from; revoked by another decision."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from keng.commendations import texts
from keng.commendations.actions._hold import call_for_update, moved, proposal_for_update
from keng.commendations.actions._refusing import (
    DecisionHead,
    minutes_of,
    picked_from,
    refuse_authority,
    refuse_blocked,
    refuse_head,
    refuse_quota,
    refuse_taken,
)
from keng.commendations.actions.posting import repost
from keng.commendations.journalling import of_call, of_proposal
from keng.commendations.models import Call, Decision, DecisionLine
from keng.commendations.programme import award_of
from keng.commendations.queries.listing import Candidate, Standing, digest_of
from keng.commendations.snapshot import FORMAT
from keng.commendations.vocabulary import Act, State
from keng.db.locks import for_update
from keng.journal.commitments import digest, new_salt
from keng.kernel.actors import Actor
from keng.kernel.errors import Conflict, NotFound, WrongState
from keng.kernel.moments import local_day
from keng.packs import installed


@transaction.atomic
def decide(
    call_id: int,
    head: DecisionHead,
    chosen: Collection[int],
    *,
    seen: str,
    actor: Actor,
    at: datetime,
) -> Decision:
    """Commend those chosen, all of one award, and freeze what it follows from.

    `seen` is the digest of the list that the decider looked at (`queries.draft_of`): of two at once
    the second is told. Raises NotFound, NotAllowed without "issue" at the unit of the call,
    Conflict (another list by now, or the number is taken), BadInput: nobody chosen, several awards
    in one decision, an award that the unit does not decide or of which nobody has said who does, a
    proposal that something blocks, a quota that would be passed, no minutes where they are asked
    for. Nothing is saved then.
    """
    on = local_day(at)
    call = call_for_update(call_id)
    actor.require("issue", unit_id=call.unit_id, on=on)
    standing = Standing(call, on=on)
    open_ones = call.proposals.filter(state=State.PROPOSED.value).select_related("call")
    candidates = standing.candidates(open_ones.order_by("pk"))
    if digest_of(candidates) != seen:
        raise Conflict(
            "Danh sách đã thay đổi sau khi bạn xem (có người vừa quyết định, bỏ phiếu hoặc sửa đề "
            "nghị). Chưa lưu gì; hãy xem lại danh sách mới.",
            message_en="The list has changed since you saw it. Nothing was saved; look again.",
        )
    picked = picked_from(candidates, chosen)
    award = picked[0].proposal.award
    refuse_authority(standing, award)
    refuse_blocked(picked)
    refuse_quota(standing, award, picked)
    minutes = minutes_of(head, is_asked=any(one.is_asking for one in picked))
    refuse_head(call, head)
    snapshot = _snapshot(standing, award, picked, Decision.Kind.COMMEND)
    made = _made(call, Decision.Kind.COMMEND, award, head, snapshot, actor=actor, at=at)
    made.minutes = minutes
    made.save()
    rows = [
        DecisionLine.objects.create(
            decision=made,
            proposal=one.proposal,
            home_id=one.proposal.home_id,
            award=award,
            recipient=one.proposal.recipient,
        )
        for one in picked
    ]
    _tell(call, made, rows, actor=actor, at=at)
    for one in picked:
        found = proposal_for_update(one.proposal.pk)
        moved(found, Act.DECIDE)
        of_proposal(found, "decided", {"decision": made.pk}, actor=actor, at=at)
    repost({one.proposal.home_id for one in picked}, actor=actor, at=at)
    return made


@transaction.atomic
def revoke(
    decision_id: int,
    head: DecisionHead,
    reason: str,
    *,
    proposals: Collection[int] = (),
    actor: Actor,
    at: datetime,
) -> Decision:
    """Take back what a decision gave, by a decision of its own; the first one stays as it is.

    `proposals` names those taken back (none: all that still stand). What was counted in forms that
    are open is counted no more. Raises NotFound, NotAllowed, WrongState (nothing of it stands),
    Conflict (the number is taken), BadInput (no reason, no symbol).
    """
    old = _decision(decision_id)
    call = call_for_update(old.call_id)
    actor.require("issue", unit_id=call.unit_id, on=local_day(at))
    words = texts.short(reason, what="Lý do hủy", what_en="The reason", longest=600)
    refuse_head(call, head)
    rows = old.lines.filter(stands=True).select_related("proposal").order_by("pk")
    if proposals:
        rows = rows.filter(proposal_id__in=list(proposals))
    standing = list(rows)
    if not standing or (proposals and len(standing) != len(set(proposals))):
        raise WrongState(
            "Phần này của quyết định không còn hiệu lực: đã hủy trước đó.",
            message_en="That part of the decision no longer stands: it was revoked.",
        )
    ids = [row.proposal_id for row in standing]
    snapshot = {
        **old.snapshot,
        "kind": Decision.Kind.REVOKE.value,
        "lines": [line for line in old.snapshot["lines"] if line["proposal"] in ids],
        "about": old.pk,
    }
    made = _made(call, Decision.Kind.REVOKE, old.award, head, snapshot, actor=actor, at=at)
    made.about, made.reason, made.minutes = old, words, minutes_of(head, is_asked=False)
    made.save()
    for row in standing:
        row.stands = False
        row.save(update_fields=["stands"])
    copies = [
        DecisionLine.objects.create(
            decision=made,
            proposal_id=row.proposal_id,
            home_id=row.home_id,
            award=row.award,
            recipient=row.recipient,
            stands=False,
        )
        for row in standing
    ]
    _tell(call, made, [*standing, *copies], actor=actor, at=at)
    for proposal_id in ids:
        found = proposal_for_update(proposal_id)
        moved(found, Act.REVOKE, reason=words[:300])
        of_proposal(found, "revoked", {"decision": made.pk}, actor=actor, at=at)
    repost({row.home_id for row in standing}, actor=actor, at=at)
    return made


@transaction.atomic
def number_decision(
    decision_id: int, number: int, on: date, *, actor: Actor, at: datetime
) -> Decision:
    """Give a decision the number and day under which it was signed; the same ones change nothing.

    Raises NotFound, NotAllowed, Conflict (it has another number, or the number is taken).
    """
    found = _decision(decision_id)
    call = call_for_update(found.call_id)
    actor.require("issue", unit_id=call.unit_id, on=local_day(at))
    if (found.number, found.on) == (number, on):
        return found
    if found.number not in (None, number):
        raise Conflict(
            f"Quyết định đã có số {found.number}/{found.symbol}; số đã cấp không sửa được.",
            message_en=f"The decision has number {found.number}; a number is not changed.",
        )
    refuse_taken(call.unit_id, found.symbol, number, on, but=found.pk)
    found.number, found.on = number, on
    found.save(update_fields=["number", "on"])
    of_call(call, "numbered", {"decision": found.pk}, actor=actor, at=at, rows=[found])
    homes = set(found.lines.values_list("home_id", flat=True))
    repost(homes, actor=actor, at=at)
    return found


def _decision(decision_id: int) -> Decision:
    found: Decision | None = for_update(Decision.objects.filter(pk=decision_id)).first()
    if found is None:
        raise NotFound(
            f"Không có quyết định khen số thứ tự {decision_id}.",
            message_en=f"There is no decision {decision_id}.",
        )
    return found


def _snapshot(
    standing: Standing, award: str, picked: Sequence[Candidate], kind: Decision.Kind
) -> dict[str, Any]:
    pack = installed.versions()[0]
    return {
        "format": FORMAT,
        "kind": kind.value,
        "pack": {"version": pack.version, "digest": pack.digest},
        "year": standing.call.year,
        "award": award,
        "voting": asdict(standing.voting),
        "years_between": standing.rules.years_between(award_of(award)).value,
        "several": standing.rules.several().value,
        "quotas": [
            [one.recipient.value, one.used, one.limit.value]
            for one in standing.quotas()
            if one.award == award
        ],
        "lines": [_line(one) for one in picked],
    }


def _line(one: Candidate) -> dict[str, Any]:
    proposal = one.proposal
    tally = one.tally
    sealed = proposal.sealed
    return {
        "proposal": proposal.pk,
        "revision": proposal.revision,
        "recipient": proposal.recipient,
        "home": one.home.key,
        "name": proposal.name,
        "sealed": hashlib.sha256(sealed.encode()).hexdigest() if sealed else "",
        "votes": [tally.in_favour, tally.against, tally.abstained, tally.members],
        "passed": one.passed.value,
        "concerns": [concern.code for concern in one.concerns],
    }


def _made(
    call: Call,
    kind: Decision.Kind,
    award: str,
    head: DecisionHead,
    snapshot: dict[str, Any],
    *,
    actor: Actor,
    at: datetime,
) -> Decision:
    """The decision, not yet saved."""
    salt = new_salt()
    call.decisions += 1
    call.save(update_fields=["decisions"])
    return Decision(
        call=call,
        n=call.decisions,
        kind=kind.value,
        decider_id=call.unit_id,
        award=award,
        number=head.number,
        symbol=head.symbol.strip(),
        on=head.on,
        authority=head.authority.strip(),
        signer_post=head.signer_post.strip(),
        snapshot=snapshot,
        salt=salt,
        digest=digest(salt, {"snapshot": snapshot}),
        at=at,
        account_id=actor.account_id,
    )


def _tell(
    call: Call, made: Decision, rows: Sequence[DecisionLine], *, actor: Actor, at: datetime
) -> None:
    facts = {
        "decision": made.pk,
        "n": made.n,
        "award": made.award,
        "about": made.about_id,
        "snapshot": made.digest,
        "lines": len(rows),
    }
    verb = "commended" if made.kind == Decision.Kind.COMMEND else "revoked_by"
    of_call(call, verb, facts, actor=actor, at=at, rows=[made, *rows])
