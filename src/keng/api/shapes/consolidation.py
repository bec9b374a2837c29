"""Consolidated figures with their coverage, and the parts of one."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema


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
