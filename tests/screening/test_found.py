"""What is personal data in a sentence, and what only looks like it."""

from __future__ import annotations

import unicodedata

import pytest

from keng.screening.desk import taken_out
from keng.screening.personal import Kind, found_in


@pytest.mark.parametrize(
    ("text", "kind", "data"),
    [
        ("Ông Trần Văn Mẫu, CCCD số 001099000001, đã nộp", Kind.IDENTITY, "001099000001"),
        ("liên hệ đồng chí Mẫu 0900.000.001 nhé", Kind.PHONE, "0900.000.001"),
        ("gọi anh Mẫu 0900 000 001, hoặc văn phòng", Kind.PHONE, "0900 000 001"),
        ("số căn 001099000001.", Kind.IDENTITY, "001099000001"),
        ("SĐT: 090 000 0001", Kind.PHONE, "090 000 0001"),
        ("em Mẫu, sinh ngày 02/9/2011", Kind.BIRTH, "02/9/2011"),
        ("trú tại: số nhà 12, thôn Đông", Kind.HOME, "số nhà 12, thôn Đông"),
        ("gửi về mau.tran@example.com trước 15/9", Kind.MAIL, "mau.tran@example.com"),
        ("STK 1234 5678 9012 ngân hàng", Kind.BANK, "1234 5678 9012"),
        ("lập hồ sơ đối tượng Trần Văn Mẫu", Kind.WATCHED_NAME, "Trần Văn Mẫu"),
    ],
)
def test_a_passage_is_found_with_the_data_alone(text: str, kind: Kind, data: str) -> None:
    (found,) = found_in(text)

    assert (found.kind, text[found.first : found.last]) == (kind, data)


@pytest.mark.parametrize(
    "text",
    [
        "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH Trần Văn Mẫu",
        "Công an xã Đông, đường Hai Bà Trưng, điện thoại 0236.3822.222",
        "Tổng đài 1900 9095, số máy 113",
        "gửi về vanthu@danang.gov.vn",
        "tài khoản số 3713 0105 8888 tại Kho bạc Nhà nước khu vực",
        "Quyết định số 1234/QĐ-UBND ngày 02/9/2024, kinh phí 1.234.567.890 đồng",
        "đã cấp tài khoản định danh điện tử cho 12.345.678 lượt",
        "nhập từ bieu.xlsx!Sheet1!C12",
        "https://example.vn/tin/2024090212345678.html",
    ],
)
def test_offices_signers_and_numbers_of_papers_are_left_alone(text: str) -> None:
    assert found_in(text) == []


def test_only_what_is_named_is_taken_out_and_the_rest_stays_letter_for_letter() -> None:
    text = "Gọi 0900000001\r\n hoặc  0900000002."

    assert taken_out(text, ["0900000002"]) == "Gọi 0900000001\r\n hoặc  [đã bỏ]."
    assert taken_out(text) == "Gọi [đã bỏ]\r\n hoặc  [đã bỏ]."


def test_a_text_without_a_passage_is_returned_as_it_was_typed() -> None:
    decomposed = unicodedata.normalize("NFD", "Tuần tra 05 buổi")

    assert taken_out(decomposed) == decomposed


def test_a_decomposed_text_is_read_like_a_composed_one() -> None:
    text = unicodedata.normalize("NFD", "điện thoại: 900000001 của Mẫu")

    assert taken_out(text) == "điện thoại: [đã bỏ] của Mẫu"
