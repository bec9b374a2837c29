"""Votes of the council: each member for itself, the secretary for members without an account."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from keng.commendations.actions._hold import proposal_for_update
from keng.commendations.journalling import of_proposal
from keng.commendations.models import Seat, Vote
from keng.commendations.permissions import sits
from keng.commendations.vocabulary import Act, Choice, State, next_state
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotAllowed
from keng.kernel.moments import local_day


@transaction.atomic
def vote(
    proposal_id: int, choices: Mapping[int, Choice], *, turn: int, actor: Actor, at: datetime
) -> list[Vote]:
    """Enter votes by seat ({seat id: choice}) on a proposal as it was read (`turn`).

    A member with an account votes only from that account; who may enter at the unit of the call
    enters the ballots of members without one. A vote may be changed until the decision. Raises
    NotFound, NotAllowed, WrongState (decided, withdrawn), BadInput: a seat of another council or
    one that has ended, a proposal that was changed since it was read.
    """
    found = proposal_for_update(proposal_id)
    call = found.call  # not locked: a decision locks the call first and then its proposals
    may_enter = actor.may("enter", unit_id=call.unit_id, on=local_day(at))
    if not may_enter and not sits(actor, call):
        actor.require("enter", unit_id=call.unit_id, on=local_day(at))
    next_state(State(found.state), Act.VOTE)
    if turn != found.turn:
        raise BadInput(
            "Đề nghị đã được sửa sau khi bạn mở; hãy đọc lại rồi bỏ phiếu.",
            message_en="The proposal was changed after you opened it; read it again, then vote.",
            code="changed_meanwhile",
        )
    seats = {one.pk: one for one in call.seats.filter(ended_at__isnull=True)}
    for seat_id in choices:
        _refuse_seat(seats.get(seat_id), actor, may_enter=may_enter)
    before = {one.seat_id: one for one in found.votes.filter(turn=found.turn)}
    written = []
    for seat_id, choice in choices.items():
        row = before.get(seat_id)
        if row is not None and row.choice == choice.value:
            continue
        if row is None:
            row = Vote(seat_id=seat_id, proposal=found, turn=found.turn, revision=0)
        row.choice, row.at, row.account_id = choice.value, at, actor.account_id
        row.revision += 1
        row.save()
        written.append(row)
    if written:
        facts = {"votes": len(written), "turn": found.turn}
        of_proposal(found, "voted", facts, actor=actor, at=at, rows=written)
    return written


def _refuse_seat(seat: Seat | None, actor: Actor, *, may_enter: bool) -> None:
    if seat is None:
        raise BadInput(
            "Người bỏ phiếu không (hoặc không còn) trong hội đồng của đợt này.",
            message_en="The seat is not (or no longer) on the council of this call.",
            code="no_seat",
        )
    is_own = seat.member_account is not None and seat.member_account == actor.account_id
    is_paper = seat.member_account is None and may_enter
    if not is_own and not is_paper:
        raise NotAllowed(
            "Thành viên có tài khoản tự bỏ phiếu; thư ký chỉ nhập phiếu của thành viên không có "
            "tài khoản.",
            message_en="A member with an account votes alone; the secretary enters the ballots of "
            "members without one.",
        )
