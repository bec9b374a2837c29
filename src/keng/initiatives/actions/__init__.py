"""What may be written into the registers of groups and events."""

from __future__ import annotations

from keng.initiatives.actions.events import NewEvent, hold_event, withdraw_event
from keng.initiatives.actions.following import follow_succession
from keng.initiatives.actions.founding import (
    Described,
    NewGroup,
    change_group,
    dissolve_group,
    found_group,
    found_groups,
    move_group,
    take_up_again,
)
from keng.initiatives.actions.living import (
    NewActivity,
    acknowledge_group,
    log_activity,
    review_group,
    withdraw_acknowledgement,
    withdraw_activity,
    withdraw_review,
)
from keng.initiatives.actions.posting import begin_register, keep_up, repost
from keng.initiatives.actions.ruling import answer_rule

__all__ = [
    "Described",
    "NewActivity",
    "NewEvent",
    "NewGroup",
    "acknowledge_group",
    "answer_rule",
    "begin_register",
    "change_group",
    "dissolve_group",
    "follow_succession",
    "found_group",
    "found_groups",
    "hold_event",
    "keep_up",
    "log_activity",
    "move_group",
    "repost",
    "review_group",
    "take_up_again",
    "withdraw_acknowledgement",
    "withdraw_activity",
    "withdraw_event",
    "withdraw_review",
]
