"""Decisions: who is commended, frozen with what it follows from; revoked by another decision."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from keng.commendations import texts
from keng.commendations.actions._hold import call_for_update, moved, proposal_for_update
from keng.commendations.actions.posting import repost
from keng.commendations.journalling import of_call, of_proposal
from keng.commendations.models import Call, Decision, DecisionLine
from keng.commendations.programme import award_of
from keng.commendations.queries.listing import Candidate, Standing, digest_of
from keng.commendations.snapshot import FORMAT
from keng.commendations.vocabulary import Act, Recipient, State
from keng.db.locks import for_update
from keng.journal.commitments import digest, new_salt
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict, NotFound, WrongState
from keng.kernel.moments import local_day
from keng.packs import installed


@dataclass(frozen=True)
class DecisionHead:
    """What a person gives for a decision: its number (None: left open), day, who signs for whom.

    `minutes` names the minutes, the paper or the reason; it must be given where something is asked.
    """

    symbol: str
    on: date
    authority: str
    signer_post: str
    number: int | None = None
    minutes: str = ""


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
    picked = _picked(candidates, chosen)
    award = picked[0].proposal.award
    _refuse_authority(standing, award)
    _refuse_blocked(picked)
    _refuse_quota(standing, award, picked)
    minutes = _minutes(head, is_asked=any(one.is_asking for one in picked))
    _refuse_head(call, head)
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
    _refuse_head(call, head)
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
    made.about, made.reason, made.minutes = old, words, _minutes(head, is_asked=False)
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
    _refuse_taken(call.unit_id, found.symbol, number, on, but=found.pk)
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


def _picked(candidates: Sequence[Candidate], chosen: Collection[int]) -> list[Candidate]:
    wanted = set(chosen)
    picked = [one for one in candidates if one.proposal.pk in wanted]
    if not picked or len(picked) != len(wanted):
        raise BadInput(
            "Hãy chọn ít nhất một đề nghị đang chờ trong danh sách.",
            message_en="Choose at least one proposal of the list that waits.",
            code="nobody_chosen",
        )
    if len({one.proposal.award for one in picked}) > 1:
        raise BadInput(
            "Mỗi quyết định chỉ tặng một hình thức khen; hãy tách thành các quyết định riêng.",
            message_en="A decision gives one kind of award; make a decision for each.",
            code="several_awards",
        )
    return picked


def _refuse_authority(standing: Standing, code: str) -> None:
    award = award_of(code)
    answer = standing.rules.may_decide(award)
    if answer.value is None:
        raise BadInput(
            f"Chưa có quy định ai quyết định {award.label.vi.lower()}. Hãy trả lời ở trang Quy "
            "định khen thưởng, kèm văn bản, rồi quyết định.",
            message_en=f"Nobody has said who decides: {award.label.en}. Answer on the page of "
            "rules, with the paper, then decide.",
            code="decider_unknown",
        )
    if not answer.value:
        posts = "; ".join(one.post.vi for one in award.decided_by or ())
        raise BadInput(
            f"{award.label.vi} không do đơn vị này quyết định (thẩm quyền: {posts}). Hãy trình cấp "
            "có thẩm quyền.",
            message_en=f"{award.label.en} is not decided here; propose it to who decides.",
            code="not_decided_here",
        )


def _refuse_blocked(picked: Sequence[Candidate]) -> None:
    for one in picked:
        if one.is_blocked:
            concern = one.concerns[0]
            raise BadInput(
                f"Đề nghị số {one.proposal.pk}: {concern.vi}",
                message_en=f"Proposal {one.proposal.pk}: {concern.en}",
                code=concern.code,
            )


def _refuse_quota(standing: Standing, award: str, picked: Sequence[Candidate]) -> None:
    for quota in standing.quotas():
        wanted = sum(one.proposal.recipient == quota.recipient for one in picked)
        if quota.award != award or quota.left is None or wanted <= quota.left:
            continue
        whom = "tập thể" if quota.recipient is Recipient.GROUP else "cá nhân"
        raise BadInput(
            f"Năm {standing.call.year} còn {max(quota.left, 0)} suất cho {whom}, danh sách có "
            f"{wanted} (theo {quota.limit.basis}).",
            message_en=f"{max(quota.left, 0)} are left for {quota.recipient.value}s in "
            f"{standing.call.year}; the list has {wanted}.",
            code="quota_passed",
        )


def _minutes(head: DecisionHead, *, is_asked: bool) -> str:
    given = head.minutes.strip()
    if not given and not is_asked:
        return ""
    if not given:
        raise BadInput(
            "Danh sách có đề nghị cần giải trình: hãy ghi biên bản, văn bản hoặc lý do ở ô Căn cứ.",
            message_en="Something in the list must be explained: name the minutes, the paper or "
            "the reason.",
            code="minutes_missing",
        )
    return texts.short(given, what="Căn cứ", what_en="The basis", longest=600)


def _refuse_head(call: Call, head: DecisionHead) -> None:
    if not head.authority.strip() or not head.symbol.strip():
        raise BadInput(
            "Hãy ghi ký hiệu quyết định và thẩm quyền ký (ví dụ CHỦ TỊCH).",
            message_en="Give the symbol of the decision and the authority line.",
            code="head_incomplete",
        )
    if head.number is not None:
        _refuse_taken(call.unit_id, head.symbol.strip(), head.number, head.on)


def _refuse_taken(decider: int, symbol: str, number: int, on: date, *, but: int = 0) -> None:
    same = Decision.objects.filter(decider_id=decider, symbol=symbol, on__year=on.year)
    if number < 1 or same.filter(number=number).exclude(pk=but).exists():
        raise Conflict(
            f"Số {number}/{symbol} năm {on.year} đã dùng; hãy lấy số khác.",
            message_en=f"Number {number} of {on.year} is taken; choose another.",
        )


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
