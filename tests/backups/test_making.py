"""A backup of the office: what is in it, what is refused, what stays when it fails."""

from __future__ import annotations

import io
import json
import resource
import tarfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from keng.access.models import Account
from keng.backups import archive, tables
from keng.backups.actions import record_backup
from keng.backups.making import Made, make
from keng.backups.models import Backup
from keng.backups.queries import latest_backup, problems
from keng.db.wholefiles import NoRoom
from keng.intake.reports.originals.sealing import PAPER, seal
from keng.journal.queries import entries_of
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, NotAllowed
from web_cast import NOW, Office, an_office, vouch_for_the_programme

PASSPHRASE = "mười hai con giáp"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(own_folder: Path) -> Office:
    """An office with files: of a paper, between two looks, sent in to a job, made by a job."""
    made = an_office()
    vouch_for_the_programme()
    for name in ("papers/ab/abcd", "under-review/x.upload", "jobs/7/in-1", "jobs/7/out-1"):
        path = own_folder / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return made


def backup(place: Path, passphrase: str | None = None, *, with_keys: bool = False) -> Made:
    return make(place, passphrase=passphrase, with_keys=with_keys, at=NOW)


def test_the_manifest_counts_every_row_and_every_file(office: Office, tmp_path: Path) -> None:
    made = backup(tmp_path / "a.kengbackup")

    assert made.manifest.tables["access_account"].rows == len(office.accounts)
    assert made.manifest.tables["access_account"].rows == Account.objects.count()
    assert list(made.manifest.files) == ["jobs/7/out-1", "papers/ab/abcd"]
    assert "django_session" not in made.manifest.tables
    assert "files/under-review" in made.manifest.left_out
    assert "files/jobs/*/in-*" in made.manifest.left_out
    assert made.manifest.keys == []
    assert made.place.stat().st_mode & 0o077 == 0


def test_it_can_be_read_without_keng(office: Office, tmp_path: Path) -> None:
    made = backup(tmp_path / "a.kengbackup")

    with tarfile.open(made.place) as tar:
        lines = tar.extractfile("tables/access_account/000001.jsonl")
        assert lines is not None
        first = json.loads(lines.readline())
    columns = made.manifest.tables["access_account"].columns
    told = dict(zip(columns, first, strict=True))
    assert told["login"] in office.accounts


def test_under_a_passphrase_nothing_shows_and_keys_may_go_in(
    office: Office, tmp_path: Path
) -> None:
    made = backup(tmp_path / "a.kengbackup", PASSPHRASE, with_keys=True)

    assert made.manifest.keys == ["seal.key"]
    assert not tarfile.is_tarfile(made.place)
    assert archive.examined(made.place, PASSPHRASE) == made.manifest
    with pytest.raises(BadInput, match="mã hóa"):
        archive.examined(made.place, None)
    assert office.accounts


def test_the_keys_of_originals_are_in_no_backup(office: Office, tmp_path: Path) -> None:
    """So that nothing opens an original again once its key was destroyed here."""
    seal("1-1-test", {PAPER: b"%PDF in clear"}, sha256="0" * 64)

    made = backup(tmp_path / "a.kengbackup", PASSPHRASE, with_keys=True)

    assert "originals/1-1-test/paper" in made.manifest.files
    assert made.manifest.keys == ["seal.key"]
    names = [name for name, _content in archive.members(made.place, PASSPHRASE)]
    assert [name for name in names if "1-1-test" in name] == ["files/originals/1-1-test/paper"]
    assert office.accounts


def test_keys_never_go_into_an_open_file(office: Office, tmp_path: Path) -> None:
    del office

    with pytest.raises(BadInput, match="Khóa"):
        backup(tmp_path / "a.kengbackup", with_keys=True)

    assert list(tmp_path.glob("*.kengbackup")) == []


def test_no_backup_is_written_over(office: Office, tmp_path: Path) -> None:
    del office
    place = tmp_path / "a.kengbackup"
    place.write_bytes(b"earlier")

    with pytest.raises(BadInput, match="không ghi đè"):
        backup(place)

    assert place.read_bytes() == b"earlier"


def test_a_full_disk_is_told_plainly_and_leaves_nothing(office: Office, tmp_path: Path) -> None:
    del office
    folder = tmp_path / "disk"
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048, limits[1]))
    try:
        with pytest.raises(NoRoom, match="không còn đủ chỗ"):
            backup(folder / "a.kengbackup")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("place", [0.01, 0.5, 0.9, 0.9999])
@pytest.mark.parametrize("how", ["flip", "cut"])
def test_a_spoilt_backup_is_refused(place: float, how: str, office: Office, tmp_path: Path) -> None:
    del office
    text = bytearray(backup(tmp_path / "a.kengbackup").place.read_bytes())
    at = int(len(text) * place)
    if how == "flip":
        text[at] ^= 1
    else:
        del text[at:]
    spoilt = tmp_path / "b.kengbackup"
    spoilt.write_bytes(text)

    with pytest.raises((BadInput, OSError, Exception)) as refusal:
        archive.examined(spoilt, None)

    assert isinstance(refusal.value, BadInput)


@pytest.mark.parametrize("name", ["../evil", "files/../../evil", "/etc/passwd", "other/x"])
def test_a_member_that_leads_out_of_the_folder_is_refused(name: str, tmp_path: Path) -> None:
    place = tmp_path / "a.kengbackup"
    with tarfile.open(place, "w:gz") as tar:
        info = tarfile.TarInfo(name)
        info.size = 1
        tar.addfile(info, io.BytesIO(b"x"))

    with pytest.raises(BadInput):
        archive.examined(place, None)


def test_a_link_in_a_backup_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "a.kengbackup"
    with tarfile.open(place, "w:gz") as tar:
        info = tarfile.TarInfo("files/link")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(info)

    with pytest.raises(BadInput):
        archive.examined(place, None)


def test_the_last_good_backup_is_remembered_and_vouched_for(office: Office, tmp_path: Path) -> None:
    del office
    made = backup(tmp_path / "a.kengbackup")

    row = record_backup(made, is_encrypted=False, took=timedelta(seconds=3), actor=OPERATOR, at=NOW)

    latest = latest_backup()
    assert latest is not None
    assert (latest.at, latest.rows, latest.files) == (NOW, made.manifest.rows, 2)
    assert not latest.is_older_than(2, at=NOW + timedelta(days=2))
    assert latest.is_older_than(2, at=NOW + timedelta(days=2, seconds=1))
    (entry,) = entries_of(f"backup:{row.pk}")
    assert entry.facts["sha256"] == made.sha256
    assert list(problems()) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        Backup.objects.update(rows=1)


def test_nobody_but_the_operator_makes_backups(office: Office, tmp_path: Path) -> None:
    made = backup(tmp_path / "a.kengbackup")

    with pytest.raises(NotAllowed):
        record_backup(
            made, is_encrypted=False, took=timedelta(), actor=office.actor("keeper"), at=NOW
        )

    assert not Backup.objects.exists()


def test_a_database_of_an_unknown_version_is_refused(office: Office) -> None:
    del office

    with pytest.raises(BadInput, match=r"access\.9999_future"):
        tables.models_after([("access", "9999_future")])


def test_every_stored_field_comes_back_as_it_was(office: Office) -> None:
    del office
    applied: Any = tables.applied_migrations()
    for model in tables.models_after(applied):
        fields = model._meta.concrete_fields
        for row in model._base_manager.values_list(*[one.attname for one in fields]):
            line = tables._ENCODER.encode([tables.told_value(value) for value in row])
            back = [
                tables.read_value(one, value)
                for one, value in zip(fields, json.loads(line), strict=True)
            ]
            assert back == list(row), model
