"""From one machine to another by `keng export-all` and `keng import-all`, and what is refused."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archives_cast import exported, told_by
from backup_cast import Machine

SAME_ELSEWHERE = (
    "reporting_figure",
    "reporting_figurerevision",
    "reporting_submission",
    "reporting_round",
    "orgunits_unit",
    "orgunits_designation",
    "packs_packversion",
    "packs_madeform",
    "access_grant",
)
ROOMS_SAME_ELSEWHERE = ("steering_", "commendations_", "inquiries_", "papers_", "initiatives_")
FIGURES = "tables/reporting_figure.jsonl"


def edited(archive: Path, place: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The archive with other parts, whose hashes are told as they then are."""
    with zipfile.ZipFile(archive) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts.pop("SHA256SUMS")
    change(parts)
    lines = [f"{hashlib.sha256(parts[name]).hexdigest()}  {name}\n" for name in parts]
    parts["SHA256SUMS"] = "".join(lines).encode()
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return place


def row_changed(n: int, **values: Any) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        lines = parts[FIGURES].decode().splitlines()
        lines[n - 1] = json.dumps(json.loads(lines[n - 1]) | values)
        parts[FIGURES] = ("\n".join(lines) + "\n").encode()

    return change


def refusal(new: Machine, archive: Path) -> str:
    done = new.keng("import-all", str(archive))
    assert done.returncode == 1, done.stdout
    assert not new.url or not new.rows()
    assert not (new.folder / "keng.sqlite3").exists()
    return done.stderr


def test_the_whole_office_stands_elsewhere_and_is_found_sound(
    office: Machine, archive: Path, new: Machine
) -> None:
    before = office.rows()

    done = new.keng("import-all", str(archive))

    assert done.returncode == 0, done.stdout + done.stderr
    after = new.rows()
    for table in SAME_ELSEWHERE:
        assert after[table] == before[table], table
    for table in before:
        if table.startswith(ROOMS_SAME_ELSEWHERE):
            assert after[table] == before[table], table
    assert len(before["steering_meeting"]) == 2
    assert len(before["commendations_decision"]) == 2
    assert len(before["inquiries_version"]) == 1
    assert len(before["reporting_figurerevision"]) == 6 + 2 * 6  # typed; taken from the register
    assert (new.folder / "files/papers/ab/abc").read_text(encoding="utf-8") == "văn bản"
    assert [row[0:2] for row in after["journal_arrival"]]
    verified = new.keng("verify", "--format", "json")
    assert json.loads(verified.stdout) == {"ok": True, "problems": []}
    told = [
        one.keng("consolidate", "--unit", "huyện Bắc", "--period", "2024-08", "--format", "json")
        for one in (office, new)
    ]
    rows = [json.loads(one.stdout)["rows"] for one in told]
    assert rows[0]
    assert rows[0] == rows[1]


@pytest.mark.soak
def test_people_come_without_their_passwords_and_work_goes_on(archive: Path, new: Machine) -> None:
    assert new.keng("import-all", str(archive)).returncode == 0
    script = """
from keng.access.models import Account
from keng.journal.models import Entry
print(sorted(Account.objects.values_list("password", flat=True).distinct()), flush=True)
print(Entry.objects.filter(verb="access.taken_in").count() == Account.objects.count(), flush=True)
"""
    assert told_by(new, script).splitlines() == ["['!']", "True"]
    assert new.keng("user", "add", "hoa", "--name", "Hoa").returncode == 0
    assert new.keng("verify").returncode == 0


@pytest.mark.soak
def test_a_row_changed_after_the_arrival_is_named(archive: Path, new: Machine) -> None:
    assert new.keng("import-all", str(archive)).returncode == 0
    script = """
from keng.reporting.models import Round
Round.objects.update(title="khác")
print("changed", flush=True)
"""
    assert "changed" in told_by(new, script)

    done = new.keng("verify", "--format", "json")

    assert done.returncode == 1
    assert {one["table"] for one in json.loads(done.stdout)["problems"]} == {"reporting_round"}


@pytest.mark.soak
def test_a_unit_takes_its_own_and_nothing_of_its_neighbour(
    office: Machine, new: Machine, tmp_path: Path
) -> None:
    place = exported(office, tmp_path / "one.zip", "--unit", "xã Một, huyện Bắc, tỉnh Đông")
    with zipfile.ZipFile(place) as zipped:
        figures = [json.loads(line) for line in zipped.read(FIGURES).splitlines()]
        told = json.loads(zipped.read("contents.json"))
        left = zipped.read("left-out.csv").decode("utf-8-sig")
        accounts = zipped.read("tables/access_account.jsonl").decode()
        assert "files/papers/ab/abc" not in zipped.namelist()

    typed = [one["value"] for one in figures if one["indicator"] in {"cases", "fires"}]
    assert sorted(typed) == [0, 13]
    assert len(figures) == 2 + 6  # six cells were taken from the register of commendations
    assert told["tables"]["reporting_figure"]["of_rows"] == 16
    assert "reporting_figure,,8,Của đơn vị khác,Of other units" in left
    assert "other.clerk" not in accounts
    done = new.keng("import-all", str(place))
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(new.keng("verify", "--format", "json").stdout)["ok"]


@pytest.mark.soak
def test_an_archive_is_not_taken_in_over_data(office: Machine, archive: Path) -> None:
    done = office.keng("import-all", str(archive))

    assert done.returncode == 1
    assert "thư mục trống" in done.stderr


def test_what_begins_like_a_formula_does_not_run(archive: Path) -> None:
    with zipfile.ZipFile(archive) as zipped:
        table = zipped.read("tables/reporting_figurerevision.csv").decode("utf-8-sig")
        exact = zipped.read("tables/reporting_figurerevision.jsonl").decode()

    assert ",'=1+1," in table
    assert '"note":"=1+1"' in exact


@pytest.mark.soak
@pytest.mark.parametrize(
    ("change", "named"),
    [
        (row_changed(1, value=99), "reporting_figure"),
        (row_changed(1, value="99"), "reporting_figure.jsonl: dòng 1: cột value"),
        (row_changed(2, value=1.5), "reporting_figure.jsonl: dòng 2: cột value"),
        (row_changed(1, more=1), "dòng 1, cột more"),
        (row_changed(1, submission_id=999), "reporting_figure"),
        (lambda parts: parts.pop(FIGURES), FIGURES),
        (lambda parts: parts.update({"files/../../x": b"x"}), "files/../../x"),
        (lambda parts: parts.update({"tables/x/y.txt": b"\0" * 90_000_000}), "tables/x/y.txt"),
        (lambda parts: parts.update({"contents.json": b"{}"}), "contents.json"),
    ],
)
def test_an_archive_that_was_edited_is_refused_by_name(
    archive: Path,
    new: Machine,
    tmp_path: Path,
    change: Callable[[dict[str, bytes]], None],
    named: str,
) -> None:
    hostile = edited(archive, tmp_path / "hostile.zip", change)

    assert named in refusal(new, hostile)


def test_a_part_that_has_not_its_hash_is_refused_by_name(
    archive: Path, new: Machine, tmp_path: Path
) -> None:
    hostile = tmp_path / "hostile.zip"
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(hostile, "w") as made:
        for name in old.namelist():
            made.writestr(name, b"x" if name == "README.md" else old.read(name))

    assert "README.md" in refusal(new, hostile)
