"""The office of the screens, after which the journal must vouch for all that was written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from keng.inquiries import queries
from keng.packs import made
from keng.reporting import queries as reporting
from web_cast import Office, an_office


@pytest.fixture
def office(db: None) -> Iterator[Office]:
    """Huyện Bắc with xã Một and xã Hai, and the monthly round of August."""
    del db
    yield an_office()
    assert list(queries.problems()) == []
    assert list(reporting.problems()) == []
    assert list(made.problems()) == []
