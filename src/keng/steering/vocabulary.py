"""The closed lists of committees and of coordination. Pure: no Django."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """What a paper does with a committee."""

    SET_UP = "set_up"
    RENEWED = "renewed"
    RULES = "rules"  # rules of work
    ENDED = "ended"


class Place(StrEnum):
    """The place of a post in a committee, in the order in which members are listed."""

    HEAD = "head"
    STANDING_DEPUTY = "standing_deputy"
    DEPUTY = "deputy"
    MEMBER = "member"
    SECRETARY = "secretary"


PLACES = {place.value: n for n, place in enumerate(Place)}
"""The rank of each place, the head first."""


class Rhythm(StrEnum):
    """How often there is a meeting, as rules of work or a signed paper say; `none` = not said."""

    NONE = "none"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"


class MeetingKind(StrEnum):
    """What a meeting is. A review belongs to a half year or a year."""

    REGULAR = "regular"
    EXTRA = "extra"
    HALF_YEAR = "half_year"
    YEAR = "year"


class MeetingState(StrEnum):
    """Whether a meeting is still to come, was held, or was called off with a reason."""

    CALLED = "called"
    HELD = "held"
    CALLED_OFF = "called_off"


class Register(StrEnum):
    """The registers of the room that can fill forms, as the programme names them."""

    COMMITTEES = "committees"
    COORDINATION = "coordination"


REVIEWS = frozenset({MeetingKind.HALF_YEAR, MeetingKind.YEAR})
"""The kinds of meeting that look back on a half year or a year."""


class TermState(StrEnum):
    """How a programme of coordination stands on a day."""

    COMING = "coming"
    RUNNING = "running"
    ENDING = "ending"
    OVER = "over"
    STOPPED = "stopped"
