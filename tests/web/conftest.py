"""The office, with its clock standing at nine on 2 September 2024."""

from __future__ import annotations

import pytest

from keng.web import clock
from web_cast import NOW, Office, an_office


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screens' clock stands still."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def office(db: None) -> Office:
    """Units, people, a round and two empty forms."""
    del db
    return an_office()
