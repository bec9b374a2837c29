"""Decisions: the list frozen as it follows from what is known; changes are new decisions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from keng.criteria.actions._store import assessment_for_update, moved, run_for_update, run_told
from keng.criteria.actions.following import post_results
from keng.criteria.listing import DraftList, draft_list, snapshot_of
from keng.criteria.models import Assessment, Decision, DecisionLine, Run
from keng.criteria.permissions import decider_of, require_decider
from keng.criteria.snapshot import Judged
from keng.criteria.states import Act, State
from keng.criteria.words import needed, written
from keng.journal.commitments import digest, new_salt
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict, NotFound, WrongState
from keng.kernel.moments import local_day


@dataclass(frozen=True)
class DecisionHead:
    """What a person gives for a decision: its number (None: left open), day, who signs for whom.

    `authority` is the line above the signature ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), `signer_post`
    the post that signs.
    """

    symbol: str
    on: date
    authority: str
    signer_post: str
    number: int | None = None
    minutes: str = ""


@transaction.atomic
def decide(run_id: int, head: DecisionHead, *, seen: str, actor: Actor, at: datetime) -> Decision:
    """Decide on every reviewed unit whose result is known, and freeze what it follows from.

    `seen` is the digest of the draft list that the decider looked at (`queries.decision_draft`):
    of two deciders at once the second is told. Units that wait, that lack something or whose
    figures moved are left out and stay in the run; nothing is decided on "dự kiến".

    Raises NotAllowed without "issue" at the deciding unit, Conflict (the list is another one by
    now, or the number is taken), BadInput (nobody to decide on, no authority line). Nothing is
    saved then.
    """
    run = run_for_update(run_id)
    require_decider(actor, "issue", run, at=at)
    draft = draft_list(run, at=at)
    if draft.digest != seen:
        raise Conflict(
            "Danh sách đã thay đổi sau khi bạn xem: có người vừa quyết định, hoặc số liệu, hồ sơ "
            "vừa đổi. Chưa lưu gì; hãy xem lại danh sách mới rồi quyết định.",
            message_en="The list has changed since you saw it: somebody decided, or figures or "
            "assessments moved. Nothing was saved; look at the new list first.",
            theirs=draft.digest,
        )
    if not draft.deciding:
        raise BadInput(
            "Chưa có đơn vị nào đủ điều kiện để quyết định; xem lý do ở từng đơn vị.",
            message_en="There is no unit to decide on; see why at each unit.",
            code="nobody_to_decide_on",
        )
    change = _Change(Decision.Kind.DECIDE)
    return _decided(draft, draft.deciding, head, change, actor=actor, at=at)


@transaction.atomic
def amend(
    decision_id: int,
    head: DecisionHead,
    reason: str,
    *,
    assessments: Collection[int] = (),
    actor: Actor,
    at: datetime,
) -> Decision:
    """Decide anew on units of an earlier decision, on what is known now; that one stays as it is.

    `assessments` names the units (none: all of that decision that still stand). Raises NotAllowed,
    WrongState (nothing of it stands any more), BadInput: no reason, or a unit whose result is not
    known now, with its name.
    """
    old, run, standing = _standing(decision_id, assessments, actor=actor, at=at)
    words = needed(reason, where="reason", vi="Hãy ghi lý do sửa đổi.", en="Say why.")
    _take_down(run, standing, words, actor=actor, at=at)
    draft = draft_list(run, at=at)
    wanted = {line.assessment_id for line in standing}
    again = [one for one in draft.deciding if one.entry.assessment in wanted]
    if missing := wanted - {one.entry.assessment for one in again}:
        names = ", ".join(one.name for one in draft.left_out if one.assessment in missing)
        raise BadInput(
            f"Chưa thể quyết định lại cho: {names}. Hãy thu hồi thay vì sửa đổi.",
            message_en=f"Cannot be decided again now: {names}. Revoke instead of amending.",
            code="cannot_amend",
        )
    change = _Change(Decision.Kind.AMEND, old, words)
    return _decided(draft, again, head, change, actor=actor, at=at)


@transaction.atomic
def revoke(
    decision_id: int,
    head: DecisionHead,
    reason: str,
    *,
    assessments: Collection[int] = (),
    actor: Actor,
    at: datetime,
) -> Decision:
    """Take back what a decision said of units: they are reviewed again, as before it.

    Raises as `amend`.
    """
    old, run, standing = _standing(decision_id, assessments, actor=actor, at=at)
    words = needed(reason, where="reason", vi="Hãy ghi lý do thu hồi.", en="Say why.")
    _take_down(run, standing, words, actor=actor, at=at)
    draft = draft_list(run, at=at)
    change = _Change(Decision.Kind.REVOKE, old, words)
    return _decided(draft, (), head, change, actor=actor, at=at)


@transaction.atomic
def number_decision(
    decision_id: int, number: int, on: date, *, actor: Actor, at: datetime
) -> Decision:
    """Give a decision the number and day of its issued paper; the same ones change nothing.

    The snapshot and its list stay as they were frozen. Raises NotFound, NotAllowed without "issue"
    at the unit that decided, Conflict where it has another number, or the number is taken.
    """
    found = Decision.objects.filter(pk=decision_id).first()
    if found is None:
        raise NotFound(
            f"Không có quyết định số thứ tự {decision_id}.",
            message_en=f"There is no decision {decision_id}.",
        )
    run = run_for_update(found.run_id)
    actor.require("issue", unit_id=found.decider_id, on=local_day(at))
    found.refresh_from_db()
    if (found.number, found.on) == (number, on):
        return found
    if found.number not in (None, number):
        raise Conflict(
            f"Quyết định đã có số {found.number}/{found.symbol}; số đã cấp không sửa được.",
            message_en=f"The decision has number {found.number}; a number is not changed.",
            theirs=found.number,
        )
    _refuse_taken(found.decider_id, found.symbol, number, on, but=found.pk)
    found.number, found.on = number, on
    found.save(update_fields=["number", "on"])
    run_told(run, "numbered", {"decision": found.pk}, actor=actor, at=at, rows=(found,))
    return found


@dataclass(frozen=True)
class _Change:
    """What a decision does, to which earlier one, and why."""

    kind: Decision.Kind
    about: Decision | None = None
    reason: str = ""


def _decided(
    draft: DraftList,
    deciding: Sequence[Judged],
    head: DecisionHead,
    change: _Change,
    *,
    actor: Actor,
    at: datetime,
) -> Decision:
    run = draft.run
    _refuse_head(run, head)
    snapshot = snapshot_of(draft, at=at)
    snapshot["deciding"] = [one.entry.assessment for one in deciding]
    salt = new_salt()
    run.decisions += 1
    run.save(update_fields=["decisions"])
    made = Decision.objects.create(
        run=run,
        n=run.decisions,
        kind=change.kind.value,
        about=change.about,
        decider_id=decider_of(run),
        delegation=run.delegations.filter(ended_on__isnull=True).first(),
        number=head.number,
        symbol=head.symbol.strip(),
        on=head.on,
        authority=head.authority.strip(),
        signer_post=head.signer_post.strip(),
        minutes=written(head.minutes, where="minutes"),
        reason=change.reason,
        map_on=date.fromisoformat(snapshot["map_on"]),
        known_at=at,
        snapshot=snapshot,
        salt=salt,
        digest=digest(salt, {"snapshot": snapshot}),
        at=at,
        account_id=actor.account_id,
    )
    rows = [_line(made, run, one) for one in deciding]
    facts = {
        "decision": made.pk,
        "n": made.n,
        "kind": made.kind,
        "about": change.about.pk if change.about else None,
        "snapshot": made.digest,
        "units": len(rows),
    }
    run_told(run, change.kind.value, facts, actor=actor, at=at, rows=(made, *rows))
    for one in deciding:
        found = assessment_for_update(one.entry.assessment)
        moved(found, Act.DECIDE, {"decision": made.pk}, actor=actor, at=at)
    post_results(run, actor=actor, at=at)
    return made


def _line(made: Decision, run: Run, one: Judged) -> DecisionLine:
    score = one.conclusion.score
    return DecisionLine.objects.create(
        decision=made,
        assessment_id=one.entry.assessment,
        unit_id=one.entry.unit,
        set_code=run.set_code,
        year=run.year,
        outcome=one.result.value,
        class_code=one.in_class or "",
        score=None if score is None else int(score * 100),
        years=one.years,
    )


def _standing(
    decision_id: int, assessments: Collection[int], *, actor: Actor, at: datetime
) -> tuple[Decision, Run, list[DecisionLine]]:
    old = Decision.objects.filter(pk=decision_id).first()
    if old is None:
        raise NotFound(
            f"Không có quyết định số thứ tự {decision_id}.",
            message_en=f"There is no decision {decision_id}.",
        )
    run = run_for_update(old.run_id)
    require_decider(actor, "issue", run, at=at)
    rows = old.lines.filter(stands=True).order_by("pk")
    if assessments:
        rows = rows.filter(assessment_id__in=list(assessments))
    standing = list(rows)
    if not standing or (assessments and len(standing) != len(set(assessments))):
        raise WrongState(
            "Phần này của quyết định không còn hiệu lực: đã được sửa đổi hoặc thu hồi.",
            message_en="That part of the decision no longer stands: it was amended or revoked.",
        )
    return old, run, standing


def _take_down(
    run: Run, standing: Sequence[DecisionLine], reason: str, *, actor: Actor, at: datetime
) -> None:
    for line in standing:
        line.stands = False
        line.save(update_fields=["stands"])
        found: Assessment = assessment_for_update(line.assessment_id)
        if found.state == State.DECIDED:
            moved(found, Act.REOPEN, {"line": line.pk}, actor=actor, at=at, reason=reason)
    run_told(
        run, "lines_taken_down", {"lines": len(standing)}, actor=actor, at=at, rows=tuple(standing)
    )


def _refuse_head(run: Run, head: DecisionHead) -> None:
    if not head.authority.strip() or not head.symbol.strip():
        raise BadInput(
            "Hãy ghi ký hiệu quyết định và thẩm quyền ký (ví dụ TM. ỦY BAN NHÂN DÂN).",
            message_en="Give the symbol of the decision and the authority line.",
            code="head_incomplete",
        )
    if head.number is not None:
        _refuse_taken(decider_of(run), head.symbol.strip(), head.number, head.on)


def _refuse_taken(decider: int, symbol: str, number: int, on: date, *, but: int = 0) -> None:
    same = Decision.objects.filter(decider_id=decider, symbol=symbol, on__year=on.year)
    taken = same.filter(number=number).exclude(pk=but).first()
    if number < 1 or taken is not None:
        raise Conflict(
            f"Số {number}/{symbol} năm {on.year} đã dùng; hãy lấy số khác.",
            message_en=f"Number {number} of {on.year} is taken; choose another.",
            theirs=taken.pk if taken else None,
        )
