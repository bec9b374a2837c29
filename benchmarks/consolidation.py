"""Consolidating the nation with the same period of last year, on both engines.

    uv run python benchmarks/consolidation.py [--communes 3321] [--cells 100] [--months 12]
                                              [--engine sqlite|postgresql]

`--months` is the number of months of each of the two years. Measured, for one month against the
same month of last year: a clean reading (tables up to date), one after 1 % of the communes were
corrected, and a cold one (a new process, empty roll-up tables). Beside it, in the same run and on
the same machine: hand-written SQL that gives the same answer from the same roll-up tables, SQL on
the raw rows, and what an office does today: opening every commune's workbook with a spreadsheet
library and adding up its figures (a sample, scaled to all communes and said so).
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import nation
import office

REPEATS = 9
SAMPLE = 40


def main() -> None:
    """Measure each engine in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--communes", type=int, default=3321)
    parser.add_argument("--cells", type=int, default=100)
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--inside", nargs="?", const="build", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    size = [f"--{name}={getattr(arguments, name)}" for name in ("communes", "cells", "months")]
    if arguments.inside is not None:
        _inside(arguments)
        return
    print(
        f"{office.machine()}; {arguments.communes:,} communes x {arguments.cells} indicators x "
        f"{2 * arguments.months} months\n"
    )
    print("| engine | what | seconds | processor s | beside the clean reading |")
    print("|---|---|---|---|---|")
    for name in arguments.engine or ("sqlite", "postgresql"):
        with office.engine(name) as environment:
            office.inside(__file__, environment, *size)
            for step in ("cold", "rest"):
                _again(environment, step, size)


def _again(environment: dict[str, str], step: str, size: list[str]) -> None:
    import os
    import subprocess
    import sys

    command = [sys.executable, __file__, *size, f"--inside={step}"]
    subprocess.run(command, env=os.environ | environment, check=True)


def _inside(arguments: argparse.Namespace) -> None:
    if arguments.inside == "build":
        office.start()
        nation.build(arguments.communes, arguments.cells, arguments.months)
        return
    _django()
    if arguments.inside == "cold":
        _say("cold (new process, empty roll-up tables)", _timed(lambda: _read(_now())))
        return
    _rest(arguments)


def _django() -> None:
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keng.config.settings")
    import django

    django.setup()


def _rest(arguments: argparse.Namespace) -> None:
    _read(_now())
    clean = _median(lambda: _read(_now()))
    _say("**clean**", clean, clean)
    _check(_read(_now()))
    by_hand = _median(_sql_on_tables)
    _say("SQL by hand on the same roll-up tables", by_hand, clean)
    communes = max(1, arguments.communes // 100)
    _say("one commune corrected", _dirty(1), clean)
    _say(f"1 % dirty ({communes} communes corrected)", _dirty(communes), clean)
    _say("one province, clean", _median(lambda: _read(_now(), key="pro0")), clean)
    for period in nation.months(arguments.months)[arguments.months :]:
        _read(period)
    year = nation.months(arguments.months)[arguments.months :]
    _say(f"clean, all {len(year)} months of the year", _median(lambda: [_read(p) for p in year]))
    raw = _median(_sql_on_raw, repeats=3)
    _say("SQL by hand on the raw rows", raw, clean)
    office_way = _spreadsheets(arguments.communes, arguments.cells)
    _say(
        f"openpyxl over {2 * arguments.communes:,} workbooks ({SAMPLE} timed, scaled)",
        office_way,
        clean,
    )


def _now() -> Any:
    return nation.parse_period(f"{nation.YEARS[1]}-01")


def _read(period: Any, key: str = "vn") -> Any:
    from keng.consolidation.queries import consolidate
    from keng.consolidation.shapes import Compare
    from keng.kernel.actors import OPERATOR
    from keng.orgunits.queries import unit_by_key

    unit = unit_by_key(key, on=period.last)
    return consolidate(unit.id, period, actor=OPERATOR, on=period.last, compare=Compare.SAME_PERIOD)


@dataclass(frozen=True, order=True)
class Timing:
    """Seconds by the clock, and of the processor in this process (without a server's)."""

    clock: float
    processor: float


def _timed(what: Callable[[], Any]) -> Timing:
    clock, processor = time.perf_counter(), time.process_time()
    what()
    return Timing(time.perf_counter() - clock, time.process_time() - processor)


def _median(what: Callable[[], Any], repeats: int = REPEATS) -> Timing:
    return statistics.median_low([_timed(what) for _ in range(repeats)])


def _say(what: str, timing: Timing, beside: Timing | None = None) -> None:
    from django.db import connection

    ratio = f"{timing.clock / beside.clock:,.2f} x" if beside else ""
    times = f"{timing.clock:,.3f} | {timing.processor:,.3f}"
    print(f"| {connection.vendor} | {what} | {times} | {ratio} |", flush=True)


def _check(found: Any) -> None:
    """Stop unless the answer is what plain SQL makes of the raw rows."""
    raw = {row[0]: row[1:] for row in _sql_on_raw()}
    for row in found.rows:
        given = (row.value, row.previous, row.both.current, row.both.previous)
        if given != raw[row.key.indicator] or row.accepted != row.expected or found.missing:
            raise SystemExit(f"wrong: {row}, raw {raw[row.key.indicator]}")


def _sql_on_tables() -> list[Any]:
    """The same answer: values, last year, pairs, coverage and who is missing, by hand."""
    from django.db import connection

    now = _now()
    then = now.previous_year()
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM reporting_dirtymark")
        cursor.fetchall()
        cursor.execute(
            'SELECT r.indicator, r."by", r.value, r.status, r.counted, r.marks, e.value, '
            "p.current, p.previous, p.units FROM orgunits_unit u "
            "JOIN consolidation_target t ON t.kind = 'figures' AND t.regime = %s "
            "AND t.first = %s AND t.last = %s "
            "JOIN consolidation_target b ON b.kind = 'figures' AND b.regime = t.regime "
            "AND b.first = %s AND b.last = %s "
            "JOIN consolidation_target q ON q.kind = 'pairs' AND q.regime = t.regime "
            "AND q.first = t.first AND q.last = t.last "
            "JOIN consolidation_rollup r ON r.target_id = t.id AND r.unit_id = u.id "
            "LEFT JOIN consolidation_rollup e ON e.target_id = b.id AND e.unit_id = u.id "
            'AND e.indicator = r.indicator AND e."by" = r."by" '
            "LEFT JOIN consolidation_pair p ON p.target_id = q.id AND p.unit_id = u.id "
            'AND p.indicator = r.indicator AND p."by" = r."by" WHERE u.key = %s',
            [now.regime, now.first, now.last, then.first, then.last, "vn"],
        )
        rows = cursor.fetchall()
        cursor.execute(
            "SELECT s.form, COUNT(*), SUM(CASE WHEN s.state IN ('accepted', 'locked') "
            "THEN 1 ELSE 0 END) FROM reporting_submission s "
            "WHERE s.form = 'commune' AND s.regime = %s AND s.first = %s AND s.last = %s "
            "GROUP BY s.form",
            [now.regime, now.first, now.last],
        )
        asked = cursor.fetchall()
        cursor.execute(
            "SELECT d.name, s.state FROM reporting_submission s JOIN orgunits_designation d "
            "ON d.unit_id = s.unit_id AND d.valid_until IS NULL WHERE s.form = 'commune' "
            "AND s.regime = %s AND s.first = %s AND s.last = %s "
            "AND s.state NOT IN ('accepted', 'locked') "
            "ORDER BY d.sort_key",
            [now.regime, now.first, now.last],
        )
        return [rows, asked, cursor.fetchall()]


def _sql_on_raw() -> list[Any]:
    from django.db import connection

    now = _now()
    then = now.previous_year()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indicator, SUM(now_value), SUM(then_value), "
            "SUM(CASE WHEN then_value IS NOT NULL THEN now_value END), "
            "SUM(CASE WHEN now_value IS NOT NULL THEN then_value END) FROM ("
            "SELECT f.indicator, s.unit_id, MAX(CASE WHEN s.first = %s THEN f.value END) "
            "AS now_value, MAX(CASE WHEN s.first = %s THEN f.value END) AS then_value "
            "FROM reporting_submission s JOIN reporting_figure f ON f.submission_id = s.id "
            "WHERE s.form = 'commune' AND s.regime = %s AND s.state IN ('accepted', 'locked') "
            "AND ((s.first = %s AND s.last = %s) OR (s.first = %s AND s.last = %s)) "
            "GROUP BY f.indicator, s.unit_id) AS units GROUP BY indicator",
            [now.first, then.first, now.regime, now.first, now.last, then.first, then.last],
        )
        return [(code, *(int(one) for one in sums)) for code, *sums in cursor.fetchall()]


def _dirty(communes: int) -> Timing:
    """The first reading after some communes were corrected."""
    from keng.reporting.models import DirtyMark, Figure, Submission

    now = _now()
    times = []
    for turn in range(3):
        slips = list(
            Submission.objects.filter(regime=now.regime, first=now.first, last=now.last).order_by(
                "unit_id"
            )[turn * communes : (turn + 1) * communes]
        )
        Figure.objects.filter(submission__in=slips).update(value=7 + turn)
        DirtyMark.objects.bulk_create(
            [
                DirtyMark(
                    unit_id=slip.unit_id,
                    submission=slip,
                    form=slip.form,
                    regime=slip.regime,
                    first=slip.first,
                    last=slip.last,
                    act="accept",
                    at=nation.AT,
                )
                for slip in slips
            ]
        )
        times.append(_timed(lambda: _read(now)))
    _check(_read(now))
    return statistics.median_low(times)


def _spreadsheets(communes: int, cells: int) -> Timing:
    """Seconds to open and add up two workbooks of every commune, from a sample."""
    from openpyxl import Workbook, load_workbook

    files = []
    for number in range(SAMPLE):
        book = Workbook()
        sheet = book.worksheets[0]
        for place, code in enumerate(nation.indicators(cells)):
            sheet.append([place + 1, code, "vụ", (number * 7 + place) % 40])
        content = io.BytesIO()
        book.save(content)
        files.append(content.getvalue())

    def add_up() -> dict[str, int]:
        sums: dict[str, int] = {}
        for content in files:
            sheet = load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
            for _, code, _, value in sheet.iter_rows(values_only=True):
                sums[str(code)] = sums.get(str(code), 0) + int(str(value))
        return sums

    sample, scale = _median(add_up, repeats=3), communes * 2 / SAMPLE
    return Timing(sample.clock * scale, sample.processor * scale)


if __name__ == "__main__":
    main()
