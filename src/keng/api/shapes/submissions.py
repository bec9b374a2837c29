"""A submission as it is read: cells, findings, texts, returns, history."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema

from keng.api.shapes.rounds import StandingOut


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
    """A submission as the caller sees it; `acts` are what the caller may do with it now.

    `words_withheld`: the form holds small totals of people and the caller stands far from its unit;
    then no finding rests on these, and no text, note, source or reason is told.
    """

    standing: StandingOut
    acts: list[str]
    cells: list[CellOut]
    findings: list[FindingOut]
    nothing_declared: list[str]
    texts: dict[str, str]
    adjustments: list[AdjustmentOut]
    returns: list[ReturnOut]
    steps: list[StateStepOut]
    words_withheld: bool


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


class EnteredOut(Schema):
    """What a batch did: the new revision of each saved cell, and all findings afterwards."""

    revision: int
    saved: dict[str, int]
    unchanged: list[str]
    findings: list[FindingOut]


class PhotoOut(Schema):
    """A photo that stands as evidence beside a cell; sizes in pixels, as it is kept."""

    id: int
    cell: str
    width: int
    height: int
    at: datetime
    account: int | None
    is_removed: bool
