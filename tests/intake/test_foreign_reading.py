"""A table of another office is read by its headings; what is not clear is asked, with its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import openpyxl
import pytest

from access_cast import AT, Country, somebody, unit
from intake.office_tables import (
    UNITS_IN_ROWS,
    a_way,
    anchor,
    applied,
    document,
    line,
    saved,
    sheets,
    workbook,
)
from keng.intake.foreign import Shape, TableMap, UnitFrom, read
from keng.intake.workbooks import ImportPlan, SavePolicy, save
from keng.kernel.actors import OPERATOR
from keng.kernel.figures import CellKey
from keng.reporting.actions import enter
from keng.reporting.cells import CellInput
from keng.reporting.queries import figures_of


@dataclass(frozen=True)
class District:
    """huyện Tứ Kỳ, whose two communes fill in the year 2024."""

    id: int
    quang_khai: int  # submissions
    hung_dao: int
    country: Country


@pytest.fixture
def district(country: Country, opened: Callable[..., int]) -> District:
    return District(
        country.tu_ky_district, opened(country.quang_khai), opened(country.hung_dao), country
    )


def planned(
    district: District, content: bytes, way: TableMap | None = None, **more: str
) -> ImportPlan:
    name = more.pop("name", "huyen.xlsx")
    wanted = applied(way or a_way(), district.id, **more)
    return read(content, wanted, filename=name, actor=OPERATOR, at=AT)


def proposed(plan: ImportPlan, submission: int) -> dict[str, int | None]:
    return {
        str(change.key): change.input.value
        for one in plan.submissions
        if one.submission_id == submission
        for change in one.changes
    }


def told(plan: ImportPlan) -> list[tuple[str, str]]:
    return [(one.code, one.cell) for one in plan.problems]


def remarked(plan: ImportPlan) -> list[tuple[str, str]]:
    return [(one.code, one.cell) for one in plan.remarks]


QUANG_KHAI = {"cases_total": 9, "cases_settled": 7, "fires": 5}
HUNG_DAO = {"cases_total": 12, "cases_settled": 12, "fires": 0}


def test_units_in_rows_are_read_and_what_is_passed_over_is_told(district: District) -> None:
    plan = planned(district, workbook(UNITS_IN_ROWS))

    assert plan.problems == ()
    assert proposed(plan, district.quang_khai) == QUANG_KHAI
    assert proposed(plan, district.hung_dao) == HUNG_DAO
    assert remarked(plan) == [
        ("row_of_numbers", "B5"),
        ("row_passed", "B8"),
        ("text_passed", "B9"),
    ]


def test_what_is_read_is_saved_with_file_sheet_and_cell_as_its_source(district: District) -> None:
    plan = planned(district, workbook(UNITS_IN_ROWS))

    outcome = save(plan, policy=SavePolicy.ALL_OR_NOTHING, actor=OPERATOR, at=AT)

    assert (outcome.saved, outcome.problems) == (6, ())
    figure = figures_of(district.hung_dao)[CellKey("cases_total")]
    assert (figure.value, figure.origin) == (12, "imported")
    assert figure.source == "huyen.xlsx!Biểu 1!C7"


def test_the_table_of_next_month_with_more_rows_in_another_order_is_read(
    district: District,
) -> None:
    rows = [
        ("Một dòng mới ở trên",),
        *UNITS_IN_ROWS[:3],
        ("Đơn vị", "Vụ cháy", "STT", "ĐÃ GIẢI QUYẾT", "Ghi chú", "Số  vụ việc"),
        ("xã Hưng Đạo", "không", 1, 12, None, 12),
        ("Quang Khải", "05", 2, 7, None, 9),
        ("Tổng cộng", 5, None, 19, None, 21),
    ]

    plan = planned(district, workbook(rows))

    assert plan.problems == ()
    assert proposed(plan, district.quang_khai) == QUANG_KHAI
    assert proposed(plan, district.hung_dao) == HUNG_DAO


TWO_LEVELS = (
    ("BIỂU TỔNG HỢP",),
    ("STT", "Đơn vị", "Vụ việc", None, "Vụ cháy"),
    (None, None, "Tổng số", "Giải quyết", None),
    (1, "Quang Khải", 9, 7, 5),
    (2, "Hưng Đạo", 12, 12, 0),
)
TWO_LEVELS_MERGED = ("A2:A3", "B2:B3", "C2:D2", "E2:E3")


def two_levels() -> TableMap:
    return a_way(
        heading_rows=2,
        lines=(
            line("Tổng số", "cases_total", under="Vụ việc"),
            line("Giải quyết", "cases_settled", under="Vụ việc"),
            line("Vụ cháy", "fires"),
        ),
    )


def test_a_heading_of_two_merged_levels_is_read_by_both(district: District) -> None:
    plan = planned(district, workbook(TWO_LEVELS, merged=TWO_LEVELS_MERGED), two_levels())

    assert plan.problems == ()
    assert proposed(plan, district.quang_khai) == QUANG_KHAI
    assert proposed(plan, district.hung_dao) == HUNG_DAO


def test_a_table_in_word_is_read_with_its_row_and_column_as_the_place(district: District) -> None:
    content = document(
        [("Số", "Ngày")],
        TWO_LEVELS[1:],
        merged=[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4)],
    )

    plan = planned(district, content, two_levels(), name="huyen.docx")

    assert plan.problems == ()
    assert proposed(plan, district.quang_khai) == QUANG_KHAI
    assert [(one.sheet, one.code) for one in plan.remarks] == [("bảng 1", "table_passed")]
    (change,) = [c for c in plan.changes if c.input.value == 7]
    assert change.input.source == "huyen.docx!bảng 2!hàng 3, cột 4"


INDICATORS_IN_ROWS = (
    ("Đơn vị: xã Quang Khải",),
    ("TT", "Nội dung", "ĐVT", "Kỳ này", "Cùng kỳ"),
    ("I", "An ninh trật tự", None, None, None),
    (1, "1. Vụ việc", "vụ", 9, 8),
    (None, "- Trong đó: đã giải quyết", "vụ", 7, 8),
    (2, "2. Vụ cháy", "vụ", 5, 1),
    (None, "- Trong đó: đã giải quyết", "vụ", 3, 1),
    (3, "3. Diện tích", "km2", "6,6449", None),
)


def one_unit(**changes: object) -> TableMap:
    facts: dict[str, object] = {
        "shape": Shape.ONE_UNIT,
        "names": anchor("Nội dung"),
        "value": anchor("Kỳ này"),
        "measures": anchor("ĐVT"),
        "lines": (
            line("Vụ việc", "cases_total"),
            line("Trong đó: đã giải quyết", "cases_settled", under="Vụ việc"),
            line("Vụ cháy", "fires"),
            line("Diện tích", "area_ha", measure="km2", factor="100"),
        ),
        "passed": (),
        "aside": ("an ninh trat tu", "trong do da giai quyet"),
        **changes,
    }
    return a_way(**facts)


def test_indicators_in_rows_of_one_unit_are_read_with_their_unit_of_measure(
    district: District,
) -> None:
    plan = planned(district, workbook(INDICATORS_IN_ROWS), one_unit(), unit_key="qk")

    assert plan.problems == ()
    # 6,6449 km2 is 664,49 ha, kept in hundredths of a hectare.
    assert proposed(plan, district.quang_khai) == {**QUANG_KHAI, "area_ha": 66449}


def test_a_table_of_one_unit_without_a_unit_is_asked_about(district: District) -> None:
    plan = planned(district, workbook(INDICATORS_IN_ROWS), one_unit())

    assert [one.code for one in plan.problems] == ["unit_not_chosen"]
    assert plan.changes == ()


def test_every_sheet_may_be_a_unit(district: District) -> None:
    tabs = {"Quang Khải": INDICATORS_IN_ROWS, "Hưng Đạo": INDICATORS_IN_ROWS}

    plan = planned(district, sheets(tabs), one_unit(unit_from=UnitFrom.SHEET))

    assert plan.problems == ()
    assert proposed(plan, district.hung_dao)["cases_total"] == 9
    assert len(plan.submissions) == 2


def test_the_name_of_the_file_may_be_the_unit(district: District) -> None:
    way = one_unit(unit_from=UnitFrom.FILE)

    plan = planned(district, workbook(INDICATORS_IN_ROWS), way, name="Xã Hưng Đạo.xlsx")

    assert [one.submission_id for one in plan.submissions] == [district.hung_dao]


def test_another_unit_of_measure_than_in_the_sample_is_a_problem(district: District) -> None:
    rows = [*INDICATORS_IN_ROWS[:-1], (3, "3. Diện tích", "ha", "664,49", None)]

    plan = planned(district, workbook(rows), one_unit(), unit_key="qk")

    assert told(plan) == [("measure_changed", "C8")]
    assert "area_ha" not in proposed(plan, district.quang_khai)


UNITS_IN_COLUMNS = (
    ("Chỉ tiêu", "ĐVT", "Quang Khải", "Hưng Đạo", "Cộng"),
    ("Vụ việc", "vụ", 9, 12, 21),
    ("Đã giải quyết", "vụ", 7, 12, 19),
    ("Vụ cháy", "vụ", 5, 0, 5),
    ("Số lượt tuần tra", "lượt", 40, 50, 90),
)


def test_units_in_columns_are_read_and_a_line_without_a_cell_is_told(district: District) -> None:
    way = a_way(
        shape=Shape.UNITS_IN_COLUMNS,
        names=anchor("Chỉ tiêu"),
        measures=anchor("ĐVT"),
        lines=(
            line("Vụ việc", "cases_total"),
            line("Đã giải quyết", "cases_settled"),
            line("Vụ cháy", "fires"),
        ),
        passed=("cong",),
        aside=(),
    )

    plan = planned(district, workbook(UNITS_IN_COLUMNS), way)

    assert plan.problems == ()
    assert proposed(plan, district.quang_khai) == QUANG_KHAI
    assert proposed(plan, district.hung_dao) == HUNG_DAO
    assert remarked(plan) == [("heading_new", "hàng 5"), ("row_passed", "E1")]


def changed(**cells: object) -> bytes:
    """The table of the district with other values in some cells."""
    rows = [list(row) for row in UNITS_IN_ROWS]
    for ref, value in cells.items():
        rows[int(ref[1:]) - 1]["ABCDEF".index(ref[0])] = value
    return workbook(rows)


def test_a_renamed_heading_is_a_problem_that_names_the_nearest(district: District) -> None:
    plan = planned(district, changed(C4="Tổng số vụ việc"))

    assert told(plan) == [("heading_missing", "hàng 4")]
    assert "“Số vụ việc”" in plan.problems[0].message
    assert "“Tổng số vụ việc”" in plan.problems[0].message
    assert ("heading_new", "cột C") in remarked(plan)
    assert proposed(plan, district.quang_khai) == {"cases_settled": 7, "fires": 5}


def test_a_heading_that_stands_twice_is_a_problem_and_neither_is_read(district: District) -> None:
    plan = planned(district, changed(F4="Vụ cháy"))

    assert told(plan) == [("heading_twice", "cột F")]
    assert "cột E" in plan.problems[0].message
    assert proposed(plan, district.quang_khai) == {"cases_total": 9, "cases_settled": 7}


def test_a_name_of_no_unit_is_a_problem_at_its_cell(district: District) -> None:
    plan = planned(district, changed(B7="Hưng Đào Xá"))

    assert told(plan) == [("unknown_unit", "B7")]
    assert proposed(plan, district.quang_khai) == QUANG_KHAI


def test_a_name_of_two_units_is_a_problem_unless_the_office_has_one(
    district: District, country: Country
) -> None:
    other = unit("huyen2", "huyen", "Thanh Hà", under=country.hai_duong)
    unit("hdao2", "xa", "Hưng Đạo", under=other)

    mine = planned(district, workbook(UNITS_IN_ROWS))
    nobodys = read(
        workbook(UNITS_IN_ROWS),
        applied(a_way(), country.hai_duong),
        filename="a.xlsx",
        actor=OPERATOR,
        at=AT,
    )

    assert proposed(mine, district.hung_dao) == HUNG_DAO
    assert told(nobodys) == [("ambiguous_unit", "B7")]
    assert "Thanh Hà" in nobodys.problems[0].message


def test_a_name_that_the_person_has_given_a_unit_is_that_unit(district: District) -> None:
    way = a_way(units={"cax qk": "qk"})

    plan = planned(district, changed(B6="CAX QK"), way)

    assert plan.problems == ()
    assert proposed(plan, district.quang_khai) == QUANG_KHAI


def test_two_rows_of_one_unit_are_a_problem(district: District) -> None:
    plan = planned(district, changed(B7="Quang Khải"))

    assert told(plan) == [("repeated_unit", "B7")]


def test_what_stands_in_cells_is_read_as_in_our_own_forms(district: District) -> None:
    plan = planned(
        district,
        changed(C6="1.234", D6="1,234", E6="=1+1", C7="#REF!", D7="12 người", E7="-"),
    )

    assert told(plan) == [
        ("ambiguous_number", "D6"),
        ("formula", "E6"),
        ("error_cell", "C7"),
        ("other_unit", "D7"),
        ("dash", "E7"),
    ]
    assert proposed(plan, district.quang_khai) == {"cases_total": 1234}


def test_a_figure_in_a_row_without_a_unit_is_a_problem(district: District) -> None:
    plan = planned(district, changed(B7=None))

    assert told(plan) == [("figure_without_unit", "C7")]


def test_a_total_named_left_of_the_units_and_the_day_of_signing_are_passed_over(
    district: District,
) -> None:
    rows = [*UNITS_IN_ROWS[:7], ("Tổng cộng", None, 21, 19, 5), (None, None, None, "Ngày 5/9/2024")]

    plan = planned(district, workbook(rows))

    assert plan.problems == ()
    assert remarked(plan) == [
        ("row_of_numbers", "B5"),
        ("row_passed", "B8"),
        ("text_passed", "B9"),
    ]


def test_a_file_without_the_table_is_told(district: District) -> None:
    plan = planned(district, workbook([("Đơn vị", "Số hộ"), ("Quang Khải", 5)]))

    assert [one.code for one in plan.problems] == ["table_missing"]
    assert plan.changes == ()


def test_two_tables_with_the_headings_are_asked_about_unless_one_is_named(
    district: District,
) -> None:
    content = sheets({"Tháng 7": UNITS_IN_ROWS, "Tháng 8": UNITS_IN_ROWS})

    both = planned(district, content)
    named = planned(district, content, a_way(sheet="thang 8"))

    assert [one.code for one in both.problems] == ["table_twice"]
    assert both.changes == ()
    assert named.problems == ()
    assert named.changes[0].input.source == "huyen.xlsx!Tháng 8!C6"


def test_hidden_rows_and_columns_are_read_and_told(district: District) -> None:
    book = openpyxl.Workbook()
    for row in UNITS_IN_ROWS:
        book.worksheets[0].append(list(row))
    book.worksheets[0].row_dimensions[7].hidden = True
    book.worksheets[0].column_dimensions["D"].hidden = True

    plan = planned(district, saved(book))

    assert plan.problems == ()
    assert proposed(plan, district.hung_dao) == HUNG_DAO
    assert ("hidden_read", "hàng 7") in remarked(plan)
    assert ("hidden_read", "cột D") in remarked(plan)


def test_one_merged_value_for_two_units_is_a_problem(district: District) -> None:
    plan = planned(district, workbook(UNITS_IN_ROWS, merged=["E6:E7"]))

    assert told(plan) == [("merged_cell", "E6"), ("merged_cell", "E7")]


def test_a_figure_typed_on_the_screen_is_not_overwritten_by_a_file(district: District) -> None:
    typed = [CellInput(CellKey("fires"), 6)]
    enter(district.quang_khai, typed, actor=somebody("clerk", district.country.quang_khai), at=AT)

    plan = planned(district, workbook(UNITS_IN_ROWS))

    assert told(plan) == [("other_figure", "E6")]
    assert "6" in plan.problems[0].message


def test_a_corrected_table_under_another_name_updates_what_the_first_brought(
    district: District,
) -> None:
    first = planned(district, workbook(UNITS_IN_ROWS))
    save(first, policy=SavePolicy.ALL_OR_NOTHING, actor=OPERATOR, at=AT)

    plan = planned(district, changed(E6=6), name="huyen-sua.xlsx")

    assert plan.problems == ()
    assert proposed(plan, district.quang_khai) == {"fires": 6}


def test_a_blank_cell_leaves_the_figure_and_says_so(district: District) -> None:
    first = planned(district, workbook(UNITS_IN_ROWS))
    save(first, policy=SavePolicy.ALL_OR_NOTHING, actor=OPERATOR, at=AT)

    plan = planned(district, changed(E6=None))

    assert plan.problems == ()
    assert plan.changes == ()
    assert [place.cell for place in plan.left_blank] == ["E6"]


def test_a_file_with_a_mark_of_secrecy_is_refused(district: District) -> None:
    plan = planned(district, document([("MẬT",)], UNITS_IN_ROWS[3:]), name="mat.docx")

    assert [one.code for one in plan.problems] == ["secret_marked"]


def test_who_may_not_enter_for_a_unit_is_told_at_its_row(district: District) -> None:
    clerk = somebody("clerk", district.country.quang_khai)
    wanted = applied(a_way(), district.id)

    plan = read(workbook(UNITS_IN_ROWS), wanted, filename="a.xlsx", actor=clerk, at=AT)

    assert told(plan) == [("not_allowed", "B7")]
    assert proposed(plan, district.quang_khai) == QUANG_KHAI
