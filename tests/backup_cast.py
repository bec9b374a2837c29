"""Keng as a process of its own, on folders and databases that a test makes and throws away."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

from made_once import database_made_once, made_once, outside

ON_POSTGRESQL = bool(os.environ.get("KENG_DATABASE_URL"))


@dataclass(frozen=True)
class Machine:
    """A folder, and on PostgreSQL a database of its own."""

    folder: Path
    url: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What its processes see."""
        left = {name: value for name, value in os.environ.items() if not name.startswith("KENG_")}
        return left | {"KENG_DATABASE_URL": self.url, "KENG_DIR": str(self.folder)} | self.extra

    def keng(self, *words: str, timeout: float = 240) -> subprocess.CompletedProcess[str]:
        """Run a command and return what it said."""
        command = [sys.executable, "-m", "keng.ops", *words]
        return subprocess.run(
            command,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=timeout,
        )

    @contextmanager
    def python(self, text: str) -> Iterator[subprocess.Popen[str]]:
        """Run a script in Django's presence until the block ends."""
        start = "import django, os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', "
        whole = f"{start}'keng.config.settings')\ndjango.setup()\n{text}"
        command = [sys.executable, "-c", whole]
        with subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, text=True
        ) as running:
            try:
                yield running
            finally:
                running.kill()

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table as the engine's own driver reads it; sessions left out."""
        left_out = {"django_session", "access_opensession", "sqlite_sequence"}
        return {
            name: sorted(self._ask(f'SELECT * FROM "{name}"'), key=repr)
            for name in self._tables()
            if name not in left_out
        }

    def _tables(self) -> list[str]:
        if self.url:
            sql = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        else:
            sql = "SELECT name FROM sqlite_master WHERE type = 'table'"
        return sorted(name for (name,) in self._ask(sql))

    def _ask(self, sql: str) -> list[tuple[Any, ...]]:
        if not self.url:
            with closing(sqlite3.connect(self.folder / "keng.sqlite3")) as database:
                return database.execute(sql).fetchall()
        with psycopg.connect(self.url) as database:
            return [
                tuple(str(value) if isinstance(value, dict | list) else value for value in row)
                for row in database.execute(sql).fetchall()
            ]


@contextmanager
def a_machine(folder: Path, like: Machine | None = None) -> Iterator[Machine]:
    """A machine on the engine of this run: empty, or with all that another one has."""
    if like is not None:
        shutil.copytree(like.folder, folder)
    if not ON_POSTGRESQL:
        yield Machine(folder)
        return
    name = f"keng_{uuid4().hex[:12]}"
    template = f' TEMPLATE "{like.url.split("/")[3].split("?")[0]}"' if like else ""
    outside(f'CREATE DATABASE "{name}"{template}')
    try:
        yield Machine(folder, _url_of(name))
    finally:
        outside(f'DROP DATABASE "{name}" WITH (FORCE)')


def prepare(machine: Machine) -> None:
    """Bring an empty machine to the tables of this version, as one `keng migrate` left them."""
    if machine.url:
        name = machine.url.split("/")[3].split("?")[0]
        template = database_made_once("machine", _migrated_database)
        outside(f'DROP DATABASE "{name}"')
        outside(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    else:
        template = made_once("machine", lambda folder: _migrated(Machine(folder)))
        shutil.copytree(template, machine.folder, dirs_exist_ok=True)


def _migrated_database(name: str) -> None:
    outside(f'CREATE DATABASE "{name}"')
    with tempfile.TemporaryDirectory() as folder:
        _migrated(Machine(Path(folder), _url_of(name)))


def _migrated(machine: Machine) -> None:
    machine.folder.mkdir(exist_ok=True)
    done = machine.keng("migrate")
    assert done.returncode == 0, done.stdout + done.stderr


def _url_of(database: str) -> str:
    return os.environ["KENG_DATABASE_URL"].replace("/postgres?", f"/{database}?", 1)
