"""An office made by an earlier landed version becomes one of this version, and loses nothing.

Each folder beside this file holds the database of a small office as that version left it, its seal
key (of an invented office), and the script that made it. No copy was ever touched by a later
version.
"""

from __future__ import annotations

import lzma
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from backup_cast import ON_POSTGRESQL, Machine

HERE = Path(__file__).parent
VERSIONS = sorted(path.name for path in HERE.iterdir() if (path / "keng.sqlite3.xz").exists())
pytestmark = [
    pytest.mark.any_engine,
    pytest.mark.skipif(ON_POSTGRESQL, reason="the old office lies in an SQLite file"),
]
# Tables of facts, which an upgrade may widen but never empty.
KEPT = (
    "journal_entry",
    "journal_seal",
    "access_account",
    "access_grant",
    "orgunits_unit",
    "reporting_figure",
    "reporting_figurerevision",
    "reporting_submission",
)


@pytest.fixture(params=VERSIONS)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Machine:
    """The office as the earlier version left it."""
    source, folder = HERE / str(request.param), tmp_path / "keng"
    folder.mkdir()
    content = lzma.decompress((source / "keng.sqlite3.xz").read_bytes())
    (folder / "keng.sqlite3").write_bytes(content)
    shutil.copyfile(source / "seal.key", folder / "seal.key")
    (folder / "seal.key").chmod(0o600)
    return Machine(folder)


def figures(machine: Machine) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(machine.folder / "keng.sqlite3")) as database:
        return database.execute(
            "SELECT submission_id, indicator, value, revision FROM reporting_figure ORDER BY id"
        ).fetchall()


def test_an_office_of_an_earlier_version_is_brought_up_and_verifies(old: Machine) -> None:
    before, rows = figures(old), old.rows()
    kept = old.folder.parent / "kept.sqlite3"
    shutil.copyfile(old.folder / "keng.sqlite3", kept)  # the way back

    raised = old.keng("migrate")
    verified = old.keng("verify")
    told = old.keng("consolidate", "--unit", "huyện Bắc", "--period", "2024-08", "--format", "csv")

    assert raised.returncode == 0, raised.stderr
    assert verified.returncode == 0, verified.stdout
    assert figures(old) == before
    after = old.rows()
    for table in KEPT:  # the verification leaves its own line in the journal
        assert len(after[table]) - len(rows[table]) == (table == "journal_entry"), table
    assert set(rows["journal_entry"]) <= set(after["journal_entry"])
    assert told.returncode == 0, told.stderr
    assert [line for line in told.stdout.splitlines() if line.startswith("fires,")]

    # Back again: the copy that was taken before is untouched, and can be raised once more.
    shutil.copyfile(kept, old.folder / "keng.sqlite3")
    assert old.rows() == rows
