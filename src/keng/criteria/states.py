"""The states of an assessment and the acts that move it: one table, no Django.

Draft (tự chấm), submitted (đã trình), returned (trả lại kèm câu hỏi), reviewed (hội đồng đã thống
nhất), decided (đã có quyết định), withdrawn (đã rút đăng ký). What was decided changes only by
another decision, which reopens it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from keng.kernel.errors import WrongState


class State(StrEnum):
    """Where an assessment stands between the unit and the decision."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    REVIEWED = "reviewed"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What somebody wants to do with an assessment."""

    WRITE = "write"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    RETURN = "return"
    CHECK = "check"
    MARK = "mark"
    REVIEW = "review"
    DECIDE = "decide"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    REJOIN = "rejoin"


TABLE: Final[dict[tuple[State, Act], State]] = {
    (State.DRAFT, Act.WRITE): State.DRAFT,
    (State.DRAFT, Act.SUBMIT): State.SUBMITTED,
    (State.DRAFT, Act.WITHDRAW): State.WITHDRAWN,
    (State.RETURNED, Act.WRITE): State.RETURNED,
    (State.RETURNED, Act.SUBMIT): State.SUBMITTED,
    (State.RETURNED, Act.CHECK): State.RETURNED,
    (State.RETURNED, Act.WITHDRAW): State.WITHDRAWN,
    (State.SUBMITTED, Act.TAKE_BACK): State.DRAFT,
    (State.SUBMITTED, Act.RETURN): State.RETURNED,
    (State.SUBMITTED, Act.CHECK): State.SUBMITTED,
    (State.SUBMITTED, Act.MARK): State.SUBMITTED,
    (State.SUBMITTED, Act.REVIEW): State.REVIEWED,
    (State.SUBMITTED, Act.WITHDRAW): State.WITHDRAWN,
    (State.REVIEWED, Act.RETURN): State.RETURNED,
    (State.REVIEWED, Act.CHECK): State.REVIEWED,
    (State.REVIEWED, Act.DECIDE): State.DECIDED,
    (State.DECIDED, Act.REOPEN): State.REVIEWED,
    (State.WITHDRAWN, Act.REJOIN): State.DRAFT,
}
STATE_LABELS: Final[dict[State, tuple[str, str]]] = {
    State.DRAFT: ("đang tự chấm", "being assessed by the unit"),
    State.SUBMITTED: ("đã trình", "submitted"),
    State.RETURNED: ("bị trả lại", "returned"),
    State.REVIEWED: ("đã thẩm định xong", "reviewed"),
    State.DECIDED: ("đã có quyết định", "decided"),
    State.WITHDRAWN: ("đã rút đăng ký", "withdrawn"),
}
ACT_LABELS: Final[dict[Act, tuple[str, str]]] = {
    Act.WRITE: ("sửa hồ sơ", "change the assessment"),
    Act.SUBMIT: ("trình", "submit"),
    Act.TAKE_BACK: ("lấy lại để sửa", "take back"),
    Act.RETURN: ("trả lại", "return"),
    Act.CHECK: ("ghi kiểm tra tại chỗ", "record an on-site check"),
    Act.MARK: ("chấm", "mark"),
    Act.REVIEW: ("thống nhất kết quả thẩm định", "agree the marks"),
    Act.DECIDE: ("quyết định", "decide"),
    Act.REOPEN: ("mở lại bằng quyết định khác", "reopen by another decision"),
    Act.WITHDRAW: ("rút đăng ký", "withdraw"),
    Act.REJOIN: ("đăng ký lại", "register again"),
}
WITH_THE_UNIT: Final = frozenset({State.DRAFT, State.RETURNED})
WITH_THE_DECIDER: Final = frozenset({State.SUBMITTED, State.REVIEWED})


def next_state(state: State, act: Act) -> State:
    """The state after an act; WrongState with what is possible instead."""
    if (state, act) in TABLE:
        return TABLE[state, act]
    possible = open_acts(state)
    vi, en = (", ".join(ACT_LABELS[one][n] for one in possible) for n in (0, 1))
    raise WrongState(
        f"Hồ sơ {STATE_LABELS[state][0]} nên không thể {ACT_LABELS[act][0]}; có thể: {vi}.",
        message_en=f"The assessment is {STATE_LABELS[state][1]}: it cannot "
        f"{ACT_LABELS[act][1]}; possible: {en}.",
    )


def open_acts(state: State) -> tuple[Act, ...]:
    """What can be done in a state."""
    return tuple(act for known, act in TABLE if known is state)
