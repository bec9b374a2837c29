"""A hand at the database for the tests of the journal."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection

from keng.db.dialects import AppendOnly


@pytest.fixture
def by_hand(db: None) -> Callable[..., None]:
    """SQL as an intruder runs it who owns the database and took the triggers off.

    They come back with the end of the test, which undoes everything.
    """
    del db

    def run(sql: str, *params: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)

    for table in ("entry", "seal", "sealedhead"):
        for sql in AppendOnly(f"journal_{table}").drop_sql(connection):
            run(sql)
    return run
