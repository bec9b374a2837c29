"""The worked tables of docs/mechanisms/units-in-time.md come out as written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from keng.kernel.actors import OPERATOR
from keng.orgunits import queries
from keng.orgunits.actions import load_seed, read_seed

from .conftest import AT

PAGE = Path(__file__).parents[2] / "docs" / "mechanisms" / "units-in-time.md"
Y2024, Y2026 = date(2024, 12, 31), date(2026, 1, 1)


def _table(heading: str) -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").split(f"## {heading}", 1)[1].splitlines()
    end = next((n for n, line in enumerate(lines) if line.startswith("## ")), len(lines))
    rows = [line for line in lines[:end] if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


@pytest.fixture
def four_provinces(db: None) -> None:
    assert db is None  # asked for, so that pytest makes the tables
    seed = read_seed().within({"Hải Dương", "Hải Phòng", "Kon Tum", "Quảng Ngãi"})
    load_seed(actor=OPERATOR, at=AT, seed=seed)


@pytest.mark.usefixtures("four_provinces")
def test_what_became_of_the_units_of_the_reports_is_as_the_page_says() -> None:
    written = _table("What became of the units of the reports")
    found = []
    for path in dict.fromkeys(row[0] for row in written):
        unit = queries.unit_named_ever(path, on=Y2024)
        found += [
            [
                queries.path_of(step.predecessor.id, on=step.on),
                step.predecessor.code,
                f"{'by ' if step.day_is == 'by' else ''}{step.on.isoformat()}",
                step.extent.value,
                queries.path_of(step.successor.id, on=step.on),
                step.successor.code,
            ]
            for step in queries.successors(unit.id)
        ]

    assert len(written) == 8
    assert found == written


@pytest.mark.usefixtures("four_provinces")
def test_what_may_be_compared_is_as_the_page_says() -> None:
    written = _table("What may be compared")

    for shown, _, may, _ in written:
        units = [queries.unit_named(name, on=Y2026).id for name in shown.split(" and ")]
        found = queries.counterpart_of(units, shown_on=Y2026, other=Y2024)
        assert found.is_closed == (may == "yes"), shown
    assert len(written) == 5
