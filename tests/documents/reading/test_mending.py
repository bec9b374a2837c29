"""What a recogniser confuses is put right only where nothing else can be meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keng.documents.reading.document import Box, Place, WordPlace
from keng.documents.reading.mending import RomanNumbers, mended_word
from keng.documents.reading.placed import PlacedLine


def a_line(text: str) -> PlacedLine:
    words, start = [], 0
    for word in text.split(" "):
        words.append(WordPlace(start, start + len(word), Box(0, 0, 1, 1)))
        start += len(word) + 1
    return PlacedLine(text, Place(1, None, tuple(words)))


def read_in_order(*texts: str) -> list[str]:
    numbers = RomanNumbers()
    return [numbers.mended(a_line(text)).text for text in texts]


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("L KẾT QUẢ ĐẠT ĐƯỢC", "I. KẾT QUẢ ĐẠT ĐƯỢC"),
        ("|. KẾT QUẢ ĐẠT ĐƯỢC", "I. KẾT QUẢ ĐẠT ĐƯỢC"),
        ("I KẾT QUẢ ĐẠT ĐƯỢC", "I. KẾT QUẢ ĐẠT ĐƯỢC"),
        ("HI. ĐỀ XUẤT, KIẾN NGHỊ", "III. ĐỀ XUẤT, KIẾN NGHỊ"),
    ],
)
def test_a_roman_number_is_put_right(seen, meant):
    line = RomanNumbers().mended(a_line(seen))

    assert line.text == meant
    found = [line.text[word.start : word.end] for word in line.place.words]
    assert found == meant.split(" ")


def test_strokes_that_ran_together_are_the_number_that_follows():
    assert read_in_order(
        "IL TÌNH HÌNH CHUNG",
        "1. Đặc điểm",
        "H. KẾT QUẢ ĐẠT ĐƯỢC",
        "IL TỒN TẠI, HẠN CHẾ",
        "IV. ĐỀ XUẤT",
    ) == [
        "I. TÌNH HÌNH CHUNG",
        "1. Đặc điểm",
        "II. KẾT QUẢ ĐẠT ĐƯỢC",
        "III. TỒN TẠI, HẠN CHẾ",
        "IV. ĐỀ XUẤT",
    ]


def test_a_number_that_is_plainly_read_is_trusted():
    plain = ["II. KẾT QUẢ ĐẠT ĐƯỢC", "I. CÔNG TÁC LÃNH ĐẠO", "II. CÔNG TÁC KHÁC"]

    assert read_in_order(*plain) == plain


@pytest.mark.parametrize(
    "text",
    [
        "1. CÔNG TÁC LÃNH ĐẠO",
        "11. CÔNG TÁC LÃNH ĐẠO",
        "IV. TỔ CHỨC THỰC HIỆN",
        "L. là chữ cái",
        "Hội nghị thôn 2",
        "I là chữ thường",
    ],
)
def test_a_line_that_may_be_meant_stays(text):
    assert read_in_order(text) == [text]


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("O5", "05"),
        ("0l", "01"),
        ("l2", "12"),
        ("1O,", "10,"),
        ("49-NQ/ĐÐU", "49-NQ/ĐU"),
        ("101-KH/HŨ", "101-KH/HU"),
        ("05/BC-ỦBND", "05/BC-UBND"),
    ],
)
def test_a_word_is_put_right(seen, meant):
    assert mended_word(seen) == meant


@pytest.mark.parametrize(
    "word",
    [
        "ol",
        "Il",
        "1.250",
        "88,9%",
        "11-KH/HU",
        "ND138",
        "12/3/2023",
        "giảm/tăng",
        "24/Trường",
        "Độ",
    ],
)
def test_a_word_that_may_be_meant_stays(word):
    assert mended_word(word) == word


@given(st.text(alphabet="IHLl1|O05., AKẾT", max_size=40))
def test_words_lie_inside_the_line(text):
    line = RomanNumbers().mended(a_line(text))

    assert all(0 <= word.start <= word.end <= len(line.text) for word in line.place.words)
