"""What the database promised is asked for again by `keng verify`."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from keng.db.dialects import AppendOnly
from keng.db.integrity import problems

pytestmark = pytest.mark.django_db


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_fresh_database_keeps_its_promises() -> None:
    assert list(problems()) == []


def test_a_guard_that_was_taken_off_is_named() -> None:
    guard = AppendOnly("journal_entry")
    for sql in guard.drop_sql(connection):
        run(sql)

    assert {problem.id for problem in problems()} == set(guard.names(connection))


DANGLING = "INSERT INTO journal_sealedhead (seal_id, stream, n, hash) VALUES (9, 'a:1', 1, '')"


def refused_by_the_engine() -> None:
    with transaction.atomic():
        run(DANGLING)
        connection.check_constraints()


def test_a_reference_that_leads_nowhere_is_refused_or_named() -> None:
    if connection.vendor == "postgresql":  # keeps references itself, whoever writes
        with pytest.raises(IntegrityError):
            refused_by_the_engine()
        return
    run(DANGLING)

    found = [problem for problem in problems() if problem.table == "journal_sealedhead"]

    assert len(found) == 1
    run("DROP TRIGGER journal_sealedhead_append_only_remove")
    run("DELETE FROM journal_sealedhead")  # else the test itself could not end
