"""Lists typed into a .csv: what programs write is read, what cannot be read is told by line."""

from __future__ import annotations

import pytest

from keng.intake.units_sheet import read_rows
from keng.kernel.errors import BadInput

HEAD = "Loại,Tên,Trực thuộc"


def test_lines_that_end_as_on_old_machines_are_lines() -> None:
    rows, problems = read_rows(f"{HEAD}\rThôn,Hạ,xã A\rThôn,Thượng,xã A".encode(), "a.csv")

    assert [one.texts["name"] for one in rows] == ["Hạ", "Thượng"]
    assert [one.cells["name"] for one in rows] == ["B2", "B3"]
    assert problems == []


def test_a_line_that_cannot_be_read_is_named() -> None:
    long = "x" * 200_000

    with pytest.raises(BadInput, match="dòng 2"):
        read_rows(f"{HEAD}\nThôn,{long},xã A".encode(), "a.csv")


def test_a_character_that_nothing_can_hold_is_refused() -> None:
    with pytest.raises(BadInput, match="NUL"):
        read_rows(f"{HEAD}\nThôn,H\0a,xã A".encode(), "a.csv")
