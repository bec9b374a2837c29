"""What a form looks like, before it is a workbook: plain descriptions without a library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

Shown = Decimal | str | None
"""What stands in a figure cell: a number of the natural unit, a word ("<5"), or nothing."""


@dataclass(frozen=True)
class FormLine:
    """One line of a form.

    `key` is the cell key as text, `status` the word shown for how final the value is, `hint` the
    comment on the entry cell, `depth` how far the label is set in ("trong đó").
    """

    key: str
    number: str
    label: str
    unit: str
    digits: int = 0
    value: Shown = None
    status: str = ""
    previous: Shown = None
    note: str = ""
    hint: str = ""
    is_locked: bool = False
    depth: int = 0


@dataclass(frozen=True)
class FormGroup:
    """A heading of the form with its lines."""

    number: str
    label: str
    lines: tuple[FormLine, ...]


@dataclass(frozen=True)
class FormSheet:
    """The form of one unit and period on a sheet of its own."""

    name: str
    token: str
    issuer: tuple[str, str]  # the body above, the unit itself
    title: str
    subtitle: str
    groups: tuple[FormGroup, ...]
    remarks: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()  # the words that may stand in the column of statuses


@dataclass(frozen=True)
class TableColumn:
    """One cell key as a column of a table of units."""

    key: str
    label: str
    unit: str
    group: str
    digits: int = 0
    hint: str = ""
    is_locked: bool = False


@dataclass(frozen=True)
class TableLine:
    """One unit as a row: its key, its name, its values by cell key, the cells only shown."""

    unit_key: str
    label: str
    values: Mapping[str, Shown] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()


@dataclass(frozen=True)
class TableSheet:
    """The same form of several units: a row for each unit, a column for each cell."""

    name: str
    token: str
    title: str
    subtitle: str
    columns: tuple[TableColumn, ...]
    lines: tuple[TableLine, ...]
    remarks: tuple[str, ...] = ()
