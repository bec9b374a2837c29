"""What the proofreader says about a text: one finding, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from keng.prose.text import Span

if TYPE_CHECKING:
    from keng.proofing.manuscript import Manuscript


class Severity(StrEnum):
    """How sure a rule is: an error contradicts itself beyond doubt, a warning very likely does."""

    ERROR = "error"
    WARNING = "warning"
    STYLE = "style"


@dataclass(frozen=True)
class Remark:
    """What a check saw: the code of its rule, the smallest span that shows it, and the sentence.

    `values` are the numbers that take part, `related` other places that belong to it, `expected`
    what would agree. `masked` keeps the words of the place out of the finding (personal data).
    """

    code: str
    span: Span
    message: str
    message_en: str
    values: tuple[Decimal, ...] = ()
    related: tuple[Span, ...] = ()
    expected: str | None = None
    masked: bool = False


Check = Callable[["Manuscript"], Iterator[Remark]]


@dataclass(frozen=True)
class RuleText:
    """What a rule asks and why, how sure it is, an example that breaks it and one that keeps it.

    `title` and `why` are Vietnamese, `title_en` and `why_en` say the same in English.
    """

    code: str
    severity: Severity
    title: str
    title_en: str
    why: str
    why_en: str
    bad: str
    good: str


@dataclass(frozen=True)
class Rule(RuleText):
    """A rule that a text alone can be held against; its examples are such texts.

    Several rules may share a `check`; each remark names the rule that it belongs to.
    """

    check: Check = field(repr=False)


@dataclass(frozen=True)
class Place:
    """Another place that a finding rests on."""

    line: int
    end_line: int
    text: str


@dataclass(frozen=True)
class Finding:
    """A contradiction or slip, with its place in 1-based lines.

    `text` never holds a person's data nor words about watched people (semantics 25 and 28).
    """

    code: str
    severity: Severity
    line: int
    end_line: int
    message: str
    message_en: str
    text: str
    values: tuple[Decimal, ...] = ()
    related: tuple[Place, ...] = ()
    expected: str | None = None
