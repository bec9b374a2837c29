"""What the queries of the room answer with. Pure: no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from keng.criteria.states import State
from keng.kernel.figures import CellKey
from keng.packs.judging.vocabulary import Words
from keng.packs.schema.criteria import Criterion, Fact
from keng.packs.schema.criteria_sets import CriteriaSet


@dataclass(frozen=True)
class StepView:
    """One step as this reader may see it; `is_held` where a small total stands behind it."""

    what: Words
    value: Words | None
    source: str | None = None
    is_held: bool = False


@dataclass(frozen=True)
class EvidenceView:
    """A piece of evidence; `others` counts the criteria at which the same file stands too."""

    id: int
    criterion: str
    kind: str
    title: str
    sort: str
    size: int
    sha256: str
    n: int
    replaces: int | None
    paper_id: int | None
    registered_id: int | None
    link: str
    figure: CellKey | None
    figure_revision: int | None
    figure_moved: bool
    at: datetime
    account_id: int | None
    is_removed: bool
    is_replaced: bool
    others: int


@dataclass(frozen=True)
class QuestionView:
    """A question of the level above and its answer ("" while open)."""

    id: int
    criterion: str
    text: str
    at: datetime
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True)
class ClaimView:
    """What stands of a criterion as a person said it."""

    claim: str
    occurred: bool | None
    done: tuple[str, ...] | None
    exception: str
    exception_reason: str
    points: Decimal | None
    note: str
    stance: str
    explanation: str
    proposed: str
    revision: int
    at: datetime
    account_id: int | None


@dataclass(frozen=True)
class MovedView:
    """A figure that reads otherwise than when somebody looked, in the smallest unit.

    `time` is now or last_year. `is_held`: a small total that this reader does not see; both values
    are None then.
    """

    time: str
    cell: CellKey
    was: int | None
    now: int | None
    is_held: bool = False


@dataclass(frozen=True)
class CriterionView:
    """One criterion of one unit: what is asked, what was said, what Keng computes, what it lacks.

    `outcome` is what stands now: agreed by the council, else judged. `must_look` tells that a
    correction reopened what was said, with the figures in `moved`. `cells` are the figures that its
    rules read, as (time, cell): with any of them Keng proposes. `facts` are typed beside it.
    """

    criterion: Criterion
    claim: ClaimView | None
    outcome: str
    agreed: bool
    points: Decimal | None
    steps: tuple[StepView, ...]
    missing: tuple[Words, ...]
    to_change: tuple[Words, ...]
    evidence: tuple[EvidenceView, ...]
    questions: tuple[QuestionView, ...]
    moved: tuple[MovedView, ...]
    cells: tuple[tuple[str, CellKey], ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def must_look(self) -> bool:
        """Whether a person must look at the criterion again."""
        return bool(self.moved)


@dataclass(frozen=True)
class PassingView:
    """One step of the assessment from state to state."""

    act: str
    before: str
    after: str
    reason: str
    at: datetime
    account_id: int | None


@dataclass(frozen=True)
class VisitView:
    """An on-site check with its photos."""

    id: int
    on: date
    text: str
    at: datetime
    account_id: int | None
    photos: tuple[EvidenceView, ...]


@dataclass(frozen=True)
class AssessmentView:
    """One assessment as one reader may see it.

    `law` is the set as it holds for the run; `is_inside` whether the reader sees claims, evidence
    and questions, or outcomes only.
    """

    id: int
    run_id: int
    unit_id: int
    unit: str
    set_code: str
    set_title: Words
    year: int
    state: str
    state_label: Words
    revision: int
    registered_on: date
    for_whom: str
    duties: tuple[Mapping[str, object], ...]
    criteria: tuple[CriterionView, ...]
    facts: Mapping[str, int | bool | str | None]
    unconfirmed: tuple[tuple[date, date], ...]
    substituted: bool
    result: str
    in_class: str | None
    score: Decimal | None
    met: int
    applicable: int
    asked: tuple[Words, ...]
    to_change: tuple[Words, ...]
    questions: tuple[QuestionView, ...]
    visits: tuple[VisitView, ...]
    passings: tuple[PassingView, ...]
    acts: frozenset[str]
    decision_id: int | None
    unit_gone: bool
    law: CriteriaSet
    decider_id: int
    decider: str
    is_inside: bool
    days_confirmed: tuple[tuple[date, date], ...]


@dataclass(frozen=True)
class BoardRow:
    """One unit on the board of a run: how far it is, since when, and what it is stuck on."""

    unit_id: int
    unit: str
    assessment_id: int | None
    stage: str
    stage_label: Words
    since: datetime | None
    result: str
    met: int
    applicable: int
    moved: int
    questions: int
    stuck: Words | None


@dataclass(frozen=True)
class Board:
    """A run stage by stage; `counts` holds every stage, also those with nobody."""

    run_id: int
    set_code: str
    set_title: Words
    year: int
    decider_id: int
    decider: str
    delegated_by: str
    register_by: date | None
    decide_by: date | None
    counts: Mapping[str, int]
    rows: tuple[BoardRow, ...]
    conflicts: tuple[Words, ...]

    @property
    def is_decided(self) -> bool:
        """Whether a decision holds every dossier that was not taken back: nothing is due any more.

        Who never registered keeps no run open.
        """
        open_ones = set(State) - {State.DECIDED, State.WITHDRAWN}
        return bool(self.counts.get(State.DECIDED)) and not any(
            self.counts.get(state) for state in open_ones
        )


@dataclass(frozen=True)
class LineView:
    """One unit on a list: its result, class, place, and why."""

    assessment_id: int
    unit_id: int
    unit: str
    result: str
    in_class: str | None
    score: Decimal | None
    met: int
    applicable: int
    rank: int | None
    years: int
    reasons: tuple[Words, ...]
    to_change: tuple[Words, ...]
    lowered_by: str | None
    tied_with: tuple[str, ...]
    is_deciding: bool


@dataclass(frozen=True)
class OffTheList:
    """A unit that would not be on the list of a decision of today, and why."""

    unit_id: int
    unit: str
    assessment_id: int | None
    code: str
    why: Words


@dataclass(frozen=True)
class DraftView:
    """The list that a decision would hold today. `digest` goes back with `actions.decide`."""

    run_id: int
    digest: str
    lines: tuple[LineView, ...]
    left_out: tuple[OffTheList, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Mover:
    """A unit that another set, or another year, gives another result or class."""

    unit_id: int
    unit: str
    was: str
    was_class: str | None
    now: str
    now_class: str | None


@dataclass(frozen=True)
class DecisionView:
    """A decision as it was made. `moved` counts the units whose figures have changed since."""

    id: int
    run_id: int
    n: int
    kind: str
    about_id: int | None
    decider_id: int
    decider: str
    delegated: bool
    number: int | None
    symbol: str
    on: date
    authority: str
    signer_post: str
    reason: str
    map_on: date
    known_at: datetime
    digest: str
    lines: tuple[DecidedLine, ...]
    moved: int


@dataclass(frozen=True)
class DecidedLine:
    """What a decision says of a unit; `stands` is False once a later one says otherwise."""

    id: int
    assessment_id: int
    unit_id: int
    unit: str
    outcome: str
    class_code: str
    score: Decimal | None
    years: int
    stands: bool


@dataclass(frozen=True)
class WhyView:
    """Why a unit is, or is not, recognised; outsiders see only groups of attested clauses."""

    assessment_id: int
    unit: str
    set_title: Words
    year: int
    result: str
    in_class: str | None
    reasons: tuple[Words, ...]
    to_change: tuple[Words, ...]
    asked: tuple[Words, ...]
    is_public: bool
    appeals: tuple[AppealView, ...]


@dataclass(frozen=True)
class AppealView:
    """An appeal and its answer; `text` and `answer` are empty for outsiders."""

    id: int
    text: str
    at: datetime
    outcome: str
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True)
class YearView:
    """What a unit had in a year by a set; `by` the unit that had it, where it was a predecessor."""

    year: int
    set_code: str
    outcome: str
    class_code: str
    by: str
    source: str
    decision_id: int | None


@dataclass(frozen=True)
class MemberMarks:
    """One member's sheet for one unit; hidden marks are not in it."""

    member_id: int
    post: str
    is_chair: bool
    stepped_aside: bool
    has_finished: bool
    marks: Mapping[str, tuple[str, Decimal | None, str]]


@dataclass(frozen=True)
class MarkingSheet:
    """The council's sheet of one unit: all marks once open, else one's own only."""

    assessment_id: int
    unit: str
    turn: int
    is_open: bool
    own_member_id: int | None
    members: tuple[MemberMarks, ...]
    waiting_for: tuple[str, ...]
    differing: tuple[str, ...]
    criteria: tuple[str, ...]
