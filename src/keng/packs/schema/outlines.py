"""Outlines of reports and the profiles of the bodies that issue them.

A placeholder in a template is `{cell}` or `{cell:view}`. `cell` is a cell key that stands in
`indicators` (`cases_total`, `units_registered[unit_kind=village]`). `view` is one of
VIEWS: nothing = number with its unit ("05 vụ"), number = the number alone, last_year = the same
period's value, change = the change phrase, label = the indicator's name, share = per cent of the
first indicator of the sentence. `{unit}`, `{period}`, `{year}`, `{last_year}`, `{superior}` and
`{next_period}` may stand anywhere.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from keng.packs.schema.forms import PeriodPattern
from keng.packs.schema.texts import Code, Level, Line, Part, Source, Text

VIEWS: frozenset[str] = frozenset({"number", "last_year", "change", "label", "share"})
FREE_PLACEHOLDERS: frozenset[str] = frozenset(
    {"unit", "period", "year", "last_year", "superior", "next_period", "programme"}
)

SentenceKind = Literal["plain", "change_same_period", "total_with_parts", "list", "balance"]
When = Literal["always", "has_value", "not_zero"]


class Sentence(Part):
    """A sentence whose numbers come from figures.

    `kind`: plain fills the template; change_same_period appends the change against the same
    period; total_with_parts names the first indicator and then "trong đó" the others that are
    not zero; list joins the non-zero ones; balance tells carried in, received, settled, pending.
    `when` tells when it is written: has_value = at least one of its figures is known.
    `periods` limits it to some periods (empty = all).
    """

    item: Literal["sentence"] = "sentence"
    code: Code
    kind: SentenceKind = "plain"
    indicators: tuple[str, ...]
    template: Text | None = None
    when: When = "has_value"
    periods: tuple[PeriodPattern, ...] = ()
    profiles: tuple[Code, ...] = ()
    bullet: Literal["", "-", "+"] = "-"


class FixedText(Part):
    """A sentence without figures that the outline always writes."""

    item: Literal["fixed"] = "fixed"
    code: Code
    template: Text
    periods: tuple[PeriodPattern, ...] = ()
    profiles: tuple[Code, ...] = ()
    bullet: Literal["", "-", "+"] = ""


class TextSlot(Part):
    """A block that a person writes; it is kept with the submission and never overwritten."""

    item: Literal["text"] = "text"
    code: Code
    label: Text
    required: bool = False
    hint: Text | None = None
    periods: tuple[PeriodPattern, ...] = ()
    profiles: tuple[Code, ...] = ()


class Table(Part):
    """A table in the body: the indicators of a group, or the ones that are named."""

    item: Literal["table"] = "table"
    code: Code
    label: Text
    group: Code | None = None
    indicators: tuple[str, ...] = ()
    rows: Literal["indicators", "children"] = "indicators"
    periods: tuple[PeriodPattern, ...] = ()
    profiles: tuple[Code, ...] = ()


RegisterCode = Literal[
    "papers", "events", "initiatives", "recognition", "tasks", "steering", "commendations"
]


class RegisterItem(Part):
    """What a register of Keng says of the unit and the period, in sentences of its own.

    A register that the unit does not keep says nothing, and the person who writes is told so.
    """

    item: Literal["register"] = "register"
    code: Code
    of: RegisterCode
    periods: tuple[PeriodPattern, ...] = ()
    profiles: tuple[Code, ...] = ()


Item = Annotated[
    Sentence | FixedText | TextSlot | Table | RegisterItem, Field(discriminator="item")
]


class Section(Part):
    """A numbered part of a report; sections nest."""

    code: Code
    number_style: Literal["I", "1", "1.1", "a", "none"]
    title: Text
    items: tuple[Item, ...] = ()
    children: tuple[Section, ...] = ()
    periods: tuple[PeriodPattern, ...] = ()


class Annex(Part):
    """One annex table on landscape A4: the indicators of a group of the form, or by unit."""

    code: Code
    group: Code
    label: Text
    rows: Literal["indicators", "children"] = "indicators"


class Outline(Part):
    """The plan of a report: title, sections, annexes, and for whom and when it is meant."""

    code: Code
    label: Text
    doc_type: Line = "BC"
    title_template: Text
    periods: tuple[PeriodPattern, ...]
    unit_levels: tuple[Level, ...]
    forms: tuple[Code, ...] = Field(default=(), description="forms whose figures it draws on")
    profiles: tuple[Code, ...]
    addressee: bool = Field(default=True, description='"Kính gửi", required on a report upward')
    opening: tuple[Item, ...] = ()
    sections: tuple[Section, ...]
    closing: tuple[Item, ...] = ()
    annexes: tuple[Annex, ...] = ()


class BodyName(Part):
    """A name that a body bore from one day to another; names of bodies are dated data."""

    since: date | None
    until: date | None = None
    name: Text
    source: Source


class IssuerProfile(Part):
    """How a kind of body heads, numbers and signs its reports. null = unknown, asked for.

    `issuer_line` and `parent_line` are the two lines at the top left; `{unit}` and `{superior}`
    are full names. `series` names the number series: a steering committee counts its own.
    """

    code: Code
    label: Text
    unit_levels: tuple[Level, ...]
    parent_line: Line | None
    issuer_line: Line | None
    symbol: Line | None
    series: Line | None
    authority: Line | None = Field(description='"TM. ỦY BAN NHÂN DÂN"')
    signer_title: Line | None
    deputy_authority: Line | None = None
    deputy_title: Line | None = None
    recipients: tuple[Line, ...] = ()
    place_line: Line | None = "{place}, {date}"
    names: tuple[BodyName, ...] = ()
    asked: tuple[Text, ...] = ()
    source: Source

    @property
    def is_complete(self) -> bool:
        """Whether a paper can be headed and signed without asking anything."""
        needed = (self.issuer_line, self.symbol, self.authority, self.signer_title)
        return all(line is not None for line in needed)
