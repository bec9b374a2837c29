"""What anybody sees while the machine fails: which failure it is, what is saved, that it passes."""

from __future__ import annotations

import errno

import psycopg
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import InterfaceError, OperationalError
from django.test import Client

from web_cast import Office

ROUNDS = "/dot/"


def _full_on_postgresql() -> OperationalError:
    error = OperationalError("could not extend file")
    error.__cause__ = psycopg.errors.DiskFull()
    return error


@pytest.fixture
def fails(office: Office) -> Client:
    """A browser that is shown what people are shown."""
    browser = office.browser("clerk")
    browser.raise_request_exception = False
    return browser


def _fail_with(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first reading of a request, that of its session, meets the failure."""

    def failing(_store: object) -> dict[str, object]:
        raise error

    monkeypatch.setattr(SessionStore, "load", failing)


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (OperationalError("connection refused"), 503, "Cơ sở dữ liệu chưa trả lời"),
        (InterfaceError("connection already closed"), 503, "Cơ sở dữ liệu chưa trả lời"),
        (OperationalError("database is locked"), 503, "Máy chủ đang bận ghi"),
        (OperationalError("disk I/O error"), 507, "Ổ đĩa của máy chủ đầy"),
        (OperationalError("database or disk is full"), 507, "Ổ đĩa của máy chủ đầy"),
        (_full_on_postgresql(), 507, "Ổ đĩa của máy chủ đầy"),
        (OSError(errno.ENOSPC, "No space left"), 507, "Ổ đĩa của máy chủ đầy"),
        (RuntimeError("a bug"), 500, "Máy chủ gặp lỗi"),
    ],
)
def test_a_failure_of_the_machine_is_told_from_a_bug(
    error: Exception, status: int, words: str, fails: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fail_with(error, monkeypatch)

    page = fails.get(ROUNDS)

    assert page.status_code == status
    assert words in page.content.decode()
    monkeypatch.undo()
    assert fails.get(ROUNDS).status_code == 200


def test_a_page_asks_again_by_itself_and_what_was_sent_never_does(
    fails: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fail_with(OperationalError("connection refused"), monkeypatch)

    looked, sent = fails.get(ROUNDS), fails.post(ROUNDS)

    assert 'http-equiv="refresh"' in looked.content.decode()
    assert 'http-equiv="refresh"' not in sent.content.decode()
    assert "chưa được lưu" in sent.content.decode()
    assert sent.headers["Retry-After"] == "10"


def test_a_fragment_and_a_program_are_answered_in_their_own_shape(
    fails: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fail_with(OperationalError("connection refused"), monkeypatch)

    fragment = fails.get(ROUNDS, headers={"HX-Request": "true"})
    told = fails.get("/api/v1/duties")

    assert fragment.headers["HX-Retarget"] == "#messages"
    assert "<html" not in fragment.content.decode()
    assert (told.status_code, told.json()["error"]["code"]) == (503, "database_away")
