"""The header of a paper, whole, damaged or missing."""

from __future__ import annotations

from datetime import date

import pytest

from keng.prose.meta import Meta
from keng.prose.reading import read, told

BODY = [
    "Trong năm, tình hình an ninh, trật tự trên địa bàn xã An Bình ổn định, không xảy ra",
    "các vụ việc phức tạp; phong trào được duy trì thường xuyên ở các thôn và các nhà trường.",
    "Trên đây là báo cáo kết quả phong trào của xã An Bình./.",
    "TM. ỦY BAN NHÂN DÂN XÃ",
    "CHỦ TỊCH",
]


def meta(*header: str) -> Meta:
    return read([*header, *BODY]).meta


def test_a_whole_header_is_read() -> None:
    found = meta(
        "ỦY BAN NHÂN DÂN XÃ AN BÌNH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 45/BC-UBND An Bình, ngày 02 tháng 6 năm 2022",
        "BÁO CÁO",
        "Kết quả công tác xây dựng phong trào 6 tháng đầu năm 2022",
    )

    assert (found.type, found.number, found.symbol) == ("BC", "45", "BC-UBND")
    assert (found.place, found.day.iso if found.day else None) == ("An Bình", "2022-06-02")
    assert found.title == "Kết quả công tác xây dựng phong trào 6 tháng đầu năm 2022"
    assert (found.unit, found.issuer) == ("xã An Bình", "UBND xã An Bình")
    assert (found.start, found.end) == (date(2022, 1, 1), date(2022, 6, 30))


def test_a_blank_number_and_day_are_unknown() -> None:
    found = meta("Số:      /KH-UBND", "An Bình, ngày      tháng 11 năm 2022", "KẾ HOẠCH")

    assert (found.number, found.symbol, found.type) == (None, "KH-UBND", "KH")
    assert found.day is not None
    assert found.day.iso == "2022-11"


def test_without_a_header_the_closing_and_the_signature_tell() -> None:
    found = meta("Tổng kết phong trào năm 2021 và phương hướng nhiệm vụ năm 2022")

    assert (found.type, found.number, found.day) == ("BC", None, None)
    assert found.unit == "xã An Bình"
    assert (found.start, found.end) == (date(2021, 1, 1), date(2021, 12, 31))


def test_a_month_of_the_title_is_the_period() -> None:
    found = meta("BÁO CÁO", "Tình hình tháng 2/2024")

    assert (found.start, found.end) == (date(2024, 2, 1), date(2024, 2, 29))


def test_a_parent_is_not_the_unit() -> None:
    lines = ["Xã An Bình, huyện Tân Lạc, tỉnh Phú Hòa có 7 thôn; huyện Tân Lạc có 19 xã.", *BODY]

    assert read(lines).meta.unit == "xã An Bình"


@pytest.mark.parametrize(
    ("header", "issuer"),
    [
        (["UBND HUYỆN TÂN LẠC", "XÃ AN BÌNH"], "UBND xã An Bình"),
        (["ĐẢNG BỘ HUYỆN TÂN LẠC", "ĐẢNG ỦY XÃ AN BÌNH"], "Đảng ủy xã An Bình"),
        (["ĐẢNG BỘ XÃ AN BÌNH\tĐẢNG CỘNG SẢN VIỆT NAM", "CHI BỘ THÔN ĐÔNG"], "Chi bộ thôn Đông"),
        (["HUYỆN ỦY TÂN LẠC"], "Huyện ủy Tân Lạc"),
        (["CÔNG AN TỈNH PHÚ HÒA", "CÔNG AN XÃ AN BÌNH"], "Công an xã An Bình"),
        (["UBND XÃ AN BÌNH", "BAN CHỈ ĐẠO 138"], "Ban Chỉ đạo 138 xã An Bình"),
        (
            ["UBND XÃ AN BÌNH", "BAN CHỈ ĐẠO PHÒNG, CHỐNG", "TỘI PHẠM"],
            "Ban Chỉ đạo phòng, chống tội phạm xã An Bình",
        ),
        (
            ["MẶT TRẬN TỔ QUỐC VIỆT NAM HUYỆN TÂN LẠC", "ỦY BAN MTTQ VIỆT NAM XÃ AN BÌNH"],
            "Ủy ban MTTQ Việt Nam xã An Bình",
        ),
        (["HỘI LHPN HUYỆN TÂN LẠC", "HỘI LHPN XÃ AN BÌNH"], "Hội Liên hiệp Phụ nữ xã An Bình"),
        (
            ["ĐOÀN TNCS HỒ CHÍ MINH", "BAN CHẤP HÀNH XÃ AN BÌNH"],
            "Ban Chấp hành xã An Bình",
        ),
        (["PHÒNG GD&ĐT HUYỆN TÂN LẠC", "TRƯỜNG THCS AN BÌNH"], "Trường THCS An Bình"),
    ],
)
def test_the_issuer_is_the_body_that_the_header_prints(header: list[str], issuer: str) -> None:
    found = meta(*header, "Số: 12/BC", "An Bình, ngày 02 tháng 6 năm 2022", "BÁO CÁO")

    assert found.issuer == issuer


def test_without_a_header_the_party_signs_as_the_party() -> None:
    lines = [*BODY[:3], "T/M ĐẢNG ỦY", "BÍ THƯ"]

    assert read(lines).meta.issuer == "Đảng ủy xã An Bình"


def test_an_empty_text_has_an_empty_meta() -> None:
    assert read([]).meta == Meta()


def test_the_half_year_reported_on_is_not_the_one_looked_ahead_to() -> None:
    found = told(
        read(
            [
                "BÁO CÁO",
                "Công tác 6 tháng đầu năm, phương hướng 6 tháng cuối năm 2024",
                "1. Xảy ra 05 vụ.",
            ]
        )
    )

    assert found["meta"]["period"] == {"start": "2024-01-01", "end": "2024-06-30"}
