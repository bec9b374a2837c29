"""Two workers at once, each with a connection of its own, do everything exactly once."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from keng.access import actions as access
from keng.kernel.actors import OPERATOR
from keng.notices import tasks
from keng.notices.models import Letter, Notice
from web_cast import NOW, an_office

MORNING = datetime(2024, 9, 4, 1, 0, tzinfo=UTC)
ROUNDS = 3


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_time_tell_and_mail_each_thing_once(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    office = an_office()
    access.set_contact(
        office.accounts["clerk"].pk, email="mot@xa.vn", phone="", actor=OPERATOR, at=NOW
    )
    broken: list[Exception] = []
    # The tests' SQLite lives in memory, where two connections lock each other's tables out.
    one_after_another = connection.vendor == "sqlite"
    start = threading.Barrier(1 if one_after_another else ROUNDS)

    def work() -> None:
        try:
            start.wait()
            tasks.run(at=MORNING)
        except Exception as error:  # noqa: BLE001 - told by the assertion below
            broken.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(ROUNDS)]
    for worker in workers:
        worker.start()
        if one_after_another:
            worker.join()
    for worker in workers:
        worker.join()

    assert broken == []
    told = list(Notice.objects.filter(kind__in=["opened", "due_soon"]).values_list("kind"))
    assert sorted(told) == [("due_soon",)] * 2 + [("opened",)] * 3
    assert len(mail.outbox) == 1
    assert Letter.objects.count() == 1
