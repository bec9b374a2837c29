"""The country of the tests of access."""

from __future__ import annotations

import pytest

from access_cast import Country, a_country


@pytest.fixture
def country(db: None) -> Country:
    """Units before and after 1 July 2025."""
    del db
    return a_country()
