"""The office of the screens, whose opening of the round has been heard and read already."""

from __future__ import annotations

import pytest

from keng.notices import tasks
from keng.notices.models import Notice
from web_cast import NOW, Office, an_office


@pytest.fixture
def office(db: None) -> Office:
    """Units, people, a round and two empty forms; no notice waits."""
    del db
    made = an_office()
    tasks.read_journal(at=NOW)
    Notice.objects.all().delete()
    return made
