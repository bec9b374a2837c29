"""A day of an office in fast motion: people write, jobs, backups and seals go on, nothing piles up.

The clocks of server, worker and commands run so fast that 24 hours pass in KENG_DAY seconds; the
requests are as many as the machine takes. What is looked at each hour: memory, open files, files in
the folder, the queue, and how much the database grows with a write.
"""

from __future__ import annotations

import os
import time
from dataclasses import astuple, dataclass
from pathlib import Path
from random import Random
from statistics import median

import psutil
import pytest

from soak.people import Hand, Person, Workbook, stops, wait_for_work
from soak.sites import PATIENCE, Site, a_cluster, sound

SECONDS = float(os.environ.get("KENG_DAY", "120"))
HOURS = 24
A_JOB_EACH, A_BACKUP_EACH = 1, 6  # hours
MAY_GROW = 1.05  # of memory, between noon and the last hours
MORE_OPEN = 1.25  # of open files: how many there are moves with what is under way


@dataclass(frozen=True)
class Hour:
    """What stood at the end of an hour of the fast day."""

    hour: int
    writes: int
    server_mb: float
    worker_mb: float
    open_files: int
    files: int
    database_mb: float
    log_mb: float
    seals: int
    waiting: int


@pytest.mark.soak
def test_a_day_on_sqlite_leaves_memory_and_files_as_they_were(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = Site(tmp_path / "office", speed=HOURS * 3600 / SECONDS)
    site.folder.mkdir()
    with site.built():
        hours = _a_day(site)

    assert sound(site.folder) == "ok"
    with capsys.disabled():
        _tell("SQLite", hours)


@pytest.mark.soak
def test_a_day_on_postgresql_leaves_memory_and_files_as_they_were(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with a_cluster() as cluster:
        site = Site(tmp_path / "office", cluster.url, cluster, speed=HOURS * 3600 / SECONDS)
        site.folder.mkdir()
        with site.built():
            hours = _a_day(site)
    with capsys.disabled():
        _tell("PostgreSQL", hours)


def _a_day(site: Site) -> list[Hour]:
    chance = Random("a day")
    seen = site.look()
    forms = {name: int(site.told[name]) for name in ("one", "two")}
    known = {name: (seen["forms"][str(pk)][0], None) for name, pk in forms.items()}
    persons: list[Person] = [
        Hand(site, forms["one"], known["one"], chance),
        Workbook(site, forms["two"], known["two"], chance),
    ]
    for one in persons:
        one.start()
    wait_for_work(persons)
    began, hours = time.monotonic(), []
    for hour in range(1, HOURS + 1):
        # One form of a whole day would have thousands of steps, and an answer as long as they are.
        # Each second month: next to another one a leap of the number would have to be explained.
        month = f"{2020 + (hour - 1) // 6}-{(hour - 1) % 6 * 2 + 2:02}"
        blank = site.part("month", month, *map(str, forms.values()))
        for one, form in zip(persons, blank, strict=True):
            one.following = form
        if hour % A_JOB_EACH == 0:
            site.part("ask", str(hour))
        if hour % A_BACKUP_EACH == 0:
            _backup(site, hour)
        time.sleep(max(0.0, began + hour * SECONDS / HOURS - time.monotonic()))
        assert [line for one in persons for line in one.wrong] == []
        hours.append(_looked_at(site, hour, persons))
    stops(persons)
    _all_jobs_end(site)
    assert site.look()["problems"] == []
    _nothing_piled_up(hours)
    return hours


def _backup(site: Site, hour: int) -> None:
    assert site.nursery is not None
    place = site.folder.parent / f"hour{hour}.kengbackup"
    site.nursery.start("backup", "-o", str(place)).wait(timeout=PATIENCE)
    assert place.is_file(), "no backup was made"
    place.unlink()


def _looked_at(site: Site, hour: int, persons: list[Person]) -> Hour:
    servers = [psutil.Process(pid) for pid in site.servers()]
    workers = [psutil.Process(pid) for pid in site.workers()]
    size = site.part("size")
    log = site.folder / "keng.sqlite3-wal"
    return Hour(
        hour,
        sum(one.acknowledged for one in persons),
        max(one.memory_info().rss for one in servers) / 1e6,
        max(one.memory_info().rss for one in workers) / 1e6,
        max(one.num_fds() for one in [*servers, *workers]),
        sum(1 for path in site.folder.rglob("*") if path.is_file()),
        size / 1e6,
        log.stat().st_size / 1e6 if log.exists() else 0.0,
        site.part("seals"),
        sum(state != "done" for state in site.part("jobs")),
    )


def _all_jobs_end(site: Site) -> None:
    until = time.monotonic() + PATIENCE
    while set(states := site.part("jobs")) - {"done"}:
        assert time.monotonic() < until, states
        time.sleep(0.5)


def _nothing_piled_up(hours: list[Hour]) -> None:
    noon, last = hours[11], hours[-3:]
    may_grow = {"server_mb": MAY_GROW, "worker_mb": MAY_GROW, "open_files": MORE_OPEN, "files": 1}
    for name, most in may_grow.items():
        before = getattr(noon, name)
        after = median(getattr(one, name) for one in last)
        assert after <= before * most, (name, before, after)
    assert median(one.waiting for one in last) <= 2
    assert hours[-1].seals > hours[0].seals
    early, late = _bytes_a_write(hours[5], hours[11]), _bytes_a_write(hours[17], hours[23])
    assert late <= 2 * early, (early, late)


def _bytes_a_write(first: Hour, last: Hour) -> float:
    written = max(1, last.writes - first.writes)
    return (last.database_mb - first.database_mb) * 1e6 / written


def _tell(engine: str, hours: list[Hour]) -> None:
    print(f"\n{engine}, 24 hours in {SECONDS:.0f} s")
    print("hour writes server_MB worker_MB fds files db_MB wal_MB seals waiting")
    for one in hours:
        print(
            " ".join(
                f"{value:.1f}" if isinstance(value, float) else str(value) for value in astuple(one)
            )
        )
    memory = median(one.server_mb for one in hours[-3:]) - hours[11].server_mb
    writes = hours[-2].writes - hours[11].writes
    print(f"server, bytes of memory a write, hours 12 to 23: {memory * 1e6 / writes:.0f}")
    for first, last in ((0, 5), (5, 11), (11, 17), (17, 23)):
        growth = _bytes_a_write(hours[first], hours[last])
        print(f"bytes a write, hours {first + 1} to {last + 1}: {growth:.0f}")
