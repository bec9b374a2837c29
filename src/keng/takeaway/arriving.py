"""Taking an archive into an empty system: the rows, the files, the journal as another machine's.

Everything is held before anything is kept: types by column, counts by table, references, and, when
all rows stand, what `keng verify` asks of every room. A single problem refuses the whole.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DataError, IntegrityError, connections, transaction
from django.db.models import BooleanField, CharField, Field, IntegerField, JSONField, TextField

from keng.access.actions.arriving import SIGNS_NOBODY_IN, take_in_accounts
from keng.backups import tables
from keng.db import wholedatabase
from keng.db.dialects import restore_guards
from keng.db.ordered import OrderedJSONField, text_of
from keng.db.wholefiles import written_whole
from keng.journal.actions import seal
from keng.journal.arrivals import mark_of, record_arrival
from keng.kernel.actors import Actor
from keng.takeaway import contents as told
from keng.takeaway import describing
from keng.takeaway.contents import Contents
from keng.takeaway.describing import Model
from keng.takeaway.reading import files_of, refused, rows_of
from keng.verifying.rooms import ROOMS, problems_in

_ROWS_AT_ONCE: Final = 500
_BLOCK: Final = 1024 * 1024
_ENTRIES, _ACCOUNTS = "journal_entry", "access_account"
Tell = Callable[[str], None]


def take_in(
    zipped: zipfile.ZipFile,
    contents: Contents,
    *,
    archive: str,
    files: Path,
    actor: Actor,
    at: datetime,
    tell: Tell = lambda _: None,
) -> None:
    """Fill an empty database and a folder of files from an archive that was `examined`.

    `archive` is its sha256. Raises BadInput, naming part, row and column, for what does not fit;
    the caller throws database and folder away then.
    """
    tables.migrate_to(contents.migrations)
    known = {model._meta.db_table: model for model in tables.models_after(contents.migrations)}
    for name in sorted(contents.tables.keys() - known.keys()):
        raise refused(f"{told.TABLES}{name}.jsonl", "bảng không có / there is no such table")
    with transaction.atomic():
        wholedatabase.clear(known[name] for name in contents.tables)
        for name, taken in contents.tables.items():
            tell(name)
            _load(zipped, known[name], taken.columns, taken.rows)
        _require_references(known.values())
        wholedatabase.number_on(known[name] for name in contents.tables)
    for name, content in files_of(zipped):
        with written_whole(files / name) as out:
            while block := content.read(_BLOCK):
                out.write(block)
    tell("nâng bảng / migrating")
    call_command("migrate", interactive=False, verbosity=0)
    restore_guards()
    tell("nhật ký / journal")
    with transaction.atomic():
        arrived = [one for one in describing.all_models() if _is_vouched(one, contents)]
        record_arrival(archive, arrived, actor=actor, at=at)
        take_in_accounts(actor=actor, at=at)
    seal(at)


def _is_vouched(model: Model, contents: Contents) -> bool:
    """Entries have marks of their own; a table that stayed away brought no row."""
    name = model._meta.db_table
    return name in contents.tables and name != _ENTRIES


def _load(zipped: zipfile.ZipFile, model: Model, columns: list[str], count: int) -> None:
    name = model._meta.db_table
    where = f"{told.TABLES}{name}.jsonl"
    fields = list(model._meta.concrete_fields)
    secret = {str(one.column) for one in fields} - set(columns)
    if unknown := sorted(set(columns) - {str(one.column) for one in fields}):
        raise refused(where, f"cột {unknown[0]} không có / there is no such column")
    if secret and name != _ACCOUNTS:
        raise refused(where, f"thiếu cột {min(secret)} / the column is missing")
    waiting: list[tuple[int, list[Any]]] = []
    n = 0
    for n, row in rows_of(zipped, name):
        if row.keys() != set(columns):
            column = min(row.keys() ^ set(columns))
            raise refused(where, f"dòng {n}, cột {column}: thiếu hoặc thừa / missing or too many")
        waiting.append((n, _values(fields, row, f"{where}: dòng {n}", name)))
        if len(waiting) == _ROWS_AT_ONCE:
            _put(model, waiting, where)
    _put(model, waiting, where)
    if n != count:
        raise refused(where, f"có {n} dòng, đã nói {count} / it holds {n} rows and says {count}")


def _values(fields: list[Field[Any, Any]], row: dict[str, Any], where: str, name: str) -> list[Any]:
    values = []
    for field in fields:
        column = str(field.column)
        if column not in row:
            values.append(SIGNS_NOBODY_IN)
            continue
        try:
            value = tables.read_value(field, _typed(field, row[column]))
        except (ValueError, TypeError, ValidationError, ArithmeticError) as error:
            what = f"cột {column}: giá trị không đúng kiểu / a value of another type"
            raise refused(where, what) from error
        values.append(text_of(value) if (name, column) in _kept_in_order() else value)
    if name == _ENTRIES:
        place = [str(one.column) for one in fields].index("mark")
        values[place] = mark_of(str(row["hash"]))
    return values


@cache
def _kept_in_order() -> frozenset[tuple[str, str]]:
    """Columns whose JSON is stored as text, which the models of a migration do not know."""
    return frozenset(
        (model._meta.db_table, str(field.column))
        for model in describing.all_models()
        for field in model._meta.concrete_fields
        if isinstance(field, OrderedJSONField)
    )


def _typed(field: Field[Any, Any], value: Any) -> Any:
    """The value as it stands, if it is of the type that its column holds. Raises TypeError."""
    target: Any = field
    while target.remote_field is not None:
        target = target.target_field
    if value is None:
        fits = field.null
    elif isinstance(target, BooleanField):
        fits = type(value) is bool
    elif isinstance(target, IntegerField):
        fits = type(value) is int
    elif isinstance(target, CharField | TextField):
        fits = type(value) is str and "\0" not in value
        fits = fits and (target.max_length is None or len(value) <= target.max_length)
    else:
        fits = type(value) is str or isinstance(target, JSONField)
    if not fits:
        raise TypeError(field.column)
    return value


def _put(model: Model, waiting: list[tuple[int, list[Any]]], where: str) -> None:
    """Many rows at once; where they are refused, one after the other, to name the first."""
    try:
        with transaction.atomic():
            wholedatabase.put_in(model, [row for _, row in waiting])
    except (IntegrityError, DataError, OverflowError):
        for n, row in waiting:
            try:
                with transaction.atomic():
                    wholedatabase.put_in(model, [row])
            except (IntegrityError, DataError, OverflowError) as error:
                raise refused(where, f"dòng {n}: {error}") from error
    waiting.clear()


def _require_references(models: Any) -> None:
    """Every row finds the rows that it names."""
    try:
        connections["default"].check_constraints([model._meta.db_table for model in models])
    except IntegrityError as error:
        raise refused(told.TABLES, str(error)) from error


def problems(tell: Tell = lambda _: None) -> Iterator[str]:
    """What does not hold in the system that was taken in, room by room."""
    for room in ROOMS:
        tell(room)
        yield from (f"{one.table} {one.id}: {one.what}" for one in problems_in(room))
