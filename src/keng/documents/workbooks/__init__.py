"""Workbooks in and out: the only room that knows openpyxl and the parts of an .xlsx file."""

from __future__ import annotations

from keng.documents.workbooks import marks
from keng.documents.workbooks.cells import (
    Area,
    Cell,
    CellKind,
    Sheet,
    Workbook,
    column_letters,
    reference,
)
from keng.documents.workbooks.forms import form_workbook
from keng.documents.workbooks.opening import LIMITS, Limits, open_workbook
from keng.documents.workbooks.refusals import REFUSALS, WorkbookRefused
from keng.documents.workbooks.shapes import (
    FormGroup,
    FormLine,
    FormSheet,
    Shown,
    TableColumn,
    TableLine,
    TableSheet,
)
from keng.documents.workbooks.tables import Column, sheet_name, table_workbook
from keng.documents.workbooks.values import MOST_DIGITS, REASONS, Reading, checked, read_figure

__all__ = [
    "LIMITS",
    "MOST_DIGITS",
    "REASONS",
    "REFUSALS",
    "Area",
    "Cell",
    "CellKind",
    "Column",
    "FormGroup",
    "FormLine",
    "FormSheet",
    "Limits",
    "Reading",
    "Sheet",
    "Shown",
    "TableColumn",
    "TableLine",
    "TableSheet",
    "Workbook",
    "WorkbookRefused",
    "checked",
    "column_letters",
    "form_workbook",
    "marks",
    "open_workbook",
    "read_figure",
    "reference",
    "sheet_name",
    "table_workbook",
]
