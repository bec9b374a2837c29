"""Which failures of the database or the disk nobody who uses Keng has caused, and which pass."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from django.db import InterfaceError, OperationalError

from keng.db.wholefiles import NO_ROOM

_SQLITE_FULL: Final = ("database or disk is full", "disk I/O error")
_SQLITE_BUSY: Final = "database is locked"
_POSTGRESQL_FULL: Final = "53100"


class Failure(StrEnum):
    """What stands in the way."""

    FULL = "disk_full"  # somebody has to make room, or to mend it
    BUSY = "database_busy"  # others write; it passes within seconds
    AWAY = "database_away"  # stopped, restarting or out of reach; it passes or is repaired


def failure_of(error: BaseException | None) -> Failure | None:
    """Why something could not be done, where it was the machine; None for a bug or a refusal."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            return Failure.FULL
        if isinstance(error, InterfaceError):
            return Failure.AWAY
        if isinstance(error, OperationalError):
            return _of_the_database(error)
        error = error.__cause__
    return None


def _of_the_database(error: OperationalError) -> Failure:
    told = str(error)
    if (
        any(one in told for one in _SQLITE_FULL)
        or getattr(error.__cause__, "sqlstate", None) == _POSTGRESQL_FULL
    ):
        return Failure.FULL
    return Failure.BUSY if _SQLITE_BUSY in told else Failure.AWAY
