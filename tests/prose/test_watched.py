"""No figure about watched people comes out; counts of cases, units and meetings stay."""

from __future__ import annotations

import pytest

from keng.prose.reading import read, told


def given(*lines: str) -> list[int | float | None]:
    return [figure["value"] for figure in told(read(lines))["figures"]]


def reasons(*lines: str) -> list[str]:
    return [passed["reason"] for passed in told(read(lines))["skipped"]]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Trên địa bàn xã có 214 tín đồ và 03 chức sắc.", "believers"),
        ("Phát hiện 06 người theo đạo lạ tại thôn Đoài.", "believers"),
        ("Hiện có 09 người nước ngoài tạm trú.", "foreigners"),
        ("Có 02 công dân Hàn Quốc làm việc tại công ty.", "foreigners"),
        ("Toàn xã có 01 người Lào sinh sống.", "foreigners"),
        ("Số người nghiện có hồ sơ quản lý là 12 người.", "drug_users"),
        ("Đưa đi cai nghiện 04 người.", "drug_users"),
        ("Người chấp hành án treo - 05.", "convicted"),
        ("Tiếp nhận 03 người được đặc xá về địa phương.", "convicted"),
        ("Tỷ lệ tái phạm dưới 2%.", "convicted"),
        ("Quản lý 18 đối tượng.", "watched"),
        ("Lập 02 hồ sơ đưa người vào diện giáo dục tại xã.", "watched"),
        ("Khởi tố 04 bị can.", "suspects"),
        ("Công an xã bắt giữ 03 người.", "suspects"),
        ("Năm 2023 có 02 người bị bắt.", "suspects"),
        ("Tổ chức cai nghiện cho 36 lượt người.", "drug_users"),
        ("Công giáo có 1.420 giáo dân; chiếm 25% dân số.", "believers"),
        ("Test ma túy cho 30 thanh niên.", "drug_users"),
        ("Công giáo có 350 hộ với 1.420 giáo dân, chiếm 25% dân số.", "believers"),
        ("Đặc xá 02, tha tù trước thời hạn 01.", "convicted"),
    ],
)
def test_a_number_of_watched_people_is_passed_over_with_its_reason(line: str, reason: str) -> None:
    assert given(line) == []
    assert reasons(line) == [reason]


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("Phát hiện 05 vụ ma túy, thu 12,5 gam heroin.", [5, 12.5]),
        ("Tai nạn giao thông làm chết 02 người, bị thương 03 người.", [2, 3]),
        ("Tổ chức 07 buổi tuyên truyền cho người nghiện và gia đình.", [7]),
        ("Có 20 người dân tố giác đối tượng trộm cắp.", [20]),
        ("Nghiên cứu 03 chuyên đề về phòng, chống ma túy.", [3]),
        ("Xã có 45 người lao động được tập huấn.", [45]),
        ("Trên địa bàn có 02 cơ sở thờ tự.", [2]),
        ("Cấp căn cước cho 350 công dân.", [350]),
        ("Giải quyết 45/50 vụ việc, đạt 90%.", [45, 90]),
    ],
)
def test_other_counts_of_the_same_field_stay(line: str, values: list[int | float]) -> None:
    assert given(line) == values
    assert reasons(line) == []


def test_what_stays_in_a_sentence_comes_out_without_what_is_passed_over() -> None:
    line = (
        "Nhân dân đã giúp đưa 04 lượt đối tượng ra kiểm điểm trước dân, cung cấp 15 nguồn tin,"
        " giúp làm rõ 06 vụ việc; lập 01 hồ sơ đối tượng."
    )

    assert given(line) == [15, 6]
    assert reasons(line) == ["watched"]


def test_persons_without_a_word_of_their_own_are_told_by_what_stands_before() -> None:
    lines = ("Không có người nghiện mới; nếu có trên 10 người, mỗi năm giảm ít nhất 20%.",)

    assert given(*lines) == []


def test_a_heading_tells_about_the_numbers_below_it() -> None:
    lines = (
        "1. Quản lý người nước ngoài",
        "Trong năm có 08 người đăng ký.",
        "2. Hòa giải",
        "Có 8 tổ.",
    )

    assert given(*lines) == [8]
    assert reasons(*lines) == ["foreigners"]


def test_households_counted_with_believers_are_passed_over_with_them() -> None:
    assert given("Hiện có 02 hộ với 07 khẩu theo đạo lạ.") == []


def test_a_title_with_a_withheld_number_is_cut_before_it() -> None:
    lines = ("1. Không để phát sinh quá 05 người nghiện ma túy trên địa bàn xã.", "Đã thực hiện.")
    (part,) = told(read(lines))["sections"]

    assert part["title"] == "Không để phát sinh quá [đoạn không trích]"


def test_watched_people_are_known_without_marks() -> None:
    lines = (
        "Cong an xa da phdi hop quan ly ngudi nghién, hién nay toan xa c6 11 ngudi.",
        "Tren dia ban c6 120 tin d6 va 02 chirc sac.",
        "Xu ly hinh sy 04 ngu6i; c6 01 cong dan nguéi My vé tham qué.",
    )

    assert given(*lines) == []


def test_the_words_of_a_sentence_passed_over_are_nowhere() -> None:
    answer = told(read(["Hiện có 09 người nước ngoài tạm trú tại thôn Thượng."]))

    assert "Thượng" not in str(answer)
