"""The review council: members, independent marks, stepping aside, the agreed mark with minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from keng.criteria.actions._store import (
    assessment_for_update,
    moved,
    require_open,
    run_for_update,
    run_told,
    touched,
)
from keng.criteria.actions.assessing import checked_points, criterion_of
from keng.criteria.actions.passing import refuse_own
from keng.criteria.councils import active_members, is_open_to_members, turn_of, waited_for
from keng.criteria.models import AgreedMark, Aside, Assessment, Mark, Member, Opening
from keng.criteria.permissions import require_decider
from keng.criteria.sets import criteria_asked, ready_of
from keng.criteria.states import Act
from keng.criteria.words import needed, written
from keng.db.locks import for_update
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict, NotAllowed, NotFound, WrongState

VERDICTS = ("met", "not_met", "not_applicable")


@dataclass(frozen=True)
class MarkInput:
    """What a member, or the council, says of one criterion."""

    verdict: str
    points: Decimal | None = None
    remark: str = ""


@transaction.atomic
def appoint_member(
    run_id: int,
    post: str,
    unit_id: int,
    *,
    member_account: int | None = None,
    is_chair: bool = False,
    actor: Actor,
    at: datetime,
) -> Member:
    """Put somebody on the council of a run: a post at a unit and, where they have one, an account.

    Raises NotAllowed without "enter" at the deciding unit, BadInput for an empty post, Conflict
    for a second chair or an account that sits there already.
    """
    run = run_for_update(run_id)
    require_decider(actor, "enter", run, at=at)
    words = needed(post, where="post", vi="Hãy ghi chức danh.", en="Say which post it is.")
    sitting = run.members.filter(ended_at__isnull=True)
    if is_chair and sitting.filter(is_chair=True).exists():
        raise Conflict(
            "Hội đồng đã có chủ tịch; hãy cho thôi người cũ trước.",
            message_en="The council has a chair already.",
        )
    if member_account is not None and sitting.filter(member_account=member_account).exists():
        raise Conflict(
            "Tài khoản này đã là thành viên hội đồng.",
            message_en="This account is a member already.",
        )
    made = Member.objects.create(
        run=run,
        post=words[:200],
        unit_id=unit_id,
        member_account=member_account,
        is_chair=is_chair,
        at=at,
        account_id=actor.account_id,
    )
    facts = {"member": made.pk, "account": member_account, "unit": unit_id}
    run_told(run, "member_appointed", facts, actor=actor, at=at, rows=(made,))
    return made


@transaction.atomic
def end_membership(member_id: int, *, actor: Actor, at: datetime) -> Member:
    """Let a member leave the council; the marks given stay. Raises NotFound, NotAllowed."""
    row = _member(member_id)
    run = run_for_update(row.run_id)
    require_decider(actor, "enter", run, at=at)
    if row.ended_at is None:
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        run_told(run, "member_left", {"member": row.pk}, actor=actor, at=at, rows=(row,))
    return row


@transaction.atomic
def mark(
    assessment_id: int,
    marks: Mapping[str, MarkInput],
    *,
    member_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> list[Mark]:
    """Give one's own marks on a unit, criterion by criterion; until they open they may be changed.

    The member is the account's own seat; `member_id` is for a member without an account, whose
    sheet the decider's people type in. When the last member has marked everything the marks open.

    Raises NotAllowed (no seat, or stepped aside), WrongState (not submitted, or opened already),
    BadInput for a verdict or points that are not possible, or words on a criterion of one box.
    """
    found = assessment_for_update(assessment_id)
    require_open(found, Act.MARK)
    seat = _seat(found, member_id, actor, at=at)
    turn = turn_of(found)
    if is_open_to_members(found, turn):
        raise WrongState(
            "Điểm của các thành viên đã mở nên không sửa được; hãy thống nhất ở biên bản.",
            message_en="The marks are open and no longer change; agree in the minutes.",
        )
    rows = [_marked(found, seat, turn, code, said, actor, at) for code, said in marks.items()]
    changed = [row for row, is_new in rows if is_new]
    if changed:
        facts = {"member": seat.pk, "criteria": sorted(code.lower() for code in marks)}
        touched(found, "marked", facts, actor=actor, at=at, rows=tuple(changed))
        if not waited_for(found, turn):
            _open(found, turn, by_chair=False, actor=actor, at=at)
    return [row for row, _ in rows]


@transaction.atomic
def step_aside(
    assessment_id: int,
    reason: str,
    *,
    member_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> Aside:
    """Do not mark a unit because of a conflict of interest. Marks given before do not count.

    Raises NotAllowed (no seat), WrongState, BadInput without a reason.
    """
    found = assessment_for_update(assessment_id)
    require_open(found, Act.MARK)
    seat = _seat(found, member_id, actor, at=at, or_aside=True)
    known = Aside.objects.filter(member=seat, assessment=found).first()
    if known is not None:
        return known
    made = Aside.objects.create(
        member=seat,
        assessment=found,
        reason=needed(reason, where="reason", vi="Hãy ghi lý do.", en="Say why."),
        at=at,
        account_id=actor.account_id,
    )
    touched(found, "stepped_aside", {"member": seat.pk}, actor=actor, at=at, rows=(made,))
    turn = turn_of(found)
    if (
        active_members(found)
        and not waited_for(found, turn)
        and not is_open_to_members(found, turn)
    ):
        _open(found, turn, by_chair=False, actor=actor, at=at)
    return made


@transaction.atomic
def open_marks(assessment_id: int, *, actor: Actor, at: datetime) -> Opening:
    """Close the marking of a unit though some have not marked: only the chair may.

    Raises NotAllowed, WrongState.
    """
    found = assessment_for_update(assessment_id)
    require_open(found, Act.MARK)
    chair = found.run.members.filter(is_chair=True, ended_at__isnull=True).first()
    is_chair = chair is not None and chair.member_account == actor.account_id
    if actor.account_id is not None and not is_chair:
        raise NotAllowed(
            "Chỉ chủ tịch hội đồng được kết thúc việc chấm khi còn thành viên chưa chấm.",
            message_en="Only the chair of the council closes the marking early.",
        )
    turn = turn_of(found)
    known = found.openings.filter(turn=turn).first()
    return known or _open(found, turn, by_chair=True, actor=actor, at=at)


@transaction.atomic
def agree(
    assessment_id: int,
    agreed: Mapping[str, MarkInput],
    minutes: str,
    *,
    actor: Actor,
    at: datetime,
) -> Assessment:
    """Write the agreed result of the review with its minutes: the assessment is reviewed.

    Criteria that are left out stand as judged. Where a unit differs from the figures the council
    must say which holds. Where there is a council its marks must be open.

    Raises NotAllowed (not the decider's people, or who submitted it), WrongState, BadInput: no
    minutes, a difference that nobody settled, points out of range.
    """
    found = assessment_for_update(assessment_id)
    require_decider(actor, "enter", found.run, at=at)
    require_open(found, Act.REVIEW)
    refuse_own(found, actor)
    turn = turn_of(found)
    if active_members(found) and not is_open_to_members(found, turn):
        raise WrongState(
            "Hội đồng chưa chấm xong; chờ đủ thành viên hoặc chủ tịch hội đồng kết thúc việc chấm.",
            message_en="The council has not finished; wait for all members or for the chair.",
        )
    _refuse_unsettled(found, agreed)
    words = needed(
        minutes, where="minutes", vi="Hãy ghi nội dung biên bản họp.", en="Write the minutes."
    )
    rows = tuple(
        AgreedMark.objects.create(
            assessment=found,
            criterion=code,
            turn=turn,
            verdict=_verdict(code, said),
            points=_points(found, code, said),
            minutes=_remark(found, code, said),
            at=at,
            account_id=actor.account_id,
        )
        for code, said in agreed.items()
    )
    facts = {"criteria": sorted(code.lower() for code in agreed), "turn": turn}
    moved(found, Act.REVIEW, facts, actor=actor, at=at, reason=words, rows=rows)
    return found


def _open(found: Assessment, turn: int, *, by_chair: bool, actor: Actor, at: datetime) -> Opening:
    made = Opening.objects.create(
        assessment=found, turn=turn, by_chair=by_chair, at=at, account_id=actor.account_id
    )
    touched(found, "marks_opened", {"turn": turn}, actor=actor, at=at, rows=(made,))
    return made


def _marked(
    found: Assessment,
    seat: Member,
    turn: int,
    code: str,
    said: MarkInput,
    actor: Actor,
    at: datetime,
) -> tuple[Mark, bool]:
    verdict, points = _verdict(code, said), _points(found, code, said)
    remark = _remark(found, code, said)
    row = Mark.objects.filter(member=seat, assessment=found, criterion=code, turn=turn).first()
    if row is not None:
        if (row.verdict, row.points, row.remark) == (verdict, points, remark):
            return row, False
        row.revision += 1
    else:
        row = Mark(member=seat, assessment=found, criterion=code, turn=turn)
    row.verdict, row.points, row.remark = verdict, points, remark
    row.at, row.account_id = at, actor.account_id
    row.save()
    return row, True


def _seat(
    found: Assessment, member_id: int | None, actor: Actor, *, at: datetime, or_aside: bool = False
) -> Member:
    sitting = found.run.members.filter(ended_at__isnull=True)
    if member_id is None:
        seat = sitting.filter(member_account=actor.account_id).first() if actor.account_id else None
    else:
        seat = sitting.filter(pk=member_id).first()
        if seat is not None and seat.member_account not in (None, actor.account_id):
            seat = None
        if seat is not None and seat.member_account is None:
            require_decider(actor, "enter", found.run, at=at)
    if seat is None:
        raise NotAllowed(
            "Bạn không phải thành viên hội đồng thẩm định của đợt xét này.",
            message_en="You are no member of the review council of this run.",
        )
    if not or_aside and Aside.objects.filter(member=seat, assessment=found).exists():
        raise NotAllowed(
            "Thành viên đã xin không tham gia chấm đơn vị này vì có liên quan.",
            message_en="The member has stepped aside for this unit.",
        )
    return seat


def _refuse_unsettled(found: Assessment, agreed: Mapping[str, MarkInput]) -> None:
    differing = found.claims.filter(stance="differs").values_list("criterion", flat=True)
    if open_ones := sorted(set(differing) - set(agreed)):
        raise BadInput(
            f"Đơn vị giải trình khác số liệu ở tiêu chí {', '.join(open_ones)}; biên bản phải nêu "
            "kết quả của từng tiêu chí này.",
            message_en=f"The unit differs from the figures at {', '.join(open_ones)}; the minutes "
            "must settle each of them.",
            code="difference_open",
        )


def _verdict(code: str, said: MarkInput) -> str:
    if said.verdict not in VERDICTS:
        raise BadInput(
            f"Tiêu chí {code}: chọn đạt, chưa đạt hoặc không áp dụng.",
            message_en=f"Criterion {code}: choose met, not met or not applicable.",
            where=code,
        )
    return said.verdict


def _points(found: Assessment, code: str, said: MarkInput) -> int | None:
    one = criterion_of(found, code)
    return None if said.points is None else checked_points(one, said.points)


def _remark(found: Assessment, code: str, said: MarkInput) -> str:
    if not said.remark.strip():
        return ""
    if criteria_asked(ready_of(found.run))[code].kind == "attest_only":
        raise BadInput(
            f"Tiêu chí {code} chỉ có một ô, không ghi nhận xét.",
            message_en=f"Criterion {code} is one box and takes no remark.",
            where=code,
            code="one_box_only",
        )
    return written(said.remark, where=code)


def _member(member_id: int) -> Member:
    row = for_update(Member.objects.filter(pk=member_id)).first()
    if row is None:
        raise NotFound(
            f"Không có thành viên số {member_id}.", message_en=f"There is no member {member_id}."
        )
    return row
