"""Forms as a clerk holds them: written by Keng, opened, typed in and saved by another program."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from decimal import Decimal

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from keng.documents.workbooks import (
    FormGroup,
    FormLine,
    FormSheet,
    Shown,
    TableColumn,
    TableLine,
    TableSheet,
    form_workbook,
)
from keng.intake.workbooks.manifest import FetchedCell, FetchedSubmission, written
from keng.packs.schema import Pack

Edit = Callable[[openpyxl.Workbook], None]

# Rows of the form sheet: the lines begin under the heading of the first group.
ROWS = {
    "cases_total": 10,
    "cases_settled": 11,
    "fires": 12,
    "people_fined": 13,
    "area_ha": 15,
}
VALUE, STATUS, PREVIOUS, NOTE = "E", "F", "G", "H"


def a_fetched(pack: Pack, **changes: object) -> FetchedSubmission:
    """What the hidden sheet keeps of xã A's year 2024, empty unless `cells` says otherwise."""
    facts: dict[str, object] = {
        "token": "t1",
        "unit": "xa-a",
        "unit_name": "xã A",
        "form": "commune",
        "period": "2024",
        "pack": pack.code,
        "pack_version": pack.version,
        "cells": {},
        **changes,
    }
    return FetchedSubmission(**facts)  # type: ignore[arg-type]  # tests override single fields


def a_form_sheet(pack: Pack, fetched: FetchedSubmission, name: str = "xã A") -> FormSheet:
    groups = []
    for group in pack.form_of("commune").groups:
        lines = tuple(_line(pack, str(cell.key), fetched) for cell in group.cells)
        groups.append(FormGroup("I", group.label.vi, lines))
    issuer = ("HUYỆN B", "XÃ A")
    return FormSheet(name, fetched.token, issuer, "BIỂU", "2024", tuple(groups), ("Ghi chú",))


def _line(pack: Pack, key: str, fetched: FetchedSubmission) -> FormLine:
    indicator = pack.indicators[key]
    was = fetched.cells.get(key, FetchedCell())
    return FormLine(
        key=key,
        number="1",
        label=indicator.label.vi,
        unit=indicator.unit,
        digits=indicator.digits,
        value=_shown(was.value),
        status=was.status,
        note=was.note,
        previous=_shown(was.previous),
    )


def _shown(text: str) -> Shown:
    if not text:
        return None
    return text if text.startswith("<") else Decimal(text)


def a_table_sheet(pack: Pack, fetched: list[FetchedSubmission]) -> TableSheet:
    form = pack.form_of("commune")
    columns = tuple(
        TableColumn(str(cell.key), pack.cell_label(cell.key), "vụ", group.label.vi)
        for group in form.groups
        for cell in group.cells
    )
    lines = tuple(
        TableLine(
            one.unit, one.unit_name, {key: _shown(cell.value) for key, cell in one.cells.items()}
        )
        for one in fetched
    )
    return TableSheet("Bảng", fetched[0].token, "BIỂU", "2024", columns, lines)


def form_file(pack: Pack, *fetched: FetchedSubmission) -> bytes:
    """A workbook with a sheet for each submission."""
    sheets = [a_form_sheet(pack, one, one.unit_name) for one in fetched]
    return form_workbook(sheets, written(fetched))


def table_file(pack: Pack, *fetched: FetchedSubmission) -> bytes:
    """A workbook with one table."""
    return form_workbook([a_table_sheet(pack, list(fetched))], written(fetched))


def edited(content: bytes, *edits: Edit) -> bytes:
    """The file after another program opened it, changed it and saved it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for edit in edits:
        edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def typed(values: Mapping[str, object]) -> Edit:
    """Type values into cells of the first sheet: {"E10": 5}."""

    def edit(book: openpyxl.Workbook) -> None:
        for ref, value in values.items():
            first(book)[ref] = value

    return edit


def first(book: openpyxl.Workbook) -> Worksheet:
    return book.worksheets[0]


def at(column: str, key: str) -> str:
    """The cell of a key in a column of the form sheet as it was written."""
    return f"{column}{ROWS[key]}"
