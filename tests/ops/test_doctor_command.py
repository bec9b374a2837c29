"""`keng doctor` on a well machine, and on machines that are ill in one way each."""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection

from access_cast import AT, a_country, an_account
from keng.access.actions import grant
from keng.backups.models import Backup
from keng.config.logs import Lines
from keng.db.dialects import AppendOnly
from keng.jobs.life import note_life
from keng.journal.actions import seal
from keng.journal.keys import forget_read_keys, seal_keys
from keng.kernel.actors import OPERATOR
from keng.ops import checkups, checkupsoutside
from keng.ops.main import main

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def well(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine with its keys, a worker that lives, and a backup of today."""
    monkeypatch.setenv("KENG_DIR", str(own_folder))
    forget_read_keys()
    seal_keys()
    note_life()
    Backup.objects.create(
        at=datetime.now(tz=UTC),
        took_ms=1,
        bytes=1,
        sha256="0" * 64,
        rows=1,
        files=0,
        is_encrypted=False,
        has_keys=False,
    )
    yield
    forget_read_keys()


def told(capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    code = main(["doctor", "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    return code, {check["what"]: check for check in report["checks"]}


def test_a_well_machine_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    code, checks = told(capsys)

    assert [check for check in checks.values() if not check["well"]] == []
    assert code == 0
    assert list(checks) == list(checkups._ALL)


def test_it_counts_who_comes_in_with_a_password_alone(capsys: pytest.CaptureFixture[str]) -> None:
    country = a_country()
    for login, role in (("lan", "leader"), ("minh", "clerk"), ("hoa", "officer")):
        account = an_account(login, country.tan_ky)
        grant(account.pk, role, unit_id=country.tan_ky, actor=OPERATOR, at=AT)

    _, checks = told(capsys)

    assert checks["second step"]["found"] == "0 of 2 people above clerk have one"
    assert "Bước đăng nhập thứ hai" in checks["second step"]["advice"]


def test_what_waits_for_its_first_seal_is_not_called_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = told(capsys)[1]["last seal"]["found"]
    an_account("lan")
    after = told(capsys)[1]["last seal"]["found"]

    assert (before, after) == (
        "none: nothing was written yet",
        "none: what was written waits for one",
    )


def others_can_read_the_key(folder: Path) -> None:
    (folder / "seal.key").chmod(0o644)


def others_can_read_the_figures(folder: Path) -> None:
    folder.chmod(0o755)
    (folder / "keng.sqlite3").touch()
    (folder / "keng.sqlite3").chmod(0o644)


def the_key_is_gone(folder: Path) -> None:
    (folder / "seal.key").unlink()


def another_key(folder: Path) -> None:
    an_account("lan")
    seal(datetime.now(tz=UTC))
    (folder / "seal.key").write_text("ab" * 32 + "\n")
    (folder / "seal.key").chmod(0o600)
    forget_read_keys()


def the_worker_died(folder: Path) -> None:
    long_ago = time.time() - 3600
    os.utime(folder / "worker.alive", (long_ago, long_ago))


def no_worker_ever(folder: Path) -> None:
    (folder / "worker.alive").unlink()


def an_old_backup(folder: Path) -> None:
    del folder
    row = Backup.objects.get()
    for guard in AppendOnly("backups_backup").drop_sql(connection):
        with connection.cursor() as cursor:
            cursor.execute(guard)
    Backup.objects.filter(pk=row.pk).update(at=row.at - timedelta(days=9))


def a_guard_is_gone(folder: Path) -> None:
    del folder
    for sql in AppendOnly("journal_entry").drop_sql(connection):
        with connection.cursor() as cursor:
            cursor.execute(sql)


@pytest.mark.parametrize(
    ("illness", "what", "cure"),
    [
        (others_can_read_the_key, "keys", "chmod 600"),
        (others_can_read_the_figures, "readers", "chmod -R go-rwx"),
        (the_key_is_gone, "keys", "copy seal.key"),
        (another_key, "seal key", "put the right seal.key back"),
        (the_worker_died, "worker", "keng worker"),
        (no_worker_ever, "worker", "keng serve"),
        (an_old_backup, "last good backup", "keng backup --to"),
        (a_guard_is_gone, "guards of the tables", "keng migrate"),
    ],
)
def test_what_is_ill_is_named_with_its_cure(
    illness: Callable[[Path], None],
    what: str,
    cure: str,
    own_folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    illness(own_folder)

    code, checks = told(capsys)

    assert code == 1
    assert not checks[what]["well"]
    assert cure in checks[what]["advice"]


@pytest.mark.parametrize(
    ("set_to", "cure"),
    [
        ({"BASE_URL": "https://keng.tinh.gov.vn", "ALLOWED_HOSTS": ["keng"]}, "KENG_ALLOWED_HOSTS"),
        ({"BASE_URL": "https://keng", "ALLOWED_HOSTS": ["keng"]}, "KENG_HTTPS=1"),
        ({"BASE_URL": "http://keng", "ALLOWED_HOSTS": ["keng"], "HTTPS": True}, "KENG_BASE_URL"),
    ],
)
def test_names_that_do_not_fit_are_told(set_to: dict[str, Any], cure: str, settings: Any) -> None:
    for name, value in set_to.items():
        setattr(settings, name, value)

    found = checkupsoutside.names()

    assert not found.well
    assert cure in found.advice


class Answer:
    """What came back through the proxy."""

    def __init__(self, status: int, body: str = "", **headers: str) -> None:
        self.status, self._body = status, body
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def read(self) -> bytes:
        """Its body."""
        return self._body.encode()


HSTS = {"strict_transport_security": "max-age=1"}


@pytest.mark.parametrize(
    ("answer", "days", "cure"),
    [
        (Answer(400), 90, "proxy_set_header Host"),
        (Answer(502, "<html>"), 90, "systemctl status keng"),
        (Answer(503, '{"database": false, "disk": true}'), 90, "not well: database"),
        (Answer(200), 90, "X-Forwarded-Proto"),
        (Answer(200, **HSTS), 3, "renew it"),
        (Answer(200, **HSTS), 90, ""),
    ],
)
def test_what_comes_through_the_proxy_says_what_to_mend(answer: Any, days: int, cure: str) -> None:
    until = datetime.now(tz=UTC) + timedelta(days=days)

    found = checkupsoutside._answered("https://keng", answer, until, is_told_https=True)

    assert found.well is not bool(cure)
    assert cure in found.advice


def test_an_error_is_one_line_without_what_the_row_held() -> None:
    said = "duplicate key\nDETAIL:  Key (full_name)=(Nguyễn Văn A) already exists."
    try:
        raise OperationalError(said)
    except OperationalError as error:
        exc_info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("keng", logging.ERROR, "f", 1, "job %s failed", (7,), exc_info)

    line = Lines().format(record)

    told = json.loads(line)
    assert (told["said"], told["words"]) == ("job 7 failed", "duplicate key")
    assert "Nguyễn" not in line
    assert "test_doctor_command.py" in told["way"][-1]


def test_a_silent_scanner_is_named(settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.CLAMD = "unix:/khong/co"

    _, checks = told(capsys)

    assert not checks["virus scanner"]["well"]


def test_a_folder_that_cannot_be_written_to_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(**_: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refused)

    _, checks = told(capsys)

    assert "chown" in checks["writing into KENG_DIR"]["advice"]


def test_a_check_that_fails_itself_is_a_finding_and_hides_no_other(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def away() -> None:
        raise OperationalError("could not connect to server")

    monkeypatch.setattr("keng.backups.queries.latest_backup", away)

    code, checks = told(capsys)

    assert code == 1
    assert "could not connect" in checks["last good backup"]["found"]
    assert "above" in checks["last good backup"]["advice"]
    assert checks["Python"]["well"]


def test_a_person_reads_one_line_a_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(checkups._ALL)
    assert all(line.startswith("OK  ") for line in lines)


def test_a_database_that_is_away_is_named_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("connection refused\nIs the server running?")

    monkeypatch.setattr(connection, "vendor", "postgresql")
    monkeypatch.setattr(connection, "ensure_connection", away)

    found = checkups._database()

    assert found.found == "connection refused"
    assert "systemctl status postgresql" in found.advice
