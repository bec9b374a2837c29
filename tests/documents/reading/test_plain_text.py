"""Text files of thirty years of offices come out as the same lines, or are refused in words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keng.documents.reading import FileRefused, Kind, read
from keng.documents.reading.oldfonts import from_tcvn3, from_vni
from reading_samples import REPORT, bare

# The same sentence, as it was typed in each of the old fonts.
SENTENCE = (
    "Công an xã đã vận động nhân dân giao nộp 12 khẩu súng tự chế, những hộ ở khu vực chợ đều "
    "ký cam kết; tỷ lệ đạt chuẩn tăng rõ, được Ủy ban nhân dân huyện biểu dương, khen thưởng."
)
IN_TCVN3 = (
    "C«ng an x· ®· vËn ®éng nh©n d©n giao nép 12 khÈu sóng tù chÕ, nh÷ng hé ë khu vùc chî ®Òu "
    "ký cam kÕt; tû lÖ ®¹t chuÈn t¨ng râ, ®­îc ñy ban nh©n d©n huyÖn biÓu d­¬ng, khen th­ëng."
)
IN_VNI = (
    "Coâng an xaõ ñaõ vaän ñoäng nhaân daân giao noäp 12 khaåu suùng töï cheá, nhöõng hoä ôû khu "
    "vöïc chôï ñeàu kyù cam keát; tyû leä ñaït chuaån taêng roõ, ñöôïc UÛy ban nhaân daân huyeän "
    "bieåu döông, khen thöôûng."
)


def codes(document) -> list[str]:
    return [note.code for note in document.notes]


def test_lines_are_those_of_the_file():
    document = read("Một\r\nHai\n\nBốn\rNăm".encode(), name="báo cáo.txt")

    assert document.lines == ("Một", "Hai", "", "Bốn", "Năm")
    assert document.kind is Kind.TXT
    assert len(document.places) == 5
    assert len(document.sha256) == 64


def test_a_form_feed_begins_a_page_and_is_in_no_line():
    document = read("Trang một\n\fTrang hai".encode(), name="a.txt")

    assert document.lines == ("Trang một", "Trang hai")
    assert [place.page for place in document.places] == [1, 2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_with_or_without_its_mark(encoding):
    assert read(REPORT.encode(encoding), name="a.txt").text == REPORT


def test_decomposed_letters_are_composed():
    content = unicodedata.normalize("NFD", REPORT).encode()

    assert read(content, name="a.txt").text == REPORT


def in_1258(text: str) -> bytes:
    """As Windows wrote it: the letter with its hat, then the tone by itself."""
    out = []
    for letter in text:
        try:
            out.append(letter.encode("cp1258"))
        except UnicodeError:
            *base, tone = unicodedata.normalize("NFD", letter)
            base = "".join(base)
            if tone in "\u0302\u0306\u031b":  # ộ decomposes as o, dot below, hat
                base, tone = base[0] + tone, base[1]
            out.append(unicodedata.normalize("NFC", base).encode("cp1258"))
            out.append(tone.encode("cp1258"))
    return b"".join(out)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (in_1258(SENTENCE), "Windows-1258"),
        (IN_TCVN3.encode("latin-1"), "TCVN3"),
        (IN_VNI.encode("latin-1"), "VNI"),
    ],
)
def test_old_encodings_are_known_by_the_words_that_come_out(content, encoding):
    document = read(content, name="cũ.txt")

    assert document.text.lower() == SENTENCE.lower()
    assert codes(document) == ["decoded"]
    assert encoding in document.notes[0].message


@pytest.mark.parametrize("typed", [IN_TCVN3, IN_VNI, SENTENCE.encode().decode("latin-1")])
def test_letters_of_an_old_font_inside_unicode_are_turned(typed):
    document = read(typed.encode(), name="dán.txt")

    assert document.text.lower() == SENTENCE.lower()
    assert codes(document) == ["old_font"]


def test_the_tables_of_the_old_fonts_cover_every_letter():
    letters = [
        unicodedata.normalize("NFC", base + tone)
        for base in "aăâeêioôơuưy"
        for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    ]

    assert {from_tcvn3(chr(code)) for code in range(0x80, 0x100)} >= {*letters, "đ"} - set("aeiouy")
    pairs = [a + b for a in "aeouyôö" for b in "øûõùïêèúüéëâàåãáä"] + list("ñíìæóòîôöiueoay")
    assert {from_vni(pair) for pair in pairs} >= {*letters, "đ"}


def test_a_western_text_that_only_has_some_marks_is_left_as_it_is():
    text = "Le rapport annuel décrit la situation générale de la région et ses résultats chiffrés."

    assert read(text.encode(), name="a.txt").text == text


@pytest.mark.parametrize(
    "content",
    [
        "Ã¡Â»Â§ Ã±Ã£ÂµÂ¿ Ã¾Ã°Ã½ Ã¦ÃŸÃ¥ Ã¸Ã¶Ã·".encode("latin-1", errors="ignore"),
        bytes(range(0x80, 0x100)) * 3,
        "Rapport général de l'année passée: situation très difficile".encode("latin-1"),
    ],
)
def test_letters_in_no_known_encoding_are_refused_not_guessed(content):
    with pytest.raises(FileRefused) as refused:
        read(content, name="vỡ.txt")

    assert refused.value.code == "text_garbled"


def test_another_language_is_said_and_given():
    text = "The annual report of the district describes the public order situation. " * 5
    document = read(text.encode(), name="a.txt")

    assert document.lines == (text,)
    assert codes(document) == ["other_language"]


def test_a_text_that_lost_its_marks_is_said():
    assert codes(read(bare(REPORT).encode(), name="a.txt")) == ["marks_lost"]


@given(st.text())
def test_any_text_is_given_back_line_by_line(text):
    try:
        document = read(text.encode(errors="replace"), name="a.txt")
    except FileRefused:
        return

    assert len(document.places) == len(document.lines)
    assert not any("\n" in line or "\r" in line for line in document.lines)
