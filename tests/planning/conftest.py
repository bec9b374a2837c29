"""The cast of the tests of plans."""

from __future__ import annotations

import pytest

from planning_cast import Plans, some_plans
from web_cast import Office, an_office


@pytest.fixture
def office(db: None) -> Office:
    """A district with two communes and its people."""
    assert db is None  # asked for, so that the cast has a database to stand in
    return an_office()


@pytest.fixture
def plans(office: Office) -> Plans:
    """Two plans in force."""
    return some_plans(office)
