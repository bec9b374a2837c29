"""Make a small office with an earlier version of Keng, for the tests of upgrading.

    python tools/make_upgrade_fixture.py v0.1.0      # a tag, or a commit before the first tag

Checks it out into a temporary folder with an environment of its own, makes there an office of a
province, a district and two communes with figures, and writes tests/upgrades/0.1.0.zip:

    keng.sqlite3   its database
    told.json      its seal key (of nobody's office), and what that version said of it

`tests/upgrades` finds the file by itself and asks for one of each version in CHANGELOG.md.

The figures are ours and mean nothing.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "tests" / "upgrades"
PERIOD = "2024-08"
UNITS = ("huyện Bắc", "xã Một", "xã Hai")
OFFICE = """
import os, sys
from datetime import UTC, date, datetime
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "keng.config.settings"
django.setup()
from keng.access import actions as access
from keng.journal.actions import seal
from keng.kernel.actors import OPERATOR
from keng.kernel.periods import parse_period
from keng.ops.demo.history import _cells, _figures_of
from keng.orgunits.actions import Naming, NewUnit, create_nation, create_unit
from keng.packs.installed import install, shipped
from keng.ops.demo.cast import scenario
from keng.reporting import actions, queries

SETUP = datetime(2020, 1, 1, 3, tzinfo=UTC)
NOW = datetime(2024, 9, 2, 2, tzinfo=UTC)
def unit(kind, name, parent):
    new = NewUnit(Naming(kind, name), parent)
    return create_unit(new, on=date(2020, 1, 1), basis="NQ 1", actor=OPERATOR, at=SETUP).pk
nation = create_nation(actor=OPERATOR, at=SETUP).pk
province = unit("tinh", "Đông", nation)
north = unit("huyen", "Bắc", province)
communes = [unit("xa", "Một", north), unit("xa", "Hai", north)]
for login, place in (("lan", communes[0]), ("minh", north)):
    account = access.create_account(login, login, unit_id=place, actor=OPERATOR, at=SETUP)
    access.set_password(account.pk, "con-co-bay-la-bay-la", actor=OPERATOR, at=SETUP)
install(shipped(scenario()["pack"]), actor=OPERATOR, at=SETUP)
period = parse_period("2024-08")
opened = actions.open_round(scenario()["form"], period, owner_unit_id=north,
                            due_on=date(2024, 9, 5), actor=OPERATOR, at=NOW)
for row in queries.round_status(opened.pk, on=date(2024, 9, 2)).units:
    cells = _cells(_figures_of(row.unit.id, (2024, 8), {}), period)
    outcome = actions.enter(row.submission_id, cells, actor=OPERATOR, at=NOW, origin="illustrative")
    for finding in outcome.findings:
        if finding.severity == "warn" and finding.is_open:
            actions.accept_warning(row.submission_id, finding.check, "Số minh họa.",
                                   cells=finding.cells, actor=OPERATOR, at=NOW)
    actions.submit(row.submission_id, actor=OPERATOR, at=NOW)
    seen = queries.submission_of(row.submission_id).revision
    actions.accept(row.submission_id, revision=seen, actor=OPERATOR, at=NOW)
seal(NOW)
"""


def main(commit: str) -> int:
    """Make both files; 1 where the old version refuses."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        _check_out(commit, folder / "source")
        office = folder / "office"
        run = _runner(folder / "source", office)
        run(".venv/bin/keng", "migrate", "--dir", str(office))
        run(".venv/bin/python", "-c", OFFICE)
        told = {
            name: _figures(
                run(
                    *(".venv/bin/keng", "consolidate", "--dir", str(office), "--unit", name),
                    *("--period", PERIOD, "--format", "json"),
                )
            )
            for name in UNITS
        }
        verified = json.loads(
            run(".venv/bin/keng", "verify", "--dir", str(office), "--format", "json")
        )
        _write(commit, office, {"period": PERIOD, "rows": told, "verified": verified})
    return 0 if verified["ok"] else 1


def _check_out(commit: str, into: Path) -> None:
    packed = _said(["git", "archive", commit], ROOT)
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        tar.extractall(into, filter="data")
    _said(["make", "setup"], into)


def _said(words: list[str], where: Path) -> bytes:
    done = subprocess.run(words, cwd=where, check=True, capture_output=True)  # noqa: S603 - our own commands
    return done.stdout


def _figures(text: str) -> list[list[str | None]]:
    rows = json.loads(text)["rows"]
    return [[row["indicator"], row["by"], row["value"]] for row in rows if row["value"] is not None]


def _runner(source: Path, office: Path):
    environment = {name: one for name, one in os.environ.items() if not name.startswith("KENG_")}
    environment |= {"KENG_DIR": str(office), "PYTHONUTF8": "1"}

    def run(*words: str) -> str:
        done = subprocess.run(  # noqa: S603 - our own commands
            words, cwd=source, env=environment, check=False, capture_output=True, text=True
        )
        if done.returncode:
            sys.exit(f"{words[:2]}: {done.stdout}{done.stderr}")
        return done.stdout

    return run


def _write(commit: str, office: Path, told: dict[str, object]) -> None:
    import sqlite3

    TARGET.mkdir(exist_ok=True)
    small = office / "small.sqlite3"
    with sqlite3.connect(office / "keng.sqlite3") as database:
        database.execute(f"VACUUM INTO '{small}'")
    told["seal_key"] = (office / "seal.key").read_text(encoding="ascii").strip()
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    place = TARGET / f"{commit.removeprefix('v')}.zip"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as made:
        made.write(small, "keng.sqlite3")
        made.writestr("told.json", f"{text}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
