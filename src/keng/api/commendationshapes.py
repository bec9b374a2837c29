"""What travels of commendations. A name is empty where it was withdrawn or cannot be opened."""

from __future__ import annotations

from datetime import date

from ninja import Schema


class CallOut(Schema):
    """A call for commendations; the counts are of all proposals, also of those not to be seen."""

    id: int
    unit: str
    year: int
    title: str
    closes_on: date | None
    is_closed: bool
    illustrative: bool
    proposals: int
    decided: int


class ConcernOut(Schema):
    """Something to know before a proposal is decided: block, ask or tell."""

    code: str
    weight: str
    message: str
    message_en: str


class ProposedOut(Schema):
    """A proposal with its votes and concerns."""

    id: int
    award: str
    recipient: str
    name: str
    is_named: bool
    unit: str
    deed: str
    state: str
    in_favour: int
    against: int
    abstained: int
    members: int
    passed: str
    concerns: list[ConcernOut]


class CallDetailOut(Schema):
    """A call with the proposals that the caller may see; `is_whole` tells whether these are all."""

    call: CallOut
    is_whole: bool
    proposals: list[ProposedOut]


class CommendedOut(Schema):
    """One commendation of the register."""

    proposal: int
    award: str
    recipient: str
    name: str
    is_named: bool
    unit: str
    deed: str
    decided_by: str
    number: int | None
    symbol: str
    on: date
    stands: bool
    illustrative: bool


class RegisterOut(Schema):
    """The register; `counts` by "award/recipient" of what stands; `unopened` have no key."""

    rows: list[CommendedOut]
    counts: dict[str, int]
    unopened: int
