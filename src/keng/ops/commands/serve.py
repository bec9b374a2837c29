"""`keng serve`: the web server and the worker for one folder, until Ctrl+C."""

from __future__ import annotations

import argparse
import logging
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from keng.kernel.errors import BadInput
from keng.ops.main import add_place, start_django

_PATIENCE = 30  # seconds for the worker to finish the step at hand
_LOOK_AFTER_WORKER = 0.5
_PAUSE = 1.0  # before another worker: one that cannot start must not be started in a whirl
_THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})
_NO_PROXY = (
    "Keng: mở cho máy khác mà không qua proxy thì không có TLS, và vài kết nối gửi chậm đủ làm "
    "đứng máy chủ; hãy đặt nginx phía trước (deploy/nginx.conf).\n"
    "      Open to other machines without a proxy there is no TLS, and a few slow senders stop the "
    "server; put nginx in front (deploy/nginx.conf)."
)
_log = logging.getLogger(__name__)


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = subparsers.add_parser("serve", help="serve the screens and the API")
    add_place(command)
    command.add_argument("--host", default="127.0.0.1", help="address (default: this machine only)")
    command.add_argument("--port", type=int, default=8000, help="port (default: 8000)")
    command.add_argument("--workers", type=int, default=2, help="server processes (default: 2)")
    command.set_defaults(run=serve)


def serve(arguments: argparse.Namespace) -> int:
    """Serve until stopped; the worker runs beside the server and ends with it."""
    os.environ["KENG_COLLECTED"] = "0" if os.environ.get("KENG_DEBUG") == "1" else "1"
    start_django(arguments)
    _require_tables()
    _require_free_port(arguments.host, arguments.port)
    _collect_static_files()
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces

    server = Granian(
        "keng.config.wsgi:application",
        address=arguments.host,
        port=arguments.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,  # what nginx speaks to it; one connection is one request at a time
        workers=arguments.workers,
        blocking_threads=4,  # each holds a database connection of its own
        respawn_failed_workers=True,
        log_level="warning",  # type: ignore[arg-type]  # an enum of strings without stubs
    )
    if arguments.host not in _THIS_MACHINE:
        print(_NO_PROXY, file=sys.stderr, flush=True)
    print(f"Keng: http://{arguments.host}:{arguments.port}/  (Ctrl+C dừng / stops)", flush=True)
    with _worker():
        server.serve()
    return 0


def _require_tables() -> None:
    """A program on the tables of another version would fail page by page; it says so at once."""
    from django.db import connections

    from keng.backups.tables import require_up_to_date

    require_up_to_date()
    connections.close_all()  # the server processes open their own


def _collect_static_files() -> None:
    """Compress the static files and name them by content; on a developer's machine they stay."""
    from django.conf import settings
    from django.core.management import call_command

    if settings.COLLECTED:
        # Without the scripts that django-htmx brings: ours are vendored, with their hashes.
        foreign = ["django_htmx"]
        call_command("collectstatic", interactive=False, clear=True, ignore=foreign, verbosity=0)


def _require_free_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BadInput(
                f"Không mở được cổng {port} ({error.strerror}); hãy chọn cổng khác bằng --port.",
                message_en=f"Cannot open port {port} ({error.strerror}); choose another by --port.",
            ) from error


@contextmanager
def _worker() -> Iterator[None]:
    """A worker as long as the block lasts; one that dies is followed by another.

    Without it jobs would wait and no journal would be sealed until somebody looks at the machine.
    """
    ending = threading.Event()
    keeper = threading.Thread(target=_keep_a_worker, args=(ending,), name="keep-a-worker")
    keeper.start()
    try:
        yield
    finally:
        ending.set()
        keeper.join()


def _keep_a_worker(ending: threading.Event) -> None:
    while not ending.is_set():
        process = _start_worker()
        while process.poll() is None and not ending.wait(_LOOK_AFTER_WORKER):
            pass
        if not ending.is_set():
            _log.error("the worker ended with %s; another one is started", process.returncode)
            ending.wait(_PAUSE)
    _end(process)


def _start_worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "keng.ops", "worker"], env=os.environ.copy())


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=_PATIENCE)
    except subprocess.TimeoutExpired:  # a step that hangs: the next worker takes it up again
        process.kill()
        process.wait()
