"""What travels: figures as text in the natural unit ("664.49"), None where nothing is known."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema


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


class SubmissionOut(Schema):
    """A submission as the caller sees it; `acts` are what the caller may do with it now."""

    standing: StandingOut
    acts: list[str]
    cells: list[CellOut]
    findings: list[FindingOut]
    nothing_declared: list[str]
    texts: dict[str, str]


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
