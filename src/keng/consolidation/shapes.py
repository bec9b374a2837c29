"""What consolidation answers with: rows, parts and what is missing. Pure: no Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypedDict

from keng.consolidation.rollup import UNMARKED, Mark
from keng.kernel.figures import CellKey, FigureStatus, to_decimal
from keng.kernel.periods import Period


class Compare(StrEnum):
    """Whether the same period of last year stands beside each figure."""

    NONE = "none"
    SAME_PERIOD = "same_period"


class Drafts(StrEnum):
    """Whether figures that are handed in but not yet accepted count: a preview, marked DỰ THẢO."""

    EXCLUDED = "excluded"
    INCLUDED = "included"


class View(TypedDict, total=False):
    """How to look at a period: all keys may be left out.

    `map_on` is the day whose tree places the figures (default: the last day of the period),
    `known_at` the moment whose knowledge counts (default: now). They answer two questions and
    are never mixed (semantics 16).
    """

    compare: Compare
    map_on: date | None
    known_at: datetime | None
    drafts: Drafts


@dataclass(frozen=True)
class Coverage:
    """How many of the units that were asked are in the figure."""

    accepted: int
    expected: int

    @property
    def both(self) -> tuple[int, int]:
        """Accepted and expected."""
        return self.accepted, self.expected

    @property
    def is_whole(self) -> bool:
        """Whether nobody who was asked is left out."""
        return self.accepted >= self.expected


@dataclass(frozen=True)
class SamePeriod:
    """The two sums that a change rests on: the units present in both periods (semantics 13)."""

    current: int
    previous: int
    units: int


@dataclass(frozen=True)
class Row:
    """One cell of a consolidated table.

    `value`, `previous` and `change` are integers in the indicator's smallest unit (`digits`
    decimals), None where they are not known. `shown` and `previous_shown` replace a value that the
    reader must not see ("<5", "…"). `change` is computed on the units present in both periods
    (`both`); `previous` is the full total of last year. `change_pct` is half up to one decimal,
    None where the base is 0 or unknown. `not_comparable` says why there is no change though both
    totals are known. `coverage` counts the units whose value is in the figure.
    """

    key: CellKey
    value: int | None
    digits: int
    status: FigureStatus | None
    coverage: Coverage
    marks: Mark = UNMARKED
    note: str = ""
    shown: str = ""
    previous: int | None = None
    previous_shown: str = ""
    change: int | None = None
    change_pct: Decimal | None = None
    both: SamePeriod | None = None
    not_comparable: str = ""
    reported_total: int | None = None

    @property
    def accepted(self) -> int:
        """Units whose value is in the figure."""
        return self.coverage.accepted

    @property
    def expected(self) -> int:
        """Units that were asked for it."""
        return self.coverage.expected

    @property
    def is_adjusted(self) -> bool:
        """Whether a level above put another value in the place of a reported one."""
        return Mark.ADJUSTED in self.marks

    def exact(self, value: int | None) -> Decimal | None:
        """One of the row's integers in the natural unit of its indicator."""
        return None if value is None else to_decimal(value, self.digits)


@dataclass(frozen=True)
class Missing:
    """A unit that was asked and whose accepted figures are not here.

    `state` is owing, draft, submitted, returned or reopened; `form` and `period` say of what.
    """

    unit_id: int
    unit: str
    state: str
    form: str
    period: Period


@dataclass(frozen=True)
class Consolidated:
    """The figures of one unit for one period, with their coverage and who is missing.

    `map_on` is the day of the tree and `known_at` the moment of the knowledge, None for "as the
    period ended" and "now". `is_draft` marks a preview with figures that nobody has accepted.
    `findings` are sentences about figures that contradict each other. `is_plain` tells that these
    are the figures that everybody sees: accepted, known now, on the map of the period.
    """

    unit_id: int
    unit: str
    period: Period
    map_on: date | None
    known_at: datetime | None
    rows: tuple[Row, ...]
    missing: tuple[Missing, ...]
    is_draft: bool = False
    findings: tuple[str, ...] = ()
    is_plain: bool = True

    def row(self, key: CellKey) -> Row | None:
        """The row of a cell, or None if nobody was asked for it and nobody gave it."""
        return next((row for row in self.rows if row.key == key), None)


class PartKind(StrEnum):
    """What a part of a figure is."""

    OWN = "own"
    CHILD = "child"
    BODY = "body"
    DETAIL = (
        "detail"  # of a level below the entry level: shown, in the sum only where none is entered
    )
    REPORTED_TOTAL = "reported_total"
    ADJUSTMENT = "adjustment"
    PREDECESSOR = "predecessor"


@dataclass(frozen=True)
class Source:
    """A figure as it was reported: the submission and period it stands in, and what it rests on."""

    submission_id: int
    form: str
    period: Period
    value: int | None
    status: str
    origin: str
    note: str
    source: str
    warnings: tuple[str, ...] = ()  # reasons with which warnings about the cell were accepted


@dataclass(frozen=True)
class Part:
    """One contributor to a figure. `counts` tells whether its value is in the sum.

    `kind` adjustment holds the difference that the adjustment makes. `sources` are the submissions
    that the value rests on, empty for a unit whose own parts open by drilling further.
    """

    kind: PartKind
    unit_id: int
    unit: str
    value: int | None
    status: FigureStatus | None
    counts: bool
    marks: Mark = UNMARKED
    shown: str = ""
    note: str = ""
    sources: tuple[Source, ...] = ()

    @property
    def submission_id(self) -> int | None:
        """The submission that the value stands in, if it is a single one."""
        return self.sources[0].submission_id if len(self.sources) == 1 else None

    @property
    def source(self) -> str:
        """What the value rests on, in the words that were entered with it."""
        return "; ".join(dict.fromkeys(one.source for one in self.sources if one.source))
