"""What is sent to a submission: cells, texts, explanations, and the steps of its life."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ninja import Field, Schema


class TextBody(Schema):
    """A text for a slot. `revision` is the one that the caller saw; 0 for an empty slot."""

    text: str
    revision: int | None = None


class CellBody(Schema):
    """One figure for one cell. `revision` is the one that the caller saw; 0 for an empty cell."""

    cell: str
    value: str | None = Field(description="natural unit, decimal point: 664.49; null empties")
    status: str = "official"
    note: str | None = None
    source: str | None = None
    revision: int | None = None


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
