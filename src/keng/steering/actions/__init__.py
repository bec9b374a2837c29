"""Everything that changes committees and coordination: one door for screens, API and commands."""

from __future__ import annotations

from keng.steering.actions.committees import (
    NewCommittee,
    add_act,
    change_committee,
    set_up_committee,
    withdraw_act,
)
from keng.steering.actions.conclusions import (
    ConclusionGiven,
    TaskWanted,
    add_conclusion,
    make_task,
    withdraw_conclusion,
)
from keng.steering.actions.cooperations import (
    NewCooperation,
    add_partner,
    change_cooperation,
    end_partner,
    extend_cooperation,
    sign_cooperation,
    stop_cooperation,
    withdraw_term,
)
from keng.steering.actions.meetings import (
    MeetingGiven,
    call_off,
    enter_committee_meeting,
    enter_cooperation_meeting,
    file_minutes,
    write_minutes,
)
from keng.steering.actions.outcomes import OutcomeGiven, add_outcome, withdraw_outcome
from keng.steering.actions.posting import begin_register, keep_up, repost
from keng.steering.actions.seats import NewSeat, add_seat, assign, end_oversight, end_seat

__all__ = [
    "ConclusionGiven",
    "MeetingGiven",
    "NewCommittee",
    "NewCooperation",
    "NewSeat",
    "OutcomeGiven",
    "TaskWanted",
    "add_act",
    "add_conclusion",
    "add_outcome",
    "add_partner",
    "add_seat",
    "assign",
    "begin_register",
    "call_off",
    "change_committee",
    "change_cooperation",
    "end_oversight",
    "end_partner",
    "end_seat",
    "enter_committee_meeting",
    "enter_cooperation_meeting",
    "extend_cooperation",
    "file_minutes",
    "keep_up",
    "make_task",
    "repost",
    "set_up_committee",
    "sign_cooperation",
    "stop_cooperation",
    "withdraw_act",
    "withdraw_conclusion",
    "withdraw_outcome",
    "withdraw_term",
    "write_minutes",
]
