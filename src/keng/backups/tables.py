"""The rows of every table as lines of JSON that mean the same on both engines.

Whole numbers, text, truth values and JSON stand as they are; days and moments in ISO form (moments
in UTC), exact decimals as text, bytes in base64. A line holds one row, its values in the order of
the columns. The tables are those of the migrations that the database has, not of this version, so
that an old backup is read as what it was.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import connections, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import BinaryField, DateField, DecimalField, Field

from keng.backups.manifest import LEFT_OUT_TABLES, TableTold
from keng.db.wholedatabase import put_in
from keng.kernel.errors import BadInput, WrongState

_LINES_A_MEMBER: Final = 20_000
_ROWS_A_READING: Final = 2000
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)

Model = type[models.Model]
Applied = list[tuple[str, str]]


def applied_migrations() -> Applied:
    """The migrations that made the tables of this database, in a steady order."""
    return sorted(MigrationLoader(connections["default"]).applied_migrations)


def waiting_migrations() -> list[str]:
    """The migrations of this version that the database has not, in their order.

    Raises BadInput for a database that a newer version has brought up: this one would write into
    tables that it does not know.
    """
    executor = MigrationExecutor(connections["default"])
    _require_known(sorted(executor.loader.applied_migrations), executor.loader)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def require_up_to_date() -> None:
    """Raise WrongState or BadInput for tables that are not those of this version."""
    waiting = waiting_migrations()
    if waiting:
        raise WrongState(
            f"Bảng của cơ sở dữ liệu chưa phải của phiên bản này ({len(waiting)} bước chưa chạy, "
            f"đầu tiên {waiting[0]}); hãy chạy `keng migrate`.",
            message_en=f"The tables are not those of this version ({len(waiting)} migrations "
            f"wait, the first is {waiting[0]}); run `keng migrate`.",
        )


def models_after(applied: Applied) -> list[Model]:
    """The tables that these migrations leave, by name. Raises BadInput for an unknown migration."""
    loader = MigrationLoader(None)
    _require_known(applied, loader)
    state = loader.project_state(_last_of(loader, applied))
    found = {
        model._meta.db_table: model
        for model in state.apps.get_models(include_auto_created=True)
        if not model._meta.proxy
    }
    return [found[name] for name in sorted(found) if name not in LEFT_OUT_TABLES]


def migrate_to(applied: Applied) -> None:
    """Make, in an empty database, the tables that these migrations leave."""
    executor = MigrationExecutor(connections["default"])
    executor.migrate(_last_of(executor.loader, applied))


def _require_known(applied: Applied, loader: MigrationLoader) -> None:
    unknown = [one for one in applied if one not in loader.graph.nodes]
    if unknown:
        app, name = unknown[0]
        raise BadInput(
            f"Dữ liệu này thuộc một phiên bản Keng khác ({app}.{name}); hãy dùng đúng phiên bản đó "
            "hoặc phiên bản mới hơn. Muốn về lại phiên bản cũ: khôi phục bản sao lưu trước khi "
            "nâng cấp (docs/how-to/upgrade.md).",
            message_en=f"These data belong to another version of Keng ({app}.{name}); use that "
            "version or a newer one. To go back to the old version restore the backup that was "
            "made before the upgrade (docs/how-to/upgrade.md).",
        )


def _last_of(loader: MigrationLoader, applied: Applied) -> Applied:
    """Of each chain of migrations the one that came last."""
    known = set(applied)
    return [
        one
        for one in applied
        if not any(
            tuple(child.key) in known and child.key[0] == one[0]
            for child in loader.graph.node_map[one].children
        )
    ]


class Dump:
    """The rows of one table as members of an archive; what it was is known when all were taken."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._digest, self._rows = hashlib.sha256(), 0

    def members(self) -> Iterator[bytes]:
        """Lines of rows, by id, many to a member."""
        waiting: list[str] = []
        for row in _rows_of(self._model):
            waiting.append(_ENCODER.encode([told_value(value) for value in row]))
            if len(waiting) == _LINES_A_MEMBER:
                yield self._taken(waiting)
        if waiting:
            yield self._taken(waiting)

    def told(self) -> TableTold:
        """The columns, the number of rows and the digest over all lines."""
        columns = [str(field.column) for field in self._model._meta.concrete_fields]
        return TableTold(columns=columns, rows=self._rows, sha256=self._digest.hexdigest())

    def _taken(self, lines: list[str]) -> bytes:
        content = "".join(f"{line}\n" for line in lines).encode()
        self._digest.update(content)
        self._rows += len(lines)
        lines.clear()
        return content


def table_as_it_stands(model: Model) -> TableTold:
    """What a backup made now would tell of this table."""
    dump = Dump(model)
    for _ in dump.members():
        pass
    return dump.told()


def load(model: Model, lines: Iterable[bytes]) -> None:
    """Put rows back, each as it was. Raises BadInput for a line that is no row of this table."""
    fields = model._meta.concrete_fields
    try:
        rows = [
            [
                read_value(field, value)
                for field, value in zip(fields, json.loads(line), strict=True)
            ]
            for line in lines
        ]
    except (ValueError, TypeError) as error:
        table = model._meta.db_table
        raise BadInput(
            f"Bảng {table} trong bản sao lưu có dòng không đọc được.",
            message_en=f"The table {table} in the backup has a line that cannot be read.",
        ) from error
    if rows:
        put_in(model, rows)


def all_at_once() -> transaction.Atomic:
    """The one transaction in which all tables are filled."""
    return transaction.atomic(using="default")


def _rows_of(model: Model) -> Iterator[tuple[Any, ...]]:
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.order_by("pk").values_list(*names)
    return rows.iterator(chunk_size=_ROWS_A_READING)


def told_value(value: object) -> object:
    """A value as JSON holds it on both engines."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value


def read_value(field: Field[Any, Any], value: Any) -> Any:
    """The same way back; raises what the field raises for a value that is none of its kind."""
    if value is None:
        return None
    if isinstance(field, BinaryField):
        return base64.b64decode(value, validate=True)
    if isinstance(field, DateField | DecimalField):  # a DateTimeField is a DateField
        return field.to_python(value)
    return value
