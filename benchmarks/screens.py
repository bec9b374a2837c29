"""Opening a form of 300 cells and saving one of them, beside an empty page of Django in one run.

    uv run python benchmarks/screens.py [--repeats 60] [--engine sqlite|postgresql]

A commune that has reported every month for two years opens the form of the next month, half filled
in; its clerk saves one cell after the other, each with the rules of the whole form, its history and
the journal. Its officer opens the same form for review, and both their home pages. The aims are for
the server's time at the 95th percentile: 150 ms to open, 80 ms to save.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import browsing
import office

SIZE = 15
MONTHS = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
NEXT = "2026-01"
AT = datetime(2026, 2, 1, 2, 0, tzinfo=UTC)
COMMUNES = 30
Ask = Any


def main() -> None:
    """Measure each engine in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=60)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        _inside(arguments.repeats)
        return
    cells = SIZE * office.PER_GROUP
    print(f"{office.machine()}; a form of {cells} cells, {len(MONTHS)} months before it\n")
    print("| engine | request | median ms | p95 ms | questions | p95 beside an empty page |")
    print("|---|---|---|---|---|---|")
    for name in arguments.engine or ("sqlite", "postgresql"):
        with office.engine(name) as environment:
            inside = [f"--repeats={arguments.repeats}"]
            office.inside(str(Path(__file__).resolve()), environment, *inside)


def _inside(repeats: int) -> None:
    office.start()
    office.install(SIZE)
    units = office.communes(COMMUNES)
    form = _reported(units[0])
    clerk = browsing.signed_in("clerk", "clerk", units[0], AT)
    officer = browsing.signed_in("officer", "officer", _province(units[0]), AT)
    beside = _say("an empty page", partial(clerk.get, browsing.EMPTY), repeats, None)
    for words, ask in (
        ("open the form", partial(clerk.get, f"/bieu/{form}/nhap/")),
        ("save a cell with its rules", _saving(clerk, form)),
        ("home of the clerk", partial(clerk.get, "/")),
        ("review of the form", partial(officer.get, f"/bieu/{form}/")),
        ("home of the officer", partial(officer.get, "/")),
    ):
        _say(words, ask, repeats, beside)


def _reported(unit: int) -> int:
    """Two years of the commune, and the next month with every second cell; its submission."""
    for number, period in enumerate(MONTHS):
        _enter(unit, period, number, step=1)
    return _enter(unit, NEXT, len(MONTHS), step=2)


def _enter(unit: int, period: str, number: int, *, step: int) -> int:
    from keng.kernel.actors import OPERATOR
    from keng.kernel.figures import CellKey
    from keng.reporting import actions
    from keng.reporting.cells import CellInput

    form = office.submissions([unit], period)[0]
    keys = office.form_cells(SIZE)[::step]
    inputs = [CellInput(CellKey(key), office.value_of(0, number % 12, key)) for key in keys]
    actions.enter(form, inputs, actor=OPERATOR, at=AT)
    return form


def _province(unit: int) -> int:
    from keng.orgunits.queries import unit_view

    above = unit_view(unit, on=AT.date()).parent_id
    if above is None:
        raise SystemExit("the commune of the benchmark has nobody above it")
    return above


def _saving(clerk: Any, form: int) -> Ask:
    """Saves another value of the same cell each time, as the grid does."""
    from keng.kernel.figures import CellKey
    from keng.reporting import queries

    key = "g0_i19"
    number = count(1)
    before = queries.figures_of(form).get(CellKey(key))
    revision = count(before.revision if before else 0)

    def save() -> Any:
        value, seen = str(20 + next(number) % 2), next(revision)
        body = {
            "mutation": f"{next(number):016x}",
            "cells": [{"key": key, "value": value, "expected_revision": seen}],
        }
        return clerk.post(f"/bieu/{form}/o/", body, content_type="application/json")

    return save


def _say(words: str, ask: Ask, repeats: int, beside: float | None) -> float:
    from django.db import connection

    took = browsing.seconds(ask, repeats)
    middle, high = took[len(took) // 2], took[min(len(took) - 1, int(len(took) * 0.95))]
    ratio = f"{high / beside:,.0f} x" if beside else ""
    told = f"{1000 * middle:,.1f} | {1000 * high:,.1f} | {browsing.questions(ask)} | {ratio}"
    print(f"| {connection.vendor} | {words} | {told} |", flush=True)
    return high


if __name__ == "__main__":
    main()
