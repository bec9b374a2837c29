"""What the questions about committees and coordination answer with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from keng.papers.queries import PaperHead
from keng.planning.queries.shapes import TaskLine
from keng.steering.turns import Turn


@dataclass(frozen=True)
class Coverage:
    """Which units below a committee's unit somebody oversees; `missing` by level, then by name."""

    expected: int
    missing: Sequence[tuple[int, str, str]]  # id, full name, level

    @property
    def covered(self) -> int:
        """How many units somebody oversees."""
        return self.expected - len(self.missing)

    @property
    def by_level(self) -> Mapping[str, int]:
        """How many are missing of each level."""
        counted: dict[str, int] = {}
        for _id, _name, level in self.missing:
            counted[level] = counted.get(level, 0) + 1
        return counted


@dataclass(frozen=True)
class CommitteeHead:
    """A committee in a list. `late` are conclusions whose task is late on the day."""

    id: int
    unit_id: int
    unit_name: str
    name: str
    rhythm: str
    since: date | None
    until: date | None
    illustrative: bool
    revision: int
    seats: int
    coverage: Coverage
    last_met: date | None
    next_meeting: date | None
    open: int
    late: int

    def is_over(self, on: date) -> bool:
        """Whether it has ended by the day."""
        return self.until is not None and self.until <= on


@dataclass(frozen=True)
class ActLine:
    """A paper about a committee; `paper` is None where the reader may not see it."""

    id: int
    kind: str
    on: date
    paper: PaperHead | None
    withdrawn_why: str


@dataclass(frozen=True)
class OversightLine:
    """What a member oversees, or oversaw: a unit or a group."""

    id: int
    unit_id: int | None
    group_id: int | None
    name: str
    since: date
    until: date | None


@dataclass(frozen=True)
class SeatLine:
    """A member by post, and what it oversees now and oversaw before."""

    id: int
    post: str
    place: str
    body: str
    account_id: int | None
    since: date
    until: date | None
    oversees: Sequence[OversightLine]
    oversaw: Sequence[OversightLine]


@dataclass(frozen=True)
class MeetingLine:
    """A meeting in a list, with how many conclusions it has and how many of them are late."""

    id: int
    kind: str
    state: str
    day: date
    covers: date | None
    conclusions: int
    late: int


@dataclass(frozen=True)
class CommitteeView:
    """One committee whole, on a day."""

    head: CommitteeHead
    acts: Sequence[ActLine]
    seats: Sequence[SeatLine]
    former: Sequence[SeatLine]
    meetings: Sequence[MeetingLine]
    turns: Sequence[Turn]
    below: Sequence[tuple[int, str]]
    groups: Sequence[tuple[int, str]]
    may_write: bool
    reads_minutes: bool


@dataclass(frozen=True)
class ConclusionLine:
    """A conclusion and, where it is one, the task that it became."""

    id: int
    n: int
    text: str
    body: str
    due_on: date | None
    task: TaskLine | None
    withdrawn_why: str


@dataclass(frozen=True)
class EarlierMinutes:
    """What minutes said before they were written anew."""

    agenda: str
    minutes: str
    at: datetime
    account_id: int | None


@dataclass(frozen=True)
class MeetingView:
    """One meeting whole. `committee_id` or `cooperation_id` says whose it is."""

    line: MeetingLine
    committee_id: int | None
    cooperation_id: int | None
    owner_name: str
    unit_id: int
    unit_name: str
    illustrative: bool
    agenda: str
    minutes: str
    off_why: str
    paper: PaperHead | None
    present: Sequence[tuple[int, str]]
    may_be_present: Sequence[tuple[int, str]]
    conclusions: Sequence[ConclusionLine]
    earlier: Sequence[EarlierMinutes]
    plans: Sequence[tuple[int, str, str]]  # id, title, state
    bodies: Sequence[str]
    revision: int
    may_write: bool


@dataclass(frozen=True)
class TermLine:
    """A signed term; `paper` is None where the reader may not see it."""

    id: int
    first: date
    last: date | None
    paper: PaperHead | None
    withdrawn_why: str


@dataclass(frozen=True)
class PartnerLine:
    """A partner, and whether it takes part on the day."""

    id: int
    unit_id: int | None
    name: str
    since: date
    until: date | None
    takes_part: bool


@dataclass(frozen=True)
class CooperationHead:
    """A programme of coordination in a list. `missed` counts turns of the year without meeting."""

    id: int
    unit_id: int
    unit_name: str
    title: str
    rhythm: str
    reviews_half_year: bool
    reviews_year: bool
    state: str
    first: date
    last: date | None
    days_left: int | None
    stopped_on: date | None
    stopped_why: str
    illustrative: bool
    revision: int
    partners: int
    missed: int
    next_due: date | None
    met: int


@dataclass(frozen=True)
class OutcomeLine:
    """A result: whose it is, who took part, how much."""

    id: int
    indicator: str
    value: int
    first: date
    last: date
    partner: str
    together: Sequence[str]
    note: str
    withdrawn_why: str


@dataclass(frozen=True)
class Share:
    """What one partner has of one indicator: its own results, and how many it helped with."""

    own: int = 0
    rows: int = 0
    together: int = 0


@dataclass(frozen=True)
class OutcomeRow:
    """An indicator of the year: the total, each result once, and each partner's share.

    `reported` is the figure of the unit for the same year where there is one: results are part of
    it. `shown` replaces it where the reader must not see it.
    """

    indicator: str
    digits: int
    unit: str
    total: int
    shares: Mapping[int, Share]
    reported: int | None = None
    reported_digits: int = 0
    shown: str = ""
    period: str = ""

    @property
    def exceeds(self) -> bool:
        """Whether more was entered here than the unit reports: one of both is wrong."""
        return self.reported is not None and self.total > self.reported


@dataclass(frozen=True)
class CooperationView:
    """One programme of coordination whole, for a year."""

    head: CooperationHead
    year: int
    terms: Sequence[TermLine]
    partners: Sequence[PartnerLine]
    turns: Sequence[Turn]
    meetings: Sequence[MeetingLine]
    table: Sequence[OutcomeRow]
    outcomes: Sequence[OutcomeLine]
    may_write: bool
    counts: Mapping[str, int] = field(default_factory=dict)
