"""The states of a paper and the acts that move it: one table, no Django (semantics 19).

Draft (dự thảo), submitted (trình), approved (duyệt), issued (ban hành). An issued paper never
changes again: what turns out wrong goes into a correcting paper.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from keng.kernel.errors import WrongState


class State(StrEnum):
    """Where a paper stands between the clerk and the archive."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    ISSUED = "issued"


class Act(StrEnum):
    """What somebody wants to do with a paper."""

    WRITE = "write"
    SUBMIT = "submit"
    GIVE_BACK = "give_back"
    APPROVE = "approve"
    ISSUE = "issue"
    NUMBER = "number"
    SIGN = "sign"
    CORRECT = "correct"


TABLE: Final[dict[tuple[State, Act], State]] = {
    (State.DRAFT, Act.WRITE): State.DRAFT,
    (State.DRAFT, Act.SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Act.GIVE_BACK): State.DRAFT,
    (State.SUBMITTED, Act.APPROVE): State.APPROVED,
    (State.SUBMITTED, Act.ISSUE): State.ISSUED,  # with the signed file: a leader needs no log-in
    (State.APPROVED, Act.GIVE_BACK): State.DRAFT,
    (State.APPROVED, Act.ISSUE): State.ISSUED,
    (State.ISSUED, Act.NUMBER): State.ISSUED,
    (State.ISSUED, Act.SIGN): State.ISSUED,
    (State.ISSUED, Act.CORRECT): State.ISSUED,
}
STATE_LABELS: Final[dict[State, tuple[str, str]]] = {
    State.DRAFT: ("dự thảo", "draft"),
    State.SUBMITTED: ("đang trình", "submitted"),
    State.APPROVED: ("đã duyệt", "approved"),
    State.ISSUED: ("đã ban hành", "issued"),
}
_ACT_LABELS: Final[dict[Act, tuple[str, str]]] = {
    Act.WRITE: ("sửa dự thảo", "change the draft"),
    Act.SUBMIT: ("trình", "submit"),
    Act.GIVE_BACK: ("trả lại", "give back"),
    Act.APPROVE: ("duyệt", "approve"),
    Act.ISSUE: ("ban hành", "issue"),
    Act.NUMBER: ("ghi số", "number"),
    Act.SIGN: ("gắn bản ký", "attach the signed file"),
    Act.CORRECT: ("đính chính", "correct"),
}


def next_state(state: State, act: Act) -> State:
    """The state after an act; WrongState with what is possible instead."""
    if (state, act) in TABLE:
        return TABLE[state, act]
    possible = [act for known, act in TABLE if known is state]
    vi, en = (", ".join(_ACT_LABELS[one][n] for one in possible) for n in (0, 1))
    raise WrongState(
        f"Văn bản {STATE_LABELS[state][0]} nên không thể {_ACT_LABELS[act][0]}; có thể: {vi}.",
        message_en=f"The paper is {STATE_LABELS[state][1]}: it cannot be "
        f"{_ACT_LABELS[act][1]}; possible: {en}.",
    )
