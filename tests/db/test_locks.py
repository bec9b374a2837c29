"""A lock is taken inside a transaction or not at all."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from keng.db.locks import for_update, in_turn


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_no_lock_is_pretended() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        for_update(ContentType.objects.all())
    with pytest.raises(transaction.TransactionManagementError):
        in_turn(ContentType.objects.all())


@pytest.mark.django_db
def test_postgresql_locks_the_rows_and_sqlite_has_locked_the_database() -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        list(for_update(ContentType.objects.all()))

    locked = "FOR UPDATE" in queries[-1]["sql"]
    assert locked is (connection.vendor == "postgresql")


@pytest.mark.django_db
def test_who_only_takes_turns_lets_rows_refer_to_the_locked_one() -> None:
    with CaptureQueriesContext(connection) as queries:
        list(in_turn(ContentType.objects.all()))

    locked = "FOR NO KEY UPDATE" in queries[-1]["sql"]
    assert locked is (connection.vendor == "postgresql")
