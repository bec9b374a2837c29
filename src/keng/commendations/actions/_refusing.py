"""What keeps a decision from being made, each told before anything is saved."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from keng.commendations import texts
from keng.commendations.models import Call, Decision
from keng.commendations.programme import award_of
from keng.commendations.queries.listing import Candidate, Standing
from keng.commendations.vocabulary import Recipient
from keng.kernel.errors import BadInput, Conflict


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


def picked_from(candidates: Sequence[Candidate], chosen: Collection[int]) -> list[Candidate]:
    """The chosen of the waiting list; BadInput for none, an unknown one, or several awards."""
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


def refuse_authority(standing: Standing, code: str) -> None:
    """BadInput where the unit does not decide the award, or nobody has said who does."""
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


def refuse_blocked(picked: Sequence[Candidate]) -> None:
    """BadInput with the concern that blocks one of the chosen."""
    for one in picked:
        if one.is_blocked:
            concern = one.concerns[0]
            raise BadInput(
                f"Đề nghị số {one.proposal.pk}: {concern.vi}",
                message_en=f"Proposal {one.proposal.pk}: {concern.en}",
                code=concern.code,
            )


def refuse_quota(standing: Standing, award: str, picked: Sequence[Candidate]) -> None:
    """BadInput where the quota of the year would be passed."""
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


def minutes_of(head: DecisionHead, *, is_asked: bool) -> str:
    """The minutes, paper or reason that was given; BadInput where it is asked for and missing."""
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


def refuse_head(call: Call, head: DecisionHead) -> None:
    """BadInput without symbol or authority line; Conflict where the number is taken."""
    if not head.authority.strip() or not head.symbol.strip():
        raise BadInput(
            "Hãy ghi ký hiệu quyết định và thẩm quyền ký (ví dụ CHỦ TỊCH).",
            message_en="Give the symbol of the decision and the authority line.",
            code="head_incomplete",
        )
    if head.number is not None:
        refuse_taken(call.unit_id, head.symbol.strip(), head.number, head.on)


def refuse_taken(decider: int, symbol: str, number: int, on: date, *, but: int = 0) -> None:
    """Conflict where the number is taken in the year of the day."""
    same = Decision.objects.filter(decider_id=decider, symbol=symbol, on__year=on.year)
    if number < 1 or same.filter(number=number).exclude(pk=but).exists():
        raise Conflict(
            f"Số {number}/{symbol} năm {on.year} đã dùng; hãy lấy số khác.",
            message_en=f"Number {number} of {on.year} is taken; choose another.",
        )
