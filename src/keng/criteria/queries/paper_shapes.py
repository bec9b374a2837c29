"""What the papers of a run are written from. Pure: no Django, no row, nothing of a single person.

A paper travels further than a screen, so what stands here is what everybody may read: attested
clauses are told by their group, and small totals of people carry no number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.packs.schema import Act


@dataclass(frozen=True)
class Occasion:
    """What every paper of a run says first: by which law, for which year, who decides for whom.

    `act` is None where the set names no act of the programme. `asked` is what nobody has confirmed
    about the set. `is_illustrative` tells that invented figures stand behind it.
    """

    run_id: int
    set_code: str
    title: str
    year: int
    first: date
    last: date
    act: Act | None
    place: str
    decider_id: int
    delegated_by: str
    delegation_basis: str
    classes: Mapping[str, str]
    years_counted: bool
    asked: tuple[str, ...]
    is_illustrative: bool


@dataclass(frozen=True)
class PaperLine:
    """One unit on the list of a paper; `class_label` is "" where the set knows no classes."""

    unit_id: int
    unit: str
    result: str
    class_label: str
    score: Decimal | None
    met: int
    applicable: int
    years: int
    reasons: tuple[str, ...] = ()
    minutes: str = ""


@dataclass(frozen=True)
class PaperMember:
    """A member of the council: a post and the unit where it is held, never a name."""

    post: str
    unit: str
    is_chair: bool
    stepped_aside_for: tuple[str, ...]


@dataclass(frozen=True)
class RunPaper:
    """A run as its minutes and its proposal tell it."""

    occasion: Occasion
    members: tuple[PaperMember, ...]
    lines: tuple[PaperLine, ...]
    left_out: tuple[tuple[str, str], ...]
    in_scope: int


@dataclass(frozen=True)
class DecisionPaper:
    """A decision as it was frozen. `about` names the decision that it changes ("" for none)."""

    occasion: Occasion
    decision_id: int
    kind: str
    number: int | None
    symbol: str
    on: date
    authority: str
    signer_post: str
    about: str
    reason: str
    lines: tuple[PaperLine, ...]


@dataclass(frozen=True)
class PaperFigure:
    """A figure that a verdict read. `shown` stands in the place of a value that is held back."""

    time: str
    cell: CellKey
    label: str
    counted_in: str
    period: Period
    value: Decimal | None
    digits: int
    status: str
    shown: str


@dataclass(frozen=True)
class ResultRow:
    """One criterion in the report of results, or all attested clauses of a group in one row.

    `facts` are what the unit typed where no indicator tells it, as label and value.
    """

    code: str
    title: str
    clause: str
    group: str
    outcome: str
    expected: bool
    points: Decimal | None
    figures: tuple[PaperFigure, ...]
    facts: tuple[tuple[str, str], ...]
    evidence: tuple[str, ...]
    said: str
    to_change: tuple[str, ...]
    counts_for: int = 1


@dataclass(frozen=True)
class ResultsPaper:
    """The results of one unit, criterion by criterion."""

    occasion: Occasion
    assessment_id: int
    unit_id: int
    unit_key: str
    unit: str
    rows: tuple[ResultRow, ...]
    met: int
    applicable: int
    asked: tuple[str, ...]
    tally: Mapping[str, Mapping[str, int]]
