"""A hand at the database for the tests of the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from keng.db.dialects import AppendOnly


@pytest.fixture
def by_hand(db: None) -> Iterator[Callable[..., None]]:
    """SQL as an intruder runs it who owns the database: the triggers are gone meanwhile."""

    del db

    def run(sql: str, *params: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)

    guards = [AppendOnly(f"journal_{table}") for table in ("entry", "seal", "sealedhead")]
    for guard in guards:
        for sql in guard.drop_sql(connection):
            run(sql)
    yield run
    for guard in guards:
        for sql in guard.create_sql(connection):
            run(sql)
