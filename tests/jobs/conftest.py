"""The office of the screens, whose people ask for jobs."""

from __future__ import annotations

import pytest

from jobs_cast import Tracing, tracing
from web_cast import Office, an_office


@pytest.fixture
def office(db: None) -> Office:
    """Units, people, a round and two empty forms."""
    del db
    return an_office()


@pytest.fixture
def task() -> Tracing:
    """What does the steps of the jobs of a test."""
    return tracing()
