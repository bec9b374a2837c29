"""When the last good backup was made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from keng.backups.models import Backup
from keng.journal import rows as vouched
from keng.kernel.problems import Problem

STREAM = "backup:"
RESTORED = "restoration:all"


@dataclass(frozen=True)
class BackupView:
    """One good backup, as `Backup` tells it."""

    at: datetime
    bytes: int
    rows: int
    files: int
    is_encrypted: bool

    def is_older_than(self, days: int, *, at: datetime) -> bool:
        """Whether it was begun more than so many days before the moment."""
        return at - self.at > timedelta(days=days)


def latest_backup() -> BackupView | None:
    """The newest good backup, or None; one query."""
    row = Backup.objects.order_by("-at", "-pk").first()
    if row is None:
        return None
    return BackupView(row.at, row.bytes, row.rows, row.files, row.is_encrypted)


def problems() -> Iterator[Problem]:
    """Backups that were written down, changed or removed outside Keng."""
    yield from vouched.problems(Backup, streams=STREAM)
