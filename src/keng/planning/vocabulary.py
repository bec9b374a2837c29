"""The states, rhythms and kinds of a plan. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from keng.kernel.errors import WrongState


class State(StrEnum):
    """How far a plan is: written, in force, over."""

    DRAFT = "draft"
    ISSUED = "issued"
    CLOSED = "closed"


class TaskState(StrEnum):
    """Whether a task is still to be done. A dropped one keeps its reason."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Rhythm(StrEnum):
    """How often a task is done. `always` has no day of its own."""

    ONCE = "once"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    ALWAYS = "always"


class Aim(StrEnum):
    """From which side a target is met."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    DIRECTION = "direction"  # "giảm so với năm trước", without a number


class Outcome(StrEnum):
    """What a result says of its task."""

    DONE = "done"
    PARTLY = "partly"
    REOPENED = "reopened"


class Verdict(StrEnum):
    """What a person made of something read out of a file."""

    WAITING = "waiting"
    TAKEN = "taken"
    REFUSED = "refused"


class Read(StrEnum):
    """What was read out of a file."""

    TASK = "task"
    TARGET = "target"
    DUTY = "duty"


_STATE_WORDS: Final = {
    State.DRAFT: ("đang soạn", "a draft"),
    State.ISSUED: ("đã ban hành", "in force"),
    State.CLOSED: ("đã kết thúc", "closed"),
}


def refuse_unless(state: State, *wanted: State) -> None:
    """Raise WrongState unless a plan is in one of the states."""
    if state not in wanted:
        vi, en = _STATE_WORDS[state]
        raise WrongState(
            f"Kế hoạch {vi} nên không làm việc này được.",
            message_en=f"The plan is {en}: this cannot be done.",
        )
