"""The office, in which the whole is verified."""

from __future__ import annotations

import pytest

from web_cast import Office, an_office, vouch_for_the_programme


@pytest.fixture
def office(db: None) -> Office:
    """Units, people, a round and two empty forms, each row vouched for by the journal."""
    del db
    made = an_office()
    vouch_for_the_programme()
    return made
