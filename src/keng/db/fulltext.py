"""Words found in long texts by an index of the engine: FTS5 on SQLite, GIN on PostgreSQL.

The columns hold text in the form to compare already (`kernel.vietnamese.searchable`): lower case,
no diacritics, letters and digits only. So both engines cut it into the same words, and neither
needs to know Vietnamese.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import BooleanField, Expression

from keng.db.dialects import Guard

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState
    from django.db.models.sql.compiler import SQLCompiler

_ALL_AT_ONCE = (
    "{place} IN (SELECT {key} FROM {table} WHERE {column} @@ to_tsquery('simple', %s) OFFSET 0)"
)
_ROW_BY_ROW = (
    "EXISTS (SELECT 1 FROM {table} AS one WHERE one.{key} = {place} "
    "AND one.{column} @@ to_tsquery('simple', %s) OFFSET 0)"
)
_COLUMN = (
    'ALTER TABLE "{table}" ADD COLUMN IF NOT EXISTS "{column}" tsvector '
    "GENERATED ALWAYS AS (to_tsvector('simple', {text})) STORED"
)
_INDEX = 'CREATE INDEX IF NOT EXISTS "{table}_{column}" ON "{table}" USING gin ("{column}")'
_MADE = (
    'CREATE VIRTUAL TABLE IF NOT EXISTS "{index}" USING fts5({named}, '
    "content='{table}', content_rowid='{key}', prefix='2 3', "
    "tokenize='unicode61 remove_diacritics 0')"
)
_PUT = "INSERT INTO {index}(rowid, {named}) VALUES ({row});"
_TAKEN = "INSERT INTO {index}({index}, rowid, {named}) VALUES ('delete', {row});"
_REBUILT = "INSERT INTO {index}({index}) VALUES ('rebuild')"
_SQLITE = "{place} IN (SELECT rowid FROM {index} WHERE {index} MATCH %s)"


class FullText(Guard):
    """The words of `columns` are found by an index; `key` is the whole-number primary key.

    On SQLite triggers keep a table of words in step, so they are guarded like any other trigger;
    on PostgreSQL the table has a column of words, which the engine computes, with an index: one for
    the first column and one for all of them.
    """

    def __init__(self, table: str, key: str, columns: Sequence[str]) -> None:
        self.table = table
        self.key = key
        self.columns = tuple(columns)

    def describe(self) -> str:
        """What the migration says that it does."""
        return f"Find words in {', '.join(self.columns)} of {self.table}"

    def names(self, connection: BaseDatabaseWrapper) -> tuple[str, ...]:
        """Three triggers on SQLite, an index or two on PostgreSQL."""
        if connection.vendor == "postgresql":
            return tuple(f"{self.table}_words_{n}" for n in sorted({1, len(self.columns)}))
        return tuple(f"{self.table}_words_{event}" for event in ("added", "changed", "removed"))

    def create_sql(self, connection: BaseDatabaseWrapper) -> list[str]:
        """Statements that make the index and bring it up to date; running them twice is safe."""
        if connection.vendor == "postgresql":
            return [
                wanted.format(table=self.table, column=f"words_{n}", text=_joined(self.columns[:n]))
                for n in sorted({1, len(self.columns)})
                for wanted in (_COLUMN, _INDEX)
            ]
        return self._sqlite()

    def drop_sql(self, connection: BaseDatabaseWrapper) -> list[str]:
        """Statements that take the triggers or the index away."""
        thing = "INDEX" if connection.vendor == "postgresql" else "TRIGGER"
        return [f'DROP {thing} IF EXISTS "{name}"' for name in self.names(connection)]

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Take the table of words away too."""
        super().database_backwards(app_label, schema_editor, from_state, to_state)
        if schema_editor.connection.vendor != "postgresql":
            schema_editor.execute(f'DROP TABLE IF EXISTS "{self.table}_words"', params=None)

    def _sqlite(self) -> list[str]:
        index, named = f"{self.table}_words", ", ".join(self.columns)
        added, changed, removed = (f"{index}_{event}" for event in ("added", "changed", "removed"))
        new = ", ".join(f"new.{column}" for column in (self.key, *self.columns))
        old = ", ".join(f"old.{column}" for column in (self.key, *self.columns))
        put = _PUT.format(index=index, named=named, row=new)
        taken = _TAKEN.format(index=index, named=named, row=old)
        on = f'ON "{self.table}" BEGIN'
        return [
            _MADE.format(index=index, named=named, table=self.table, key=self.key),
            f'CREATE TRIGGER IF NOT EXISTS "{added}" AFTER INSERT {on} {put} END',
            f'CREATE TRIGGER IF NOT EXISTS "{changed}" AFTER UPDATE {on} {taken} {put} END',
            f'CREATE TRIGGER IF NOT EXISTS "{removed}" AFTER DELETE {on} {taken} END',
            _REBUILT.format(index=index),
        ]


class HasWords(Expression):
    """Whether the row whose id stands in `place` has words that begin with each of `words`.

    For `filter()`. `place` is a column of ours ("papers_paper"."id"), `words` hold letters and
    digits only (ValueError for others). `columns` are all of the index, or its first one only.
    Where very many rows answer and only the first few in another order are wanted, `are_common`
    lets PostgreSQL look row by row instead of gathering all of them first.
    """

    conditional = True

    def __init__(
        self,
        place: str,
        index: FullText,
        columns: Sequence[str],
        words: Sequence[str],
        *,
        are_common: bool = False,
    ) -> None:
        super().__init__(output_field=BooleanField())
        if not words or not all(word.isalnum() for word in words):
            raise ValueError("words to look for hold letters and digits only")
        self.place, self.index, self.are_common = place, index, are_common
        self.columns, self.words = tuple(columns), tuple(words)

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        """The condition in the words of the engine."""
        del compiler
        if connection.vendor == "postgresql":
            sql = (_ROW_BY_ROW if self.are_common else _ALL_AT_ONCE).format(
                place=self.place,
                key=self.index.key,
                table=f'"{self.index.table}"',
                column=f"words_{len(self.columns)}",
            )
            return sql, (" & ".join(f"'{word}':*" for word in self.words),)
        wanted = " AND ".join(f'"{word}"*' for word in self.words)
        named = " ".join(self.columns)
        sql = _SQLITE.format(place=self.place, index=f'"{self.index.table}_words"')
        return sql, (f"{{{named}}} : ({wanted})",)


def _joined(columns: Sequence[str]) -> str:
    return " || ' ' || ".join(f'"{column}"' for column in columns)
