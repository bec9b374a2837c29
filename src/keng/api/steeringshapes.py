"""What travels of committees and coordination."""

from __future__ import annotations

from datetime import date

from ninja import Schema


class CommitteeOut(Schema):
    """A steering committee; `missing` are the units below that nobody oversees on the day."""

    id: int
    unit: str
    name: str
    rhythm: str
    since: date | None
    until: date | None
    illustrative: bool
    seats: int
    expected: int
    missing: list[str]
    last_met: date | None
    next_meeting: date | None
    open_conclusions: int
    late_conclusions: int


class ActOut(Schema):
    """A paper about a committee; `paper_id` is null where the reader may not see it."""

    kind: str
    on: date
    paper_id: int | None
    withdrawn: bool


class SeatOut(Schema):
    """A member by post and what it oversees."""

    post: str
    place: str
    body: str
    since: date
    until: date | None
    oversees: list[str]


class MeetingHeadOut(Schema):
    """A meeting in a list. `covers` is the last day of the half year or year of a review."""

    id: int
    kind: str
    state: str
    day: date
    covers: date | None
    conclusions: int
    late: int


class TurnOut(Schema):
    """A month, quarter, half year or year that asks for a meeting, and how it stands."""

    kind: str
    first: date
    last: date
    standing: str
    held_on: date | None


class CommitteeDetailOut(Schema):
    """One committee whole. Meetings and turns are empty for who may not read minutes."""

    committee: CommitteeOut
    acts: list[ActOut]
    seats: list[SeatOut]
    former: list[SeatOut]
    meetings: list[MeetingHeadOut]
    turns: list[TurnOut]


class ConclusionOut(Schema):
    """A conclusion; `task_state` and `task_due` are those of the task that it became."""

    id: int
    text: str
    body: str
    due_on: date | None
    task_id: int | None
    task_state: str
    task_due: date | None
    task_is_late: bool
    withdrawn: bool


class MeetingOut(Schema):
    """One meeting whole."""

    meeting: MeetingHeadOut
    owner: str
    unit: str
    agenda: str
    minutes: str
    present: list[str]
    paper_id: int | None
    conclusions: list[ConclusionOut]


class CooperationOut(Schema):
    """A programme of coordination; `missed` counts turns of the year without a meeting."""

    id: int
    unit: str
    title: str
    state: str
    first: date
    last: date | None
    days_left: int | None
    rhythm: str
    illustrative: bool
    partners: int
    met: int
    missed: int
    next_due: date | None


class PartnerOut(Schema):
    """A partner of a programme."""

    id: int
    name: str
    since: date
    until: date | None


class ShareOut(Schema):
    """What one partner has of one indicator: its own results, and how often it took part."""

    partner_id: int
    own: str
    together: int


class OutcomeOut(Schema):
    """An indicator of a year: the total, each result once; `reported` is the unit's own figure."""

    indicator: str
    unit: str
    total: str
    reported: str | None
    shares: list[ShareOut]


class CooperationDetailOut(Schema):
    """One programme whole, for a year."""

    cooperation: CooperationOut
    year: int
    partners: list[PartnerOut]
    meetings: list[MeetingHeadOut]
    turns: list[TurnOut]
    outcomes: list[OutcomeOut]
