"""Parts know their total, and a figure knows the footnote that its mark leads to."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from keng.prose.reading import read, told


def figures(*lines: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = told(read(lines))["figures"]
    return found


def links(*lines: str) -> list[tuple[Any, Any]]:
    """Each part with its total, by their values."""
    found = figures(*lines)
    return [
        (figure["value"], found[figure["part_of"]]["value"])
        for figure in found
        if "part_of" in figure
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Xảy ra 09 vụ, gồm: 02 vụ cháy; 07 vụ trộm.", [(2, 9), (7, 9)]),
        ("Nhận 30 đơn, trong đó có 12 đơn khiếu nại.", [(12, 30)]),
        ("Có 12 vụ (cùng kỳ 15 vụ), trong đó: trộm 08 vụ, khác 04 vụ.", [(8, 12), (4, 12)]),
        ("Có 20 vụ, giảm 05 vụ, gồm 20 vụ trộm.", []),
        ("Khen 05 tập thể, 08 em, gồm: tỉnh 02 tập thể, 03 em; xã 03 tập thể, 05 em.",
         [(2, 5), (3, 8), (3, 5), (5, 8)]),
        ("Có 09 vụ gồm: 06 vụ trộm (trong đó 02 vụ đêm), 03 vụ khác.", [(6, 9), (2, 6), (3, 9)]),
        ("Chi 65 triệu đồng, gồm: xã 40 triệu đồng, dân góp 25 triệu đồng.", [(40, 65), (25, 65)]),
        ("Đăng 90 bài, trong đó: cổng thông tin 60, trang mạng 30.", [(60, 90), (30, 90)]),
        ("Có 07 thôn. Tổ chức 30 buổi.", []),
    ],
)  # fmt: skip
def test_parts_are_linked_to_their_total(line: str, expected: list[tuple[int, int]]) -> None:
    assert links(line) == expected


def test_a_list_below_a_colon_holds_the_parts() -> None:
    lines = ["Cả xã có 12 vụ, cụ thể:", "- Trộm cắp: 07 vụ;", "- Khác: 05 vụ.", "Có 03 thôn."]

    assert links(*lines) == [(7, 12), (5, 12)]


def test_a_part_that_is_missing_leaves_the_others_linked_where_they_do_not_exceed() -> None:
    assert links("Có 12 vụ, gồm: 05 vụ trộm, 04 vụ khác.") == [(5, 12), (4, 12)]


@pytest.mark.parametrize(
    ("marked", "note"),
    [("(1)", "(1) Kể cả cấp huyện."), ("[1]", "[1] Kể cả cấp huyện."), ("¹", "¹ Kể cả cấp huyện."),
     ("1", "1 Kể cả cấp huyện.")],
)  # fmt: skip
def test_a_footnote_is_bound_to_the_figure_that_bears_its_mark(marked: str, note: str) -> None:
    found = figures("Có 03 thôn.", f"Tổ chức 12 buổi{marked} tại xã.", "Hết kỳ.", note)

    assert [figure.get("note") for figure in found] == [
        None,
        {"line": 4, "end_line": 4, "text": "Kể cả cấp huyện."},
    ]


def test_a_square_metre_is_no_mark() -> None:
    found = figures("Phòng rộng 15 m² và 20m2.", "² Kể cả sân.", "2 Kể cả sân.")

    assert not any("note" in figure for figure in found)


def test_a_note_about_watched_people_is_cut_before_their_number() -> None:
    (figure,) = figures(
        "Tổ chức 12 buổi(1) tại xã.", "(1) Có mặt đại diện thôn và 15 tín đồ đạo Cao Đài."
    )

    assert "15" not in figure["note"]["text"]
    assert figure["note"]["text"].endswith("[đoạn không trích]")


class Bound(NamedTuple):
    """A note as a file binds it."""

    line: int
    offset: int
    note_line: int
    note_end_line: int


def test_a_note_that_the_file_binds_needs_no_mark_in_the_text() -> None:
    lines = [
        "Tổ chức 12 buổi; đạt 98,5%.",
        "Kể cả 02 buổi",
        "của Hội Phụ nữ.",
        "Toàn xã có 03 thôn, mỗi thôn đã họp dân xong trong quý IV của năm.",
    ]
    notes = [Bound(1, len(lines[0]), 2, 3)]

    found = told(read(lines, notes))["figures"]

    assert [figure["value"] for figure in found] == [12, 98.5, 2, 3]
    assert [figure.get("note") for figure in found] == [
        None,
        {"line": 2, "end_line": 3, "text": "Kể cả 02 buổi của Hội Phụ nữ."},
        None,
        None,
    ]


def test_a_note_at_the_foot_of_a_page_does_not_cut_the_sentence_that_goes_on() -> None:
    lines = [
        "Trong năm các thôn đã tổ chức 12 buổi tuyên truyền với sự tham gia của 1.",
        "Số liệu của Công an xã.",
        "250 lượt người.",
    ]

    found = told(read(lines, [Bound(1, len("Trong năm các thôn đã tổ chức 12 buổi"), 2, 2)]))

    assert [figure["value"] for figure in found["figures"]] == [12, 1250]
    assert found["figures"][0]["note"]["line"] == 2
    assert (found["figures"][1]["line"], found["figures"][1]["end_line"]) == (1, 3)


def test_figures_without_total_and_note_have_no_such_keys() -> None:
    (figure,) = figures("Có 03 thôn.")

    assert not {"part_of", "note"} & figure.keys()
