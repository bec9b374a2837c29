"""What answers what was typed, and how well."""

from __future__ import annotations

import pytest

from keng.search.matching import Fit, Wanted


@pytest.mark.parametrize(
    ("typed", "text", "fit"),
    [
        ("hoa", "Hòa", Fit.WHOLE),
        ("hoa", "Hoà", Fit.WHOLE),
        ("Hoà", "Hòa", Fit.WHOLE),
        ("quang khai", "Quang Khải", Fit.WHOLE),
        ("quang", "Quang Khải", Fit.BEGINNING),
        ("khai", "xã Quang Khải", Fit.WORD),
        ("khai quang", "xã Quang Khải", Fit.WORDS),
        ("uang", "Quang Khải", Fit.INSIDE),
        ("đ", "Đông", Fit.BEGINNING),
        ("12/bc-ubnd", "12/BC-UBND", Fit.WHOLE),
    ],
)
def test_a_text_answers_without_diacritics_case_and_marks(typed: str, text: str, fit: Fit) -> None:
    rank = Wanted(typed).rank([text])

    assert rank is not None
    assert rank.fit is fit


@pytest.mark.parametrize(("typed", "text"), [("ua", "Quang"), ("hoai", "Hòa"), ("xa hoa", "Hòa")])
def test_a_text_that_does_not_answer_has_no_rank(typed: str, text: str) -> None:
    assert Wanted(typed).rank([text]) is None


def test_the_spelling_that_was_typed_comes_first() -> None:
    wanted = Wanted("Hòa")
    same, other = wanted.rank(["Hoà"]), wanted.rank(["Hoa"])

    assert same is not None
    assert other is not None
    assert same < other


def test_words_may_be_lent_by_what_a_thing_belongs_to() -> None:
    assert Wanted("bao cao dong").rank(["Báo cáo"], besides=["tỉnh Đông"]) is not None
    assert Wanted("bao cao tay").rank(["Báo cáo"], besides=["tỉnh Đông"]) is None


def test_marks_alone_are_nothing() -> None:
    assert Wanted(" .,- ").is_empty
