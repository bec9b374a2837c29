"""Every row of the worked tables in docs/algorithms comes out as it is written there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from consolidation_cast import FIRES, TODAY, a_country, period
from keng.consolidation.queries import consolidate
from keng.consolidation.rollup import NOTHING, Amount, Parts, unit_figure
from keng.consolidation.shapes import Compare, Row
from keng.consolidation.suppression import Face, faces
from keng.kernel.actors import OPERATOR
from keng.kernel.figures import FigureStatus

PAGES = Path(__file__).resolve().parents[2] / "docs" / "algorithms"
JULY = date(2025, 7, 1)


def table(page: str, first_heading: str) -> list[list[str]]:
    """The cells of the rows of a table, found by the heading of its first column."""
    lines = iter((PAGES / page).read_text(encoding="utf-8").splitlines())
    for line in lines:
        if line.startswith(f"| {first_heading} |"):
            next(lines)
            return list(_rows(lines))
    raise LookupError(first_heading)


def _rows(lines: Iterator[str]) -> Iterator[list[str]]:
    for line in lines:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip().strip("|").split("|")]


def amount(text: str) -> Amount:
    return NOTHING if text == "?" else Amount(int(text), FigureStatus.OFFICIAL, 1)


@pytest.mark.parametrize("cells", table("roll-up.md", "the unit stands"))
def test_a_unit_from_its_parts(cells: list[str]) -> None:
    stands, own, below, bodies, reported, figure, _ = cells
    parts = Parts(amount(own), amount(bodies), amount(below), amount(reported))

    made = unit_figure(parts, is_above_entry=stands == "above the entry level")

    assert made.amount.value == int(figure)


@pytest.mark.parametrize("cells", table("disclosure.md", "total"))
def test_a_family_of_small_totals(cells: list[str]) -> None:
    total, listed, shown, _ = cells
    parts = [int(part) for part in listed.split()]

    seen = faces(int(total), parts)

    assert [
        str(part) if face is Face.EXACT else face.value
        for part, face in zip(parts, seen, strict=True)
    ] == shown.split()


@pytest.mark.django_db
@pytest.mark.parametrize("cells", table("comparison-across-mergers.md", "last year"))
def test_a_comparison_across_mergers(cells: list[str]) -> None:
    before, became, now, asked, value, previous, change, _ = cells

    found = compared(before, became, now, asked)

    wanted = [None if cell == "?" else int(cell) for cell in (value, previous, change)]
    assert [found.value, found.previous, found.change] == wanted


def compared(before: str, became: str, now: str, asked: str) -> Row:
    steps = [
        (step.replace("~", ">").split(">"), "part" if "~" in step else "whole")
        for step in became.split()
    ]
    old = {pair[0] for pair, _ in steps}
    new = {pair[1] for pair, _ in steps}
    country = a_country({"P": "province"})
    names = {item.split("=")[0] for item in (*before.split(), *now.split())} | old | new
    for name in sorted(names):
        since = {"since": JULY} if name in new else {}
        until = {"until": JULY} if name in old else {}
        country.add(f"P/{name}", "commune", **since, **until)
    for (one, other), extent in steps:
        country.succeed(f"P/{one}", f"P/{other}", JULY, extent)
    for items, code in ((before, "2024H2"), (now, "2025H2")):
        for item in items.split():
            name, fires = item.split("=")
            country.report(f"P/{name}", code, fires=int(fires))
    path = asked if asked == "P" else f"P/{asked}"
    row = consolidate(
        country.ids[path],
        period("2025H2"),
        actor=OPERATOR,
        on=TODAY,
        compare=Compare.SAME_PERIOD,
    ).row(FIRES)
    assert row is not None
    return row
