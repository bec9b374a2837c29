"""Everything taken away as CSV, JSON and files, and an office made of it elsewhere."""

from __future__ import annotations

import csv
import lzma
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from backup_cast import Machine, a_machine

OFFICE = Path(__file__).parents[1] / "upgrades" / "6e00753"
KEPT = ("reporting_figure", "reporting_figurerevision", "reporting_submission", "orgunits_unit")

pytestmark = pytest.mark.any_engine


@pytest.fixture
def office(tmp_path: Path) -> Machine:
    """A small office of an earlier version: figures, an accepted submission, people, a seal."""
    folder = tmp_path / "old"
    (folder / "files" / "papers").mkdir(parents=True)
    content = lzma.decompress((OFFICE / "keng.sqlite3.xz").read_bytes())
    (folder / "keng.sqlite3").write_bytes(content)
    shutil.copyfile(OFFICE / "seal.key", folder / "seal.key")
    (folder / "seal.key").chmod(0o600)
    (folder / "files" / "papers" / "a.docx").write_bytes("văn bản".encode())
    return Machine(folder)


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Machine]:
    """A machine on which nothing stands yet."""
    with a_machine(tmp_path / "new") as machine:
        yield machine


def csv_of(machine: Machine) -> str:
    """The consolidated figures as anybody gets them."""
    words = ["--unit", "huyện Bắc", "--period", "2024-08", "--format", "csv"]
    done = machine.keng("consolidate", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_office_goes_elsewhere_as_open_files_and_is_the_same(
    office: Machine, new: Machine, tmp_path: Path
) -> None:
    folder, key = tmp_path / "open", str(office.folder / "seal.key")
    before = office.rows()

    exported = office.keng("export", "--all", "-o", str(folder))
    assert exported.returncode == 0, exported.stderr
    checked = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )
    restored = new.keng("restore", str(folder), "--seal-key", key)

    assert checked.returncode == 0, checked.stdout
    assert restored.returncode == 0, restored.stderr
    assert "nguyên vẹn" in restored.stdout
    after = new.rows()
    for name in KEPT:  # columns that came since are at the end
        assert [row[:4] for row in after[name]] == [row[:4] for row in before[name]], name
    # Who wrote what and when; the facts themselves are vouched for by the chain ("nguyên vẹn").
    told = [{row[:6] for row in machine["journal_entry"]} for machine in (before, after)]
    assert told[0] < told[1]
    assert "\nfires,,Vụ cháy,vụ,4," in csv_of(new)
    assert (new.folder / "files/papers/a.docx").read_bytes() == "văn bản".encode()
    with (folder / "tables" / "reporting_figure.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["value"] for row in rows if row["indicator"] == "fires"] == ["4", "1"]
    with (folder / "columns.csv").open(encoding="utf-8", newline="") as file:
        described = {(row["table"], row["column"]) for row in csv.DictReader(file)}
    for path in (folder / "tables").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            assert {(path.stem, column) for column in next(csv.reader(file))} <= described

    # A folder in which a figure was changed by hand is refused, whole.
    place = folder / "tables" / "reporting_figure.csv"
    place.write_text(place.read_text(encoding="utf-8").replace("fires,", "fires ,", 1), "utf-8")
    with a_machine(tmp_path / "third") as third:
        refused = third.keng("restore", str(folder), "--seal-key", key)
        assert refused.returncode == 1
        assert "reporting_figure.csv" in refused.stderr
        assert not (third.folder / "keng.sqlite3").exists()


def test_export_asks_for_a_unit_and_a_period_or_for_all(office: Machine, tmp_path: Path) -> None:
    place = str(tmp_path / "x")

    assert office.keng("export", "-o", place).returncode == 2
    assert office.keng("export", "--all", "--unit", "x", "-o", place).returncode == 2
