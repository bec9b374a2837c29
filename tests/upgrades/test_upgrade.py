"""Data of an earlier version brought up to this one: nothing changes its meaning, and the way back.

The office of each version was made on SQLite. On PostgreSQL its rows are first put into tables as
that version had them, and those are brought up.
"""

from __future__ import annotations

import io
import json
import re
import sqlite3
import subprocess
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from backup_cast import ON_POSTGRESQL, Machine, a_machine

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
VERSIONS = sorted(path.stem for path in HERE.glob("*.zip"))
OLD_TABLES = """
import sys
from pathlib import Path
from keng.backups import archive, restoring
place, folder = Path(sys.argv[1]), Path(sys.argv[2])
manifest = archive.examined(place, None)
told = restoring.restore(place, manifest, passphrase=None, files=folder / "files", keys=folder)
print(told, flush=True)
"""
TOP = "huyện Bắc"
# One version in the gate, all of them in the soak: each costs a dozen starts of a process.
ONE_NOW = [
    pytest.param(version, marks=[] if version == VERSIONS[0] else pytest.mark.soak)
    for version in VERSIONS
]
CAN_RESTORE = "src/keng/ops/commands/restore.py"


def on_sqlite(version: str, folder: Path) -> tuple[Machine, dict[str, Any]]:
    """The office as that version left it, and what that version said of it."""
    folder.mkdir()
    with zipfile.ZipFile(HERE / f"{version}.zip") as packed:
        told = json.loads(packed.read("told.json"))
        packed.extract("keng.sqlite3", folder)
    (folder / "seal.key").write_text(f"{told['seal_key']}\n", encoding="ascii")
    (folder / "seal.key").chmod(0o600)
    return Machine(folder), told


@contextmanager
def earlier(version: str, folder: Path) -> Iterator[tuple[Machine, dict[str, Any]]]:
    """The same on the engine of this run."""
    old, told = on_sqlite(version, folder / "office")
    if not ON_POSTGRESQL:
        yield old, told
        return
    with a_machine(folder / "server") as server:
        done = old.keng("backup", "-o", str(folder / "old.kengbackup"))
        assert (folder / "old.kengbackup").exists(), done.stderr
        server.folder.mkdir()
        (server.folder / "seal.key").write_bytes((old.folder / "seal.key").read_bytes())
        arguments = [str(folder / "old.kengbackup"), str(server.folder)]
        with server.python(f"import sys; sys.argv[1:] = {arguments!r}\n{OLD_TABLES}") as running:
            said, _ = running.communicate(timeout=240)
        assert said.strip() == "[]"
        yield server, told


def figures(machine: Machine, unit: str, period: str) -> list[list[str]]:
    words = ("--unit", unit, "--period", period, "--format", "json")
    return _told(machine.keng("consolidate", *words).stdout)


def _told(said: str) -> list[list[str]]:
    rows = [[one["indicator"], one["by"], one["value"]] for one in json.loads(said)["rows"]]
    return sorted(one for one in rows if one[2] is not None)


def stored(machine: Machine) -> list[tuple[Any, ...]]:
    return machine._ask("SELECT id, value FROM reporting_figure ORDER BY id")


def before_upgrade(machine: Machine) -> list[Path]:
    return sorted((machine.folder / "before-upgrade").glob("*.kengbackup"))


@pytest.mark.parametrize("version", ONE_NOW)
def test_data_of_an_earlier_version_stand_as_they_were(version: str, tmp_path: Path) -> None:
    with earlier(version, tmp_path) as (machine, told):
        before = stored(machine)

        done = machine.keng("migrate")

        assert done.returncode == 0, done.stdout + done.stderr
        assert before
        assert stored(machine) == before
        verified = machine.keng("verify", "--format", "json")
        assert json.loads(verified.stdout) == {"ok": True, "problems": []}
        for unit, rows in told["rows"].items():
            assert figures(machine, unit, told["period"]) == sorted(rows), unit
        # Saved once where steps waited, and not where the tables are those of today.
        saved = before_upgrade(machine)
        assert len(saved) == ("Applying" in done.stdout)
        assert all(str(one) in done.stdout for one in saved)
        assert "Applying" not in machine.keng("migrate").stdout
        assert before_upgrade(machine) == saved


@pytest.mark.soak
def test_an_upgrade_that_fails_half_way_leaves_a_backup_of_before(tmp_path: Path) -> None:
    """A table is in the way of a later step; the backup restores to what was there."""
    version = VERSIONS[0]
    with earlier(version, tmp_path) as (machine, told):
        refused = machine.keng("serve", "--port", "1")
        assert "keng migrate" in refused.stderr  # not brought up yet: nobody works on it
        in_the_way(machine)

        done = machine.keng("migrate")

        assert done.returncode == 1
        assert "docs/how-to/upgrade.md" in done.stderr
        (saved,) = before_upgrade(machine)
        assert str(saved) in done.stderr
        with a_machine(tmp_path / "back") as back:
            key = str(machine.folder / "seal.key")
            restored = back.keng("restore", str(saved), "--seal-key", key)
            assert restored.returncode == 0, restored.stdout + restored.stderr
            assert figures(back, TOP, told["period"]) == sorted(told["rows"][TOP])


def test_nothing_is_changed_where_the_backup_cannot_be_made(tmp_path: Path) -> None:
    if ON_POSTGRESQL:
        pytest.skip("the disk is the same")
    machine, _ = on_sqlite(VERSIONS[0], tmp_path / "office")
    applied = "SELECT count(*) FROM django_migrations"
    before = machine._ask(applied)
    (machine.folder / "before-upgrade").write_text("a file where the folder should be")

    done = machine.keng("migrate")

    assert done.returncode == 1
    assert "before-upgrade" in done.stderr
    assert machine._ask(applied) == before


def test_an_older_program_does_not_touch_newer_tables(tmp_path: Path) -> None:
    if ON_POSTGRESQL:
        pytest.skip("the question is asked in the same words")
    machine, _ = on_sqlite(VERSIONS[0], tmp_path / "office")
    with closing(sqlite3.connect(machine.folder / "keng.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, ?)",
            ("reporting", "9999_of_a_later_version", "2030-01-01"),
        )

    for words in (("migrate",), ("serve", "--port", "1")):
        done = machine.keng(*words)
        assert done.returncode == 1
        assert "9999_of_a_later_version" in done.stderr
    assert "9999_of_a_later_version" in machine.keng("doctor").stdout


def test_each_version_of_the_changelog_has_its_office_here() -> None:
    """The version of the project itself is not an earlier one until the next is begun."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = set(re.findall(r"^## \[?v?(\d+\.\d+\.\d+)", text, flags=re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    missing = released - {project["version"]} - set(VERSIONS)

    assert not missing, "tools/make_upgrade_fixture.py vX.Y.Z makes them"


@pytest.mark.soak
@pytest.mark.parametrize("version", VERSIONS)
def test_the_old_program_takes_back_what_it_had(version: str, tmp_path: Path) -> None:
    """The upgrade is not wanted: the program of then restores the backup and says what it said."""
    source = tmp_path / "source"
    named = f"v{version}" if "." in version else version
    packed = subprocess.run(["git", "archive", named], cwd=ROOT, capture_output=True, check=False)
    if packed.returncode:
        pytest.skip(f"{named} is not in this clone")
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as tar:
        tar.extractall(source, filter="data")
    if not (source / CAN_RESTORE).exists():
        pytest.skip("that version had no `keng restore`; its folder is copied (how-to/upgrade)")
    subprocess.run(["make", "setup"], cwd=source, check=True, capture_output=True)
    with earlier(version, tmp_path) as (machine, told), a_machine(tmp_path / "back") as back:
        assert machine.keng("migrate").returncode == 0
        if not (before := before_upgrade(machine)):
            pytest.skip("the tables of that version are those of today: there is no way back to go")
        (saved,) = before
        key = str(machine.folder / "seal.key")

        def old(*words: str) -> subprocess.CompletedProcess[str]:
            command = [str(source / ".venv/bin/python"), "-m", "keng.ops", *words]
            environment = back.environment | {"PYTHONPATH": str(source / "src")}
            return subprocess.run(
                command, env=environment, cwd=source, capture_output=True, text=True, check=False
            )

        restored = old("restore", str(saved), "--seal-key", key)

        assert restored.returncode == 0, restored.stdout + restored.stderr
        assert json.loads(old("verify", "--format", "json").stdout)["ok"]
        for unit, rows in told["rows"].items():
            words = ("--unit", unit, "--period", told["period"], "--format", "json")
            assert _told(old("consolidate", *words).stdout) == sorted(rows), unit


def in_the_way(machine: Machine) -> None:
    """A table that a step of the upgrade is going to make is there already."""
    sql = "CREATE TABLE steering_committee (id integer)"
    if not machine.url:
        with closing(sqlite3.connect(machine.folder / "keng.sqlite3")) as database, database:
            database.execute(sql)
        return
    with psycopg.connect(machine.url, autocommit=True) as database:
        database.execute(sql)
