"""The worked table of docs/algorithms/reading.md comes out as it is written there."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from keng.prose.reading import read

PAGE = Path(__file__).resolve().parents[2] / "docs" / "algorithms" / "reading.md"


def rows() -> list[tuple[str, str, str]]:
    table = PAGE.read_text(encoding="utf-8").split("| written | value | unit |\n|---|---|---|\n")[1]
    found = re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \|$", table.split("\n\n")[0], re.MULTILINE)
    return [(written, value, unit) for written, value, unit in found]


@pytest.mark.parametrize(("written", "value", "unit"), rows())
def test_a_row_comes_out_as_written(written: str, value: str, unit: str) -> None:
    (figure,) = read([f"Kết quả đạt {written}."]).figures
    number, _, whole = value.partition(" of ")

    assert figure.value == (None if number == "none" else Decimal(number))
    assert figure.denominator == (Decimal(whole) if whole else None)
    assert figure.unit == unit


def test_the_table_is_read() -> None:
    assert len(rows()) >= 7
