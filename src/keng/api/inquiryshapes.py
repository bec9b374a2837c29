"""What travels about requests with a form of their own; cells are texts such as "fires"."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Field, Schema


class HeadingBody(Schema):
    """A block of the form with its cells in order."""

    title: str
    cells: list[str] = []


class InquiryBody(Schema):
    """All that an officer says of a request; `units` empty asks all of the levels."""

    title: str
    period: str = Field(description="2024, 2024-08, 2024-08-10/2024-08-25 ...")
    levels: list[str]
    instruction: str = ""
    due_on: date | None = None
    units: list[str] = Field(default=[], description="keys or name paths")
    headings: list[HeadingBody] = []


class NewInquiryBody(InquiryBody):
    """A request to begin."""

    owner: str = Field(description="key or name path of the unit that asks")


class RewriteBody(InquiryBody):
    """The same, with the revision that was looked at."""

    revision: int


class SeenBody(Schema):
    """The revision that was looked at; 409 if somebody changed or opened the request since."""

    revision: int


class CopyBody(Schema):
    """For which period the request is asked again."""

    period: str
    due_on: date | None = None


class VersionOut(Schema):
    """A form that the units were given."""

    n: int
    form: str
    at: datetime
    account: int | None


class AlreadyOut(Schema):
    """How much of what is asked the units have given for the period; counts of cells only."""

    cells: int
    of: int
    given: int
    asked: int
    forms: dict[str, int]


class InquiryOut(InquiryBody):
    """A request as it stands. `round` is the round that asks it, once it is open."""

    id: int
    owner: str
    state: str
    revision: int
    round: int | None
    asked: int
    already: AlreadyOut | None
    versions: list[VersionOut]
    is_rewritten: bool
    may_change: bool
    taken_from: int | None


class InquiryLineOut(Schema):
    """A request in a list."""

    id: int
    title: str
    owner: str
    period: str
    due_on: date | None
    state: str
    cells: int
    round: int | None


class IndicatorOut(Schema):
    """An indicator that can be asked: its total and its breakdowns as cells."""

    code: str
    group: str
    label: str
    unit: str
    cell: str
    parts: list[str]
    is_derived: bool
    is_chosen: bool


class OfferOut(Schema):
    """A figure that the unit has given for the cell in another form, or in shorter periods."""

    cell: str
    value: str
    status: str
    submission: int
    form: str
    form_label: str
    state: str
    periods: list[str]
