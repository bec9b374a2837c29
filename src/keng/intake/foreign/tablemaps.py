"""How a table of another office is read: the schema of a saved map. Pure: no Django.

Everything is found by the text of headings (`grids.plain`), never by its position, so that the
table of next month with one more row is read as this month's was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from keng.kernel.errors import BadInput
from keng.kernel.figures import CellKey

MOST_HEADING_ROWS = 4
MOST_LINES = 1_000
_LONGEST = 500


class Shape(StrEnum):
    """What stands in the rows and what in the columns."""

    UNITS_IN_ROWS = "units_in_rows"
    UNITS_IN_COLUMNS = "units_in_columns"
    ONE_UNIT = "one_unit"  # indicators in rows, the values of one unit in one column


class UnitFrom(StrEnum):
    """Where a table of one unit says whose it is."""

    ASKED = "asked"  # nowhere: the person chooses the unit at each import
    FILE = "file"  # the name of the file
    SHEET = "sheet"  # the name of the sheet: every sheet is a unit


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Anchor(_Part):
    """A heading by its words: `text` the last of them, `under` what stands above; as `shown`.

    Of a line `under` is given only where the same words stand in several lines of the table.
    """

    text: str = Field(min_length=1, max_length=_LONGEST)
    under: str = Field(default="", max_length=_LONGEST)
    shown: str = Field(default="", max_length=_LONGEST)

    @property
    def told(self) -> str:
        """The heading for a message."""
        return self.shown or self.text


class MapLine(_Part):
    """One column or row that is one cell of the form.

    `measure` is the unit of measure of the table, "" where it is that of the indicator; one of it
    is `factor` of the indicator's.
    """

    anchor: Anchor
    key: str
    measure: str = Field(default="", max_length=80)
    factor: Decimal = Field(default=Decimal(1), gt=0, le=Decimal(10) ** 12, decimal_places=9)

    @field_validator("key")
    @classmethod
    def _is_a_key(cls, text: str) -> str:
        try:
            return str(CellKey.parse(text))
        except BadInput as wrong:
            raise ValueError(wrong.message) from wrong

    @property
    def cell(self) -> CellKey:
        """The cell of the form."""
        return CellKey.parse(self.key)


class TableMap(_Part):
    """The whole way of reading: which table, where its headings are, what each of them means.

    `passed` are rows or columns that are totals or remarks, `units` names that the table gives a
    unit (both in the form of `plain`, units by key), `aside` the headings that were seen when the
    map was made and belong to no cell.
    """

    version: Literal[1] = 1
    form: str = Field(min_length=1, max_length=80)
    shape: Shape
    sheet: str = Field(default="", max_length=_LONGEST)
    heading_rows: int = Field(default=1, ge=1, le=MOST_HEADING_ROWS)
    names: Anchor
    value: Anchor | None = None
    measures: Anchor | None = None
    lines: tuple[MapLine, ...] = Field(min_length=1, max_length=MOST_LINES)
    unit_from: UnitFrom = UnitFrom.ASKED
    passed: tuple[str, ...] = ()
    units: dict[str, str] = {}
    aside: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if (self.value is not None) != (self.shape is Shape.ONE_UNIT):
            raise ValueError("a column of values belongs to a table of one unit")
        if self.measures is not None and self.shape is Shape.UNITS_IN_ROWS:
            raise ValueError("a column of units of measure belongs to indicators in rows")
        if twice := _twice(line.key for line in self.lines):
            raise ValueError(f"two headings for the cell {twice}")
        if twice := _twice(f"{one.anchor.under}>{one.anchor.text}" for one in self.lines):
            raise ValueError(f"two cells for the heading {twice}")
        return self

    @property
    def has_indicators_in_rows(self) -> bool:
        """Whether each line of the form is a row of the table."""
        return self.shape is not Shape.UNITS_IN_ROWS

    @property
    def heads(self) -> tuple[Anchor, ...]:
        """The headings that must stand in the heading rows."""
        found = [one for one in (self.names, self.value, self.measures) if one is not None]
        if not self.has_indicators_in_rows:
            found += [line.anchor for line in self.lines]
        return tuple(found)


def table_map(content: object) -> TableMap:
    """The map that was stored or posted; BadInput where it does not fit the schema."""
    try:
        if isinstance(content, str):
            return TableMap.model_validate_json(content)
        return TableMap.model_validate(content)
    except ValidationError as wrong:
        first = wrong.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadInput(
            f"Cách đọc bảng không hợp lệ ({where}: {first['msg']}); hãy lập lại từ tệp mẫu.",
            message_en=f"The way of reading is not valid ({where}: {first['msg']}); make it anew "
            "from a sample.",
            code="bad_table_map",
        ) from wrong


def _twice(texts: Iterable[str]) -> str:
    return next((text for text, n in Counter(texts).items() if n > 1), "")
