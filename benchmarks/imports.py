"""Import of 200 workbooks of 500 cells each, with rules and history, on both engines.

    uv run python benchmarks/imports.py [--workbooks 200] [--engine sqlite|postgresql]

Beside it, in the same run, what an office does today: open each workbook with a spreadsheet
library and copy its figures into a summary sheet, without any check or history. The forms are
fetched with `template`, filled in and saved by openpyxl as by another program. "Longest lock" is
the longest time from the begin to the end of the one writing transaction of a workbook.
"""

from __future__ import annotations

import argparse
import io
import time
from dataclasses import dataclass

import office


@dataclass
class Timing:
    """What one round of imports took, in seconds."""

    values: int
    read: float
    saved: float
    longest: float

    @property
    def rate(self) -> float:
        """Values a second from file to commit."""
        return self.values / (self.read + self.saved)


def main() -> None:
    """Measure each engine in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workbooks", type=int, default=200)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        measure(arguments.workbooks, profile=arguments.profile)
        return
    for name in arguments.engine or ("sqlite", "postgresql"):
        print(f"\n== {name}: {office.machine()}", flush=True)
        extra = ["--profile"] if arguments.profile else []
        with office.engine(name) as environment:
            office.inside(__file__, environment, "--workbooks", str(arguments.workbooks), *extra)


def measure(workbooks: int, *, profile: bool) -> None:
    """One engine: two months one after the other, so that the second has a period before it."""
    office.start()
    office.install()
    units = office.communes(workbooks)
    told = time.perf_counter()
    files = {month: filled(units, month) for month in (1, 2)}
    print(f"made {2 * workbooks} forms in {time.perf_counter() - told:.0f} s (not measured)")
    if profile:
        profiled(files[1])
        return
    copied = copying(files[2])
    print(f"{'round':<34}{'values/s':>10}{'read ms':>9}{'save ms':>9}{'longest lock ms':>17}")
    for month, content in files.items():
        line(f"month {month}, first import", importing(content), workbooks)
    line("month 2 again, nothing changed", importing(files[2], expected=0), workbooks)
    print(f"{'copying with openpyxl, no checks':<34}{copied:>10.0f}")
    print(f"figures stored: {stored()}")


def line(name: str, timing: Timing, workbooks: int) -> None:
    """One line of the table; times are per workbook."""
    read, saved = (1000 * t / workbooks for t in (timing.read, timing.saved))
    print(
        f"{name:<34}{timing.rate:>10.0f}{read:>9.1f}{saved:>9.1f}{1000 * timing.longest:>17.0f}",
        flush=True,
    )


def filled(units: list[int], month: int) -> list[bytes]:
    """The forms of a month, filled in by another program."""
    import openpyxl  # noqa: PLC0415

    from keng.intake.workbooks import template  # noqa: PLC0415
    from keng.kernel.actors import OPERATOR  # noqa: PLC0415

    files = []
    for commune, submission in enumerate(office.submissions(units, f"2024-{month:02}")):
        content = template([submission], actor=OPERATOR, at=office.AT)
        book = openpyxl.load_workbook(io.BytesIO(content))
        sheet = book.worksheets[0]
        for row in range(2, sheet.max_row + 1):
            mark = sheet.cell(row, 1).value or ""
            if mark.startswith("#cell:"):
                key = mark.removeprefix("#cell:")
                sheet.cell(row, 5).value = office.value_of(commune, month, key)
        out = io.BytesIO()
        book.save(out)
        files.append(out.getvalue())
    return files


def importing(files: list[bytes], expected: int = office.CELLS) -> Timing:
    """Read and save every file; each must save as many cells as expected."""
    from keng.intake.workbooks import SavePolicy, read, save  # noqa: PLC0415
    from keng.kernel.actors import OPERATOR  # noqa: PLC0415

    timing = Timing(len(files) * office.CELLS, 0.0, 0.0, 0.0)
    for number, content in enumerate(files):
        begun = time.perf_counter()
        plan = read(content, filename=f"xa-{number}.xlsx", actor=OPERATOR, at=office.AT)
        parsed = time.perf_counter()
        outcome = save(plan, policy=SavePolicy.ALL_OR_NOTHING, actor=OPERATOR, at=office.AT)
        done = time.perf_counter()
        if (outcome.saved, outcome.problems) != (expected, ()):
            raise SystemExit(f"file {number}: {outcome}")
        timing.read += parsed - begun
        timing.saved += done - parsed
        timing.longest = max(timing.longest, done - parsed)
    return timing


def copying(files: list[bytes]) -> float:
    """Values a second when each file is opened and its figures copied into one summary."""
    import openpyxl  # noqa: PLC0415

    begun = time.perf_counter()
    summary = openpyxl.Workbook()
    target = summary.worksheets[0]
    for column, content in enumerate(files, start=2):
        source = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        for row in range(1, source.max_row + 1):
            target.cell(row, column).value = source.cell(row, 5).value
    summary.save(io.BytesIO())
    return len(files) * office.CELLS / (time.perf_counter() - begun)


def stored() -> str:
    """How many figures and revisions the database holds, to show that nothing was skipped."""
    from keng.reporting.models import Figure, FigureRevision  # noqa: PLC0415

    return f"{Figure.objects.count()}, revisions: {FigureRevision.objects.count()}"


def profiled(files: list[bytes]) -> None:
    """Where the time of an import goes."""
    import cProfile  # noqa: PLC0415
    import pstats  # noqa: PLC0415

    importing(files[:5])
    profile = cProfile.Profile()
    profile.enable()
    importing(files[5:])
    profile.disable()
    pstats.Stats(profile).sort_stats("cumulative").print_stats(60)


if __name__ == "__main__":
    main()
