"""The database as one thing: seen as it stood at one moment, empty or not, filled from outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.core.management.color import no_style
from django.db import connections, models, transaction

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

_BEGIN = {
    # The first reading fixes what is seen; whoever writes meanwhile does not wait (WAL).
    "sqlite": ("BEGIN DEFERRED", "SELECT count(*) FROM sqlite_master"),
    "postgresql": ("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "SELECT 1"),
}

# Where a restoration that was killed says which one it was; no model, and gone with the whole.
_MARK = "keng_restoring"
_PUT_MARK = "INSERT INTO keng_restoring (token) VALUES (%s)"
_GET_MARK = "SELECT token FROM keng_restoring"

# Filled with quoted names of our own models, never with input.
_INSERT = "INSERT INTO {table} ({columns}) VALUES ({places})"
_CLEAR = "DELETE FROM {table}"


@contextmanager
def one_moment(using: str = "default") -> Iterator[None]:
    """All reading in the block sees the database as it stood when the block began.

    Nobody who writes waits for it. Raises TransactionManagementError inside a transaction, whose
    own rows would be seen half.
    """
    connection = connections[using]
    if connection.in_atomic_block:
        message = "one_moment() begins a transaction of its own"
        raise transaction.TransactionManagementError(message)
    with connection.cursor() as cursor:
        for statement in _BEGIN[connection.vendor]:
            cursor.execute(statement)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def is_empty(using: str = "default") -> bool:
    """Whether the database holds no table at all."""
    return not connections[using].introspection.table_names()


def mark(token: str, using: str = "default") -> None:
    """Write into an empty database who fills it, so that what is half can be told from data.

    On SQLite nothing is done, here and below: there a half lies in a file of its own.
    """
    if connections[using].vendor == "postgresql":
        with transaction.atomic(using), connections[using].cursor() as cursor:
            cursor.execute(f"CREATE TABLE {_MARK} (token varchar(64) NOT NULL)")
            cursor.execute(_PUT_MARK, [token])


def is_marked(token: str, using: str = "default") -> bool:
    """Whether whoever wrote this token began to fill the database and did not come to an end."""
    connection = connections[using]
    if connection.vendor != "postgresql" or _MARK not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute(_GET_MARK)
        return bool(cursor.fetchall() == [(token,)])


def unmark(using: str = "default") -> None:
    """The database is whole; nothing happens where it bears no mark."""
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {_MARK}")


def number_on(tables: Iterable[type[models.Model]], using: str = "default") -> None:
    """Let new rows be numbered after those that were put in with their ids."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)


def put_in(
    model: type[models.Model], rows: Sequence[Sequence[object]], using: str = "default"
) -> None:
    """Insert whole rows, a value for each stored field in their order, ids included."""
    connection = connections[using]
    fields = model._meta.concrete_fields
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    sql = _INSERT.format(table=table, columns=columns, places=places)
    prepared = [
        [
            field.get_db_prep_save(value, connection)
            for field, value in zip(fields, row, strict=True)
        ]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, prepared)


def clear(tables: Iterable[type[models.Model]], using: str = "default") -> None:
    """Remove the few rows that migrations put into new tables, before the real ones come."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(_CLEAR.format(table=connection.ops.quote_name(model._meta.db_table)))


def drop_what_was_made(using: str = "default") -> None:
    """Remove every table: for who made them in an empty database a moment ago and failed.

    On SQLite nothing is done: there the caller removes the file.
    """
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    _leave_failed_transaction(connection)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")
        cursor.execute("DROP FUNCTION IF EXISTS keng_append_only() CASCADE")


def _leave_failed_transaction(connection: BaseDatabaseWrapper) -> None:
    connection.close()
    connection.connect()
