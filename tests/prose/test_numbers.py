"""Vietnamese numbers read exactly, with what stands behind them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keng.kernel.letters import folded
from keng.kernel.vietnamese import format_number, number_in_words
from keng.prose.counted import Sort
from keng.prose.numbers import Amount, amounts_of, value_of
from keng.prose.text import Text
from keng.prose.wordnumbers import read_words


def amounts(line: str) -> tuple[Amount, ...]:
    return amounts_of(Text.of([line]))


def only(line: str) -> Amount:
    (amount,) = amounts(line)
    return amount


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("05", "5"),
        ("9140", "9140"),
        ("2.787", "2787"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("5,65", "5.65"),
        ("5.6", "5.6"),
        ("12.345.678", "12345678"),
        ("0.125", "0.125"),
    ],
)
def test_separators_are_read_as_they_are_meant(written: str, value: str) -> None:
    assert value_of(written) == Decimal(value)


@pytest.mark.parametrize("written", ["1800.0000", "1.23.456", "12.3456", "1.234.56", "0.123.456"])
def test_what_cannot_be_one_number_has_no_value(written: str) -> None:
    assert value_of(written) is None


def test_a_malformed_amount_is_marked_not_guessed() -> None:
    amount = only("mức hỗ trợ 2500.0000đ mỗi người")

    assert amount.malformed
    assert amount.value is None
    assert amount.unit.sort is Sort.MONEY


def test_a_part_of_a_whole_keeps_its_denominator() -> None:
    amount = only("Có 09/12 thôn hoàn thành")

    assert (amount.value, amount.denominator, amount.unit.name) == (9, 12, "thôn")


def test_two_counts_with_a_stroke_are_two_amounts() -> None:
    first, second = amounts("phát hiện 02 vụ/03 phương tiện")

    assert (first.value, first.unit.name) == (2, "vụ")
    assert (second.value, second.unit.name) == (3, "phương tiện")


@pytest.mark.parametrize(
    ("line", "value", "on_paper", "unit"),
    [
        ("chi 1,5 tỷ đồng", "1500000000", "1.5", "tỷ đồng"),
        ("chi 350 triệu đồng", "350000000", "350", "triệu đồng"),
        ("chi 1,2 tỷ", "1200000000", "1.2", "tỷ đồng"),
        ("chi 2 tỷ 300 triệu đồng", "2300000000", "2.3", "tỷ đồng"),
        ("chi 728.000 đồng", "728000", "728000", "đồng"),
        ("vận động 40 nghìn hộ", "40000", "40000", "nghìn hộ"),
    ],
)
def test_scales_in_words_count(line: str, value: str, on_paper: str, unit: str) -> None:
    amount = only(line)

    assert amount.value == Decimal(value)
    assert amount.on_paper == Decimal(on_paper)
    assert amount.unit.written == unit


def test_the_same_amount_in_words_stands_beside_it() -> None:
    assert only("thưởng 4.500.000đ (bốn triệu năm trăm nghìn đồng)").in_words == 4_500_000
    assert only("Hai (02) tập thể được khen").in_words == 2


def test_a_dot_divides_where_the_measure_beside_it_has_decimals() -> None:
    first, second = amounts("sửa 14,2km đường liên xã, 6.515km đường thôn")

    assert (first.value, second.value) == (Decimal("14.2"), Decimal("6.515"))


def test_a_range_keeps_both_ends() -> None:
    first, second = amounts("mỗi tổ có 3-5 thành viên")

    assert (first.value, first.upper, first.unit.name) == (3, 5, "thành viên")
    assert second.value == 5


def test_the_word_before_tells_that_it_is_about() -> None:
    assert only("thu hút hơn 1.200 lượt người").approximation == "hon"
    assert only("thu hồi gần 01kg pháo").unit.name == "kg"


@pytest.mark.parametrize("line", ["phòng PV05", "Cục V28", "quốc lộ 5B", "đại dịch Covid-19"])
def test_names_with_digits_are_no_numbers(line: str) -> None:
    assert amounts(line) == ()


def test_signs_and_percent() -> None:
    amount = only("số vụ (-12,5%)")

    assert (amount.value, amount.unit.sort) == (Decimal("-12.5"), Sort.PERCENT)


@given(st.decimals(min_value=0, max_value=10**12, places=4))
def test_what_keng_writes_is_read_back(value: Decimal) -> None:
    assert value_of(format_number(value)) == value


@given(st.integers(min_value=1, max_value=10**13))
def test_numbers_in_words_are_read_back(value: int) -> None:
    assert read_words(folded(number_in_words(value)).split()) == value


@given(st.lists(st.text(alphabet="0123456789.,/-% đvụkmng\n()", max_size=50), max_size=6))
def test_any_text_returns_with_places_inside(lines: list[str]) -> None:
    text = Text.of(lines)

    for amount in amounts_of(text):
        assert 0 <= amount.span.start < amount.span.end <= amount.end <= len(text.body)
        assert amount.malformed == (amount.value is None)
