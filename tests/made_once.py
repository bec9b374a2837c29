"""What is dear to make is made by one worker of a run, and the others take copies.

Going through all migrations takes some ten seconds of a processor; each worker of the tests needs a
database of its own, and so does each machine of the tests of backups.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection

_RUN = "KENG_TESTS_MADE"


def begin(config: pytest.Config) -> None:
    """Once in a run, by whoever starts the workers: the folder in which they find each other."""
    if _RUN in os.environ:
        return
    folder = Path(tempfile.mkdtemp(prefix="keng-tests-"))
    os.environ[_RUN] = str(folder)

    def end() -> None:
        del os.environ[_RUN]
        for marker in folder.glob("*.database"):
            outside(f'DROP DATABASE IF EXISTS "{marker.stem}"')
        shutil.rmtree(folder, ignore_errors=True)

    config.add_cleanup(end)


@contextmanager
def alone(name: str) -> Iterator[Path]:
    """The place of this name while no other worker of the run is at it."""
    place = _folder() / name
    with Path(f"{place}.lock").open("w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield place


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """The file or folder of this name, made by whoever asks first."""
    with alone(name) as place:
        if not place.exists():
            make(place)
    return place


def database_made_once(name: str, make: Callable[[str], None]) -> str:
    """The name of a database on the PostgreSQL of this run, made by whoever asks first."""
    whole = f"{_folder().name}-{name}"

    def mark(marker: Path) -> None:
        make(whole)
        marker.touch()

    made_once(f"{whole}.database", mark)
    return whole


def _folder() -> Path:
    return Path(os.environ[_RUN])


def outside(sql: str) -> None:
    """A statement that no transaction may hold, on the PostgreSQL of this run."""
    with psycopg.connect(os.environ["KENG_DATABASE_URL"], autocommit=True) as database:
        database.execute(sql)


@contextmanager
def migrations_gone_through_once() -> Iterator[None]:
    """While Django makes the database of this worker: it finds the tables of an earlier worker."""
    with alone("migrated") as place, pytest.MonkeyPatch.context() as patch:
        earlier = place.exists()
        if connection.vendor == "postgresql":
            kept = f"{_folder().name}-migrated"
            if earlier:
                patch.setitem(connection.settings_dict["TEST"], "TEMPLATE", kept)
            yield
            if not earlier:
                made = connection.settings_dict["NAME"]
                connection.close()
                outside(f'CREATE DATABASE "{kept}" TEMPLATE "{made}"')
                (_folder() / f"{kept}.database").touch()
                place.touch()
            return
        if earlier:
            patch.setattr(connection.creation, "_create_test_db", _copied_from(place))
        yield
        if not earlier:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(place)])


def _copied_from(place: Path) -> Callable[..., str]:
    create = connection.creation._create_test_db  # the step between the name and the migrations

    def created(*arguments: object, **named: object) -> str:
        connection.close()
        connection.settings_dict["NAME"] = name = create(*arguments, **named)
        with closing(sqlite3.connect(place)) as source:
            connection.ensure_connection()
            source.backup(connection.connection)
        return name

    return created
