"""Rows that the journal vouches for, so that one changed outside Keng is found by table and id.

An action states in its entry how the rows that it wrote now stand: `facts={..., ROWS:
stated(round)}`, and `gone(round)` for one that it removed. `problems` holds all rows of those
tables against the last statement of each. A statement is an HMAC under the seal key over every
stored field, so it tells nothing about the row and cannot be made for another. Rooms with a history
of their own (figures and their revisions, accounts) commit in their own way.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from django.db.models import Field, Model

from keng.journal.canonical import canonical
from keng.journal.keys import seal_keys
from keng.journal.models import Entry
from keng.kernel.problems import Problem

ROWS = "rows"
_DIGITS = 32
_ADDED = "không do Keng ghi: nhật ký không có dòng này"
_CHANGED = "khác với nhật ký: đã bị sửa ngoài Keng"
_REMOVED = "nhật ký có mà bảng không còn: đã bị xóa ngoài Keng"


def stated(*rows: Model) -> dict[str, object]:
    """How these rows stand now, for the facts of the entry of the action that wrote them.

    Call it after the last save. Every stored field counts, except those named in `unstated` on the
    model: fields that change without an act.
    """
    key = seal_keys()[0]
    return {_name(row): _mark(key, row) for row in rows}


def gone(*rows: Model) -> dict[str, object]:
    """That these rows are removed by the act; call it before they are deleted."""
    return {_name(row): None for row in rows}


def problems(*models: type[Model]) -> Iterator[Problem]:
    """Rows of these tables that were added, changed or removed by hand.

    One pass over the entries that state rows, one over each table.
    """
    told = _told({model._meta.db_table for model in models})
    keys = seal_keys()
    for model in models:
        table = model._meta.db_table
        left = told[table]
        for row in model._default_manager.order_by("pk").iterator(chunk_size=2000):
            mark = left.pop(str(row.pk), None)
            if mark is None:
                yield Problem(table, str(row.pk), _ADDED)
            elif mark not in (_mark(key, row) for key in keys):
                yield Problem(table, str(row.pk), _CHANGED)
        for row_id in sorted(left):
            yield Problem(table, row_id, _REMOVED)


def _told(tables: Collection[str]) -> dict[str, dict[str, str]]:
    """The last statement about each row, by table and id.

    Ids of entries follow the order of writing within a stream, and a row is stated in the stream of
    its subject only.
    """
    told: dict[str, dict[str, str]] = {table: {} for table in tables}
    entries = Entry.objects.filter(facts__has_key=ROWS).order_by("id")
    for facts in entries.values_list("facts", flat=True).iterator(chunk_size=2000):
        for name, mark in _statements(facts):
            table, _, row_id = name.partition(":")
            if table not in told:
                continue
            if mark is None:
                told[table].pop(row_id, None)
            else:
                told[table][row_id] = str(mark)
    return told


def _statements(facts: object) -> Iterator[tuple[str, object]]:
    rows = facts.get(ROWS) if isinstance(facts, Mapping) else None
    if isinstance(rows, Mapping):
        yield from rows.items()


def _name(row: Model) -> str:
    return f"{row._meta.db_table}:{row.pk}"


def _mark(key: bytes, row: Model) -> str:
    left_out = getattr(row, "unstated", ())
    values = {
        field.attname: _plain(field, getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.name not in left_out
    }
    content = canonical({"row": _name(row), "values": values})
    return hmac.new(key, content, "sha256").hexdigest()[:_DIGITS]


def _plain(field: Field[object, object], value: object) -> object:
    """The value as it comes back from the database, whatever the action put in."""
    known = field.to_python(value) if value is not None else None
    if isinstance(known, Decimal):
        return f"{known.normalize():f}"
    if isinstance(known, bytes | memoryview):
        return bytes(known).hex()
    return known
