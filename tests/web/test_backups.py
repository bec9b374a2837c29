"""The home page of an administrator tells loudly when the last good backup is old."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from keng.backups.models import Backup
from web_cast import NOW, Office


def a_backup(days_ago: int) -> None:
    Backup.objects.create(
        at=NOW - timedelta(days=days_ago),
        took_ms=1,
        bytes=9_400_000,
        sha256="0" * 64,
        rows=198_726,
        files=3,
        is_encrypted=True,
        has_keys=False,
    )


def page(office: Office, login: str = "keeper") -> str:
    return office.browser(login).get("/").content.decode()


def test_an_office_without_a_backup_is_warned(office: Office) -> None:
    assert "Chưa có bản sao lưu nào." in page(office)
    assert 'class="note error mb-3" role="alert"' in page(office)


@pytest.mark.parametrize(("days_ago", "is_old"), [(0, False), (2, False), (3, True)])
def test_an_old_backup_is_warned_of(office: Office, days_ago: int, *, is_old: bool) -> None:
    a_backup(30)
    a_backup(days_ago)

    text = page(office)

    assert ("đã quá 2 ngày" in text) == is_old
    assert "198.726 dòng, 3 tệp, 9 MB" in text


def test_how_old_is_old_is_a_setting(office: Office, settings: Any) -> None:
    a_backup(3)
    settings.BACKUP_EVERY_DAYS = 7

    assert "đã quá" not in page(office)


def test_who_keeps_no_users_is_not_troubled(office: Office) -> None:
    assert "sao lưu" not in page(office, "clerk")
    assert "sao lưu" not in page(office, "officer")
