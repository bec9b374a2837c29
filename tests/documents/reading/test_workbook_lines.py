"""A workbook read as text: rows are lines, numbers are written as official papers write them."""

from __future__ import annotations

import io
from datetime import date

import openpyxl

from keng.documents.reading import Kind, ReadDocument, read


def document_of(*rows: list[object], hidden: str = "") -> ReadDocument:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Biểu 1"
    for row in rows:
        sheet.append(row)
    if hidden:
        extra = book.create_sheet(hidden)
        extra.append(["không thấy"])
        extra.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return read(out.getvalue(), name="biểu.xlsx")


def test_rows_are_lines_and_cells_keep_their_places():
    document = document_of(["Nội dung", None, "Kỳ này"], ["Vụ cháy", "vụ", 1250])

    assert document.kind is Kind.XLSX
    assert document.lines == ("Nội dung\tKỳ này", "Vụ cháy\tvụ\t1.250")
    assert document.tables[0].name == "Biểu 1"
    assert document.tables[0].rows == (("Nội dung", "", "Kỳ này"), ("Vụ cháy", "vụ", "1.250"))


def test_decimals_and_days_are_written_as_people_write_them():
    assert document_of([1.1, 1234.5, date(2023, 11, 5)]).lines == ("1,1\t1.234,5\t05/11/2023",)


def test_a_result_of_a_formula_is_not_taken_and_said():
    document = document_of(["Tổng", "=SUM(A1:A2)"])

    assert document.lines == ("Tổng",)
    assert [note.code for note in document.notes] == ["formulas"]


def test_a_hidden_sheet_is_left_out_and_said():
    document = document_of(["Thấy"], hidden="Nháp")

    assert document.lines == ("Thấy",)
    assert [note.code for note in document.notes] == ["hidden_sheet"]
    assert "Nháp" in document.notes[0].message
