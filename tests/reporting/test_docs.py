"""The tables in the documentation are computed: what is written there is what the code does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from keng.kernel.figures import CellKey
from keng.kernel.periods import Period, parse_period
from keng.packs.schema import DueDay, Indicator
from keng.reporting import comparison, deadlines, series
from keng.reporting.lifecycle import TABLE, Act, State
from keng.reporting.series_findings import CUMULATIVE_FALLS
from reporting_cast import a_pack, due

DOCS = Path(__file__).parents[2] / "docs"
SERIES = (DOCS / "algorithms" / "periods-and-series.md").read_text(encoding="utf-8")
LIFE = (DOCS / "mechanisms" / "submission-life.md").read_text(encoding="utf-8")
READ_AS = {
    "flow": series.in_period_total,
    "to date": series.cumulative_from_in_period,
    "cumulative": series.cumulative_value,
    "inside": series.in_period_from_cumulative,
    "distinct": series.distinct_value,
    "stock": series.stock_value,
    "opening": series.opening_value,
    "year": series.year_value,
}
PACK = a_pack()
INDICATORS: dict[str, Indicator] = {
    "flow": PACK.indicators["fires"],
    "cumulative": PACK.indicators["posts"],
    "distinct": PACK.indicators["signed"],
    "stock": PACK.indicators["pending"],
    "year": PACK.indicators["classed"],
}


def rows(text: str, first_cell: str) -> list[list[str]]:
    """The rows of the table whose heading begins with the cell."""
    lines = text.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"| {first_cell} |"))
    found = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            return found
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def entered(text: str) -> dict[Period, int | None]:
    pairs = (pair.split("=") for pair in text.split())
    return {parse_period(code): int(value) for code, value in pairs}


KINDS, BEFORE = (rows(section, "kind") for section in SERIES.split("## What stood before"))


@pytest.mark.parametrize("row", KINDS, ids=lambda row: f"{row[0]} {row[1]} -> {row[2]}")
def test_every_row_about_kinds_of_entry(row: list[str]) -> None:
    kind, values, asked, expected = row[:4]

    found = READ_AS[kind](parse_period(asked), entered(values))

    shown = f"? {found.reason}" if found.value is None else str(found.value)
    assert shown == expected


@pytest.mark.parametrize("row", BEFORE, ids=lambda row: f"{row[0]} {row[1]} -> {row[2]}")
def test_every_row_about_what_stood_before(row: list[str]) -> None:
    kind, values, period, expected = row[:4]

    found = comparison.value_before(INDICATORS[kind], parse_period(period), entered(values))

    assert ("?" if found.value is None else str(found.value)) == expected


@pytest.mark.parametrize("row", rows(SERIES, "finding"), ids=lambda row: f"{row[0]} {row[2]}")
def test_every_row_about_contradictions(row: list[str]) -> None:
    finding, values, about, stated, others = row
    indicator = INDICATORS["cumulative" if finding == CUMULATIVE_FALLS else "flow"]

    (found,) = comparison.contradictions(indicator, parse_period(about), entered(values))

    assert (str(found.stated_value), str(found.others_value)) == (stated, others)


@pytest.mark.parametrize("row", rows(SERIES, "in the pack"), ids=lambda row: " ".join(row[:2]))
def test_every_row_about_due_days(row: list[str]) -> None:
    words, period, last_day = row[:3]
    kind, value, *later = words.split()
    given = {kind: value} if kind != "day" else {"day": int(value), "months_after": int(later[0])}

    found = deadlines.due_of(DueDay(**due(**given)), parse_period(period))

    assert found is not None
    assert found.on == date.fromisoformat(last_day)


def test_the_table_of_states_and_acts_is_the_one_in_the_code() -> None:
    written = {
        (State(row[0]), act): State(after)
        for row in rows(LIFE, "state")
        for act, after in zip(Act, row[1:], strict=True)
        if after != "–"
    }

    assert written == TABLE


def test_the_tables_are_not_empty() -> None:
    assert (len(KINDS), len(BEFORE)) == (21, 7)
    assert CellKey("fires") in PACK.forms["commune"].cells()
