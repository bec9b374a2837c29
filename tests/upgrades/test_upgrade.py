"""Data of an earlier version brought up to this one: nothing changes its meaning."""

from __future__ import annotations

import gzip
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from backup_cast import Machine

HERE = Path(__file__).parent
VERSIONS = sorted(path.name.removesuffix(".sqlite3.gz") for path in HERE.glob("*.sqlite3.gz"))


def earlier(version: str, folder: Path) -> tuple[Machine, dict[str, Any]]:
    """The office as that version left it, and what that version said of it."""
    told = json.loads((HERE / f"{version}.json").read_text(encoding="utf-8"))
    folder.mkdir()
    content = gzip.decompress((HERE / f"{version}.sqlite3.gz").read_bytes())
    (folder / "keng.sqlite3").write_bytes(content)
    (folder / "seal.key").write_text(f"{told['seal_key']}\n", encoding="ascii")
    return Machine(folder), told


def figures(machine: Machine, unit: str, period: str) -> list[list[str]]:
    words = ("--unit", unit, "--period", period, "--format", "json")
    rows = json.loads(machine.keng("consolidate", *words).stdout)["rows"]
    return [[row["indicator"], row["by"], row["value"]] for row in rows if row["value"] is not None]


@pytest.mark.parametrize("version", VERSIONS)
def test_data_of_an_earlier_version_stand_as_they_were(version: str, tmp_path: Path) -> None:
    machine, told = earlier(version, tmp_path / "office")
    with closing(sqlite3.connect(machine.folder / "keng.sqlite3")) as database:
        before = database.execute("SELECT id, value FROM reporting_figure ORDER BY id").fetchall()

    done = machine.keng("migrate")

    assert done.returncode == 0, done.stdout + done.stderr
    with closing(sqlite3.connect(machine.folder / "keng.sqlite3")) as database:
        after = database.execute("SELECT id, value FROM reporting_figure ORDER BY id").fetchall()
    assert before
    assert after == before
    verified = machine.keng("verify", "--format", "json")
    assert json.loads(verified.stdout) == {"ok": True, "problems": []}
    for unit, rows in told["rows"].items():
        assert figures(machine, unit, told["period"]) == rows, unit
