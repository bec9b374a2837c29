"""Lists that divide a whole without a word that says so, and those that do not."""

from __future__ import annotations

import pytest

from keng.proofing.proofreading import proofread


def codes(*lines: str) -> list[str]:
    return [finding.code for finding in proofread(lines)]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("14 đơn vị (13 xã, 01 thị trấn)", "15 đơn vị (13 xã, 01 thị trấn)"),
        ("9 đơn: đạt 6 đơn, không đạt 3 đơn", "9 đơn: đạt 6 đơn, không đạt 4 đơn"),
        ("26 thành viên, có 19 nam, 07 nữ", "26 thành viên, có 19 nam, 05 nữ"),
        (
            "102 người. Theo độ tuổi: dưới 30 tuổi 41 người, từ 30 tuổi 61 người",
            "102 người. Theo độ tuổi: dưới 30 tuổi 41 người, từ 30 tuổi 64 người",
        ),
        ("11 phường, 05 xã = 16 đơn vị", "11 phường, 06 xã = 16 đơn vị"),
    ],
)
def test_parts_that_nearly_make_their_total_are_asked_about(right: str, wrong: str) -> None:
    assert codes(f"Hiện có {right}.") == []
    assert codes(f"Hiện có {wrong}.") == ["K102"]


@pytest.mark.parametrize(
    "line",
    [
        "Có 5 trường học (2 mầm non, 1 tiểu học).",
        "Có 60 thôn (nhiều nhất là 12 thôn miền núi, 10 thôn ven biển).",
        "Có 41 đồng chí (22 nữ, 20 đảng viên).",
        "Kiểm tra 60 hộ, phát hiện 07 hộ chưa khai báo.",
    ],
)
def test_what_divides_nothing_is_left_alone(line: str) -> None:
    assert codes(line) == []


@pytest.mark.parametrize(
    ("column", "wrong"), [("20", "22"), ("-48", "-38"), ("120.000", "102.000")]
)
def test_a_row_that_breaks_what_the_others_keep(column: str, wrong: str) -> None:
    table = {
        "20": ["A | 80 | 96 | 20", "B | 64 | 72 | 12,5", "C | 200 | 214 | 7"],
        "-48": ["A | 450 | 402 | -48", "B | 64 | 72 | 8", "C | 200 | 214 | 14"],
        "120.000": ["A | 5 | 24.000 | 120.000", "B | 10 | 3.800 | 38.000", "C | 20 | 900 | 18.000"],
    }[column]

    assert codes("Tên | Một | Hai | Ba", *table) == []
    assert codes("Tên | Một | Hai | Ba", table[0].replace(column, wrong), *table[1:]) == ["K106"]


def test_what_was_added_and_taken_away_makes_what_there_is() -> None:
    line = (
        "Đầu năm có 40 mô hình, xây dựng mới 05 mô hình, giải thể 02 mô hình, hiện còn {} mô hình."
    )

    assert codes(line.format(43)) == []
    assert codes(line.format(45)) == ["K110"]
