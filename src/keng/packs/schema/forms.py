"""Forms: which cells a kind of unit fills in, for which periods, in which order."""

from __future__ import annotations

from functools import cached_property
from typing import Final, Literal

from keng.kernel.figures import CellKey
from keng.packs.schema.texts import Code, Level, Line, Part, RegimeCode, Text

PeriodPattern = Literal["month", "quarter", "half", "months", "year"]
MADE_PREFIX: Final = "yc_"
"""How the codes of forms begin that an office made ("yêu cầu"); no form of a pack may begin so."""


def is_made(code: str) -> bool:
    """Whether a form was made by an office of a pack's indicators, and is in no pack."""
    return code.startswith(MADE_PREFIX)


class FormCell(Part):
    """One cell of a form: an indicator, broken down or not."""

    indicator: Code
    by: str = ""

    @property
    def key(self) -> CellKey:
        """The key under which the figure of this cell is stored."""
        return CellKey(self.indicator, self.by)


class FormGroup(Part):
    """A block of a form under one heading; "không phát sinh" is declared for a whole block.

    `photos` says that a photo may stand as evidence beside its cells: never for mediation or the
    handling of a case (semantics 27), so it is off unless the pack says otherwise.
    """

    code: Code
    label: Text
    photos: bool = False
    cells: tuple[FormCell, ...]


class Form(Part):
    """A sheet that units of some levels (and, if given, only of some kinds) fill in.

    `basis` "own" is the unit's own activity; "reported_total" is a total typed from an old report,
    shown beside the sum of the contributors and never added to it.
    """

    code: Code
    label: Text
    unit_levels: tuple[Level, ...]
    unit_kinds: tuple[Line, ...] = ()
    regime: RegimeCode
    periods: tuple[PeriodPattern, ...]
    basis: Literal["own", "reported_total"] = "own"
    note: Text | None = None
    groups: tuple[FormGroup, ...]

    @cached_property
    def _keys(self) -> tuple[CellKey, ...]:
        return tuple(cell.key for group in self.groups for cell in group.cells)

    def cells(self) -> list[CellKey]:
        """Every cell in the order in which the form shows it."""
        return list(self._keys)

    def group_of(self, key: CellKey) -> FormGroup | None:
        """The block that holds a cell, or None if the form does not ask for it."""
        for group in self.groups:
            if any(cell.key == key for cell in group.cells):
                return group
        return None
