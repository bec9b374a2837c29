"""The office of the screens, which has a little of everything that can be found."""

from __future__ import annotations

import pytest

from web_cast import Office, an_office


@pytest.fixture
def office(db: None) -> Office:
    """Units, people, a round and two empty forms."""
    del db
    return an_office()
