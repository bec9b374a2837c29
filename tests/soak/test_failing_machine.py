"""A database that goes and comes back, a disk that fills up: what people see, and that it passes.

The office is served by real processes and nobody restarts them.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from soak.killed_office import CELLS
from soak.sites import PATIENCE, Site, a_cluster, sound

T = TypeVar("T")
SCREEN = "/dot/"
ROOM_MB = 24


@pytest.mark.soak
def test_a_database_that_comes_back_needs_no_restart_of_keng(tmp_path: Path) -> None:
    with a_cluster() as cluster:
        site = Site(tmp_path / "office", cluster.url, cluster)
        site.folder.mkdir()
        with site.built():
            assert site.page(SCREEN)[0] == 302
            serving = (site.servers(), site.workers())
            seals = site.part("seals")

            cluster.stop()
            status, shown = _until(lambda: site.page(SCREEN), lambda told: told[0] == 503)
            program, told = site.ask("clerk", "GET", "/duties")
            posted, sent = site.page("/dang-nhap/", method="POST")
            cluster.start()
            cluster.wait()

            assert "Cơ sở dữ liệu chưa trả lời" in shown
            assert 'http-equiv="refresh"' in shown
            assert (program, json.loads(told)["error"]["code"]) == (503, "database_away")
            assert posted in {403, 503}  # a form without its token is refused before the database
            assert 'http-equiv="refresh"' not in sent
            back = [site.ask("clerk", "GET", "/duties")[0] for _ in range(20)]
            assert back == [200] * 20  # the first page of each old connection too
            assert site.page(SCREEN)[0] == 302
            assert (site.servers(), site.workers()) == serving
            _enters(site, 7)
            _until(lambda: site.part("seals"), lambda found: found > seals)  # the worker seals on
            site.part("ask", "9")
            _until(lambda: set(site.part("jobs")), lambda states: states == {"done"})
            assert site.look()["problems"] == []
    assert status == 503


@pytest.mark.soak
def test_a_full_disk_is_named_keeps_what_was_saved_and_lets_go_on(tmp_path: Path) -> None:
    with _a_small_disk(tmp_path / "disk") as disk:
        site = Site(disk / "office")
        site.folder.mkdir()
        with site.built():
            assert _enters(site, 3) == 200
            ballast = disk / "ballast"
            _fill(ballast)

            refused = [_enters(site, number) for number in range(4, 400)]
            program, told = _entered(site, 999)
            seen = site.ask("clerk", "GET", f"/submissions/{site.told['one']}")

            assert 507 in refused, set(refused)
            assert (program, json.loads(told)["error"]["code"]) == (507, "disk_full")
            kept = max([3, *(4 + place for place, code in enumerate(refused) if code == 200)])
            assert seen[0] == 200  # what was saved can be read
            cells = {one["cell"]: one["value"] for one in json.loads(seen[1])["cells"]}
            assert {cells[cell] for cell in CELLS} == {str(kept)}

            ballast.unlink()
            assert _until(lambda: _enters(site, 1000), lambda code: code == 200) == 200
            _until(lambda: site.part("seals"), bool)
            assert site.look()["problems"] == []
            assert sound(site.folder) == "ok"


@contextmanager
def _a_small_disk(place: Path) -> Iterator[Path]:
    """A file system of a few megabytes in memory; passed over where none may be made."""
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={ROOM_MB}m", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if made.returncode != 0:
        pytest.skip("no file system may be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def _fill(ballast: Path) -> None:
    with ballast.open("wb") as file:
        try:
            while True:
                file.write(b"x" * 4096)
                file.flush()
        except OSError:
            os.truncate(ballast, max(0, ballast.stat().st_size - 64 * 1024))


def _entered(site: Site, number: int) -> tuple[int, bytes]:
    cells = [{"cell": cell, "value": str(number)} for cell in CELLS]
    return site.ask("clerk", "POST", f"/submissions/{site.told['one']}/cells", cells)


def _enters(site: Site, number: int) -> int:
    return _entered(site, number)[0]


def _until(ask: Callable[[], T], fits: Callable[[T], bool]) -> T:
    until = time.monotonic() + PATIENCE
    while not fits(told := ask()):
        assert time.monotonic() < until, told
        time.sleep(0.3)
    return told
