"""Rows that the journal vouches for, so that one changed outside Keng is found by table and id.

An action states in its entry how the rows that it wrote now stand: `facts={..., ROWS:
stated(round)}`, and `gone(round)` for one that it removed. `problems` holds all rows of those
tables against the last statement of each. A statement is an HMAC under the seal key over every
stored field, so it tells nothing about the row and cannot be made for another. Rooms with a history
of their own (figures and their revisions, accounts) commit in their own way; one that keeps the
statements itself, under a digest in the journal, asks `differences`.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import CharField, Field, ForeignKey, IntegerField, Model, TextField

from keng.journal.arrived import (
    DIGITS_IN_BULK,
    last_entry_from_elsewhere,
    marks_on_arrival,
)
from keng.journal.canonical import canonical
from keng.journal.keys import seal_keys
from keng.journal.models import Entry
from keng.journal.verification import keys_that_wrote
from keng.kernel.problems import Problem

ROWS = "rows"
FOLLOWING = "following"
Told = dict[str, dict[str, str]]
"""The last statement about each row, by table and id."""

_DIGITS = 32
_ADDED = "không do Keng ghi: nhật ký không có dòng này"
_CHANGED = "khác với nhật ký: đã bị sửa ngoài Keng"
_REMOVED = "nhật ký có mà bảng không còn: đã bị xóa ngoài Keng"
_NOTHING = object()
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_Plain = Callable[[Any], object]


def stated(*rows: Model) -> dict[str, object]:
    """How these rows stand now, for the facts of the entry of the action that wrote them.

    Call it after the last save. Every stored field counts, except those named in `unstated` on the
    model: fields that change without an act, and those that another digest covers. A field at its
    default counts by its absence, so that a column added later leaves old statements true.
    """
    key = seal_keys()[0]
    return {_name(row): _mark(key, row) for row in rows}


def following(row: Model) -> dict[str, object]:
    """How a row will stand that is stored after the entry, at which it points by `entry`.

    For the facts of that entry, under FOLLOWING; one row of a table to an entry.
    """
    return {row._meta.db_table: _mark(seal_keys()[0], row, ("id", "entry_id"))}


def gone(*rows: Model) -> dict[str, object]:
    """That these rows are removed by the act; call it before they are deleted."""
    return {_name(row): None for row in rows}


def stated_in_bulk(rows: Iterable[Model]) -> list[list[object]]:
    """How tens of thousands of rows of one table stand: stretches [first id, marks end to end].

    For a record under a digest in the journal (the seed of the country), not for the journal.
    """
    key = seal_keys()[0]
    stretches: list[tuple[int, list[str]]] = []
    expected = None
    for row in sorted(rows, key=lambda row: int(row.pk)):
        if row.pk != expected:
            stretches.append((row.pk, []))
        stretches[-1][1].append(_mark(key, row)[:DIGITS_IN_BULK])
        expected = row.pk + 1
    return [[first, "".join(marks)] for first, marks in stretches]


def problems(*models: type[Model], streams: str = "") -> Iterator[Problem]:
    """Rows of these tables that were added, changed or removed by hand.

    One pass over the entries that state rows (of the streams that begin so), one over each table.
    """
    # Ids of entries follow the order of writing within a stream, and a row is stated in the stream
    # of its subject only.
    told: Told = {model._meta.db_table: {} for model in models}
    arrived_until = last_entry_from_elsewhere()
    entries = Entry.objects.filter(facts__has_key=ROWS, stream__startswith=streams).order_by("id")
    if arrived_until is not None:  # what the other machine stated is told by the marks on arrival
        entries = entries.filter(id__gt=arrived_until)
        told = marks_on_arrival(told)
    for facts in entries.values_list("facts", flat=True).iterator(chunk_size=2000):
        _follow(told, facts.get(ROWS) if isinstance(facts, Mapping) else None)
    yield from differences(told, *models)


def problems_following(*models: type[Model]) -> Iterator[Problem]:
    """Rows of these tables that are not what the entry said at which they point."""
    keys = keys_that_wrote(seal_keys())
    entries = Entry.objects.filter(facts__has_key=FOLLOWING).values_list("id", "facts")
    entries = entries.filter(id__gt=last_entry_from_elsewhere() or 0)
    told: dict[str, dict[int, object]] = {model._meta.db_table: {} for model in models}
    for entry_id, facts in entries.iterator(chunk_size=2000):
        said = facts[FOLLOWING]
        for table in told.keys() & (said.keys() if isinstance(said, Mapping) else ()):
            told[table][entry_id] = said[table]
    arrived = marks_on_arrival(told)
    for model in models:
        table = model._meta.db_table
        left, on_arrival = told[table], arrived[table]
        for row in model._default_manager.order_by("pk").iterator(chunk_size=2000):
            whole = on_arrival.pop(str(row.pk), None)
            mark = whole or left.pop(row.serializable_value("entry_id"), None)
            without = () if whole else ("id", "entry_id")
            if mark is None:
                yield Problem(table, str(row.pk), _ADDED)
            elif keys and not _stands(row, str(mark), keys, without):
                yield Problem(table, str(row.pk), _CHANGED)
        lost = [*(f"journal_entry {entry_id}" for entry_id in sorted(left)), *sorted(on_arrival)]
        yield from (Problem(table, where, _REMOVED) for where in lost)


def differences(told: Told, *models: type[Model]) -> Iterator[Problem]:
    """Where the rows of these tables are not what was last told of them.

    A machine without the seal key cannot tell a changed row; the seals say so once, and only rows
    too many and too few are named.
    """
    keys = keys_that_wrote(seal_keys())
    for model in models:
        table = model._meta.db_table
        left = dict(told[table])
        for row in model._default_manager.order_by("pk").iterator(chunk_size=2000):
            mark = left.pop(str(row.pk), None)
            if mark is None:
                yield Problem(table, str(row.pk), _ADDED)
            elif keys and not _stands(row, mark, keys):
                yield Problem(table, str(row.pk), _CHANGED)
        for row_id in sorted(left):
            yield Problem(table, row_id, _REMOVED)


def differences_among(told: Told, *models: type[Model]) -> Iterator[Problem]:
    """The same, of tables in which rows of another origin stand beside: those are passed over."""
    for found in differences(told, *models):
        if found.what != _ADDED:
            yield found


def _follow(told: Told, statements: object) -> None:
    if not isinstance(statements, Mapping):
        return
    for name, mark in statements.items():
        table, _, row_id = str(name).partition(":")
        if table not in told:
            continue
        if mark is None:
            told[table].pop(row_id, None)
        else:
            told[table][row_id] = str(mark)


def _stands(row: Model, mark: str, keys: tuple[bytes, ...], without: Collection[str] = ()) -> bool:
    # As many digits as were told, but never fewer than Keng writes.
    if len(mark) not in (_DIGITS, DIGITS_IN_BULK):
        return False
    try:
        return any(_mark(key, row, without).startswith(mark) for key in keys)
    except TypeError:  # a value that Keng cannot have written, such as a float
        return False


def _name(row: Model) -> str:
    return f"{row._meta.db_table}:{row.pk}"


def _mark(key: bytes, row: Model, without: Collection[str] = ()) -> str:
    content: list[object] = [row._meta.db_table if without else _name(row)]
    for name, as_it_is, plain, resting in _fields(type(row)):
        value = getattr(row, name)
        if value != resting and name not in without:
            content += (name, value if type(value) is as_it_is else plain(value))
    text = _ENCODER.encode(content).encode()
    return hmac.digest(key, text, "sha256").hex()[:_DIGITS]


@lru_cache(maxsize=64)
def _fields(model: type[Model]) -> tuple[tuple[str, type, _Plain, object], ...]:
    """Of each field that counts: its name, the type taken as it is, how others are, its default."""
    left_out = getattr(model, "unstated", ())
    return tuple(
        (field.attname, *_way(field), _resting(field))
        for field in model._meta.concrete_fields
        if field.name not in left_out
    )


def _resting(field: Field[object, object]) -> object:
    if field.primary_key or callable(field.default):
        return _NOTHING
    return field.get_default()


def _way(field: Field[object, object]) -> tuple[type, _Plain]:
    """How a value is written as it will come back from the database, whatever the action put in."""
    kind = field.target_field if isinstance(field, ForeignKey) else field
    read = kind.to_python
    if isinstance(kind, CharField | TextField):
        return str, lambda value: None if value is None else str.__str__(read(value))
    if isinstance(kind, IntegerField):
        return int, lambda value: None if value is None else int(read(value))
    return type(None), lambda value: _exact(read(value))


def _exact(value: object) -> str:
    if type(value) is date:
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return canonical(value).decode()
