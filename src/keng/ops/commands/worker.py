"""`keng worker`: what must happen without anybody pressing a button, and long work."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Final
from uuid import uuid4

from keng.kernel.actors import OPERATOR, Actor
from keng.ops.main import add_place, start_django
from keng.ops.session import now

_BEAT: Final = 10.0
_LOOK_FOR_JOBS: Final = 1.0
_CLEAN_UP: Final = timedelta(hours=1)
_log = logging.getLogger(__name__)


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "worker",
        help="do long jobs; seal the journal, make notices, send mail every minute; until stopped",
    )
    add_place(command)
    command.add_argument("--once", action="store_true", help="do what is due now and end")
    command.add_argument("--every", type=int, default=60, metavar="SECONDS", help="default: 60")
    command.set_defaults(run=work)


def work(arguments: argparse.Namespace) -> int:
    """Seal, and do what notices ask for, at each turn while a thread works off the jobs.

    Stops cleanly: after the turn and the step at hand.
    """
    start_django(arguments)
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    worker = _own_name()
    from keng.jobs.registry import discover

    discover()
    if arguments.once:
        for part in _PARTS:
            part()
        while _next_job(worker, stop):
            pass
        return 0
    threads = [
        threading.Thread(target=work, args=(worker, stop), name=work.__name__)
        for work in (_work_off_jobs, _show_life)
    ]
    for thread in threads:
        thread.start()
    _turns(stop, arguments.every)
    for thread in threads:
        thread.join()
    return 0


def _turns(stop: threading.Event, every: int) -> None:
    """The main thread: a turn every minute, cleaning every hour.

    One part that fails ends neither the others nor the thread: a worker that still showed life and
    sealed nothing would be noticed by nobody.
    """
    cleaned = now()
    while True:
        for part in _PARTS:
            _kept_alive(part)
        if now() >= cleaned:
            cleaned = now() + _CLEAN_UP
            _kept_alive(_clean_up)
        if stop.wait(every):
            return


def _show_life(worker: str, stop: threading.Event) -> None:
    """A thread of its own: neither a long step nor slow mail may look like a dead worker."""
    from keng.jobs.life import note_life
    from keng.jobs.running import beat

    def showing_life() -> None:
        note_life()
        beat(worker, at=now())

    while not stop.wait(_BEAT):
        _kept_alive(showing_life)


def _sealed() -> None:
    from keng.jobs.life import note_life
    from keng.journal.actions import seal

    note_life()
    seal(now())


def _registers_counted() -> None:
    from keng.initiatives import tasks as groups
    from keng.steering import tasks as steering

    groups.run(at=now())
    steering.run(at=now())


def _withdrawn_names_gone() -> None:
    from keng.access.actions import finish_forgetting
    from keng.commendations import tasks

    finish_forgetting(at=now())
    tasks.run(at=now())


def _told() -> None:
    from keng.notices import tasks

    tasks.run(at=now())


_PARTS: Final = (_sealed, _registers_counted, _withdrawn_names_gone, _told)


def _work_off_jobs(worker: str, stop: threading.Event) -> None:
    while not stop.is_set():
        if not _next_job(worker, stop):
            stop.wait(_LOOK_FOR_JOBS)


def _next_job(worker: str, stop: threading.Event) -> bool:
    """Work off one job; whether there was one. A database that is away is asked again later."""
    from django.db import Error, close_old_connections

    from keng.jobs.running import run_next

    close_old_connections()
    try:
        return run_next(worker, actor_of=_actor, now=now, stopping=stop.is_set) is not None
    except (Error, OSError):
        _log.exception("the database did not answer")
        return False


def _actor(account_id: int | None) -> Actor:
    from keng.access.actors import AccountActor
    from keng.access.queries import account_by_id

    return OPERATOR if account_id is None else AccountActor(account_by_id(account_id))


def _clean_up() -> None:
    from keng.jobs.actions import clean_up

    clean_up(at=now())


def _kept_alive(act: Callable[[], None]) -> None:
    """Do something that may fail while the database or the disk does, and will be done again soon.

    Of two workers that seal at the same moment one is told so by the database; that is no harm.
    """
    from django.db import Error, close_old_connections

    close_old_connections()
    try:
        act()
    except (Error, OSError):
        _log.exception("%s: not done, and tried again", getattr(act, "__name__", "part").strip("_"))


def _own_name() -> str:
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{uuid4().hex[:8]}"
