"""What judging takes and gives: claims, figures, children in; verdicts with their steps out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from keng.kernel.figures import CellKey
from keng.kernel.periods import Language
from keng.rules.evaluation import Value

Days = tuple[date, date]  # first and last day, both included


class Outcome(StrEnum):
    """What a criterion comes to for a unit."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"  # something that it needs is not known: `missing` lists it
    WAITING = "waiting"  # it hangs on others (children, another set) or on a confirmation


class Result(StrEnum):
    """What a set comes to for a unit."""

    RECOGNISED = "recognised"
    NOT_RECOGNISED = "not_recognised"
    WAITING = "waiting"
    UNDECIDABLE = "undecidable"  # it needs what nobody knows: the law's unknowns are asked for


class ChildState(StrEnum):
    """Where a managed unit stands."""

    NOT_YET = "not_yet"  # has not registered and still may
    UNREGISTERED = "unregistered"  # has not registered and no longer may
    UNDECIDED = "undecided"  # registered; nothing decided yet
    RECOGNISED = "recognised"
    REFUSED = "refused"  # registered; decided and not recognised


class Words(NamedTuple):
    """A sentence in both languages."""

    vi: str
    en: str

    def of(self, language: Language) -> str:
        """The sentence in one language."""
        return self.vi if language == "vi" else self.en


class Step(NamedTuple):
    """One step of a verdict as a person reads it: what, and what it came to.

    `small` marks a total of people: who may not see it gets `<5` from the room that decides what
    anyone may see, never from here. `source` is the place in the law, where there is one.
    """

    what: Words
    value: Words | None = None
    small: bool = False
    source: str | None = None


class Use(NamedTuple):
    """A figure that a verdict read: a correction of it reopens the verdict."""

    cell: CellKey
    time: str  # "now" or "last_year"
    value: int | None
    small: bool


class Missing(NamedTuple):
    """What a verdict lacks: kind is figure, fact, claim, parameter, law, days, children, set."""

    kind: str
    code: str
    words: Words


class Child(NamedTuple):
    """A unit that the judged one manages, as a set sees it."""

    unit: str
    level: str
    set: str
    state: ChildState


@dataclass(frozen=True)
class Claim:
    """What a person said about one criterion; None = nothing yet.

    `met` for attestations (and for `attested` beside a rule), `occurred` with `exception` and its
    written `reason` for what must not happen, `done` of a checklist, `points` given by a person.
    """

    met: bool | None = None
    occurred: bool | None = None
    exception: str | None = None
    reason: str | None = None
    done: frozenset[str] | None = None
    points: Decimal | None = None
    applicable: bool | None = None  # False with a reason: a person says "không áp dụng"


@dataclass(frozen=True)
class Given:
    """What another set gave the same unit: its result and class."""

    result: Result
    in_class: str | None = None


@dataclass(frozen=True)
class Case:
    """All that judging one unit for one year reads; nothing else enters a verdict.

    Figures are in the smallest unit of their indicator and belong to the window, or to the
    `substitute` of that number (from 0); then `unconfirmed` holds the days that it does not cover
    and that nobody has confirmed yet. `referred` are
    outcomes of criteria of other sets for this unit, by (set, criterion); `results` what other
    sets gave it, absent while they are undecided. `children` None = nobody has looked.
    """

    year: int
    now: Mapping[CellKey, int | None] = field(default_factory=dict)
    last_year: Mapping[CellKey, int | None] = field(default_factory=dict)
    facts: Mapping[str, Value | None] = field(default_factory=dict)
    params: Mapping[str, str | None] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    children: tuple[Child, ...] | None = None
    referred: Mapping[tuple[str, str], Outcome] = field(default_factory=dict)
    results: Mapping[str, Given] = field(default_factory=dict)
    substitute: int | None = None
    unconfirmed: tuple[Days, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """What a criterion comes to, why, on which figures, and what it lacks.

    `points` are given only where the criterion has points and they are known. `to_change` says
    what would have to be otherwise for it to be met; empty where it is.
    """

    criterion: str
    outcome: Outcome
    steps: tuple[Step, ...] = ()
    missing: tuple[Missing, ...] = ()
    uses: tuple[Use, ...] = ()
    points: Decimal | None = None
    exception: str | None = None
    to_change: tuple[Words, ...] = ()


@dataclass(frozen=True)
class ShareOutlook:
    """A share of children now, at best and at worst; `waiting_on` are the units still open."""

    counted: int
    among: int
    best: Outcome
    worst: Outcome
    outcome: Outcome
    waiting_on: tuple[str, ...]


@dataclass(frozen=True)
class History:
    """Results of the years before: `years` in a row up to last year, None = not known.

    `merged` marks a unit formed by a merger in those years: the set says what it may claim.
    """

    years: int | None = None
    classes: tuple[str, ...] = ()
    merged: bool = False


class Reason(NamedTuple):
    """Why a conclusion came out as it did: kind is criterion, gate, veto, years, points, law."""

    kind: str
    code: str
    words: Words
    hidden: bool = False  # attestation only: others than unit, superior and council see the group


@dataclass(frozen=True)
class Conclusion:
    """What the set comes to for a unit.

    `score` of `scale` where the set has points; `met` of `applicable` of `criteria` criteria;
    `in_class` where a class is known; `reasons` for the result; `to_change` for a better one;
    `asked` lists the unknowns of law that hold up the decision.
    """

    set: str
    result: Result
    met: int
    applicable: int
    criteria: int
    score: Decimal | None = None
    scale: Decimal | None = None
    in_class: str | None = None
    reasons: tuple[Reason, ...] = ()
    to_change: tuple[Words, ...] = ()
    asked: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A unit on the list of one decider, before quotas; `key` is stable and breaks last ties."""

    key: str
    conclusion: Conclusion
    years: int = 0
    group_scores: Mapping[str, Decimal] = field(default_factory=dict)
    points: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Placed:
    """A unit on the ranked list: its final class, and the quota that lowered it, if one did.

    `tied_with` are units that every tie-break of the set left equal at a quota's border: a person
    decides between them; the order by key is only for a stable print.
    """

    key: str
    rank: int
    in_class: str | None
    result: Result
    lowered_by: str | None = None
    tied_with: tuple[str, ...] = ()
