"""Habits of papers of other bodies: police, schools, firms, minutes, flattened tables."""

from __future__ import annotations

from typing import Any

import pytest

from keng.prose.reading import read, told


def values(*lines: str) -> list[int | float | None]:
    return [figure["value"] for figure in told(read(lines))["figures"]]


def meta(*lines: str) -> dict[str, Any]:
    found: dict[str, Any] = told(read(lines))["meta"]
    return found


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Trộm cắp tài sản: 12 vụ (-03); cướp giật: 02 vụ (+01).", [12, -3, 2, 1]),
        ("giảm 02 người chết (7/9), tăng 4 người bị thương (13/9).", [2, 7, 4, 13]),
        ("- Loại Khá: 04 thôn; loại Yếu: không.", [4, 0]),
        ("Duy trì mô hình “4 không” tại 03 thôn.", [3]),
        ('Câu lạc bộ "Gia đình 5 không, 3 sạch" có 25 thành viên.', [25]),
        ("Đã làm rõ 18/20 vụ, 31 đối tượng (đạt 90%).", [18, 90]),
        ("Trong 9 tháng xảy ra 03 vụ cháy.", [3]),
        ("Khi cần gọi 114 để được cứu hộ 24/24 giờ.", []),
        ("Phát 03 loại tờ gấp (mỗi loại 500 tờ).", [3, 500]),
        ("Từ Km 12+300 đến Km 15+500 xảy ra 02 vụ.", [2]),
        ("Mực nước trên báo động 3 là 0,35m.", [0.35]),
    ],
)
def test_figures_of_other_papers(line: str, expected: list[int | float]) -> None:
    assert values(line) == expected


def test_what_follows_tells_the_measure_by_its_marks() -> None:
    found = told(read(["Có 07 dòng họ tự quản; tước 15 giấy phép lái xe."]))["figures"]

    assert [figure["unit"] for figure in found] != ["đồng", "giây"]
    assert found[1]["unit"] == "giấy phép lái xe"


def test_the_cells_of_a_table_on_lines_of_their_own_stay_apart() -> None:
    cells = ["TT", "Nội dung", "Năm 2022", "Năm 2023", "1", "Số buổi họp", "14", "11", "2"]

    prose = ["Công tác tuyên truyền được các thôn duy trì đều đặn trong năm qua tại xã."] * 4

    assert values(*prose, *cells, "Kinh phí", "35,5", "40") == [14, 11, 35.5, 40]


def test_a_footnote_that_opens_with_its_mark_counts_nothing() -> None:
    assert values("Họp 12 buổi1.", "1 Kế hoạch số 5/KH-UBND ngày 03/4/2023.") == [12]


def test_the_body_that_issues_stands_below_the_one_above_it() -> None:
    found = meta(
        "CÔNG AN TỈNH AN TRUNG",
        "CÔNG AN HUYỆN TÂN SƠN",
        "-------",
        "Số: 15/BC-CAH",
        "Tân Sơn, ngày 03 tháng 6 năm 2022",
        "BÁO CÁO",
        "Kết quả công tác 6 tháng đầu năm 2022",
        "(Thời điểm tính từ 15/12/2021 đến 14/6/2022)",
        "1. Xảy ra 05 vụ.",
    )

    assert found["unit"] == "huyện Tân Sơn"
    assert found["number"] == "15"
    assert found["period"] == {"start": "2021-12-15", "end": "2022-06-14"}


def test_the_motto_does_not_run_into_the_place() -> None:
    found = meta(
        "UBND THỊ TRẤN HÒA AN",
        "Số: 7/BC-UBND",
        "Độc lập - Tự do - Hạnh phúc",
        "Hòa An, ngày 02 tháng 5 năm 2023",
    )

    assert found["place"] == "Hòa An"


def test_the_number_of_the_paper_itself_is_no_citation() -> None:
    lines = ["HUYỆN THANH BÌNH", "Số: 66/BC-UBMTTQ", "Thanh Bình, ngày 10 tháng 10 năm 2024"]

    assert told(read(lines))["citations"] == []


def test_a_paper_that_asks_for_a_report_is_not_the_one_that_makes_it() -> None:
    found = meta(
        "Thực hiện Công văn số 14/UBND-CA của UBND huyện Phú An về việc báo cáo tổng kết,",
        "UBND xã Tân Phú báo cáo như sau:",
        "Trên đây là báo cáo của UBND xã Tân Phú.",
    )

    assert found["unit"] == "xã Tân Phú"
