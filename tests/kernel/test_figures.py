"""Figures are exact and cell keys are canonical."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keng.kernel.errors import BadInput
from keng.kernel.figures import CellKey, FigureStatus, to_decimal, to_scaled, worst_status
from keng.kernel.vietnamese import parse_number


@given(value=st.integers(-(10**15), 10**15), digits=st.integers(0, 6))
def test_scaling_there_and_back_changes_nothing(value: int, digits: int) -> None:
    assert to_scaled(to_decimal(value, digits), digits) == value


@pytest.mark.parametrize("text", ["1.005", "abc", "", "NaN", "Infinity"])
def test_what_would_need_rounding_or_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        to_scaled(text, 2)


def test_an_area_keeps_its_hundredths() -> None:
    assert to_scaled("664.49", 2) == 66449
    assert to_decimal(66449, 2) == Decimal("664.49")


def test_dimensions_are_sorted_so_that_a_cell_has_one_key() -> None:
    one = CellKey.of("units_classified", {"unit_kind": "commune", "class": "good"})

    assert str(one) == "units_classified[class=good;unit_kind=commune]"
    assert CellKey.parse("units_classified[unit_kind=commune;class=good]") == one
    assert one.dimensions == {"class": "good", "unit_kind": "commune"}


@pytest.mark.parametrize("text", ["", "A", "x[", "x[]", "x[a]", "x[a=b;]", "x y"])
def test_text_that_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        CellKey.parse(text)


def test_the_least_final_status_wins() -> None:
    assert worst_status(set()) is FigureStatus.OFFICIAL
    mixed = {FigureStatus.OFFICIAL, FigureStatus.EXPECTED, FigureStatus.ESTIMATED}
    assert worst_status(mixed) is FigureStatus.EXPECTED


@pytest.mark.parametrize("text", ["1e999999", "-1e999999", "9" * 5000])
def test_a_number_that_fills_the_machine_is_refused_at_once(text: str) -> None:
    with pytest.raises(BadInput):
        to_scaled(text, 2)
    assert parse_number(text) is None
