"""Everything that SQLite and PostgreSQL do not say in the same words.

Two guards are declared as migration operations and hold whoever writes, also by hand in a
database shell: `NoOverlap` (no two rows of one subject hold on the same day) and `AppendOnly`
(rows are added, never changed or removed). On SQLite a later migration that rebuilds the table
drops its triggers without a word; `missing_guards` names what is gone, `restore_guards` puts it
back, and a test asks for it after all migrations.
"""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from django.db import connections, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState

_M = TypeVar("_M", bound=models.Model)

_LONGEST_NAME = 60  # PostgreSQL cuts identifiers at 63 bytes without an error
_INTEGERS = ("bigint", "integer", "smallint")
_TEXTS = ("character varying", "text", "character")
_ROWS_A_STATEMENT = 1000
_DAYS = ("valid_from", "valid_until")
_REFUSING_FUNCTION = (
    "CREATE OR REPLACE FUNCTION {} RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'keng: rows of % are only added', TG_TABLE_NAME "
    "USING ERRCODE = 'restrict_violation'; END $$"
)


class Guard(Operation, ABC):
    """A rule on one table that the database itself keeps, on either engine."""

    reversible = True
    reduces_to_sql = True
    table: str

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Leave the models as they are: a guard lives in the database only."""

    def database_forwards(
        self,
        _app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        _from_state: ProjectState,
        _to_state: ProjectState,
    ) -> None:
        """Put the guard on the table."""
        for sql in self.create_sql(schema_editor.connection):
            schema_editor.execute(sql, params=None)

    def database_backwards(
        self,
        _app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        _from_state: ProjectState,
        _to_state: ProjectState,
    ) -> None:
        """Take the guard off the table."""
        for sql in self.drop_sql(schema_editor.connection):
            schema_editor.execute(sql, params=None)

    @abstractmethod
    def names(self, connection: BaseDatabaseWrapper) -> tuple[str, ...]:
        """The triggers or constraints that make up this guard on the engine."""

    @abstractmethod
    def create_sql(self, connection: BaseDatabaseWrapper) -> list[str]:
        """Statements that put the guard in place; running them twice does no harm."""

    @abstractmethod
    def drop_sql(self, connection: BaseDatabaseWrapper) -> list[str]:
        """Statements that take the guard away; running them twice does no harm."""


class AppendOnly(Guard):
    """Rows of the table are added, never changed or removed.

    A statement that tries fails with IntegrityError and changes nothing. On PostgreSQL that
    includes TRUNCATE.
    """

    def __init__(self, table: str) -> None:
        self.table = table

    def describe(self) -> str:
        """What the migration says that it does."""
        return f"Let rows of {self.table} be added only"

    def names(self, connection: BaseDatabaseWrapper) -> tuple[str, ...]:
        """Two triggers: one for changing and one for removing."""
        changed, removed = ("rows", "all") if _is_postgresql(connection) else ("change", "remove")
        stem = f"{self.table}_append_only"
        return (_identifier(f"{stem}_{changed}"), _identifier(f"{stem}_{removed}"))

    def create_sql(self, connection: BaseDatabaseWrapper) -> list[str]:
        """Statements that put both triggers in place."""
        changed, removed = self.names(connection)
        if not _is_postgresql(connection):
            return [
                f'CREATE TRIGGER IF NOT EXISTS "{name}" BEFORE {event} ON "{self.table}" '
                f"BEGIN SELECT RAISE(ABORT, 'keng: rows of {self.table} are only added'); END"
                for name, event in ((changed, "UPDATE"), (removed, "DELETE"))
            ]
        trigger = 'CREATE OR REPLACE TRIGGER "{}" BEFORE {} ON "{}" FOR EACH {} EXECUTE FUNCTION {}'
        function = "keng_append_only()"
        return [
            _REFUSING_FUNCTION.format(function),
            trigger.format(changed, "UPDATE OR DELETE", self.table, "ROW", function),
            trigger.format(removed, "TRUNCATE", self.table, "STATEMENT", function),
        ]

    def drop_sql(self, connection: BaseDatabaseWrapper) -> list[str]:
        """Statements that take both triggers away."""
        return _drop_triggers(self.names(connection), self.table, connection)


class NoOverlap(Guard):
    """No two rows with equal `columns` hold on the same day (`validity.Dated`).

    A row that is empty in one of the columns is compared with none, as in a unique index. On
    PostgreSQL this is an exclusion constraint, so two transactions at once cannot slip past each
    other; it needs no extension, because equality is written as "ranges of one number overlap".
    On SQLite, which has one writer, triggers do the same.
    """

    def __init__(self, table: str, columns: Sequence[str]) -> None:
        self.table = table
        self.columns = tuple(columns)

    def describe(self) -> str:
        """What the migration says that it does."""
        return f"Let rows of {self.table} with equal {', '.join(self.columns)} not overlap in time"

    def names(self, connection: BaseDatabaseWrapper) -> tuple[str, ...]:
        """One constraint on PostgreSQL, two triggers on SQLite."""
        stem = f"{self.table}_{'_'.join(self.columns)}_no_overlap"
        if _is_postgresql(connection):
            return (_identifier(stem),)
        return (_identifier(f"{stem}_insert"), _identifier(f"{stem}_update"))

    def create_sql(self, connection: BaseDatabaseWrapper) -> list[str]:
        """Statements that put the constraint or the triggers in place."""
        if _is_postgresql(connection):
            return [*self.drop_sql(connection), self._exclusion(connection)]
        inserting, updating = self.names(connection)
        touched = ", ".join(f'"{column}"' for column in (*self.columns, *_DAYS))
        return [
            self._trigger(inserting, "INSERT"),
            self._trigger(updating, f"UPDATE OF {touched}"),
        ]

    def drop_sql(self, connection: BaseDatabaseWrapper) -> list[str]:
        """Statements that take the constraint or the triggers away."""
        names = self.names(connection)
        if _is_postgresql(connection):
            return [f'ALTER TABLE "{self.table}" DROP CONSTRAINT IF EXISTS "{names[0]}"']
        return _drop_triggers(names, self.table, connection)

    def _trigger(self, name: str, event: str) -> str:
        # AFTER, not BEFORE: an upsert that ends as an update would otherwise meet its own row.
        same = " AND ".join(f'other."{column}" = NEW."{column}"' for column in self.columns)
        shares_a_day = (
            "(NEW.valid_until IS NULL OR other.valid_from < NEW.valid_until) "
            "AND (other.valid_until IS NULL OR other.valid_until > NEW.valid_from)"
        )
        another = f'"{self.table}" other WHERE {same} AND other.rowid <> NEW.rowid'
        found = f"EXISTS (SELECT 1 FROM {another} AND {shares_a_day})"  # noqa: S608 - names from our migrations
        return (
            f'CREATE TRIGGER IF NOT EXISTS "{name}" AFTER {event} ON "{self.table}" '
            f"WHEN {found} "
            f"BEGIN SELECT RAISE(ABORT, 'keng: {self.table} overlaps in time'); END"
        )

    def _exclusion(self, connection: BaseDatabaseWrapper) -> str:
        types = _column_types(self.table, connection)
        numbers = [_as_number(column, types[column]) for column in self.columns]
        points = [f"int8range({number}, {number}, '[]') WITH &&" for number in numbers]
        filled = " AND ".join(f'"{column}" IS NOT NULL' for column in self.columns)
        return (
            f'ALTER TABLE "{self.table}" ADD CONSTRAINT "{self.names(connection)[0]}" '
            f"EXCLUDE USING gist ({', '.join(points)}, "
            f"daterange(valid_from, valid_until) WITH &&) WHERE ({filled})"
        )


@cache
def declared_guards() -> tuple[Guard, ...]:
    """Every guard that the migrations of the installed rooms put on a table, in their order."""
    migrations = MigrationLoader(None).disk_migrations
    guards = [
        operation
        for key in sorted(migrations)
        for operation in migrations[key].operations
        if isinstance(operation, Guard)
    ]
    return tuple({(type(guard), guard.describe()): guard for guard in guards}.values())


def missing_guards(using: str = "default") -> list[tuple[str, str]]:
    """Guards that should stand in the database and do not, as (table, what is gone).

    Someone removed or switched off a trigger by hand, or a migration rebuilt the table.
    """
    connection = connections[using]
    present, tables = _names_in_force(connection), _tables(connection)
    return [
        (guard.table, name)
        for guard in declared_guards()
        if guard.table in tables
        for name in guard.names(connection)
        if name not in present
    ]


def restore_guards(using: str = "default") -> int:
    """Put back the guards that are missing; return how many names were put back.

    Fails with IntegrityError if rows that slipped in meanwhile break the rule; nothing is changed
    for that table.
    """
    connection = connections[using]
    missing = missing_guards(using)
    gone = {name for _, name in missing}
    for guard in declared_guards():
        if gone.isdisjoint(guard.names(connection)):
            continue
        with transaction.atomic(using=using):
            _run([*guard.drop_sql(connection), *guard.create_sql(connection)], connection)
    return len(missing)


@contextmanager
def guards_lifted(using: str = "default") -> Iterator[None]:
    """Take every guard away for the time of the block, then put all back.

    For emptying a test database and for nothing else: no action and no command uses it.
    """
    connection = connections[using]
    tables = _tables(connection)
    guards = [guard for guard in declared_guards() if guard.table in tables]
    for guard in guards:
        _run(guard.drop_sql(connection), connection)
    try:
        yield
    finally:
        for guard in guards:
            _run(guard.create_sql(connection), connection)


def upsert(rows: Sequence[_M], *, unique: Sequence[str], update: Sequence[str]) -> list[_M]:
    """Insert the rows, or where one with equal `unique` fields exists write its `update` fields.

    All rows are of one model; `unique` names the fields of one of its unique constraints. One
    statement per thousand rows or less on both engines. The rows come back with their ids.
    """
    if not rows:
        return []
    return type(rows[0])._default_manager.bulk_create(
        rows,
        batch_size=_ROWS_A_STATEMENT,
        update_conflicts=True,
        unique_fields=list(unique),
        update_fields=list(update),
    )


def numbers_table(
    columns: Sequence[str], rows: Sequence[Sequence[int]], using: str = "default"
) -> tuple[str, list[str | list[int]]]:
    """A table of whole numbers to join with in a raw query: the SQL expression, its parameters.

    Thousands of ids are handed over as one or few parameters and nothing is written. `columns`
    are names of ours, never input; every row has as many numbers as there are columns.
    """
    if _is_postgresql(connections[using]):
        arrays = ", ".join("%s::bigint[]" for _ in columns)
        params: list[str | list[int]] = [
            [row[place] for row in rows] for place in range(len(columns))
        ]
        return f"unnest({arrays}) AS numbers({', '.join(columns)})", params
    picked = ", ".join(
        f"json_extract(value, '$[{place}]') AS {column}" for place, column in enumerate(columns)
    )
    sql = f"(SELECT {picked} FROM json_each(%s)) AS numbers"  # noqa: S608 - column names of ours
    return sql, [json.dumps([list(row) for row in rows])]


def join_by_index(table: str, alias: str, condition: str, using: str = "default") -> str:
    """A join that looks the rows up by index for each row that stands before it.

    For few of very many rows. `condition` names the joined row `{row}`. SQLite joins so by itself;
    PostgreSQL knows little about ids handed over as a parameter and would rather read the whole
    table. Names and conditions are ours, never input.
    """
    if not _is_postgresql(connections[using]):
        return f'JOIN "{table}" AS {alias} ON {condition.format(row=alias)}'
    looked_up = f'SELECT * FROM "{table}" AS one WHERE {condition.format(row="one")} OFFSET 0'  # noqa: S608 - ours
    return f"CROSS JOIN LATERAL ({looked_up}) AS {alias}"


def add_rows(
    table: str, columns: Sequence[str], rows: Sequence[Sequence[int | str | None]]
) -> None:
    """Insert many rows of ids, numbers and codes, faster than model by model; ids are given out.

    `table` and `columns` are names of ours, never input. Nothing is returned and no default of a
    model applies: the row must be whole.
    """
    named = ", ".join(f'"{column}"' for column in columns)
    with connections["default"].cursor() as cursor:
        if _is_postgresql(connections["default"]):
            with cursor.copy(f'COPY "{table}" ({named}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(columns))
        sql = f'INSERT INTO "{table}" ({named}) VALUES ({places})'  # noqa: S608 - names of ours
        cursor.executemany(sql, rows)


def _is_postgresql(connection: BaseDatabaseWrapper) -> bool:
    return connection.vendor == "postgresql"


def _identifier(name: str) -> str:
    if len(name) <= _LONGEST_NAME:
        return name
    tail = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{name[: _LONGEST_NAME - 9]}_{tail}"


def _drop_triggers(names: Sequence[str], table: str, connection: BaseDatabaseWrapper) -> list[str]:
    on_table = f' ON "{table}"' if _is_postgresql(connection) else ""
    return [f'DROP TRIGGER IF EXISTS "{name}"{on_table}' for name in names]


def _as_number(column: str, column_type: str) -> str:
    if column_type in _INTEGERS:
        return f'"{column}"::bigint'
    if column_type in _TEXTS:
        # Halved, so that the range that holds just this number can always be written.
        return f'(hashtextextended("{column}"::text, 0) >> 1)'
    message = f"NoOverlap cannot compare a column of type {column_type}: {column}"
    raise TypeError(message)


def _column_types(table: str, connection: BaseDatabaseWrapper) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = current_schema() AND table_name = %s",
            [table],
        )
        return dict(cursor.fetchall())


def _tables(connection: BaseDatabaseWrapper) -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.table_names(cursor))


def _names_in_force(connection: BaseDatabaseWrapper) -> set[str]:
    sql = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if _is_postgresql(connection):
        sql = (
            "SELECT tgname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid "
            "WHERE c.relnamespace = current_schema()::regnamespace AND tgenabled <> 'D' "
            "UNION ALL SELECT conname FROM pg_constraint "
            "WHERE connamespace = current_schema()::regnamespace AND contype = 'x' "
            "UNION ALL SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {name for (name,) in cursor.fetchall()}


def _run(statements: Sequence[str], connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
