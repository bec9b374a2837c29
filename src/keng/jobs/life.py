"""The last sign of life of a worker on this machine: the age of one empty file in KENG_DIR."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

_NAME = "worker.alive"


def note_life() -> None:
    """Say that a worker runs; many times a minute, so the database is not asked."""
    (Path(settings.KENG_DIR) / _NAME).touch()


def last_life() -> datetime | None:
    """When a worker of this machine last said so, or None."""
    try:
        seconds = (Path(settings.KENG_DIR) / _NAME).stat().st_mtime
    except OSError:
        return None
    return datetime.fromtimestamp(seconds, tz=UTC)
