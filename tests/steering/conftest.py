"""The cast of the tests of committees and coordination."""

from __future__ import annotations

import pytest

from steering_cast import Steering, some_steering
from web_cast import Office, an_office


@pytest.fixture
def office(db: None) -> Office:
    """A district with two communes and its people."""
    assert db is None  # asked for, so that the cast has a database to stand in
    return an_office()


@pytest.fixture
def told(office: Office) -> Steering:
    """A committee, its members, and a programme of coordination."""
    return some_steering(office)
