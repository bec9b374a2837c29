"""Import of 200 workbooks of 500 cells each, with rules and history, on both engines.

    uv run python benchmarks/imports.py [--workbooks 200] [--engine sqlite|postgresql] [--jobs 2]

`jobs` is `keng import --jobs`: so many processes, each reading and saving workbooks of its own.

Beside it, in the same run, what an office does today: open each workbook with a spreadsheet
library and copy its figures into a summary sheet, without any check or history. The forms are
fetched with `template`, filled in and saved by openpyxl as by another program. "Longest lock" is
the longest time from the begin to the end of the one writing transaction of a workbook. "Values/CPU
s" counts the processor of the importing process alone: on a busy machine it tells more than the
clock; on PostgreSQL the server works beside it.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import re
import time
import zipfile
from dataclasses import dataclass
from typing import Any

import office

_VALUE = re.compile(r'(<c r="E(\d+)"[^>]*><v>)\d+</v>')


@dataclass
class Timing:
    """What one round of imports took, in seconds."""

    values: int
    read: float = 0.0
    saved: float = 0.0
    longest: float = 0.0
    whole: float = 0.0
    processor: float = 0.0

    @property
    def rate(self) -> float:
        """Values a second from file to commit."""
        return self.values / self.whole


def main() -> None:
    """Measure each engine in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workbooks", type=int, default=200)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        measure(arguments)
        return
    for name in arguments.engine or ("sqlite", "postgresql"):
        print(f"\n== {name}: {office.machine()}", flush=True)
        extra = ["--profile"] if arguments.profile else []
        extra += ["--workbooks", str(arguments.workbooks), "--jobs", str(arguments.jobs)]
        with office.engine(name) as environment:
            office.inside(__file__, environment, *extra)


def measure(arguments: argparse.Namespace) -> None:
    """One engine: one month after the other, so that the second has a period before it."""
    office.start()
    office.install()
    workbooks = arguments.workbooks
    units = office.communes(workbooks)
    told = time.perf_counter()
    files = {month: filled(units, month) for month in (1, 2, 3)}
    print(f"made {3 * workbooks} forms in {time.perf_counter() - told:.0f} s (not measured)")
    if arguments.profile:
        profiled(files[1])
        return
    copied = copying(files[2])
    print(
        f"{'round':<34}{'values/s':>10}{'read ms':>9}{'save ms':>9}{'longest lock ms':>17}"
        f"{'values/CPU s':>14}"
    )
    for month in (1, 2):
        line(f"month {month}, first import", importing(files[month]), workbooks)
    line("month 2 again, nothing changed", importing(files[2], expected=0), workbooks)
    line(f"month 3, {arguments.jobs} jobs", in_jobs(files[3], arguments.jobs), workbooks)
    print(f"{'copying with openpyxl, no checks':<34}{copied[0]:>10.0f}{'':>35}{copied[1]:>14.0f}")
    print(f"figures stored: {stored()}")


def line(name: str, timing: Timing, workbooks: int) -> None:
    """One line of the table; times are per workbook."""
    read, saved = (1000 * t / workbooks for t in (timing.read, timing.saved))
    worked = f"{timing.values / timing.processor:>14.0f}" if timing.processor else ""
    print(
        f"{name:<34}{timing.rate:>10.0f}{read:>9.1f}{saved:>9.1f}{1000 * timing.longest:>17.0f}"
        f"{worked}",
        flush=True,
    )


def filled(units: list[int], month: int) -> list[bytes]:
    """The forms of a month, filled in.

    One is fetched, filled in and saved by another program; the others are the same file with the
    unit and the figures put in their place, which takes milliseconds instead of a second.
    """
    from keng.orgunits.queries import unit_view

    submissions = office.submissions(units, f"2024-{month:02}")
    views = [unit_view(unit, on=office.AT.date()) for unit in units]
    base, keys = _first_filled(submissions[0], month)
    return [
        _for_another(base, keys, (views[0], views[commune]), (commune, month))
        for commune in range(len(units))
    ]


def _first_filled(submission: int, month: int) -> tuple[bytes, dict[int, str]]:
    """A form as another program saves it, and the key of each of its rows."""
    import openpyxl

    from keng.intake.workbooks import template
    from keng.kernel.actors import OPERATOR

    book = openpyxl.load_workbook(io.BytesIO(template([submission], actor=OPERATOR, at=office.AT)))
    sheet, keys = book.worksheets[0], {}
    for row in range(2, sheet.max_row + 1):
        mark = sheet.cell(row, 1).value or ""
        if mark.startswith("#cell:"):
            keys[row] = mark.removeprefix("#cell:")
            sheet.cell(row, 5).value = office.value_of(0, month, keys[row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), keys


def _for_another(
    base: bytes, keys: dict[int, str], units: tuple[Any, Any], of: tuple[int, int]
) -> bytes:
    mine, other = units

    def value(found: re.Match[str]) -> str:
        return f"{found[1]}{office.value_of(*of, keys[int(found[2])])}</v>"

    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(base)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            text = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = _VALUE.sub(value, text.decode()).encode()
            elif name.startswith("xl/worksheets/"):
                named = text.decode().replace(f'"{mine.key}"', f'"{other.key}"')
                text = named.replace(f'"{mine.full_name}"', f'"{other.full_name}"').encode()
            target.writestr(name, text)
    return out.getvalue()


def importing(files: list[bytes], expected: int = office.CELLS) -> Timing:
    """Read and save every file; each must save as many cells as expected."""
    timing = Timing(len(files) * office.CELLS)
    begun, processor = time.perf_counter(), time.process_time()
    for number, content in enumerate(files):
        _add(timing, one_file((number, content, expected)))
    timing.whole = time.perf_counter() - begun
    timing.processor = time.process_time() - processor
    return timing


def in_jobs(files: list[bytes], jobs: int) -> Timing:
    """The same in several processes; starting them is not measured."""
    context = multiprocessing.get_context("spawn")
    timing = Timing(len(files) * office.CELLS)
    work = [(number, content, office.CELLS) for number, content in enumerate(files)]
    with context.Pool(jobs, initializer=office.start_worker) as pool:
        pool.map(warm, range(jobs * 4), chunksize=1)
        begun = time.perf_counter()
        for told in pool.imap_unordered(one_file, work):
            _add(timing, told)
        timing.whole = time.perf_counter() - begun
    return timing


def warm(_: int) -> None:
    """Load the programme and the map of the day, as a worker has after its first file."""
    from keng.orgunits.queries import nation
    from keng.packs import installed

    installed.current()
    nation(office.AT.date())
    time.sleep(0.2)  # so that every worker takes its share of these calls


def one_file(work: tuple[int, bytes, int]) -> tuple[float, float]:
    """Read and save one file; the seconds of each."""
    from keng.intake.workbooks import SavePolicy, read, save
    from keng.kernel.actors import OPERATOR

    number, content, expected = work
    begun = time.perf_counter()
    plan = read(content, filename=f"xa-{number}.xlsx", actor=OPERATOR, at=office.AT)
    parsed = time.perf_counter()
    outcome = save(plan, policy=SavePolicy.ALL_OR_NOTHING, actor=OPERATOR, at=office.AT)
    done = time.perf_counter()
    if (outcome.saved, outcome.problems) != (expected, ()):
        raise SystemExit(f"file {number}: saved {outcome.saved}, {outcome.problems[:1]}")
    return parsed - begun, done - parsed


def _add(timing: Timing, told: tuple[float, float]) -> None:
    timing.read += told[0]
    timing.saved += told[1]
    timing.longest = max(timing.longest, told[1])


def copying(files: list[bytes]) -> tuple[float, float]:
    """Values a second, and a second of processor, when figures are copied into one summary."""
    import openpyxl

    begun, processor = time.perf_counter(), time.process_time()
    summary = openpyxl.Workbook()
    target = summary.worksheets[0]
    for column, content in enumerate(files, start=2):
        source = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        for row in range(1, source.max_row + 1):
            target.cell(row, column).value = source.cell(row, 5).value
    summary.save(io.BytesIO())
    values = len(files) * office.CELLS
    return values / (time.perf_counter() - begun), values / (time.process_time() - processor)


def stored() -> str:
    """How many figures and revisions the database holds, to show that nothing was skipped."""
    from keng.reporting.models import Figure, FigureRevision

    return f"{Figure.objects.count()}, revisions: {FigureRevision.objects.count()}"


def profiled(files: list[bytes]) -> None:
    """Where the time of an import goes."""
    import cProfile
    import pstats

    importing(files[:5])
    profile = cProfile.Profile()
    profile.enable()
    importing(files[5:])
    profile.disable()
    pstats.Stats(profile).sort_stats("cumulative").print_stats(60)


if __name__ == "__main__":
    main()
