"""How every act begins: the row locked, and as it was seen."""

from __future__ import annotations

from keng.commendations.models import Call, Proposal
from keng.commendations.vocabulary import Act, State, next_state
from keng.db.locks import for_update
from keng.kernel.errors import Conflict, NotFound, WrongState


def call_for_update(call_id: int) -> Call:
    """The call, locked until the transaction ends; NotFound if there is none."""
    found = for_update(Call.objects.filter(pk=call_id)).first()
    if found is None:
        raise NotFound(
            f"Không có đợt xét khen số {call_id}.", message_en=f"There is no call {call_id}."
        )
    return found


def open_call_for_update(call_id: int) -> Call:
    """The call, locked; WrongState where it is closed."""
    found = call_for_update(call_id)
    if found.closed_at is not None:
        raise WrongState(
            "Đợt xét này đã khép; không nhận đề nghị mới.",
            message_en="The call is closed and takes nothing new.",
        )
    return found


def proposal_for_update(proposal_id: int) -> Proposal:
    """The proposal with its call, locked; NotFound if there is none."""
    rows = for_update(Proposal.objects.filter(pk=proposal_id)).select_related("call")
    found: Proposal | None = rows.first()
    if found is None:
        raise NotFound(
            f"Không có đề nghị khen số {proposal_id}.",
            message_en=f"There is no proposal {proposal_id}.",
        )
    return found


def moved(proposal: Proposal, act: Act, *, reason: str = "", seen: int | None = None) -> None:
    """Put the proposal into the state after the act and save it.

    Raises WrongState, and Conflict where it is not at the revision that was `seen`.
    """
    if seen is not None and seen != proposal.revision:
        raise Conflict(
            "Đề nghị đã được người khác sửa sau khi bạn mở; chưa lưu gì, hãy xem lại rồi sửa.",
            message_en="Somebody changed the proposal after you opened it; nothing was saved.",
            theirs=proposal.revision,
        )
    proposal.state = next_state(State(proposal.state), act).value
    proposal.reason = reason
    proposal.revision += 1
    proposal.save()
