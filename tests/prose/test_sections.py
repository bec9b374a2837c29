"""Headings as a tree: numbers restart, titles run on, ends of sentences are no headings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from keng.prose.reading import read
from keng.prose.sections import section_at, sections_of
from keng.prose.text import Text

LINES = [
    "I. TÌNH HÌNH",
    "1. Đặc điểm",
    "Xã có 09 thôn.",
    "2. Công tác tuyên truyền: Trong năm tổ chức 12 buổi, tập trung vào phòng cháy, chữa cháy.",
    "a) Tuyên truyền lưu động",
    "Thực hiện 04 lượt.",
    "II. KẾT QUẢ",
    "1. Tổ chức thực hiện đầy đủ các văn bản của cấp trên về công tác bảo đảm",
    "an ninh, trật tự đến các thôn.",
    "- Đã tổ chức 03 hội nghị.",
    "2.1 Xây dựng mô hình",
    "Duy trì 02 mô hình.",
]


def told(lines: list[str]) -> list[tuple[int, str, str]]:
    text = Text.of(lines)
    return [(part.level, part.number, text.said(part.span)) for part in sections_of(text)]


def test_numbers_restart_in_each_part() -> None:
    assert told(LINES) == [
        (1, "I", "TÌNH HÌNH"),
        (2, "1", "Đặc điểm"),
        (2, "2", "Công tác tuyên truyền"),
        (3, "a", "Tuyên truyền lưu động"),
        (1, "II", "KẾT QUẢ"),
        (
            2,
            "1",
            f"{LINES[7].removeprefix('1. ')} {LINES[8]}",
        ),
        (3, "2.1", "Xây dựng mô hình"),
    ]


def test_a_place_belongs_to_the_innermost_part() -> None:
    text = Text.of(LINES)
    sections = sections_of(text)
    held = [
        section_at(sections, text.body.index(words)) for words in ("04 lượt", "KẾT QUẢ", "02 mô")
    ]

    assert [part.number for part in held if part] == ["a", "II", "2.1"]


def test_the_end_of_a_sentence_at_a_line_start_is_no_heading() -> None:
    lines = [
        "1. Họp giao ban",
        "Xã họp hằng tháng.",
        "48. Các thôn tham gia đầy đủ.",
        "2. Kiểm tra",
    ]

    assert [number for _, number, _ in told(lines)] == ["1", "2"]


def test_parts_go_on_after_some_were_lost() -> None:
    lines = ["1. Một việc", "Đã làm.", "12. Việc khác", "Đã làm.", "13. Việc nữa", "Đã làm."]

    assert [number for _, number, _ in told(lines)] == ["1", "12", "13"]


def test_a_list_inside_a_part_does_not_end_its_sequence() -> None:
    lines = ["7. Giao ban", "1. Sáng", "2. Chiều", "8. Kiểm tra", "9. Hòa giải"]

    assert [number for _, number, _ in told(lines)] == ["7", "1", "2", "8", "9"]


def test_a_first_part_seen_as_arabic_is_roman_where_the_second_is() -> None:
    lines = ["1. TÌNH HÌNH CHUNG", "1. Đặc điểm", "Xã có 7 thôn.", "II. KẾT QUẢ"]

    assert [(level, number) for level, number, _ in told(lines)] == [(1, "I"), (2, "1"), (1, "II")]


def test_a_numbered_paragraph_is_told_from_a_heading() -> None:
    sentence = "Các ban, ngành, đoàn thể và các thôn căn cứ chức năng, nhiệm vụ được giao " * 3
    text = Text.of(["V. TỔ CHỨC", "", f"1. {sentence.strip()}.", "", f"2. {sentence.strip()}."])

    assert [part.heading for part in sections_of(text)] == [True, False, False]


def test_roman_numerals_of_a_damaged_layer_are_read() -> None:
    lines = [
        "l. TINH HINH CHUNG",
        "Trong nam tinh hinh on dinh tren dia ban toan xa.",
        "1l. KET QUA DAT DUOC",
    ]

    assert [number for _, number, _ in told(lines)] == ["I", "II"]


@given(st.lists(st.text(alphabet="0123456789.)IVXabcĐ CÁC thôn-", max_size=40), max_size=12))
def test_any_text_returns_with_places_inside(lines: list[str]) -> None:
    text = Text.of(lines)

    for part in sections_of(text):
        assert 0 <= part.span.start <= part.span.end <= len(text.body)
        assert part.content_end <= len(text.body)


def test_party_papers_put_a_dash_behind_the_number_of_a_part() -> None:
    lines = [
        "I- KẾT QUẢ",
        "1- Quốc phòng",
        "Xã có 05 thôn.",
        "2- An ninh",
        "Xảy ra 03 vụ.",
        "II- NHIỆM VỤ",
    ]

    assert [section.number for section in read(lines).sections] == ["I", "1", "2", "II"]
    assert [figure.value for figure in read(lines).figures] == [5, 3]
