"""The only clock of the API: below it a moment is an argument."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment."""
    return datetime.now(tz=UTC)
