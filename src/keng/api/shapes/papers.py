"""Papers that Keng makes, and what changed since."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema


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
