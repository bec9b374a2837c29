"""Self-management groups, their activity and the events of a programme: the kinds, as data.

Which kinds a locality has, what is asked of each and which indicators they fill is the programme's
matter. How long a group may be silent before it exists "on paper only" is a number that a law or an
order sets: where none was found it is null, and the level above is asked (decision 0241).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from keng.packs.schema.texts import Code, Line, Part, Source, Text


class Equipment(Part):
    """Something that a group has and that is counted; `fills` is the stock that it adds to."""

    code: Code
    label: Text
    unit: Line
    fills: Code | None = None


class GroupKind(Part):
    """A kind of self-management group ("loại mô hình").

    `equipment` are the codes asked of such a group; `fills` are stocks to which each living group
    of the kind adds one, beside those that every group adds to.
    """

    code: Code
    label: Text
    equipment: tuple[Code, ...] = ()
    fills: tuple[Code, ...] = ()
    source: Source


class ActivityKind(Part):
    """Something that a group does. `photos: false` where a picture could show a person's case."""

    code: Code
    label: Text
    photos: bool = True


class Grade(Part):
    """A result of the yearly review, best first."""

    code: Code
    label: Text


class Question(Part):
    """A number that is asked of an event, and the indicators that it adds to."""

    code: Code
    label: Text
    unit: Line
    fills: tuple[Code, ...]


class EventKind(Part):
    """A kind of event: campaign day, session, broadcast, signing of commitments.

    `each` are indicators to which one event adds one; `asks` the numbers that are entered with it;
    `reaches` is an indicator of how many different villages such events took place in this year.
    """

    code: Code
    label: Text
    each: tuple[Code, ...] = ()
    asks: dict[Code, Question] = {}
    reaches: Code | None = None
    photos: bool = True


class Counted(Part):
    """Which indicator each count of the register of groups fills; None where there is none."""

    alive: Code | None = None
    new: Code | None = None
    replicated: Code | None = None
    dissolved: Code | None = None
    recognised: Code | None = None
    on_paper: Code | None = None
    points: Code | None = None
    members: Code | None = None


class OnPaper(Part):
    """When a group exists on paper only: months without activity, without a review, no dossier.

    Null is "nobody has said so": the level above is asked, and nothing is guessed until then.
    """

    activity_months: Annotated[int, Field(ge=1, le=60)] | None
    review_months: Annotated[int, Field(ge=1, le=60)] | None
    needs_dossier: bool | None
    source: Source


class Initiatives(Part):
    """All that the programme says about self-management groups and events."""

    kinds: dict[Code, GroupKind] = {}
    equipment: dict[Code, Equipment] = {}
    activities: dict[Code, ActivityKind] = {}
    grades: dict[Code, Grade] = {}
    events: dict[Code, EventKind] = {}
    counted: Counted = Counted()
    on_paper: OnPaper = OnPaper(
        activity_months=None,
        review_months=None,
        needs_dossier=None,
        source=Source(sure="unverified"),
    )
    asked: tuple[Text, ...] = Field(default=(), description="questions that a person must answer")
