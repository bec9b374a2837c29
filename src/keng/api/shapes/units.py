"""Units on a day, and what became of them."""

from __future__ import annotations

from datetime import date

from ninja import Schema


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
