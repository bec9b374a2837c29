"""Whoever writes to SQLite again and again starves nobody: others have their turn in between."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from keng.config.database import database_settings
from keng.db.sqlite.base import DatabaseWrapper
from keng.db.sqlite.turns import a_turn

WRITES = 10


_KILLED = """
import os, signal, sys
from pathlib import Path
from keng.db.sqlite.turns import a_turn
with a_turn(Path(sys.argv[1]), 1):
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def office(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    """A database in a file: that of the suite may lie in memory, where one process writes."""
    place = tmp_path / "keng.sqlite3"
    with closing(sqlite3.connect(place)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE kept (n INTEGER)")
    with django_db_blocker.unblock():
        yield place


def test_a_writer_without_a_pause_lets_another_in_after_each_of_its_writes(office: Path) -> None:
    done, stop = {"greedy": 0}, threading.Event()

    def writes(seconds: float) -> None:
        with closing(_connection(office)) as connection:
            with connection.cursor() as cursor:
                connection.set_autocommit(
                    False, force_begin_transaction_with_broken_autocommit=True
                )
                cursor.execute("INSERT INTO kept VALUES (1)")
                time.sleep(seconds)
            connection.commit()

    def greedy() -> None:
        while not stop.is_set():
            writes(0.02)
            done["greedy"] += 1

    thread = threading.Thread(target=greedy)
    thread.start()
    try:
        for _ in range(WRITES):
            writes(0)
        meanwhile = done["greedy"]
    finally:
        stop.set()
        thread.join()

    assert meanwhile < 4 * WRITES  # by luck alone it was some hundred


def test_a_lone_write_waits_for_its_turn_and_reading_for_none(office: Path) -> None:
    with closing(_connection(office)) as connection, a_turn(_queue(office), 1):
        connection.settings_dict["OPTIONS"]["timeout"] = 0.2
        with connection.cursor() as cursor:
            began = time.monotonic()
            cursor.execute("SELECT count(*) FROM kept")
            read = time.monotonic() - began
            cursor.execute("INSERT INTO kept VALUES (2)")  # nobody writes: SQLite itself lets it
            wrote = time.monotonic() - began

    assert read < 0.2 <= wrote


def test_the_turn_of_a_process_that_died_is_free(office: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", _KILLED, str(_queue(office))], check=False)
    assert ended.returncode == -signal.SIGKILL
    began = time.monotonic()

    with a_turn(_queue(office), 5):
        pass

    assert time.monotonic() - began < 1


def test_where_no_queue_can_be_kept_sqlite_decides(tmp_path: Path) -> None:
    with a_turn(tmp_path / "nowhere" / "x-turn", 1):
        pass
    with a_turn(None, 1):
        pass


def _queue(office: Path) -> Path:
    return Path(f"{office}-turn")


def _connection(office: Path) -> DatabaseWrapper:
    told = database_settings("", office.parent)
    rest = {"TIME_ZONE": None, "CONN_MAX_AGE": 0, "AUTOCOMMIT": True, "ATOMIC_REQUESTS": False}
    rest |= {"CONN_HEALTH_CHECKS": False, "TEST": {}}
    return DatabaseWrapper(told | rest, "turns")
