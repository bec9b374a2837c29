"""How the sheets of Keng look: the paper form in Times New Roman with thin lines."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, Literal

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from keng.kernel.vietnamese import format_number

_FACE: Final = "Times New Roman"
_THIN: Final = Side(style="thin", color="FF808080")
GRID: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
PLAIN: Final = Font(name=_FACE, size=12)
BOLD: Final = Font(name=_FACE, size=12, bold=True)
TITLE: Final = Font(name=_FACE, size=14, bold=True)
ITALIC: Final = Font(name=_FACE, size=12, italic=True)
SMALL: Final = Font(name=_FACE, size=11, color="FF606060")
HEAD_FILL: Final = PatternFill("solid", start_color="FFE7EEF7")
GROUP_FILL: Final = PatternFill("solid", start_color="FFF3F3F3")
ENTRY_FILL: Final = PatternFill("solid", start_color="FFFFFDE7")
LOCKED_FILL: Final = PatternFill("solid", start_color="FFEDEDED")
OPEN: Final = Protection(locked=False)
CENTRE: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
MIDDLE: Final = Alignment(vertical="center", wrap_text=True)
RIGHT: Final = Alignment(horizontal="right", vertical="center")
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_FORMULA_LEADS: Final = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_TEXT: Final = 32_767  # what a cell of the format can hold
_EXACT_BELOW: Final = 10**15  # spreadsheets keep 15 digits of a number


class TextTooLong(ValueError):
    """A text does not fit into a cell; cutting it would hide the rest."""


def cell_at(page: Worksheet, row: int, column: int) -> Cell:
    """The cell of a sheet; TypeError for one that a merged area hides."""
    cell = page.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(f"{page.title}: row {row}, column {column} is merged away")
    return cell


def fit_to_paper(page: Worksheet, *, orientation: Literal["portrait", "landscape"]) -> None:
    """Print on A4, one page wide and as many long as needed."""
    page.page_setup.paperSize = 9
    page.page_setup.orientation = orientation
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def write_text(cell: Cell, text: str) -> None:
    """Put text into a cell so that no program ever computes it, whatever it begins with.

    Control characters, which the format cannot hold, become spaces.
    """
    clean = _ILLEGAL.sub(" ", text)
    if len(clean) > _LONGEST_TEXT:
        raise TextTooLong(f"{cell.coordinate}: {len(clean)} > {_LONGEST_TEXT}")
    cell.value = clean
    cell.data_type = "s"
    if clean.startswith(_FORMULA_LEADS):
        cell.quotePrefix = True  # the apostrophe of Excel: after F2 and Enter it is still text


def number_format(digits: int) -> str:
    """The display of a figure with that many decimals; separators are the reader's own."""
    return "#,##0" if digits == 0 else f"#,##0.{'0' * digits}"


def write_number(cell: Cell, value: Decimal | int, digits: int) -> None:
    """Put an exact number into a cell, shown with `digits` decimals.

    One that has more digits than a spreadsheet keeps is written as text, not rounded.
    """
    if abs(Decimal(value).scaleb(digits)) >= _EXACT_BELOW:
        write_text(cell, format_number(value, digits))
        return
    cell.value = int(value) if value == int(value) else value
    cell.number_format = number_format(digits)


def write_shown(cell: Cell, value: Decimal | str | None, digits: int) -> None:
    """Put a figure, or the word that stands in its place, into a cell; None leaves it empty."""
    if isinstance(value, str):
        write_text(cell, value)
    elif value is not None:
        write_number(cell, value, digits)
