"""The only clock of the screens: below them a moment is an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime

from keng.kernel.moments import local_day


def now() -> datetime:
    """The present moment."""
    return datetime.now(tz=UTC)


def today() -> date:
    """The legal day in Vietnam."""
    return local_day(now())
