"""A queue before the one write lock of SQLite, across processes.

SQLite lets whoever waits for the write lock ask again after pauses that grow to 100 ms. A process
that writes again at once (an import, a decision, a command beside the server) takes the free lock
before anybody asks, each time, and everyone else ends with "database is locked". Here whoever wants
to write first holds a lock on a file beside the database, and gives it back as soon as SQLite has
given the write lock. The one who has just written finds the file held by the next and waits behind
it. The system frees the file of a process that dies.
"""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import randbelow
from typing import Final

_ASKS_AGAIN: Final = 0.001  # seconds between two askings, up to eight times: nobody is always first
_HELD: Final = frozenset({errno.EAGAIN, errno.EACCES})


@contextmanager
def a_turn(queue: Path | None, patience: float) -> Iterator[None]:
    """Be the one who asks for the write lock next; `queue` None: nobody else can be there.

    After `patience` seconds the block runs all the same and SQLite itself decides: the queue makes
    waiting fair and keeps nothing safe. So does a file system that knows no locks.
    """
    if queue is None:
        yield
        return
    try:
        descriptor = os.open(queue, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:  # a folder that cannot be written, or no descriptor left
        yield
        return
    try:
        _hold(descriptor, time.monotonic() + patience)
        yield
    finally:
        os.close(descriptor)


def _hold(descriptor: int, until: float) -> None:
    while time.monotonic() < until:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in _HELD:
                return
        else:
            return
        time.sleep(_ASKS_AGAIN * (1 + randbelow(8)))
