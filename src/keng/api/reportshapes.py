"""What travels about old reports that are read in; values are text in the natural unit."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema


class ReadJobOut(Schema):
    """The reading of files that was asked for; `reports` has those that are read already."""

    id: int
    state: str
    done: int
    total: int
    files: list[ReadFileOut]


class ReadFileOut(Schema):
    """One file of a reading: the report that came of it, or why there is none."""

    name: str
    state: str
    report: int | None = None
    message: str = ""
    message_en: str = ""


class ReadReportOut(Schema):
    """A report that was read. `said_*` is what its text says, `unit` and `period` what a person
    confirmed; `waiting` counts the figures that nobody has decided.
    """

    id: int
    name: str
    sha256: str
    state: Literal["waiting", "confirmed", "entered", "dropped"]
    office: str
    unit: str
    form: str
    period: str | None
    said_unit: str
    said_first: date | None
    said_last: date | None
    submission: int | None
    at: datetime
    account: int | None
    figures: int
    waiting: int


class ReadLineOut(Schema):
    """A line of the text that is kept; what must not be kept is masked."""

    page: int
    text: str


class ReadNoteOut(Schema):
    """What a reader must know of how the file was read."""

    code: str
    message: str
    message_en: str


class DecidedOut(Schema):
    """What a person made of a figure."""

    verdict: Literal["accepted", "corrected", "refused"]
    cell: str | None
    value: str | None
    at: datetime
    account: int | None


class ReadFigureOut(Schema):
    """A figure of the text (`line` from 1, `start` to `end` its letters there).

    `said` is the number in its `measure` as written. `cell` and `value` are proposed for the
    confirmed form; with `doubts` it is a question and cannot be accepted as it is.
    """

    n: int
    line: int
    start: int
    end: int
    phrase: str
    said: str
    measure: str
    cell: str | None
    value: str | None
    confidence: int
    likeness: int
    doubts: list[str]
    decided: DecidedOut | None


class ReadReportDetailOut(Schema):
    """A report with its masked text and its figures."""

    report: ReadReportOut
    lines: list[ReadLineOut]
    notes: list[ReadNoteOut]
    withheld: int
    passed: int
    figures: list[ReadFigureOut]
    may_decide: bool


class ConfirmReportBody(Schema):
    """Whose report it is (key or name path), for which period and form."""

    unit: str
    period: str
    form: str


class TakeFigureBody(Schema):
    """The cell that a figure fills and its value in the natural unit."""

    cell: str
    value: str


class EnterReportBody(Schema):
    """What to do with cells that hold another value from elsewhere."""

    standing: Literal["ask", "keep", "replace"] = Field(default="ask")


class EnteredReportOut(Schema):
    """What entering did: the submission, cells written, right already, emptied, left."""

    submission: int
    saved: int
    unchanged: int
    emptied: int
    kept: int
