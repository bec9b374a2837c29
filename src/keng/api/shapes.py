"""What travels: figures as text in the natural unit ("664.49"), None where nothing is known."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal, TypedDict

from ninja import Field, Schema

from keng.kernel.actors import Actor


class Who(TypedDict):
    """Who acts and when, as actions and queries take it."""

    actor: Actor
    at: datetime


class UnitOut(Schema):
    """A unit on a day. `key` is ours and never changes; `code` is the official one of its day."""

    key: str
    level: str
    kind: str
    name: str
    full_name: str
    path: str
    code: str
    exists: bool


class StepOut(Schema):
    """Territory that passed from one unit to another."""

    predecessor: UnitOut
    successor: UnitOut
    on: date
    extent: str
    basis: str


class UnitDetailOut(Schema):
    """A unit with its neighbours in the tree and in time."""

    unit: UnitOut
    above: list[UnitOut]
    children: list[UnitOut]
    predecessors: list[StepOut]
    successors: list[StepOut]


class StretchOut(Schema):
    """What was true of a unit from one day until another (null: unknown since when, still is).

    `text` is the full name, or the name of the parent or manager.
    """

    text: str
    code: str
    first: date | None
    until: date | None
    basis: str


class UnitHistoryOut(Schema):
    """A unit through time: what it was called, under whom it stood, who managed it by act."""

    names: list[StretchOut]
    parents: list[StretchOut]
    managers: list[StretchOut]


class RoundOut(Schema):
    """A round (đợt báo cáo)."""

    id: int
    title: str
    form: str
    period: str
    cutoff_on: date
    due_on: date
    due_source: str
    is_open: bool


class StandingOut(Schema):
    """How far one unit has come with one submission."""

    submission: int
    unit: UnitOut
    form: str
    period: str
    state: str
    revision: int
    due_on: date | None
    first_submitted_on: date | None
    owes: bool
    is_late: bool
    days_late: int
    blocks: int
    warnings_open: int
    warnings_accepted: int
    cells_filled: int
    cells_total: int


class RoundStatusOut(Schema):
    """A round with every unit that the caller sees."""

    round: RoundOut
    units: list[StandingOut]


class CellOut(Schema):
    """One cell of a submission. `withheld`: there may be a figure, not for this caller."""

    cell: str
    label: str
    unit_of_measure: str
    digits: int
    value: str | None
    status: str
    note: str
    source: str
    origin: str
    revision: int
    previous: str | None
    last_year: str | None
    is_open: bool
    withheld: bool


class FindingOut(Schema):
    """What a rule says. `is_open`: it still stops the submission from being handed in."""

    check: str
    severity: str
    cells: list[str]
    message: str
    message_en: str
    fix: str
    fix_en: str
    is_open: bool
    explanation: str | None


class AdjustmentOut(Schema):
    """A value that a level above uses for a cell instead of the reported one."""

    id: int
    cell: str
    adjuster: str
    value: str | None
    reported: str | None
    reason: str
    answer: str
    answer_text: str
    at: datetime


class TextOut(Schema):
    """A hand-written part of a report; `revision` 0 and an empty text where nothing is written."""

    slot: str
    label: str
    text: str
    revision: int
    at: datetime | None
    account: int | None


class TextBody(Schema):
    """A text for a slot. `revision` is the one that the caller saw; 0 for an empty slot."""

    text: str
    revision: int | None = None


class ReturnedCellOut(Schema):
    """Why a cell was sent back, and how that was dealt with."""

    cell: str
    reason: str
    is_resolved: bool
    answer: str


class ReturnOut(Schema):
    """One time that a submission was sent back."""

    message: str
    due_on: date
    at: datetime
    cells: list[ReturnedCellOut]


class StateStepOut(Schema):
    """One step of a submission from state to state."""

    act: str
    before: str
    after: str
    revision: int
    reason: str
    at: datetime
    account: int | None


class SubmissionOut(Schema):
    """A submission as the caller sees it; `acts` are what the caller may do with it now."""

    standing: StandingOut
    acts: list[str]
    cells: list[CellOut]
    findings: list[FindingOut]
    nothing_declared: list[str]
    texts: dict[str, str]
    adjustments: list[AdjustmentOut]
    returns: list[ReturnOut]
    steps: list[StateStepOut]


class RevisionOut(Schema):
    """One state that a cell has had."""

    n: int
    value: str | None
    status: str
    note: str
    source: str
    origin: str
    at: datetime
    account: int | None


class CellBody(Schema):
    """One figure for one cell. `revision` is the one that the caller saw; 0 for an empty cell."""

    cell: str
    value: str | None = Field(description="natural unit, decimal point: 664.49; null empties")
    status: str = "official"
    note: str | None = None
    source: str | None = None
    revision: int | None = None


class EnteredOut(Schema):
    """What a batch did: the new revision of each saved cell, and all findings afterwards."""

    revision: int
    saved: dict[str, int]
    unchanged: list[str]
    findings: list[FindingOut]


class GroupBody(Schema):
    """A group of a form."""

    group: str


class CellsBody(Schema):
    """Some cells of a form."""

    cells: list[str]


class ExplanationBody(Schema):
    """Why a warning is right as it stands."""

    check: str
    reason: str
    cells: list[str] = []


class ReturnBody(Schema):
    """A submission sent back: a message, a reason for each wrong cell, a new due day."""

    message: str
    reasons: dict[str, str] = {}
    due_on: date


class AcceptBody(Schema):
    """The revision that the caller has seen and accepts."""

    revision: int


class ReasonBody(Schema):
    """A written reason."""

    reason: str


class AnswerReturnBody(Schema):
    """Why a returned cell is right as it stands."""

    cell: str
    answer: str


class AdjustBody(Schema):
    """Another value for a cell of an accepted submission, used by the adjuster and above it."""

    cell: str
    value: str = Field(description="natural unit, decimal point")
    reason: str
    adjuster: str = Field(description="key or name path of the level above that adjusts")


class AnswerAdjustmentBody(Schema):
    """What the unit says of an adjustment; an objection needs its reason."""

    answer: Literal["agreed", "standing"]
    text: str = ""


class OpenSubmissionBody(Schema):
    """A submission outside a round, for old years and imports."""

    unit: str = Field(description="key or name path")
    form: str
    period: str


class RoundBody(Schema):
    """A round to open for all units that one unit manages."""

    owner: str = Field(description="key or name path of the unit that asks")
    form: str
    period: str
    due_on: date | None = None
    cutoff_on: date | None = None


class ExtendBody(Schema):
    """A later due day with its reason."""

    due_on: date
    reason: str


class PassedOut(Schema):
    """A duty that passed from a dissolved unit to its successor."""

    source: int
    target: int


class HeadBody(Schema):
    """What a person gives for one paper; what is left out is left to the pack or open."""

    profile: str = ""
    place: str = ""
    addressees: list[str] | None = None
    signer: str = ""
    signed_by: Literal["head", "deputy"] = "head"
    recipients: list[str] | None = None
    lines: dict[str, str] = Field(
        default={},
        description="parent_line, issuer_line, symbol, series, authority, signer_title, where the "
        "pack does not know them",
    )


class PaperBody(Schema):
    """A paper to draft."""

    unit: str = Field(description="key or name path")
    period: str
    outline: str
    head: HeadBody | None = None


class RecognitionBody(Schema):
    """A paper of recognition: its kind, and the run, decision or assessment that it is about."""

    kind: str = Field(description="recognition-minutes, -proposal, -decision, ...")
    about_id: int
    head: HeadBody | None = None


class NumberBody(Schema):
    """Number and day of an issued paper."""

    number: int
    day: date


class PaperFileOut(Schema):
    """One file that a paper has been."""

    n: int
    kind: str
    name: str
    sha256: str
    size: int
    at: datetime
    account: int | None


class PaperOut(Schema):
    """A paper; `gaps` are the places that a person still has to fill in.

    `withheld`: it prints small totals that the caller does not see, so no file of it is told.
    """

    id: int
    unit: str
    outline: str
    period: str
    type: str
    subject: str
    state: str
    number_line: str
    issued_on: date | None
    revision: int
    gaps: list[str]
    give_back_reason: str
    corrects: int | None
    withheld: bool
    files: list[PaperFileOut]


class ChangedFigureOut(Schema):
    """A figure of an issued paper that is another one today."""

    label: str
    view: str
    printed: str
    now: str


class BroughtBackOut(Schema):
    """A draft that came back from Word, with the figures that were typed over or are gone."""

    paper: PaperOut
    typed_over: list[str]
    lost: list[str]


class ProblemOut(Schema):
    """What is wrong with one place of an imported file."""

    file: str
    sheet: str
    cell: str
    code: str
    message: str
    message_en: str


class ImportOut(Schema):
    """What an import did, or would do: cells saved, cells that it would change, problems."""

    saved: int
    changes: int
    unchanged: int
    problems: list[ProblemOut]


class FoundPlaceOut(Schema):
    """Another place that a finding of the proofreader rests on; lines are counted from 1."""

    line: int
    end_line: int
    text: str


class ProofFindingOut(Schema):
    """A contradiction or slip in a text; `text` is withheld where it holds a person's data."""

    code: str
    severity: str
    line: int
    end_line: int
    message: str
    message_en: str
    text: str
    values: list[int | float]
    related: list[FoundPlaceOut]
    expected: str | None


class ProofreadOut(Schema):
    """What the proofreader found in a file, in the order of its lines."""

    findings: list[ProofFindingOut]


class CoverageOut(Schema):
    """How many of the units that were asked are in a figure."""

    accepted: int
    expected: int


class RowOut(Schema):
    """One figure of a consolidated table. `shown` stands where the value is withheld ("<5")."""

    cell: str
    label: str
    unit_of_measure: str
    value: str | None
    shown: str
    status: str | None
    previous: str | None
    previous_shown: str
    change: str | None
    change_pct: str | None
    not_comparable: str
    coverage: CoverageOut
    is_adjusted: bool
    note: str


class MissingOut(Schema):
    """A unit that was asked and whose accepted figures are not in the table."""

    unit: str
    state: str


class ConsolidatedOut(Schema):
    """The figures of a unit for a period, with their coverage and who is missing."""

    unit: str
    period: str
    map: date | None
    known_at: datetime | None
    is_draft: bool
    rows: list[RowOut]
    missing: list[MissingOut]


class PartOut(Schema):
    """One contributor to a consolidated figure."""

    kind: str
    unit: str
    value: str | None
    shown: str
    status: str | None
    counts: bool
    submission: int | None
    source: str
    note: str


class EntryOut(Schema):
    """One entry of the journal: references and digests only, never texts or names."""

    n: int
    at: datetime
    account: int | None
    verb: str
    facts: dict[str, Any]
    previous: str
    hash: str


class PhotoOut(Schema):
    """A photo that stands as evidence beside a cell; sizes in pixels, as it is kept."""

    id: int
    cell: str
    width: int
    height: int
    at: datetime
    account: int | None
    is_removed: bool
