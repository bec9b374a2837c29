"""The states of a submission and the acts that move it: one table, no Django (semantics 18).

Draft, submitted, returned, accepted, locked (chốt), reopened with a reason. What is not in the
table is refused. There is no recall: a submission that was handed in comes back only when the
level above returns it, so that what was seen there cannot vanish (decision 0040).
"""

from __future__ import annotations

from enum import StrEnum

from keng.kernel.errors import WrongState


class State(StrEnum):
    """Where a submission stands between the unit and the level above."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    LOCKED = "locked"
    REOPENED = "reopened"


class Act(StrEnum):
    """What somebody wants to do with a submission."""

    ENTER = "enter"
    SUBMIT = "submit"
    RETURN = "return"
    ACCEPT = "accept"
    LOCK = "lock"
    REOPEN = "reopen"
    ADJUST = "adjust"
    POST = "post"


TABLE: dict[tuple[State, Act], State] = {
    (State.DRAFT, Act.ENTER): State.DRAFT,
    (State.DRAFT, Act.SUBMIT): State.SUBMITTED,
    (State.DRAFT, Act.POST): State.DRAFT,
    (State.SUBMITTED, Act.RETURN): State.RETURNED,
    (State.SUBMITTED, Act.ACCEPT): State.ACCEPTED,
    (State.SUBMITTED, Act.POST): State.SUBMITTED,
    (State.RETURNED, Act.ENTER): State.RETURNED,
    (State.RETURNED, Act.SUBMIT): State.SUBMITTED,
    (State.RETURNED, Act.POST): State.RETURNED,
    (State.ACCEPTED, Act.LOCK): State.LOCKED,
    (State.ACCEPTED, Act.REOPEN): State.REOPENED,
    (State.ACCEPTED, Act.ADJUST): State.ACCEPTED,
    (State.ACCEPTED, Act.POST): State.ACCEPTED,
    (State.LOCKED, Act.REOPEN): State.REOPENED,
    (State.LOCKED, Act.ADJUST): State.LOCKED,
    (State.REOPENED, Act.ENTER): State.REOPENED,
    (State.REOPENED, Act.SUBMIT): State.SUBMITTED,
    (State.REOPENED, Act.POST): State.REOPENED,
}

EDITABLE = frozenset({State.DRAFT, State.RETURNED, State.REOPENED})
"""The unit may change its figures."""
COUNTED = frozenset({State.ACCEPTED, State.LOCKED})
"""The figures count in the consolidation of the levels above."""
PREVIEWED = COUNTED | {State.SUBMITTED}
"""What a preview marked DỰ THẢO may show (semantics 13)."""
OWING = frozenset({State.DRAFT, State.RETURNED, State.REOPENED})
"""The level above still waits for the unit to hand it in."""

STATE_LABELS: dict[State, tuple[str, str]] = {
    State.DRAFT: ("đang nhập", "draft"),
    State.SUBMITTED: ("đã nộp", "submitted"),
    State.RETURNED: ("bị trả lại", "returned"),
    State.ACCEPTED: ("đã tiếp nhận", "accepted"),
    State.LOCKED: ("đã chốt", "locked"),
    State.REOPENED: ("được mở lại", "reopened"),
}
_ACT_LABELS: dict[Act, tuple[str, str]] = {
    Act.ENTER: ("sửa số liệu", "change figures"),
    Act.SUBMIT: ("nộp", "submit"),
    Act.RETURN: ("trả lại", "return"),
    Act.ACCEPT: ("tiếp nhận", "accept"),
    Act.LOCK: ("chốt số liệu", "lock"),
    Act.REOPEN: ("mở lại", "reopen"),
    Act.ADJUST: ("điều chỉnh", "adjust"),
    Act.POST: ("ghi số từ sổ theo dõi", "post from a register"),
}


def next_state(state: State | str, act: Act | str) -> State:
    """The state after the act; WrongState, naming what may be done instead, if it is not open."""
    state, act = State(state), Act(act)
    after = TABLE.get((state, act))
    if after is None:
        raise WrongState(_refusal(state, act, 0), message_en=_refusal(state, act, 1))
    return after


def open_acts(state: State | str) -> tuple[Act, ...]:
    """The acts that the state permits, in the order of `Act`."""
    return tuple(act for act in Act if (State(state), act) in TABLE)


def _refusal(state: State, act: Act, language: int) -> str:
    """The sentence in Vietnamese (0) or English (1); a person does not post, so it is left out."""
    label, wanted = STATE_LABELS[state][language], _ACT_LABELS[act][language]
    choices = [_ACT_LABELS[other][language] for other in open_acts(state) if other != Act.POST]
    if language == 0:
        return f"Biểu số liệu {label} nên không thể {wanted}. Việc làm được: {', '.join(choices)}."
    return f"The submission is {label}: cannot {wanted}. What can be done: {', '.join(choices)}."
