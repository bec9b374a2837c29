"""One figure out of one cell: exactly what was typed, or the reason why a person must look."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keng.documents.workbooks import REASONS, Cell, CellKind, Reading, read_figure
from keng.kernel.vietnamese import format_number


def typed(text: str) -> Cell:
    return Cell(1, 1, CellKind.TEXT, text)


def stored(text: str) -> Cell:
    return Cell(1, 1, CellKind.NUMBER, text)


def read(cell: Cell | None, digits: int = 0, unit: str = "vụ") -> Reading:
    return read_figure(cell, unit=unit, digits=digits)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("05", 5),
        ("1.234", 1234),
        ("1.234.567", 1234567),
        ("12 vụ", 12),
        ("05 Vụ.", 5),
        ("1.234 vụ", 1234),
        ("không", 0),
        ("Không phát sinh", 0),
        ("KHÔNG CÓ", 0),
        ("0", 0),
        ("  7 ", 7),
        ("\u00a07\u00a0", 7),
        ("\uff11\uff12", 12),
        ("+5", 5),
        ("7\u200b", 7),
    ],
)
def test_text_that_is_plainly_one_number_is_read(text: str, value: int) -> None:
    assert read(typed(text)) == Reading(Decimal(value))


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\u200b"])
def test_blank_is_missing_and_never_zero(text: str) -> None:
    assert read(typed(text)) == Reading(None)
    assert read(None) == Reading(None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("-", "dash"),
        ("–", "dash"),
        ("...", "dash"),
        ("x", "dash"),
        ("1,234", "ambiguous_number"),
        ("1,234,567", "ambiguous_number"),
        ("12.5", "ambiguous_number"),
        ("1 234", "ambiguous_number"),
        ("1.23.456", "ambiguous_number"),
        ("12 người", "other_unit"),
        ("3 triệu đồng", "other_unit"),
        ("20%", "percent_cell"),
        ("<5", "suppressed"),
        ("07/07", "not_a_number"),
        ("5-7", "not_a_number"),
        ("khoảng 5", "not_a_number"),
        ("chưa có", "not_a_number"),
        ("1e3", "other_unit"),
        ("-5", "negative"),
        ("1,5", "too_many_decimals"),
        ("1.000.000.000.000.000", "too_large"),
    ],
)
def test_text_that_could_mean_something_else_is_asked_about(text: str, reason: str) -> None:
    assert read(typed(text)) == Reading(None, reason)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (CellKind.FORMULA, "formula"),
        (CellKind.ERROR, "error_cell"),
        (CellKind.BOOLEAN, "boolean_cell"),
        (CellKind.DATE, "date_cell"),
        (CellKind.PERCENT, "percent_cell"),
    ],
)
def test_content_that_is_no_typed_number_is_asked_about(kind: CellKind, reason: str) -> None:
    assert read(Cell(1, 1, kind, "5")) == Reading(None, reason)


@pytest.mark.parametrize(
    ("text", "digits", "expected"),
    [
        ("664.49", 2, Reading(Decimal("664.49"))),
        ("664.49000000000001", 2, Reading(Decimal("664.49"))),  # how Excel may store 664.49
        ("1E3", 0, Reading(Decimal(1000))),
        ("12.5", 0, Reading(None, "too_many_decimals")),
        ("-1", 0, Reading(None, "negative")),
        ("1E+300", 0, Reading(None, "too_large")),
        ("nan", 0, Reading(None, "not_a_number")),
        ("abc", 0, Reading(None, "not_a_number")),
    ],
)
def test_a_stored_number_is_taken_as_it_was_typed(
    text: str, digits: int, expected: Reading
) -> None:
    assert read(stored(text), digits) == expected


def test_a_decimal_comma_is_read_where_the_indicator_holds_decimals() -> None:
    assert read(typed("1.234,5"), digits=2) == Reading(Decimal("1234.5"))
    assert read(typed("12,5 ha"), digits=2, unit="ha") == Reading(Decimal("12.5"))


def test_a_dot_before_three_digits_is_asked_about_where_three_decimals_are_held() -> None:
    assert read(typed("1.234"), digits=3) == Reading(None, "ambiguous_number")


@given(st.integers(0, 10**12), st.integers(0, 2))
def test_what_an_official_paper_prints_is_read_back(scaled: int, digits: int) -> None:
    number = Decimal(scaled).scaleb(-digits)

    reading = read(typed(format_number(number, digits)), digits)

    assert reading == Reading(number)


@given(st.text(max_size=30), st.integers(0, 3))
def test_any_text_gives_a_value_or_a_known_reason(text: str, digits: int) -> None:
    reading = read(typed(text), digits)

    assert reading.reason in {"", *REASONS}
    assert reading.value is None or not reading.reason
