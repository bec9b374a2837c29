"""Lines become paragraphs and sentences; every place finds its way back to its line."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from keng.prose.text import Span, Text

LINES = [
    "Ủy ban nhân dân xã đã chỉ đạo các thôn tổ chức được 12",
    "",
    "buổi sinh hoạt, thu hút hơn 1.",
    "250 lượt người tham dự; thực hiện Kế hoạch số 15-",
    "KH/ĐU của Đảng ủy xã về phòng cháy trong các khu dân cư.",
    "",
    "2",
    "",
    "- Xây dựng 03 mô hình tự quản. Duy trì 05 tổ hòa giải",
    "ở các thôn.",
    "I. KẾT QUẢ",
    "1. Công tác tuyên truyền",
    "Trong năm đã phát 300 tờ rơi.",
]


def paragraphs(lines: list[str]) -> list[str]:
    text = Text.of(lines)
    return [text.said(span) for span in text.paragraphs]


def test_a_sentence_cut_by_a_blank_line_is_one_paragraph() -> None:
    assert paragraphs(LINES)[0].startswith(
        "Ủy ban nhân dân xã đã chỉ đạo các thôn tổ chức được 12 buổi"
    )


def test_a_number_and_a_symbol_broken_at_the_line_end_are_whole_again() -> None:
    whole = paragraphs(LINES)[0]

    assert "1.250 lượt người" in whole
    assert "15-KH/ĐU" in whole


def test_a_page_number_is_no_text() -> None:
    assert not any(paragraph == "2" for paragraph in paragraphs(LINES))


def test_list_items_and_headings_stand_alone() -> None:
    assert paragraphs(LINES)[1:] == [
        "- Xây dựng 03 mô hình tự quản. Duy trì 05 tổ hòa giải ở các thôn.",
        "I. KẾT QUẢ",
        "1. Công tác tuyên truyền",
        "Trong năm đã phát 300 tờ rơi.",
    ]


def test_places_lead_back_to_lines() -> None:
    text = Text.of(LINES)
    place = text.body.index("1.250")

    assert text.line_at(place) == 3
    assert text.lines_of(Span(place, place + 5)) == (3, 4)


def test_a_short_form_of_a_title_ends_no_sentence() -> None:
    text = Text.of(["Hội nghị do TS. Lê Văn B chủ trì tại TP. Hoa Lư. Có 40 đại biểu dự."])

    assert [text.said(span) for span in text.sentences] == [
        "Hội nghị do TS. Lê Văn B chủ trì tại TP. Hoa Lư.",
        "Có 40 đại biểu dự.",
    ]


def test_a_text_that_lost_its_marks_says_so_and_is_mended() -> None:
    marked = Text.of(["Lực lượng công an phối hợp tuyên truyền cho người dân ở các thôn, xóm"])
    damaged = Text.of(["Luc lugng cong an phdi hop tuyen truyen cho ngudi dan o cac thon, O5 xom"])

    assert not marked.unmarked
    assert damaged.unmarked
    assert "luc luong cong an" in damaged.folded
    assert "nguoi dan" in damaged.folded
    assert "05 xom" in damaged.digits


def test_specks_of_a_scan_are_taken_off_where_marks_were_lost() -> None:
    lines = [
        "; 11, Thudng xuyén cing cé, kién toan luc lugng nong cot lam nhiém vu bao vé co so :",
        "14 ~",
        "II]. KET QUA",
        "Thuc hién Ké hoach s6.21/KH-UBND, cdc thon t6 chuc hop dan dinh ky hang thang.",
    ]

    assert paragraphs(lines)[0].startswith("11. Thudng xuyén")
    assert paragraphs(lines)[1] == "III. KET QUA"
    assert "s6 21/KH-UBND" in paragraphs(lines)[2]


def test_specks_of_a_dirty_scan_are_taken_off_though_its_marks_are_there() -> None:
    body = ["~ Các thôn đã tổ chức họp dân, tuyên truyền về phòng cháy, chữa cháy :"] * 20
    lines = [*body, "„ 7; Công tác phối hợp", "Họp ngày.24/7/2015, kiểm tra 1009 cơ sở và 20-hộ."]

    found = paragraphs(lines)

    assert found[0] == "- Các thôn đã tổ chức họp dân, tuyên truyền về phòng cháy, chữa cháy"
    assert found[-2] == "7. Công tác phối hợp"
    assert found[-1] == "Họp ngày 24/7/2015, kiểm tra 100% cơ sở và 20 hộ."


def test_an_empty_text_has_nothing_and_breaks_nothing() -> None:
    text = Text.of([])

    assert (text.paragraphs, text.sentences, text.line_at(0)) == ((), (), 1)


@given(st.lists(st.text(max_size=60), max_size=12))
def test_any_text_keeps_its_places_inside(lines: list[str]) -> None:
    text = Text.of(lines)

    assert len(text.folded) == len(text.body) == len(text.low) == len(text.digits)
    for span in (*text.paragraphs, *text.sentences):
        assert 0 <= span.start < span.end <= len(text.body)
        first, last = text.lines_of(span)
        assert 1 <= first <= last <= max(len(lines), 1)
    assert all(a.end <= b.start for a, b in pairwise(text.sentences))
