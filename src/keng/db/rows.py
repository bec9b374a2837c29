"""Many rows written or read as one statement: the rows go in as a table, not as values.

Django's bulk calls spend most of their time on building SQL; an import of hundreds of workbooks
hands its rows over as one JSON parameter instead.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from django.db import connections

ColumnType = Literal["bigint", "text"]

_PICKED_FROM_JSON = "(SELECT {picked} FROM json_each(%s)) AS given"
# Three times as quick as one array per column, whose text psycopg builds in Python.
_PICKED_FROM_JSONB = "(SELECT {picked} FROM jsonb_array_elements(%s::jsonb)) AS given"


def rows_table(
    columns: Mapping[str, ColumnType],
    rows: Sequence[Sequence[int | str | None]],
    *,
    using: str = "default",
) -> tuple[str, list[Any]]:
    """A table to select from: the SQL expression, named `given`, and its parameters.

    `columns` are names of ours, never input, with their types; every row has one value a column,
    and None is NULL. Whole numbers must fit in 64 bits; text holds no NUL (PostgreSQL has none).
    """
    given = [json.dumps([list(row) for row in rows], ensure_ascii=False)]
    if connections[using].vendor == "postgresql":
        picked = ", ".join(
            f'(value->>{place})::{kind} AS "{name}"'
            for place, (name, kind) in enumerate(columns.items())
        )
        return _PICKED_FROM_JSONB.format(picked=picked), given
    picked = ", ".join(
        f"json_extract(value, '$[{place}]') AS \"{name}\"" for place, name in enumerate(columns)
    )
    return _PICKED_FROM_JSON.format(picked=picked), given


def stored_moment(at: datetime, *, using: str = "default") -> Any:
    """The moment in the form in which the engine keeps it, for a raw statement."""
    return connections[using].ops.adapt_datetimefield_value(at)
