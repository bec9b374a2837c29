"""The guards hold whoever writes, on the engine that the suite runs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, connection, transaction

from keng.db.dialects import (
    AppendOnly,
    NoOverlap,
    _identifier,
    declared_guards,
    guards_lifted,
    missing_guards,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keng.db.dialects import Guard

pytestmark = pytest.mark.django_db

INSERT = "INSERT INTO posts (id, unit_id, role, valid_from, valid_until) VALUES (%s,%s,%s,%s,%s)"
POSTS = (
    "CREATE TABLE posts (id integer PRIMARY KEY, unit_id bigint NOT NULL, role varchar(20), "
    "valid_from date NOT NULL, valid_until date)"
)


def run(sql: str, params: Sequence[object] | None = None) -> None:
    """One statement in its own savepoint, so that a refusal leaves the test usable."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def put(guard: Guard) -> None:
    for sql in guard.create_sql(connection):
        run(sql)


def count() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM posts")
        return int(cursor.fetchone()[0])


@pytest.fixture
def posts() -> None:
    run(POSTS)


@pytest.fixture
def no_overlap() -> NoOverlap:
    run(POSTS)
    guard = NoOverlap("posts", ["unit_id", "role"])
    put(guard)
    return guard


@pytest.mark.usefixtures("no_overlap")
def test_rows_that_touch_do_not_overlap() -> None:
    run(INSERT, [1, 7, "clerk", "2024-01-01", "2025-07-01"])
    run(INSERT, [2, 7, "clerk", "2025-07-01", None])

    assert count() == 2


@pytest.mark.usefixtures("no_overlap")
@pytest.mark.parametrize(
    ("first", "until"),
    [
        ("2024-06-01", "2024-07-01"),  # inside
        ("2023-01-01", "2024-01-02"),  # reaches one day in
        ("2025-06-30", None),  # begins on the last day
        ("2023-01-01", None),  # around it
        ("2024-01-01", "2025-07-01"),  # the same days
    ],
)
def test_a_row_that_shares_a_day_is_refused(first: str, until: str | None) -> None:
    run(INSERT, [1, 7, "clerk", "2024-01-01", "2025-07-01"])

    with pytest.raises(IntegrityError):
        run(INSERT, [2, 7, "clerk", first, until])

    assert count() == 1


@pytest.mark.usefixtures("no_overlap")
def test_another_unit_or_role_may_hold_on_the_same_days() -> None:
    run(INSERT, [1, 7, "clerk", "2024-01-01", None])
    run(INSERT, [2, 8, "clerk", "2024-01-01", None])
    run(INSERT, [3, 7, "leader", "2024-01-01", None])

    assert count() == 3


@pytest.mark.usefixtures("no_overlap")
def test_a_row_that_is_empty_in_a_column_is_compared_with_none() -> None:
    run(INSERT, [1, 7, None, "2024-01-01", None])
    run(INSERT, [2, 7, None, "2024-01-01", None])

    assert count() == 2


@pytest.mark.usefixtures("no_overlap")
def test_a_row_cannot_be_lengthened_into_its_neighbour() -> None:
    run(INSERT, [1, 7, "clerk", "2024-01-01", "2024-06-01"])
    run(INSERT, [2, 7, "clerk", "2024-06-01", None])

    with pytest.raises(IntegrityError):
        run("UPDATE posts SET valid_until = NULL WHERE id = 1")


@pytest.mark.usefixtures("no_overlap")
def test_a_row_may_be_changed_against_itself() -> None:
    run(INSERT, [1, 7, "clerk", "2024-01-01", "2024-06-01"])

    run("UPDATE posts SET valid_until = '2024-03-01' WHERE id = 1")

    assert count() == 1


@pytest.mark.usefixtures("no_overlap")
def test_an_upsert_that_ends_as_an_update_meets_no_overlap_with_itself() -> None:
    upsert = f"{INSERT} ON CONFLICT (id) DO UPDATE SET valid_until = excluded.valid_until"
    run(upsert, [1, 7, "clerk", "2024-01-01", None])

    run(upsert, [1, 7, "clerk", "2024-01-01", "2024-06-01"])

    assert count() == 1


@pytest.mark.usefixtures("posts")
def test_a_column_that_cannot_be_compared_is_refused_by_name() -> None:
    if connection.vendor != "postgresql":
        return  # SQLite compares any column with any
    with pytest.raises(TypeError, match="valid_from"):
        NoOverlap("posts", ["valid_from"]).create_sql(connection)


@pytest.mark.usefixtures("posts")
@pytest.mark.parametrize("sql", ["UPDATE posts SET role = 'x'", "DELETE FROM posts"])
def test_an_append_only_table_refuses_change_and_removal(sql: str) -> None:
    put(AppendOnly("posts"))
    run(INSERT, [1, 7, "clerk", "2024-01-01", None])

    with pytest.raises(IntegrityError):
        run(sql)

    assert count() == 1


@pytest.mark.usefixtures("posts")
def test_an_append_only_table_refuses_to_be_emptied_at_once() -> None:
    put(AppendOnly("posts"))
    run(INSERT, [1, 7, "clerk", "2024-01-01", None])
    statement = "TRUNCATE posts" if connection.vendor == "postgresql" else "DELETE FROM posts"

    with pytest.raises(IntegrityError):
        run(statement)

    assert count() == 1


def test_a_guard_can_be_put_twice_and_taken_away_twice(no_overlap: NoOverlap) -> None:
    put(no_overlap)
    for sql in [*no_overlap.drop_sql(connection), *no_overlap.drop_sql(connection)]:
        run(sql)

    run(INSERT, [1, 7, "clerk", "2024-01-01", None])
    run(INSERT, [2, 7, "clerk", "2024-01-01", None])

    assert count() == 2


def test_long_names_stay_different_and_within_what_postgresql_keeps() -> None:
    one, two = _identifier("a" * 70 + "one"), _identifier("a" * 70 + "two")

    assert len(one) == 60
    assert one != two


def test_every_guard_that_the_migrations_declare_is_in_place() -> None:
    assert missing_guards() == []


def test_lifted_guards_are_named_as_missing_and_come_back() -> None:
    with guards_lifted():
        gone = missing_guards()

    assert {table for table, _ in gone} == {guard.table for guard in declared_guards()}
    assert missing_guards() == []
