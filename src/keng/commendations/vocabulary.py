"""The words of the room: states of a proposal, votes, rules that can be answered. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from keng.kernel.errors import WrongState

REGISTER: Final = "commendations"
BREAKDOWN: Final = "award"


class Recipient(StrEnum):
    """Who is commended: a group (a unit, an initiative, a named collective) or a person."""

    GROUP = "group"
    PERSON = "person"


class State(StrEnum):
    """How far a proposal has come."""

    PROPOSED = "proposed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    DECIDED = "decided"
    REVOKED = "revoked"


class Act(StrEnum):
    """What can be done with a proposal."""

    CHANGE = "change"
    RETURN = "return"
    WITHDRAW = "withdraw"
    VOTE = "vote"
    DECLINE = "decline"
    DECIDE = "decide"
    REVOKE = "revoke"


class Choice(StrEnum):
    """A vote of a member of the council."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class RuleName(StrEnum):
    """What the programme may leave open and the level above answers.

    The numbers are years, awards in a year, parts of a hundred; MAY_DECIDE is 1 where a paper lets
    the unit decide the award, SEVERAL 1 where one achievement may be commended more than once.
    """

    YEARS_BETWEEN = "years_between"
    QUOTA = "quota"
    QUORUM = "quorum"
    IN_FAVOUR = "in_favour"
    IN_FAVOUR_OF_VOTES = "in_favour_of_votes"
    MAY_DECIDE = "may_decide"
    SEVERAL = "several"


OF_AN_AWARD: Final = frozenset({RuleName.YEARS_BETWEEN, RuleName.QUOTA, RuleName.MAY_DECIDE})
OF_A_RECIPIENT: Final = frozenset({RuleName.QUOTA})
SHARES: Final = frozenset({RuleName.QUORUM, RuleName.IN_FAVOUR, RuleName.IN_FAVOUR_OF_VOTES})
YES_OR_NO: Final = frozenset({RuleName.MAY_DECIDE, RuleName.SEVERAL})

_NEXT: Final[Mapping[Act, Mapping[State, State]]] = {
    Act.CHANGE: {State.PROPOSED: State.PROPOSED, State.RETURNED: State.PROPOSED},
    Act.RETURN: {State.PROPOSED: State.RETURNED},
    Act.WITHDRAW: {State.PROPOSED: State.WITHDRAWN, State.RETURNED: State.WITHDRAWN},
    Act.VOTE: {State.PROPOSED: State.PROPOSED},
    Act.DECLINE: {State.PROPOSED: State.DECLINED},
    Act.DECIDE: {State.PROPOSED: State.DECIDED},
    Act.REVOKE: {State.DECIDED: State.REVOKED},
}
_STATES: Final[Mapping[State, tuple[str, str]]] = {
    State.PROPOSED: ("đang đề nghị", "proposed"),
    State.RETURNED: ("đã trả lại để bổ sung", "returned"),
    State.WITHDRAWN: ("đã rút đề nghị", "withdrawn"),
    State.DECLINED: ("không khen", "declined"),
    State.DECIDED: ("đã có quyết định", "decided"),
    State.REVOKED: ("đã hủy quyết định", "revoked"),
}


def next_state(state: State, act: Act) -> State:
    """The state after the act; WrongState with the present one where it cannot be done."""
    found = _NEXT[act].get(state)
    if found is None:
        vi, en = _STATES[state]
        raise WrongState(
            f"Đề nghị này {vi} nên không làm được việc này; hãy tải lại trang.",
            message_en=f"The proposal is {en}: this cannot be done; load the page again.",
        )
    return found


def may_act(state: State, act: Act) -> bool:
    """Whether the act is open in the state."""
    return state in _NEXT[act]
