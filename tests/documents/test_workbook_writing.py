"""What Keng writes: text stays text, numbers stay exact, the same content gives the same bytes."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from keng.documents.workbooks import (
    CellKind,
    Column,
    FormGroup,
    FormLine,
    FormSheet,
    TableColumn,
    TableLine,
    TableSheet,
    form_workbook,
    open_workbook,
    sheet_name,
    table_workbook,
)


def opened(content: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def a_form(**changes: object) -> FormSheet:
    fires = FormLine("fires", "1", "Vụ cháy", "vụ", value=Decimal(5), hint="Đếm theo biên bản")
    area = FormLine("area_ha", "2", "Diện tích", "ha", digits=2, value=Decimal("664.49"))
    total = FormLine("cases_total", "3", "Tổng", "vụ", value=Decimal(7), is_locked=True)
    form = {
        "name": "Biểu 1",
        "token": "s1",
        "issuer": ("HUYỆN TỨ KỲ", "XÃ QUANG KHẢI"),
        "title": "BIỂU SỐ LIỆU",
        "subtitle": "năm 2024",
        "groups": (FormGroup("I", "Trật tự", (fires, area, total)),),
        "statuses": ("ước", "dự kiến"),
        **changes,
    }
    return FormSheet(**form)  # type: ignore[arg-type]  # the test overrides single fields


def a_table() -> TableSheet:
    columns = (
        TableColumn("fires", "Vụ cháy", "vụ", "Trật tự"),
        TableColumn("area_ha", "Diện tích", "ha", "Trật tự", digits=2),
    )
    lines = (TableLine("xa-a", "xã A", {"fires": Decimal(5)}), TableLine("xa-b", "xã B"))
    return TableSheet("Bảng", "s2", "BIỂU", "năm 2024", columns, lines, ("Ghi chú",))


@pytest.mark.parametrize("text", ["=1+1", "+84", "-x", "@cmd", '=HYPERLINK("a")', "\t=1"])
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    sheet = open_workbook(table_workbook("T", ["A"], [[text]]), name="t").sheets[0]

    [cell] = sheet.row(4).values()

    assert cell.kind is CellKind.TEXT
    assert cell.text == text.replace("\t", "\t")


def test_text_that_looks_like_a_formula_keeps_its_apostrophe() -> None:
    cell = opened(table_workbook("T", ["A", "B"], [["=1+1", "a"]]))["A4"]

    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert not opened(table_workbook("T", ["A", "B"], [["=1+1", "a"]]))["B4"].quotePrefix


def test_a_table_has_title_header_rows_and_notes() -> None:
    content = table_workbook(
        "Tổng hợp", ["Nội dung", Column("Kỳ này", digits=1)], [["Vụ cháy", 5], ["x", None]], ["Hết"]
    )

    rows = open_workbook(content, name="t").sheets[0].rows

    assert [[cell.text for cell in row] for row in rows] == [
        ["Tổng hợp"],
        ["Nội dung", "Kỳ này"],
        ["Vụ cháy", "5"],
        ["x"],
        ["Hết"],
    ]


def test_numbers_are_written_exactly_and_shown_with_their_decimals() -> None:
    sheet = opened(table_workbook("T", ["A"], [[Decimal("664.49")], [1_234_567], [0]]))

    assert [sheet[f"A{row}"].value for row in (4, 5, 6)] == [664.49, 1_234_567, 0]
    assert sheet["A4"].number_format == "#,##0.00"


def test_a_number_that_a_spreadsheet_would_round_is_written_as_text() -> None:
    sheet = open_workbook(table_workbook("T", ["A"], [[10**15 + 1]]), name="t").sheets[0]

    assert sheet.row(4)[1].text == "1.000.000.000.000.001"
    assert sheet.row(4)[1].kind is CellKind.TEXT


def test_a_row_of_another_length_is_refused_rather_than_cut() -> None:
    with pytest.raises(ValueError, match="row 1"):
        table_workbook("T", ["A", "B"], [["only one"]])


def test_a_text_that_does_not_fit_is_refused_rather_than_cut() -> None:
    with pytest.raises(ValueError, match="32768"):
        table_workbook("T", ["A"], [["a" * 32_768]])


def test_control_characters_do_not_break_the_file() -> None:
    sheet = open_workbook(table_workbook("T", ["A"], [["a\x00\x1fb"]]), name="t").sheets[0]

    assert sheet.row(4)[1].text == "a  b"


def test_the_same_content_gives_the_same_bytes() -> None:
    manifest = [("workbook", "x" * 70_000)]

    assert form_workbook([a_form(), a_table()], manifest) == form_workbook(
        [a_form(), a_table()], manifest
    )
    assert table_workbook("T", ["A"], [[1]]) == table_workbook("T", ["A"], [[1]])


def test_a_long_manifest_is_spread_over_cells_and_nothing_is_lost() -> None:
    text = "".join(chr(ord("a") + n % 26) for n in range(70_000))

    hidden = open_workbook(form_workbook([a_form()], [("k", text)]), name="f").sheets[1]

    kind, *parts = (cell.text for cell in hidden.rows[0])
    assert (kind, "".join(parts)) == ("k", text)
    assert hidden.is_hidden


def test_only_the_entry_cells_of_a_form_are_open() -> None:
    sheet = opened(form_workbook([a_form()], []))

    unlocked = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    }

    # two lines (10, 11) with value, status and note; the computed line 12 has none
    assert unlocked == {"E10", "F10", "H10", "E11", "F11", "H11"}
    assert sheet.protection.sheet
    assert sheet.protection.password is None


def test_keys_stand_in_a_hidden_column_and_a_hidden_row() -> None:
    sheet = opened(form_workbook([a_form()], []))

    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[1].hidden
    assert sheet["A1"].value == "keng:1:s1"
    assert [sheet[f"A{row}"].value for row in (9, 10, 11, 12)] == [
        "#fixed",
        "#cell:fires",
        "#cell:area_ha",
        "#cell:cases_total",
    ]


def test_a_form_looks_like_the_paper_form() -> None:
    sheet = opened(form_workbook([a_form()], []))

    assert [sheet.cell(8, column).value for column in range(2, 9)] == [
        "STT",
        "Nội dung",
        "ĐVT",
        "Kỳ này",
        "Loại số liệu",
        "Cùng kỳ",
        "Ghi chú",
    ]
    assert [sheet.cell(row, 2).value for row in (2, 3, 5, 6)] == [
        "HUYỆN TỨ KỲ",
        "XÃ QUANG KHẢI",
        "BIỂU SỐ LIỆU",
        "năm 2024",
    ]
    assert (sheet["B15"].value, sheet["D15"].value) == ("Người lập biểu", "Thủ trưởng đơn vị")
    assert sheet.print_title_rows == "$8:$8"
    assert sheet.page_setup.orientation == "landscape"


def test_entry_cells_carry_their_rule_and_a_validation_that_only_warns() -> None:
    sheet = opened(form_workbook([a_form()], []))

    assert sheet["E10"].comment is not None
    assert sheet["E10"].comment.text == "Đếm theo biên bản"
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules["E10"].type == "whole"
    assert rules["E11"].type == "decimal"
    assert rules["E10"].errorStyle == "warning"
    assert rules["F10 F11"].formula1 == '"ước,dự kiến"'


def test_a_table_of_units_has_a_row_for_each_unit_and_a_column_for_each_cell() -> None:
    sheet = opened(form_workbook([a_table()], []))

    assert [sheet[f"A{row}"].value for row in (8, 9)] == ["#unit:xa-a", "#unit:xa-b"]
    assert [sheet.cell(1, column).value for column in (4, 5)] == ["#cell:fires", "#cell:area_ha"]
    assert (sheet["D8"].value, sheet["D9"].value) == (5, None)
    assert not sheet["D9"].protection.locked


@pytest.mark.parametrize(
    ("text", "taken", "name"),
    [
        ("Biểu [1]: a/b*?\\", [], "Biểu -1-- a-b---"),
        ("a" * 40, [], "a" * 31),
        ("a" * 40, ["A" * 31], "a" * 27 + " (2)"),
        ("x", ["X", "x (2)"], "x (3)"),
        ("", [], "Trang"),
        ("'quoted'", [], "quoted"),
    ],
)
def test_names_of_sheets_are_legal_and_unique(text: str, taken: list[str], name: str) -> None:
    assert sheet_name(text, taken=taken) == name
