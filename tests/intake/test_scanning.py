"""Cells are found by their keys, wherever they have moved; what cannot be found is named."""

from __future__ import annotations

from collections.abc import Callable

import openpyxl
import pytest

from intake.filled_forms import (
    VALUE,
    a_fetched,
    at,
    edited,
    first,
    form_file,
    table_file,
    typed,
)
from keng.documents.workbooks import open_workbook, table_workbook
from keng.intake.workbooks.scanning import Scan, scan
from keng.kernel.figures import CellKey
from keng.packs.schema import Pack


def scanned(content: bytes) -> Scan:
    return scan(open_workbook(content, name="a.xlsx"), file="a.xlsx")


def values_in(found: Scan) -> dict[str, str]:
    return {
        str(cell.key): cell.value.cell.text
        for unit in found.units
        for cell in unit.cells
        if cell.value.cell is not None
    }


def codes(found: Scan) -> list[str]:
    return [problem.code for problem in found.problems]


def insert_rows_above(book: openpyxl.Workbook) -> None:
    first(book).insert_rows(9, amount=3)


def insert_a_column(book: openpyxl.Workbook) -> None:
    for merged in list(first(book).merged_cells.ranges):
        first(book).unmerge_cells(str(merged))
    first(book).insert_cols(4)


def rename_the_sheet(book: openpyxl.Workbook) -> None:
    first(book).title = "Bản cuối cùng (sửa)"


def move_the_sheet(book: openpyxl.Workbook) -> None:
    book.create_sheet("Nháp", 0)["A1"] = "ghi chép riêng"


def show_the_hidden(book: openpyxl.Workbook) -> None:
    book["_keng"].sheet_state = "visible"
    first(book).column_dimensions["A"].hidden = False


@pytest.mark.parametrize(
    "change",
    [insert_rows_above, insert_a_column, rename_the_sheet, move_the_sheet, show_the_hidden],
)
def test_cells_are_found_after_the_form_was_rearranged(
    pack: Pack, change: Callable[[openpyxl.Workbook], None]
) -> None:
    filled = edited(form_file(pack, a_fetched(pack)), typed({at(VALUE, "fires"): 7}))

    found = scanned(edited(filled, change))

    assert values_in(found) == {"fires": "7"}
    assert codes(found) == []
    assert len(found.units[0].cells) == 5


def test_two_lines_that_changed_places_keep_their_own_figures(pack: Pack) -> None:
    def swap(book: openpyxl.Workbook) -> None:
        sheet = first(book)
        for column in "ABCDEFGH":
            upper, lower = sheet[f"{column}11"].value, sheet[f"{column}12"].value
            sheet[f"{column}11"], sheet[f"{column}12"] = lower, upper

    filled = typed({at(VALUE, "cases_settled"): 2, at(VALUE, "fires"): 7})

    found = scanned(edited(form_file(pack, a_fetched(pack)), filled, swap))

    assert values_in(found) == {"cases_settled": "2", "fires": "7"}


def test_a_problem_names_file_sheet_and_cell(pack: Pack) -> None:
    found = scanned(edited(form_file(pack, a_fetched(pack)), typed({"E30": 9, "B30": "Tổng"})))

    assert [str(problem).split(": ")[0] for problem in found.problems] == ["a.xlsx!xã A!E30"]
    assert codes(found) == ["row_without_key"]


def test_words_under_the_form_are_no_figures(pack: Pack) -> None:
    found = scanned(edited(form_file(pack, a_fetched(pack)), typed({"E30": "Đã ký"})))

    assert codes(found) == []


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (lambda book: book.remove(book["_keng"]), "not_a_form"),
        (lambda book: book["_keng"].__setitem__("B1", '{"version":99}'), "manifest_broken"),
        (lambda book: book["_keng"].__setitem__("B2", "{broken"), "manifest_broken"),
        (lambda book: book["_keng"].__setitem__("B2", '{"cells":[]}'), "manifest_broken"),
        (lambda book: book["_keng"].__setitem__("B2", "[" * 5000), "manifest_broken"),
        (lambda book: first(book).__setitem__("A1", "keng:1:other"), "manifest_broken"),
        (lambda book: first(book).__setitem__("A1", None), "keys_lost"),
        (lambda book: first(book).__setitem__("E1", None), "columns_lost"),
        (lambda book: first(book).__setitem__("A10", "#cell:NOT A KEY"), "cell_key_broken"),
        (lambda book: first(book).__setitem__("A11", "#cell:cases_total"), "repeated_cell"),
        (lambda book: first(book).delete_rows(1, 40), "not_a_form"),
    ],
)
def test_a_form_that_lost_its_keys_is_told_apart(
    pack: Pack, edit: Callable[[openpyxl.Workbook], None], code: str
) -> None:
    found = scanned(edited(form_file(pack, a_fetched(pack)), edit))

    assert code in codes(found)


def test_a_workbook_that_keng_did_not_write_as_a_form_is_refused() -> None:
    found = scanned(table_workbook("T", ["A"], [["Vụ cháy"]]))

    assert codes(found) == ["not_a_form"]


def test_a_sheet_that_was_deleted_is_simply_not_imported(pack: Pack) -> None:
    other = a_fetched(pack, token="t2", unit="xa-b", unit_name="xã B")

    found = scanned(edited(form_file(pack, a_fetched(pack), other), lambda b: b.remove(first(b))))

    assert codes(found) == []
    assert [unit.unit_name for unit in found.units] == ["xã B"]


def test_a_sheet_that_was_copied_shows_its_unit_twice(pack: Pack) -> None:
    found = scanned(
        edited(form_file(pack, a_fetched(pack)), lambda book: book.copy_worksheet(first(book)))
    )

    assert [unit.unit_name for unit in found.units] == ["xã A", "xã A"]


def test_a_table_holds_a_unit_in_each_row(pack: Pack) -> None:
    other = a_fetched(pack, unit="xa-b", unit_name="xã B")
    filled = edited(table_file(pack, a_fetched(pack), other), typed({"D8": 3, "F9": 7}))

    found = scanned(filled)

    assert codes(found) == []
    assert [
        (unit.unit_name, {str(c.key): c.value.cell.text for c in unit.cells if c.value.cell})
        for unit in found.units
    ] == [("xã A", {"cases_total": "3"}), ("xã B", {"fires": "7"})]


def test_a_row_that_was_typed_below_a_table_is_a_unit_by_its_name(pack: Pack) -> None:
    filled = edited(table_file(pack, a_fetched(pack)), typed({"C12": " xã  C ", "D12": 3}))

    added = scanned(filled).units[-1]

    assert (added.unit_name, added.fetched, added.place.cell) == ("xã C", None, "C12")


def test_a_typed_row_without_any_figure_is_passed_over(pack: Pack) -> None:
    found = scanned(edited(table_file(pack, a_fetched(pack)), typed({"C12": "xã C"})))

    assert len(found.units) == 1


def test_names_that_were_sorted_without_their_keys_are_noticed(pack: Pack) -> None:
    other = a_fetched(pack, unit="xa-b", unit_name="xã B")

    found = scanned(
        edited(table_file(pack, a_fetched(pack), other), typed({"C8": "xã B", "C9": "xã A"}))
    )

    assert codes(found) == ["unit_mismatch", "unit_mismatch"]
    assert found.units == []


def test_a_column_that_was_copied_is_noticed(pack: Pack) -> None:
    found = scanned(
        edited(table_file(pack, a_fetched(pack)), typed({"I1": "#cell:fires", "I8": 4}))
    )

    assert codes(found) == ["repeated_cell"]
    assert found.units[0].cells[2].key == CellKey("fires")


def test_a_figure_typed_into_a_heading_is_not_lost_in_silence(pack: Pack) -> None:
    form = scanned(edited(form_file(pack, a_fetched(pack)), typed({"E9": 4})))
    table = scanned(edited(table_file(pack, a_fetched(pack)), typed({"E7": 4})))

    assert [(one.cell, one.code) for one in form.problems] == [("E9", "row_without_key")]
    assert [(one.cell, one.code) for one in table.problems] == [("E7", "row_without_key")]
