"""Which proposals a person must be asked about, and why. Pure; nothing doubtful is ever chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from keng.intake.reports.measures import value_in
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.packs.schema import Form, Pack
from keng.reporting.cells import is_asked_in

SURE_NUMBER: Final = 60
"""From this confidence (per cent) on a number counts as read well."""
SURE_CELL: Final = 70
"""From this likeness (per cent) on a cell is offered as chosen."""


class Doubt(StrEnum):
    """Why a proposal is a question."""

    NO_CELL = "no_cell"  # no cell of this form is like enough, or the form does not ask it
    TWICE = "twice"  # another figure of the text may fill the same cell
    TAKEN = "taken"  # another figure of the text was taken for the cell
    UNSURE = "unsure"  # the number or the cell is not read surely, or may be a rule
    MEASURE = "measure"  # another unit of measure, or more decimals than the cell holds


@dataclass(frozen=True)
class Made:
    """What was decided last: the verdict, and cell and value unless it was refused."""

    verdict: str
    cell: CellKey | None
    value: int | None
    at: datetime
    account_id: int | None

    @property
    def is_taken(self) -> bool:
        """Whether a figure comes of it."""
        return self.cell is not None


@dataclass(frozen=True)
class Read:
    """A proposal as it was read; `made` is the decision that stands, None for an open one."""

    n: int
    line: int
    start: int
    end: int
    phrase: str
    value: Decimal
    measure: str
    cell: str
    confidence: int
    likeness: int
    observed: bool
    made: Made | None


@dataclass(frozen=True)
class Judged:
    """A proposal against a form: its cell there, the value in that cell, and what is doubtful."""

    read: Read
    cell: CellKey | None
    value: int | None
    doubts: tuple[Doubt, ...]

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided."""
        return self.read.made is None

    @property
    def may_be_accepted(self) -> bool:
        """Whether it can be accepted as it stands, without a question."""
        return self.cell is not None and self.value is not None and not self.doubts


def open_cells(form: Form, pack: Pack, period: Period) -> list[CellKey]:
    """The cells of the form that people fill in for the period."""
    return [
        key
        for key in form.cells()
        if pack.knows(key)
        and pack.indicator_of(key).is_entered
        and is_asked_in(pack.indicator_of(key), period)
    ]


def judged(reads: Sequence[Read], form: Form, pack: Pack, period: Period) -> list[Judged]:
    """Every proposal held against the form, in the order of the text."""
    cells = {str(key): key for key in open_cells(form, pack, period)}
    taken = {str(one.made.cell): one.n for one in reads if one.made and one.made.is_taken}
    claims = Counter(one.cell for one in reads if one.made is None and one.cell in cells)
    return [_judged(one, cells, taken, claims, pack) for one in reads]


def _judged(
    one: Read,
    cells: dict[str, CellKey],
    taken: dict[str, int],
    claims: Counter[str],
    pack: Pack,
) -> Judged:
    cell = cells.get(one.cell)
    if cell is None:
        return Judged(one, None, None, (Doubt.NO_CELL,))
    value = value_in(one.value, one.measure, pack.indicator_of(cell))
    is_sure = one.observed and one.confidence >= SURE_NUMBER and one.likeness >= SURE_CELL
    doubts = (
        (Doubt.TAKEN, taken.get(one.cell, one.n) != one.n),
        (Doubt.TWICE, one.cell not in taken and claims[one.cell] > 1),
        (Doubt.UNSURE, not is_sure),
        (Doubt.MEASURE, value is None),
    )
    return Judged(one, cell, value, tuple(doubt for doubt, is_so in doubts if is_so))
