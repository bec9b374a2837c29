"""The last good backup in words, and whether it is recent enough."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from keng.backups.queries import BackupView, latest_backup
from keng.kernel.vietnamese import format_number
from keng.web import clock


@dataclass(frozen=True)
class BackupStanding:
    """Where the backups stand; `warning` is empty where all is well."""

    latest: BackupView | None
    warning: str
    rows: str
    files: str
    size: str
    days: int


def backup_standing() -> BackupStanding:
    """The last backup that was found good, and what is wrong with its age; one query."""
    latest, days = latest_backup(), int(settings.BACKUP_EVERY_DAYS)
    return BackupStanding(
        latest=latest,
        warning=_warning(latest, days),
        rows=format_number(latest.rows if latest else 0),
        files=format_number(latest.files if latest else 0),
        size=format_number(max(round(latest.bytes / 1_000_000), 1) if latest else 0),
        days=days,
    )


def _warning(latest: BackupView | None, days: int) -> str:
    if latest is None:
        return _("Chưa có bản sao lưu nào.")
    if latest.is_older_than(days, at=clock.now()):
        return _("Bản sao lưu gần nhất đã quá %(days)s ngày.") % {"days": days}
    return ""
