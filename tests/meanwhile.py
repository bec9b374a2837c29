"""Two acts of two people at once: the second begins while the first has not yet committed."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from django.db import connection, transaction

_PATIENCE = 20.0
_WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


def meanwhile(first: Callable[[], Any], second: Callable[[], Any]) -> BaseException | None:
    """Do both; what the second raised. On SQLite in memory, which has one connection, in a row."""

    def work() -> None:
        try:
            second()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=1) as pool:
        with transaction.atomic():
            first()
            if connection.vendor == "postgresql":
                begun = pool.submit(work)
                _wait_until_it_waits(begun)
        if connection.vendor != "postgresql":
            begun = pool.submit(work)
    return begun.exception()


def _wait_until_it_waits(begun: Future[None]) -> None:
    ends = time.monotonic() + _PATIENCE
    while not begun.done() and time.monotonic() < ends:
        with connection.cursor() as cursor:
            cursor.execute(_WAITING)
            if cursor.fetchone() != (0,):
                return
        time.sleep(0.02)
    raise AssertionError("the second act did not wait for the first")
