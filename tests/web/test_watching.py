"""The addresses for whoever watches the machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from keng.jobs.life import note_life
from keng.journal.actions import seal
from keng.web.views import watching
from web_cast import NOW, Office


@pytest.mark.django_db
def test_a_server_that_answers_is_alive_and_ready() -> None:
    assert Client().get("/healthz").content == b"ok\n"
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "disk": True})


def test_without_its_database_it_is_alive_and_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise DatabaseError

    monkeypatch.setattr("django.db.connection.cursor", away)

    assert Client().get("/healthz").status_code == 200
    assert Client().get("/readyz").status_code == 503


@pytest.mark.django_db
def test_without_room_it_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_free", lambda: 1000)

    assert Client().get("/readyz").json()["disk"] is False


def figures(text: str) -> dict[str, float]:
    rows = [line.split(" ") for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in rows}


def test_metrics_are_counts_and_moments_without_persons(office: Office, own_folder: Path) -> None:
    seal(NOW)
    note_life()

    text = Client().get("/metrics").content.decode()

    told = figures(text)
    assert told["keng_journal_entries"] > 10
    assert told["keng_last_seal_time_seconds"] == NOW.timestamp()
    assert told["keng_last_backup_time_seconds"] == 0
    assert told["keng_worker_seen_time_seconds"] > NOW.timestamp()
    assert told["keng_disk_free_bytes"] > 0
    for word in (*office.accounts, "xã", "Một", str(own_folder)):
        assert word not in text
    assert text.count("# TYPE") == len(told)


@pytest.mark.django_db
def test_from_elsewhere_nobody_sees_them_without_a_token(settings: Any) -> None:
    assert Client(REMOTE_ADDR="10.1.2.3").get("/metrics").status_code == 404
    passed_on = Client(headers={"x-forwarded-for": "10.1.2.3"})
    assert passed_on.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "mot-khoa-that-dai"
    assert Client().get("/metrics").status_code == 404
    for given, status in (("mot-khoa-that-dai", 200), ("khac", 404)):
        client = Client(REMOTE_ADDR="10.1.2.3", headers={"authorization": f"Bearer {given}"})
        assert client.get("/metrics").status_code == status
