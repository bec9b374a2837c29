"""Rows handed to a statement as a table, on whichever engine the suite runs."""

from __future__ import annotations

import pytest
from django.db import connection

from keng.db.rows import rows_table

ROWS = [
    (1, "xã Một", None),
    (2, 'it\'s "so" [;]', 2**63 - 1),
    (3, "", -5),
]


@pytest.mark.django_db
def test_rows_come_back_as_they_were_given() -> None:
    table, params = rows_table({"id": "bigint", "name": "text", "value": "bigint"}, ROWS)

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, name, value FROM {table} ORDER BY id", params)
        found = cursor.fetchall()

    assert [tuple(row) for row in found] == ROWS


@pytest.mark.django_db
def test_no_rows_are_an_empty_table() -> None:
    table, params = rows_table({"id": "bigint"}, [])

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table}", params)

        assert cursor.fetchall() == []
