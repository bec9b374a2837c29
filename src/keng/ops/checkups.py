"""What `keng doctor` looks at: each check says what it found, and how to mend what is not well.

A check that itself fails is a finding, never a crash: the machine that is ill is the one examined.
"""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from keng.documents.programs import run
from keng.ops.checkupsoutside import Check, address, names, passwords_alone
from keng.ops.session import now

_GIB: Final = 2**30
_LEAST_FREE: Final = 64 * 2**20
_OLDEST_POSTGRESQL: Final = 150000
_CLOCK_MAY_DIFFER: Final = timedelta(minutes=2)
_SEAL_MAY_BE_LATE: Final = timedelta(minutes=10)
_WORKER_MAY_BE_SILENT: Final = timedelta(minutes=3)
_FOR_OTHERS: Final = 0o077
_OPEN_TO_ALL: Final = frozenset({"static", "worker.alive"})  # hold nothing of anybody
_FONTS: Final = ("Times New Roman", "Liberation Serif", "Tinos")


def examined() -> list[Check]:
    """Every check, in the order in which they build on each other."""
    return [_safely(name, check) for name, check in _ALL.items()]


def _safely(name: str, check: Callable[[], Check]) -> Check:
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        return check()
    except DatabaseError as error:
        return Check(name, _first_line(error), well=False, advice="first the database (above)")
    except (OSError, ValueError, ImproperlyConfigured) as error:
        return Check(name, _first_line(error), well=False, advice="mend this first")


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), repr(error))


def _python() -> Check:
    well = sys.version_info >= (3, 11)
    advice = "" if well else "install Python 3.11 or newer and make the environment anew"
    return Check("Python", platform.python_version(), well=well, advice=advice)


def _database() -> Check:
    from django.db import OperationalError, connection

    if connection.vendor == "sqlite":
        return Check("database", f"SQLite {sqlite3.sqlite_version}")
    try:
        connection.ensure_connection()
    except OperationalError as error:
        advice = "start it (systemctl status postgresql), or correct KENG_DATABASE_URL"
        return Check("database", _first_line(error), well=False, advice=advice)
    version = connection.connection.info.server_version
    well = version >= _OLDEST_POSTGRESQL
    advice = "" if well else "upgrade to PostgreSQL 15 or newer"
    return Check("database", f"PostgreSQL {version // 10000}", well=well, advice=advice)


def _tables() -> Check:
    from keng.backups.tables import waiting_migrations
    from keng.kernel.errors import BadInput

    try:
        waiting = waiting_migrations()
    except BadInput as newer:
        advice = "use the newer version, or go back by the backup before the upgrade"
        return Check("tables", newer.message_en, well=False, advice=advice)
    if not waiting:
        return Check("tables", "up to date")
    return Check("tables", f"{len(waiting)} migrations wait", well=False, advice="keng migrate")


def _guards() -> Check:
    from keng.db.dialects import missing_guards

    missing = missing_guards()
    if not missing:
        return Check("guards of the tables", "all in place")
    advice = "keng migrate puts them back; then run keng verify: rows may have been changed by hand"
    return Check("guards of the tables", f"{len(missing)} missing", well=False, advice=advice)


def _disk() -> Check:
    from django.conf import settings

    free = shutil.disk_usage(settings.KENG_DIR).free
    advice = "" if free > _GIB else "less than 1 GiB: remove old backups, or move KENG_DIR"
    return Check("room on disk", f"{free // 2**20} MiB", well=free > _LEAST_FREE, advice=advice)


def _writing() -> Check:
    from django.conf import settings

    folder = Path(settings.KENG_DIR)
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Check("writing into KENG_DIR", str(folder))
    except OSError as error:
        advice = f"let the user that runs Keng write there: chown -R USER {folder}"
        return Check("writing into KENG_DIR", str(error), well=False, advice=advice)


def _clock() -> Check:
    """Against the database server, and against the newest entry of the journal."""
    from django.db import connection

    from keng.journal.queries import latest_moment

    here = now()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT now()")
            there = cursor.fetchone()[0]
        if abs(there - here) > _CLOCK_MAY_DIFFER:
            advice = "the clocks of the two machines differ: set both by NTP (timedatectl)"
            return Check("clock", f"{here - there} from the database", well=False, advice=advice)
    newest = latest_moment()
    if newest is not None and newest - here > _CLOCK_MAY_DIFFER:
        advice = "the journal is ahead: the clock went back; set it by NTP (timedatectl)"
        return Check("clock", here.isoformat(timespec="seconds"), well=False, advice=advice)
    return Check("clock", here.isoformat(timespec="seconds"))


def _keys() -> Check:
    from django.conf import settings

    folder = Path(settings.KENG_DIR)
    if not os.environ.get("KENG_SEAL_KEY") and not (folder / "seal.key").exists():
        advice = "copy seal.key from where it is kept (a new database: keng migrate makes one)"
        return Check("keys", "no seal.key", well=False, advice=advice)
    open_to_others = [
        name
        for name in ("seal.key", "secret.key")
        if (folder / name).exists() and (folder / name).stat().st_mode & 0o077
    ]
    if open_to_others:
        names = " ".join(str(folder / name) for name in open_to_others)
        advice = f"others can read them: chmod 600 {names}"
        return Check("keys", ", ".join(open_to_others), well=False, advice=advice)
    return Check("keys", "in place, readable by their owner only")


def _readers() -> Check:
    """Whether other users of the machine can read the database and the files."""
    from django.conf import settings

    folder = Path(settings.KENG_DIR)
    if not folder.stat().st_mode & _FOR_OTHERS:
        return Check("readers", f"{folder} is closed to other users")
    readable = [one.name for one in sorted(folder.iterdir()) if one.stat().st_mode & _FOR_OTHERS]
    readable = [name for name in readable if name not in _OPEN_TO_ALL]
    if not readable:
        return Check("readers", f"all in {folder} is closed to other users")
    advice = f"other users of this machine can read them: chmod -R go-rwx {folder}"
    return Check("readers", ", ".join(readable[:5]), well=False, advice=advice)


def _seal_key() -> Check:
    from keng.journal.keys import seal_keys
    from keng.journal.queries import last_seal
    from keng.journal.verification import keys_that_wrote

    if last_seal() is None or keys_that_wrote(seal_keys()):
        return Check("seal key", "fits the journal")
    advice = "this machine has another key than the journal: put the right seal.key back"
    return Check("seal key", "does not fit the journal", well=False, advice=advice)


def _sealed() -> Check:
    """The newest seal: what was written after it nobody vouches for yet."""
    from keng.journal.queries import last_seal, latest_moment

    seal = last_seal()
    advice = "keng seal -o FILE, daily, to another machine"
    newest = latest_moment()
    if seal is None:
        waits = "nothing was written yet" if newest is None else "what was written waits for one"
        return Check("last seal", f"none: {waits}", advice=advice)
    at = datetime.fromisoformat(seal.at)
    if newest is not None and newest - at > _SEAL_MAY_BE_LATE:
        cure = "entries wait for a seal: the worker makes one every minute (keng serve)"
        return Check("last seal", at.isoformat(timespec="seconds"), well=False, advice=cure)
    return Check("last seal", f"number {seal.n}, {at.isoformat(timespec='seconds')}", advice=advice)


def _worker() -> Check:
    from keng.jobs.life import last_life

    seen = last_life()
    if seen is not None and now() - seen < _WORKER_MAY_BE_SILENT:
        return Check("worker", f"alive at {seen.isoformat(timespec='seconds')}")
    found = f"silent since {seen.isoformat(timespec='seconds')}" if seen else "never seen"
    advice = "no seals, notices, mail or long jobs without it: keng serve, or keng worker"
    return Check("worker", found, well=False, advice=advice)


def _backup() -> Check:
    from django.conf import settings

    from keng.backups.queries import latest_backup

    latest = latest_backup()
    advice = "keng backup --to FOLDER --keep 14, daily (docs/how-to/back-up.md)"
    if latest is None:
        return Check("last good backup", "none", well=False, advice=advice)
    found = latest.at.isoformat(timespec="seconds")
    if latest.is_older_than(settings.BACKUP_EVERY_DAYS, at=now()):
        return Check("last good backup", found, well=False, advice=advice)
    return Check("last good backup", found)


def _verification() -> Check:
    from django.conf import settings

    from keng.verifying.queries import latest_checks

    latest = next(iter(latest_checks()), None)
    if latest is None:
        return Check("last verification", "none", advice="keng verify, weekly")
    found = f"{latest.at.isoformat(timespec='seconds')}, {latest.problems} problems"
    if latest.problems:
        return Check("last verification", found, well=False, advice="keng verify names them")
    is_old = latest.is_older_than(settings.VERIFY_EVERY_DAYS, at=now())
    return Check("last verification", found, advice="keng verify, weekly" if is_old else "")


def _fonts() -> Check:
    lister = shutil.which("fc-list")
    if lister is None:
        return Check("fonts", "unknown", advice="optional: apt-get install fontconfig")
    listed = run([lister, ":", "family"], seconds=20).out.decode(errors="replace")
    found = [name for name in _FONTS if name in listed]
    advice = "" if found else "optional, for PDF pages: apt-get install fonts-liberation2"
    return Check("fonts", ", ".join(found) or "no serif font for official papers", advice=advice)


def _libreoffice() -> Check:
    found = shutil.which("soffice") or ""
    advice = "" if found else "optional, PDF beside Word: apt-get install libreoffice-writer-nogui"
    return Check("LibreOffice", found or "not installed", advice=advice)


def _tesseract() -> Check:
    program = shutil.which("tesseract")
    advice = "optional, reading scans: apt-get install tesseract-ocr tesseract-ocr-vie"
    if program is None:
        return Check("Tesseract", "not installed", advice=advice)
    listed = run([program, "--list-langs"], seconds=20).out.decode(errors="replace")
    if "vie" in listed.split():
        return Check("Tesseract", "with Vietnamese")
    return Check("Tesseract", "without Vietnamese", advice=advice)


def _mail() -> Check:
    from django.conf import settings

    if not settings.EMAIL_HOST:
        is_printed = "console" in settings.EMAIL_BACKEND
        place = "printed" if is_printed else f"into {settings.EMAIL_FILE_PATH}"
        return Check("mail", place, advice="optional: KENG_MAIL_URL names a server to send it")
    advice = "" if settings.BASE_URL else "set KENG_BASE_URL: mail has no links without it"
    return Check("mail", f"by {settings.EMAIL_HOST}:{settings.EMAIL_PORT}", advice=advice)


def _scanner() -> Check:
    from django.conf import settings

    from keng.documents.virusscan import is_alive

    if not settings.CLAMD:
        return Check("virus scanner", "none set", advice="optional: KENG_CLAMD")
    if is_alive(settings.CLAMD):
        return Check("virus scanner", settings.CLAMD)
    advice = "no upload is taken until it answers: systemctl start clamav-daemon"
    return Check("virus scanner", f"{settings.CLAMD} is silent", well=False, advice=advice)


_ALL: Final[dict[str, Callable[[], Check]]] = {
    "Python": _python,
    "room on disk": _disk,
    "writing into KENG_DIR": _writing,
    "database": _database,
    "tables": _tables,
    "guards of the tables": _guards,
    "clock": _clock,
    "keys": _keys,
    "readers": _readers,
    "seal key": _seal_key,
    "last seal": _sealed,
    "worker": _worker,
    "last good backup": _backup,
    "last verification": _verification,
    "second step": passwords_alone,
    "names": names,
    "address": address,
    "mail": _mail,
    "virus scanner": _scanner,
    "fonts": _fonts,
    "LibreOffice": _libreoffice,
    "Tesseract": _tesseract,
}
