"""Rounds, who was asked in them, and how each stands."""

from __future__ import annotations

from datetime import date

from ninja import Field, Schema

from keng.api.shapes.units import UnitOut


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
    """How far one unit has come with one submission.

    With `without_people` the three counts leave out every rule that reads small totals of people,
    whether it speaks or not; they are null where they were last counted before these were told
    apart.
    """

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
    blocks: int | None
    warnings_open: int | None
    warnings_accepted: int | None
    without_people: bool
    cells_filled: int
    cells_total: int


class RoundStatusOut(Schema):
    """A round with every unit that the caller sees."""

    round: RoundOut
    units: list[StandingOut]


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
