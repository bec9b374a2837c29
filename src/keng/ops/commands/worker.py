"""`keng worker`: what must happen without anybody pressing a button."""

from __future__ import annotations

import argparse
import signal
import threading

from keng.ops.main import add_place, start_django
from keng.ops.session import now


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = subparsers.add_parser("worker", help="seal the journal every minute, until stopped")
    add_place(command)
    command.add_argument("--once", action="store_true", help="do what is due now and end")
    command.add_argument("--every", type=int, default=60, metavar="SECONDS", help="default: 60")
    command.set_defaults(run=work)


def work(arguments: argparse.Namespace) -> int:
    """Seal the journal at each turn; stop cleanly between two turns."""
    start_django(arguments)
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    while True:
        _turn()
        if arguments.once or stop.wait(arguments.every):
            return 0


def _turn() -> None:
    from django.db import close_old_connections

    from keng.journal.actions import seal

    close_old_connections()
    seal(now())
