from __future__ import annotations

import pytest

from keng.orgunits.vocabulary import KINDS, full_name, kind_of, search_form, spoken_kinds


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("xa", "Quang Khải", "xã Quang Khải"),
        ("thanh_pho_tw", "Hải Phòng", "thành phố Hải Phòng"),
        ("phuong", "1", "Phường 1"),
        ("to_dan_pho", "12", "Tổ dân phố 12"),
        ("thcs", "Trường THCS Hưng Đạo", "Trường THCS Hưng Đạo"),
        ("nation", "Việt Nam", "Việt Nam"),
    ],
)
def test_a_unit_is_named_as_in_a_sentence(kind: str, name: str, expected: str) -> None:
    assert full_name(kind, name) == expected


@pytest.mark.parametrize(
    "typed",
    ["Hoà Bình", "Hòa  Bình", "hoa binh", "HÒA BÌNH", "Hòa Bình.", "Ho\u0300a Bi\u0300nh"],
)
def test_spelling_case_and_tone_placement_do_not_matter_for_searching(typed: str) -> None:
    assert search_form(typed) == "hoa binh"


def test_apostrophes_and_leading_zeros_do_not_matter_either() -> None:
    assert search_form("B'Lá") == search_form("B’Lá") == "bla"
    assert search_form("Phường 08") == "phuong 8"


@pytest.mark.parametrize(
    ("typed", "kinds", "rest"),
    [
        ("xã Tứ Kỳ", {"xa"}, "tu ky"),
        ("TT. Tứ Kỳ", {"thi_tran"}, "tu ky"),
        ("TP Hải Dương", {"thanh_pho", "thanh_pho_tw"}, "hai duong"),
        ("p.Bến Nghé", {"phuong"}, "ben nghe"),
        ("Tổ dân phố số 3", {"to_dan_pho"}, "so 3"),
    ],
)
def test_a_spoken_kind_is_read_from_the_first_words(typed: str, kinds: set[str], rest: str) -> None:
    assert (frozenset(kinds), rest) in spoken_kinds(typed)


def test_a_name_that_begins_like_a_kind_keeps_its_reading_as_a_name() -> None:
    assert spoken_kinds("Bản Xèo")[-1] == (frozenset(), "ban xeo")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("thôn", "thon"),
        ("Tổ dân phố", "to_dan_pho"),
        ("TDP", "to_dan_pho"),
        ("thcs", "thcs"),
        ("Trường trung học cơ sở", "thcs"),
        ("thành phố", None),
        ("hội kín", None),
    ],
)
def test_a_kind_is_known_by_its_word_its_code_or_its_abbreviation(
    typed: str, code: str | None
) -> None:
    assert kind_of(typed) == code


@pytest.mark.parametrize("code", sorted(KINDS))
def test_every_kind_is_known_by_its_own_code(code: str) -> None:
    assert kind_of(code) == code
