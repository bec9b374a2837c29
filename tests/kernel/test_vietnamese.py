"""Spelling, order and numbers of Vietnamese text, each on words that a reader knows."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keng.kernel.vietnamese import (
    amount_in_words,
    fold,
    format_count,
    format_number,
    normalise,
    number_in_words,
    parse_number,
    sort_key,
)


@pytest.mark.parametrize(
    ("written", "one_spelling"),
    [
        ("Hoà", "Hòa"),
        ("Hòa", "Hòa"),
        ("HOÀ BÌNH", "HÒA BÌNH"),
        ("Thuỷ Nguyên", "Thủy Nguyên"),
        ("sức khoẻ", "sức khỏe"),
        ("xoá, loã", "xóa, lõa"),
        ("Quý", "Quý"),
        ("Qúy", "Quý"),
        ("Hoàng", "Hoàng"),
        ("hoài", "hoài"),
        ("Tuyên Quang", "Tuyên Quang"),
        ("Nguỵ", "Ngụy"),
        ("Ðồng Tháp", "Đồng Tháp"),
    ],
)
def test_one_word_has_one_spelling(written, one_spelling):
    assert normalise(written) == one_spelling
    assert normalise(unicodedata.normalize("NFD", written)) == one_spelling


def test_a_tone_typed_before_the_circumflex_still_composes():
    assert normalise("e\u0301\u0302") == "ế"


def test_names_are_found_without_diacritics():
    assert fold("  Xã  Quảng   ĐIỀN ") == "xa quang dien"
    assert fold("Hoà") == fold("Hòa") == fold("hoa") == "hoa"


def test_names_sort_by_syllable_letter_tone_and_number():
    names = [
        "Thôn 10",
        "Đại An",
        "Anh Sơn",
        "Thôn 2",
        "Dũng",
        "An Lạc",
        "Ân Thi",
        "An",
        "Ăn",
    ]
    assert sorted(names, key=sort_key) == [
        "An",
        "An Lạc",
        "Anh Sơn",
        "Ăn",
        "Ân Thi",
        "Dũng",
        "Đại An",
        "Thôn 2",
        "Thôn 10",
    ]


def test_both_tone_placements_have_one_key_and_different_tones_have_two():
    assert sort_key("Hoà Bình") == sort_key("Hòa Bình")
    assert sort_key("Hoa") < sort_key("Hòa") < sort_key("Hỏa")


@pytest.mark.parametrize(
    ("value", "digits", "written"),
    [
        (Decimal("1234.5"), 0, "1.234,5"),
        (1234567, 0, "1.234.567"),
        (Decimal(20), 1, "20,0"),
        (Decimal("20.00"), 0, "20"),
        (Decimal("664.49"), 2, "664,49"),
        (-1500, 0, "-1.500"),
        (Decimal("1E+3"), 0, "1.000"),
        (0, 0, "0"),
    ],
)
def test_numbers_are_written_with_dots_and_a_comma(value, digits, written):
    assert format_number(value, digits) == written


def test_counts_below_ten_get_a_zero():
    assert [format_count(n) for n in (0, 1, 9, 10, 1234)] == [
        "0",
        "01",
        "09",
        "10",
        "1.234",
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234", Decimal(1234)),
        ("1.234,5", Decimal("1234.5")),
        ("05", Decimal(5)),
        (" 12 ", Decimal(12)),
        ("0,5", Decimal("0.5")),
        ("-12", Decimal(-12)),
        ("\u221212", Decimal(-12)),
        ("1.23", None),
        ("1,234.5", None),
        ("0.123", None),
        ("12 vụ", None),
        ("không", None),
        ("", None),
        ("-", None),
        ("1e3", None),
        ("1_000", None),
        ("٣", None),
    ],
)
def test_only_what_is_plainly_a_number_is_read_as_one(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (105, "một trăm linh năm"),
        (1_205, "một nghìn hai trăm linh năm"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_000_020, "một triệu không trăm hai mươi"),
        (2_000_000_000, "hai tỷ"),
        (1_500_000_000_000, "một nghìn năm trăm tỷ"),
        (-3, "âm ba"),
    ],
)
def test_numbers_in_words(n, words):
    assert number_in_words(n) == words


def test_money_in_words():
    assert amount_in_words(9_000_000) == "chín triệu đồng"
    assert amount_in_words(12_350_000) == "mười hai triệu ba trăm năm mươi nghìn đồng"


@given(
    st.integers(min_value=-(10**15), max_value=10**15),
    st.integers(min_value=0, max_value=3),
)
def test_what_is_written_is_read_back(scaled, digits):
    value = Decimal(scaled).scaleb(-digits)
    assert parse_number(format_number(value, digits)) == value


@given(st.text())
def test_spelling_once_is_spelling_for_good(text):
    once = normalise(text)
    assert normalise(once) == once
    assert fold(once) == fold(text)
