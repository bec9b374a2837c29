"""The marks by which an import finds its cells, written and read in one place."""

from __future__ import annotations

from typing import Final

MANIFEST_SHEET: Final = "_keng"
SHEET_MARK: Final = "keng:1:"  # + the sheet's token; stands in the corner of keys and columns
LABEL: Final = "#label"
VALUE: Final = "#value"
STATUS: Final = "#status"
PREVIOUS: Final = "#previous"
NOTE: Final = "#note"
UNIT: Final = "#unit"
CELL: Final = "#cell:"  # + the cell key; a column of a table of units
FIXED: Final = "#fixed"  # a row of headings or signatures: never read


def cell_mark(key: str) -> str:
    """The mark of a row or column that holds the figures of one cell key."""
    return f"{CELL}{key}"


def unit_mark(key: str) -> str:
    """The mark of a row that holds the figures of one unit."""
    return f"{UNIT}:{key}"
