"""Processes of an office that start at once: they are forked from one that has loaded all of Keng.

A fresh `keng serve` loads Keng four times, some twenty seconds of a busy machine, before it can be
killed once. What is killed here runs the same commands in processes of its own; only the loading
was done before. `test_kills` has one round with fresh ones.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

_RUN = "import django; django.setup(); from soak import nursery; nursery.main()"
_A_LOOK = 0.05
SPEED = "KENG_TEST_SPEED"


class Lent:
    """A process that the nursery started, as far as `subprocess.Popen` knows one."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """None while it lives; how it ended is not known, so it ended by a signal."""
        if self.returncode is None and not Path(f"/proc/{self.pid}").exists():
            self.returncode = -signal.SIGKILL
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Until it has ended."""
        until = time.monotonic() + (timeout or 3600)
        while (code := self.poll()) is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired([str(self.pid)], timeout or 0)
            time.sleep(_A_LOOK)
        return code

    def terminate(self) -> None:
        """Ask it to end."""
        self._tell(signal.SIGTERM)

    def kill(self) -> None:
        """End it now."""
        self._tell(signal.SIGKILL)

    def _tell(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)


class Nursery:
    """The process that forks, spoken to line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process, self._lock = process, threading.Lock()

    def start(self, *words: str, out: str = os.devnull) -> Lent:
        """A new process with its standard output in the file; `office ...` or words of `keng`."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._lock:
            self._process.stdin.write(json.dumps([out, *words]) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        assert line, "the nursery has ended"
        return Lent(int(line))


@contextmanager
def a_nursery(environment: dict[str, str]) -> Iterator[Nursery]:
    """A nursery for the office of this environment."""
    with subprocess.Popen(
        [sys.executable, "-c", _RUN],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            yield Nursery(process)
        finally:
            process.kill()


def main() -> None:
    """Load everything, then fork what is asked for, without ever opening the database."""
    speed = float(os.environ.get(SPEED, "1"))
    if speed != 1:
        _hurry(speed)
    for name in ("keng.config.urls", "keng.config.wsgi", "soak.killed_office"):
        import_module(name)
    import_module("keng.jobs.registry").discover()
    serve = import_module("keng.ops.commands.serve")
    turn = str(max(1, round(60 / speed)))
    serve._start_worker = lambda: _Child(_forked(os.devnull, ["worker", "--every", turn]))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system clears away who has ended
    for line in sys.stdin:
        out, *words = json.loads(line)
        print(_forked(out, words, leads=True), flush=True)


def _hurry(speed: float) -> None:
    """Let the clocks of the commands and of the screens run so many times as fast from now on."""
    began = datetime.now(tz=UTC)

    def now() -> datetime:
        return began + (datetime.now(tz=UTC) - began) * speed

    for name in ("keng.ops.session", "keng.web.clock"):  # before anybody takes theirs from them
        import_module(name).now = now  # type: ignore[attr-defined]  # a module is its own namespace


class _Child(Lent):
    """A worker, forked by the server that keeps it."""

    def __init__(self, pid: int) -> None:
        super().__init__(pid)
        Path(f"{os.environ['KENG_DIR']}.worker").write_text(str(pid), encoding="ascii")

    def poll(self) -> int | None:
        """Clears it away as well, as a parent must."""
        if self.returncode is None and os.waitpid(self.pid, os.WNOHANG)[0]:
            self.returncode = -signal.SIGKILL
        return self.returncode


def _forked(out: str, words: list[str], *, leads: bool = False) -> int:
    if pid := os.fork():
        return pid
    code = 1
    try:
        if leads:
            os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), 1)
        if words[0] == "office":
            code = import_module("soak.killed_office").main(*words[1:])
        else:
            code = import_module("keng.ops.main").main(words)
    finally:
        os._exit(code)
