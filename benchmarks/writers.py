"""Eight writers on different submissions beside one, on PostgreSQL.

    uv run python benchmarks/writers.py [--seconds 10] [--cells 20] [--pause 0]

Each writer is a process that enters batches of cells into submissions that nobody else writes to,
through the action of the screens, with permission, rules, history and journal. In the same run the
database alone is asked for the same: `pgbench`-like inserts of as many plain rows, by one process
and by eight, to show what the machine gives. The lock waits of the server are sampled all the time:
if writers waited for each other, it would show there.

`--pause` is what a person takes between two saves; with it the writers mostly wait for people, as
in an office, and the ratio shows whether anything but the processor stands between them.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import office

WRITERS = 8
_PER_WRITER = 4  # submissions that a writer goes round


@dataclass
class Run:
    """What one run came to: batches, seconds, processor seconds of the writers, lock waits."""

    batches: int
    seconds: float
    processor: float
    waits: Counter[str] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """Batches a second."""
        return self.batches / self.seconds


def main() -> None:
    """Start a PostgreSQL and measure in a child."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--cells", type=int, default=20)
    parser.add_argument("--pause", type=float, default=0, help="seconds between two saves")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        measure(arguments)
        return
    print(f"== postgresql: {office.machine()}", flush=True)
    with office.engine("postgresql") as environment:
        given = ("--seconds", "--cells", "--pause")
        values = (arguments.seconds, arguments.cells, arguments.pause)
        pairs = [str(one) for pair in zip(given, values, strict=True) for one in pair]
        office.inside(__file__, environment, *pairs)


def measure(arguments: argparse.Namespace) -> None:
    """One writer, then eight; then the same with plain rows."""
    office.start()
    office.install()
    ids = office.submissions(office.communes(WRITERS * _PER_WRITER), "2024-01")
    _plain_table()
    head = ("", "saves/s", "values/s", "ms a save", "processor %", "lock waits")
    print(f"{head[0]:<30}{head[1]:>9}{head[2]:>10}{head[3]:>11}{head[4]:>13}{head[5]:>12}")
    rates = {}
    for name, work in (("entering figures", entering), ("plain rows, no rules", plain)):
        for writers in (1, WRITERS):
            run = running(work, writers, ids, arguments)
            rates[name, writers] = run.rate
            _line(f"{name}, {writers} writers", run, writers, arguments.cells)
        print(f"{'':<30}ratio {rates[name, WRITERS] / rates[name, 1]:.2f}")


def _line(name: str, run: Run, writers: int, cells: int) -> None:
    share = 100 * run.processor / run.seconds / (os.cpu_count() or 1)
    print(
        f"{name:<30}{run.rate:>9.0f}{run.rate * cells:>10.0f}{1000 * writers / run.rate:>11.1f}"
        f"{share:>13.0f}{sum(run.waits.values()):>12}",
        flush=True,
    )
    if run.waits:
        print(f"{'':<30}waits sampled: {dict(run.waits)}")


def running(work: Any, writers: int, ids: list[int], arguments: argparse.Namespace) -> Run:
    """So many processes for so many seconds, begun together; setting up is not measured."""
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(writers + 1), context.Queue()
    started = [
        context.Process(
            target=work,
            args=(number, ids[number * _PER_WRITER :][:_PER_WRITER], vars(arguments)),
            kwargs={"barrier": barrier, "results": results},
        )
        for number in range(writers)
    ]
    for process in started:
        process.start()
    barrier.wait()
    waits: Counter[str] = Counter()
    stop = threading.Event()
    watcher = threading.Thread(target=_watch, args=(waits, stop))
    watcher.start()
    begun = time.perf_counter()
    told = [results.get() for _ in started]
    seconds = time.perf_counter() - begun
    stop.set()
    watcher.join()
    for process in started:
        process.join()
    batches, processor = (sum(one[place] for one in told) for place in (0, 1))
    return Run(batches, seconds, processor, waits)


def _until(seconds: float, pause: float, save: Any, barrier: Any, results: Any) -> None:
    save(0)  # connections, caches and the pack are there before the clock starts
    barrier.wait()
    begun, processor, batches = time.perf_counter(), time.process_time(), 0
    while time.perf_counter() - begun < seconds:
        batches += 1
        save(batches)
        if pause:
            time.sleep(pause)
    results.put((batches, time.process_time() - processor))


def entering(
    number: int, ids: list[int], asked: dict[str, Any], *, barrier: Any, results: Any
) -> None:
    """One writer: a batch of cells after the other, each with new values."""
    import django

    django.setup()
    from keng.kernel.actors import OPERATOR
    from keng.kernel.figures import CellKey
    from keng.reporting.actions import CellInput, enter

    keys = [CellKey(key) for key in office.form_cells() if not key.endswith("_i0")]

    def save(batch: int) -> None:
        first = batch * asked["cells"] % (len(keys) - asked["cells"])
        chosen = keys[first : first + asked["cells"]]
        inputs = [CellInput(key, batch + number) for key in chosen]
        enter(ids[batch % len(ids)], inputs, actor=OPERATOR, at=office.AT)

    _until(asked["seconds"], asked["pause"], save, barrier, results)


def plain(
    number: int, ids: list[int], asked: dict[str, Any], *, barrier: Any, results: Any
) -> None:
    """One writer that only inserts as many plain rows, two for each cell, in one transaction."""
    del ids
    import django

    django.setup()
    from django.db import connection, transaction

    def save(batch: int) -> None:
        rows = [(number, batch, place, "x" * 64) for place in range(2 * asked["cells"])]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany("INSERT INTO plain_rows VALUES (%s, %s, %s, %s)", rows)

    _until(asked["seconds"], asked["pause"], save, barrier, results)


def _plain_table() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE plain_rows (writer int, batch int, place int, text text)")


def _watch(waits: Counter[str], stop: threading.Event) -> None:
    """Sample who waits for a lock of somebody else, twenty times a second."""
    from django.db import connection

    asked = (
        "SELECT wait_event FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
        "AND backend_type = 'client backend'"
    )
    while not stop.wait(0.05):
        with connection.cursor() as cursor:
            cursor.execute(asked)
            waits.update(event for (event,) in cursor.fetchall())
    connection.close()


if __name__ == "__main__":
    main()
