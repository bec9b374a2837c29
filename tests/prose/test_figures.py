"""Figures with what they count; what only looks like one is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keng.prose.figures import Figure, Nature
from keng.prose.reading import read, told


def figures(*lines: str) -> tuple[Figure, ...]:
    return read(lines).figures


def values(*lines: str) -> list[int | float | None]:
    return [figure["value"] for figure in told(read(lines))["figures"]]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("xảy ra 09 vụ gồm: 02 vụ cháy; 03 vụ trộm; 04 vụ tai nạn.", [9, 2, 3, 4]),
        ("tăng 02 vụ, giảm 5,6 % so với cùng kỳ.", [2, 5.6]),
        ("có 10/12 thôn đạt, chiếm 83,3%.", [10, 83.3]),
        ("bắn 91 đợt/8.686 lượt người tham dự.", [91, 8686]),
        ("Số đơn tiếp nhận: 03; đã giải quyết: 03.", [3, 3]),
        ("Kết quả: tốt 05 thôn; khá 02 thôn; yếu: không.", [5, 2, 0]),
        ("Số vụ cháy năm 2021: không; năm 2022: 01 vụ.", [0, 1]),
        ("Số vụ đuối nước năm 2022: Không. 9 tháng đầu năm 2023: Không", [0, 0]),
        ("mức 100.000 đồng/người, chi 1,5 tỷ đồng.", [100000, 1.5]),
        ("Hai (02) tập thể được khen thưởng.", [2]),
        ("xây dựng được ba mô hình tự quản.", [3]),
        ("hơn 1.000 lượt người và hàng trăm quần chúng tham gia.", [1000]),
        ("tổng số 30 đồng chí tham gia.", [30]),
        ("giảm trên cả 3 tiêu chí.", [3]),
        ("5 năm liên tục đạt danh hiệu.", [5]),
    ],
)
def test_quantities_are_read(line: str, expected: list[int | float]) -> None:
    assert values(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Ban Chỉ đạo 138 xã đã họp.",
        "thực hiện Đề án 06 năm 2023.",
        "tiếp công dân vào ngày thứ 5 hằng tuần.",
        "phối hợp với Đội 4 Công an huyện và phòng PV05.",
        "tại thôn 3 và tổ dân phố số 7.",
        "trong 6 tháng đầu năm 2023, quý II.",
        "Ngày hội được tổ chức (19/8), nhiệm kỳ 2020 - 2025.",
        "theo Điều 12 Luật số 72/2020/QH14.",
        "lúc 7 giờ 30, nhân dịp 30/4.",
        "số điện thoại 0912345678.",
        "ảnh hưởng của đại dịch Covid-19.",
        "học tập 6 điều Bác Hồ dạy.",
        "theo ghi chú (1) ở cuối trang.",
        "Số hộ không tăng, không giảm.",
    ],
)
def test_digits_that_state_no_quantity_are_left_out(line: str) -> None:
    assert values(line) == []


def test_a_malformed_number_is_shown_without_a_value() -> None:
    (figure,) = figures("mức chi 2500.0000đ/người")

    assert figure.value is None
    assert figure.unit == "đồng/người"
    assert figure.confidence < 0.5


def test_header_recipients_and_signature_hold_no_figures() -> None:
    lines = [
        "ỦY BAN NHÂN DÂN XÃ AN BÌNH",
        "Số: 45/BC-UBND",
        "An Bình, ngày 12 tháng 11 năm 2022",
        "BÁO CÁO",
        "Kết quả phong trào năm 2022",
        "Xã có 07 thôn.",
        "Nơi nhận:",
        "- BCĐ 138 huyện (02 bản);",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
    ]

    assert values(*lines) == [7]


def test_an_annex_behind_the_signature_is_read_again() -> None:
    lines = ["Xã có 07 thôn.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "PHỤ LỤC I", "Thôn Đoài: 45 hộ."]

    assert values(*lines) == [7, 45]


def test_rows_of_a_table_give_their_cells_without_their_numbers() -> None:
    lines = [
        "| STT | Nội dung | Kỳ này | Cùng kỳ |",
        "| 1 | Vụ cháy | 4 | 3 |",
        "| 2 | Hòa giải | 0 | 9 |",
    ]

    assert values(*lines) == [4, 3, 0, 9]


def test_a_scale_of_a_count_is_in_its_value_and_one_of_money_in_its_unit() -> None:
    first, second = figures("Nhóm có 1,2 nghìn thành viên, quỹ 1,5 tỷ đồng.")

    assert (first.value, first.unit) == (1200, "thành viên")
    assert (str(second.value), second.unit) == ("1.5", "tỷ đồng")


def test_the_nature_tells_plans_changes_and_rules_apart() -> None:
    lines = ("Phấn đấu 95% thôn đạt chuẩn.", "Số vụ cháy giảm 02 vụ.", "Xã có 4 thôn.")

    assert [figure.nature for figure in figures(*lines)] == [
        Nature.PLAN,
        Nature.COMPARISON,
        Nature.OBSERVED,
    ]


def test_a_figure_cut_by_a_line_end_knows_both_lines() -> None:
    lines = ("Trong năm 2022, trên địa bàn xã đã tổ chức được tất cả 14", "buổi họp dân.")
    (figure,) = told(read(lines))["figures"]

    assert (figure["line"], figure["end_line"], figure["text"]) == (1, 2, "14 buổi")


@given(st.lists(st.text(max_size=80), max_size=10))
def test_any_text_returns_plain_data(lines: list[str]) -> None:
    answer = told(read(lines))

    assert set(answer) == {"meta", "sections", "citations", "figures", "skipped"}
    for entry in (*answer["figures"], *answer["citations"], *answer["sections"]):
        assert 1 <= entry["line"] <= entry["end_line"] <= max(len(lines), 1)
