"""The worker goes on: one part of its turn that fails ends neither the others nor the next turn."""

from __future__ import annotations

import threading

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError

from keng.ops.commands import worker


@pytest.mark.django_db
@pytest.mark.parametrize(
    "failure",
    [
        OperationalError("server closed the connection"),
        InterfaceError("connection already closed"),
        IntegrityError("another worker sealed at the same moment"),
        OSError(28, "No space left on device"),
    ],
)
def test_what_fails_is_tried_again_and_the_rest_is_done(
    failure: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop, done = threading.Event(), []

    def failing() -> None:
        done.append("failed")
        raise failure

    def next_part() -> None:
        done.append("next")
        if done.count("next") == 2:
            stop.set()

    monkeypatch.setattr(worker, "_PARTS", (failing, next_part))
    monkeypatch.setattr(worker, "_clean_up", lambda: None)
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)

    worker._turns(stop, 0)

    assert done == ["failed", "next", "failed", "next"]
