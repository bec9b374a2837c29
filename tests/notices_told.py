"""What people were told, in short forms for tests."""

from __future__ import annotations

from datetime import datetime

from keng.notices import tasks
from keng.notices.models import Notice


def heard(at: datetime) -> list[tuple[str, str]]:
    """Read the journal; (login, kind) of every notice there is then, sorted."""
    tasks.read_journal(at=at)
    return notices()


def notices() -> list[tuple[str, str]]:
    """(login, kind) of every notice, sorted."""
    return sorted(Notice.objects.values_list("account__login", "kind"))
