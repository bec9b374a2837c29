"""From outline and facts to the blocks of a paper."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from keng.consolidation.rollup import Mark
from keng.consolidation.shapes import Coverage, Row, SamePeriod
from keng.documents.word import Block, FigureField, Heading, Paragraph, RowKind, Table
from keng.kernel.figures import CellKey
from keng.publishing.composing import GAP, compose, subject_of
from keng.publishing.paper_tables import OWN_PART, table_of_indicators, tables_of_units
from publishing_cast import ROWS, a_row, a_sentence, a_unit, an_outline, read, some_facts
from reporting_cast import text


def told(blocks: Iterable[Block]) -> list[str]:
    lines = []
    for block in blocks:
        if isinstance(block, Heading):
            lines.append(f"{block.number}. {block.title}")
        elif isinstance(block, Paragraph):
            lines.append(f"{block.bullet} {read(block.content)}".strip())
        else:
            lines.append(f"[{block.caption}]")
    return lines


def table_rows(table: Table) -> list[list[str]]:
    return [[read(cell) for cell in row.cells] for row in table.rows]


def test_an_outline_becomes_headings_sentences_tables_and_texts():
    facts = some_facts(texts={"causes": "- Do mưa.\n\nDo chủ quan.", "proposals": "Không."})

    made = compose(an_outline(), facts)

    assert told(made.blocks) == [
        "I. Kết quả năm 2024",
        "1. Tình hình",
        "- Vụ việc: 12 vụ, tăng 02 vụ (20%) so với cùng kỳ.",
        "- Xảy ra 02 vụ, tăng 02 vụ (cùng kỳ không xảy ra).",
        "[Bảng]",
        "2. Đánh giá",
        "- Do mưa.",
        "Do chủ quan.",
        "Không.",
    ]
    assert made.gaps == []
    assert subject_of(an_outline(), facts) == "Kết quả phong trào năm 2024"


def test_incomplete_coverage_is_told_once_and_again_only_where_it_differs():
    most, other = Coverage(21, 23), Coverage(5, 23)
    rows = (
        a_row("cases", 12, 10, coverage=most),
        a_row("settled", 9, 9, coverage=most),
        a_row("fires", 2, 1, coverage=other),
    )
    items = [
        a_sentence("c", "cases", kind="change_same_period"),
        a_sentence("f", "fires", kind="change_same_period"),
    ]
    outline = an_outline(sections=[], opening=[], closing=items, annexes=[])

    made = compose(outline, some_facts(*rows, missing=("xã Một", "xã Hai")))

    assert told(made.blocks) == [
        "Tổng hợp số liệu của 21/23 đơn vị.",
        "Còn biểu chưa được tiếp nhận của: xã Một, xã Hai.",
        "- Vụ việc: 12 vụ, tăng 02 vụ (20%) so với cùng kỳ.",
        "- Vụ cháy: 02 vụ, tăng 01 vụ so với cùng kỳ (số liệu của 05/23 đơn vị).",
    ]


def test_many_missing_units_are_listed_in_an_annex_of_their_own():
    names = tuple(f"xã {n}" for n in range(1, 12))
    facts = some_facts(a_row("cases", 12, 10, coverage=Coverage(12, 23)), missing=names)

    made = compose(an_outline(sections=[], opening=[]), facts)

    assert told(made.blocks)[1] == "11 đơn vị còn biểu chưa được tiếp nhận, có tên tại Phụ lục."
    (list_,) = [block for block in made.annexes[-1].blocks if isinstance(block, Table)]
    assert made.annexes[-1].title == "Đơn vị còn biểu chưa được tiếp nhận"
    assert table_rows(list_)[10] == ["11", "xã 11"]
    assert told(made.annexes[0].blocks)[0] == "Tổng hợp số liệu của 12/23 đơn vị."


def test_what_stands_behind_a_figure_is_told_in_the_table():
    row = a_row("cases", 12, 10, marks=Mark.REPORTED_TOTAL | Mark.ILLUSTRATIVE)

    (cells,) = table_rows(table_of_indicators(some_facts(row), [CellKey("cases")]))

    assert cells[-1] == "tổng theo báo cáo cũ của đơn vị"


def test_a_required_text_that_nobody_wrote_is_a_marked_gap():
    made = compose(an_outline(), some_facts())

    assert "[Chưa viết: Kiến nghị]" in told(made.blocks)
    assert made.gaps == ["Chưa viết phần “Kiến nghị”."]
    assert GAP.findall("[CHƯA RÕ: TÊN CƠ QUAN] và [Chưa viết: Kiến nghị]") == [
        "[CHƯA RÕ: TÊN CƠ QUAN]",
        "[Chưa viết: Kiến nghị]",
    ]


def test_items_for_other_periods_and_profiles_are_left_out():
    items = [
        {"item": "fixed", "code": "a", "template": text("Cả năm."), "periods": ["year"]},
        {"item": "fixed", "code": "b", "template": text("Tháng."), "periods": ["month"]},
        {"item": "fixed", "code": "c", "template": text("Ban."), "profiles": ["committee"]},
        {"item": "fixed", "code": "d", "template": text("Của {unit}."), "bullet": "+"},
    ]
    outline = an_outline(sections=[], opening=items, annexes=[])

    assert told(compose(outline, some_facts()).blocks) == ["Cả năm.", "+ Của xã An Bình."]


def test_points_are_counted_in_the_vietnamese_alphabet_and_subclauses_under_their_clause():
    def section(style: str, code: str, *children: dict[str, object]) -> dict[str, object]:
        items = [] if children else [{"item": "fixed", "code": "f", "template": text("Chữ.")}]
        return {
            "code": code,
            "number_style": style,
            "title": text(code),
            "items": items,
            "children": list(children),
        }

    points = [section("a", f"p{n}") for n in range(6)]
    sub = section("1.1", "sub", *points)
    outline = an_outline(sections=[section("I", "part", section("1", "one", sub))], annexes=[])

    headings = [b for b in compose(outline, some_facts()).blocks if isinstance(b, Heading)]

    assert [h.number for h in headings] == ["I", "1", "1.1", "a", "b", "c", "d", "đ", "e"]


def test_the_annex_lists_the_group_with_the_usual_columns():
    made = compose(an_outline(), some_facts())
    (annex,) = made.annexes
    (table,) = annex.blocks

    assert annex.title == "Biểu số liệu năm 2024"
    assert isinstance(table, Table)
    assert [column.title for column in table.columns] == [
        "STT",
        "Nội dung",
        "ĐVT",
        "Kỳ này",
        "Cùng kỳ",
        "Tăng/giảm",
        "%",
        "Ghi chú",
    ]
    assert table_rows(table) == [
        ["1", "Vụ việc", "vụ", "12", "10", "+2", "+20", ""],
        ["2", "Vụ việc đã xử lý", "vụ", "9", "9", "0", "0", ""],
        ["3", "Vụ cháy", "vụ", "2", "0", "+2", "", ""],
    ]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (a_row("cases", None), ["chưa có", "chưa có", "", "", ""]),
        (a_row("cases", 3, 9, shown="<5"), ["<5", "9", "", "", ""]),
        (
            a_row("cases", 3, 9, not_comparable="chia tách"),
            ["3", "9", "-6", "-67", "không so sánh được: chia tách"],
        ),
    ],
)
def test_a_table_tells_what_is_missing_held_back_or_not_comparable(row, cells):
    table = table_of_indicators(some_facts(row), [CellKey("cases")])

    assert table_rows(table)[0][3:] == cells


def test_a_table_that_does_not_subtract_says_on_how_many_units_its_changes_rest():
    """30 against 40 is 10 fewer, yet the 4 units that have both periods have 2 fewer."""

    def fewer(cell: str, units: int) -> Row:
        return a_row(cell, 30, 40, change=-2, change_pct=-6, both=SamePeriod(30, 32, units))

    made = compose(an_outline(), some_facts(fewer("cases", 4), fewer("settled", 4)))
    some = compose(
        an_outline(), some_facts(fewer("cases", 4), fewer("settled", 4), fewer("fires", 3))
    )
    none = compose(an_outline(), some_facts(a_row("cases", 30, 40)))

    said = "Tăng, giảm và tỷ lệ tính trên 04 đơn vị có số liệu cả hai kỳ."
    assert said in told(made.annexes[0].blocks)
    assert said not in told(none.annexes[0].blocks)
    (table,) = [one for one in some.annexes[0].blocks if isinstance(one, Table)]
    assert [row[-1] for row in table_rows(table)] == ["", "", "tăng/giảm tính trên 03 đơn vị"]


def test_decimals_and_parts_of_a_cell_are_shown_as_such():
    rows = (
        a_row("classed", 20),
        a_row("classed[class=kha]", 12),
        a_row("area", 66449, digits=2),
    )
    keys = [rows[2].key, rows[1].key, rows[0].key]  # the part comes before its whole

    table = table_rows(table_of_indicators(some_facts(*rows), keys))

    assert [row[:4] for row in table] == [
        ["1", "Diện tích", "vụ", "664,49"],
        ["2", "Đơn vị được phân loại", "vụ", "20"],
        ["", "- Đơn vị được phân loại – Khá", "vụ", "12"],
    ]


def test_a_table_of_units_ends_with_its_total_and_names_the_part_of_the_unit_itself():
    units = (
        a_unit("u1", "xã Một", a_row("cases", 5), a_row("fires", 2)),
        a_unit("u2", "xã Hai", a_row("cases", 4), a_row("fires", 0)),
    )
    facts = some_facts(*ROWS, units=units)

    (table,) = tables_of_units(facts, [CellKey("cases"), CellKey("fires")])

    assert table_rows(table) == [
        ["1", "xã Một", "5", "2"],
        ["2", "xã Hai", "4", "0"],
        ["", OWN_PART, "3", "0"],  # 12 - 5 - 4 and 2 - 2 - 0
        ["", "TỔNG", "12", "2"],
    ]
    assert table.rows[-1].kind is RowKind.TOTAL
    cell = table.rows[0].cells[2][0]
    assert isinstance(cell, FigureField)
    assert cell.source.unit == "u1"


def test_a_held_back_figure_of_a_unit_is_not_given_away_by_the_rest():
    units = (
        a_unit("u1", "xã Một", a_row("offenders", 3, shown="<5")),
        a_unit("u2", "xã Hai", a_row("offenders", 7)),
    )
    facts = some_facts(a_row("offenders", 12), units=units)

    (table,) = tables_of_units(facts, [CellKey("offenders")])

    assert [row[1] for row in table_rows(table)] == ["xã Một", "xã Hai", "TỔNG"]


def test_a_share_has_no_column_in_a_table_of_units():
    facts = some_facts(units=(a_unit("u1", "xã Một", a_row("cases", 5)),))

    (table,) = tables_of_units(facts, [CellKey("cases"), CellKey("settled_share")])

    assert [column.title for column in table.columns] == ["STT", "Đơn vị", "Vụ việc (vụ)"]


def test_many_columns_become_several_tables():
    facts = some_facts(units=(a_unit("u1", "xã Một", a_row("cases", 5)),))
    keys = [CellKey("cases")] * 11

    tables = tables_of_units(facts, keys)

    assert [len(table.columns) for table in tables] == [12, 3]
