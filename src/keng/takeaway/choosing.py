"""Which rows go along: all, or those of a unit, its whole predecessors and those right below.

Further below are units whose small totals only their own superior may see; they are taken along
from there. A row that cannot stand without a row of somebody else stays, and a value that may be
empty and names such a row is emptied; both are counted, so that nothing goes missing unseen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, cast

from django.db.models import CheckConstraint, Field, Q, Value

from keng.journal.models import Entry
from keng.orgunits.queries import came_from, day_map
from keng.takeaway import describing
from keng.takeaway.describing import EVERYONE, NOBODY, STREAM, Model

_IDS_A_QUERY: Final = 500
_UNITS: Final = "orgunits_unit"
_WHOLE: Final = "whole"
Ids = set[Any]


@dataclass
class Chosen:
    """The ids of the rows that go along, by table; None stands for every row.

    `emptied` are values that name a row of somebody else, by table, id and column; `stayed` counts
    the rows that cannot stand without such a row.
    """

    units: frozenset[int] | None
    ids: dict[str, Ids | None] = field(default_factory=dict)
    emptied: dict[str, dict[Any, set[str]]] = field(default_factory=dict)
    stayed: Counter[str] = field(default_factory=Counter)


def everything() -> Chosen:
    """All rows of all tables that may leave the machine."""
    chosen = Chosen(None)
    for model in describing.all_models():
        left = describing.table_words(model).left
        chosen.ids[model._meta.db_table] = set() if left else None
    return chosen


def units_of(unit_id: int, *, on: date) -> frozenset[int]:
    """The unit, the units right under it on the day, and those that it took over whole."""
    before = {step.predecessor.id for step in came_from(unit_id) if step.extent == _WHOLE}
    return frozenset({unit_id, *day_map(on).managed.get(unit_id, ()), *before})


def of_units(units: frozenset[int]) -> Chosen:
    """The rows of these units, and what they cannot be read without."""
    chosen = Chosen(units)
    models = describing.all_models()
    by_table = {model._meta.db_table: model for model in models}
    for model in models:
        _own_rows(model, by_table, chosen)
    chosen.ids[Entry._meta.db_table] = _entries(chosen)  # first: revisions stand on their entries
    _close(models, chosen)
    return chosen


def rows_with(model: Model, column: str, values: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """The stored values of the rows whose column holds one of the values, some hundred a query."""
    names = [one.attname for one in model._meta.concrete_fields]
    wanted = sorted(values)
    for start in range(0, len(wanted), _IDS_A_QUERY):
        part = {f"{column}__in": wanted[start : start + _IDS_A_QUERY]}
        yield from model._base_manager.filter(**part).order_by("pk").values_list(*names)


def _own_rows(model: Model, by_table: dict[str, Model], chosen: Chosen) -> Ids | None:
    """The ids of the rows that belong to the units, found once; owners before what they own."""
    table = model._meta.db_table
    if table in chosen.ids:
        return chosen.ids[table]
    words = describing.table_words(model)
    if words.left or words.of in {NOBODY, STREAM}:
        chosen.ids[table] = set()
    elif words.of == EVERYONE:
        chosen.ids[table] = None
    else:
        place, own = _place_of_pk(model), set()
        for column in model._meta.concrete_fields:
            if column.column not in words.owners:
                continue
            owner = _target(column)
            owners: Collection[Any] | None = chosen.units
            if owner != _UNITS:
                owners = _own_rows(by_table[owner], by_table, chosen)
            own |= {row[place] for row in rows_with(model, column.attname, owners or ())}
        chosen.ids[table] = own
    return chosen.ids[table]


def _close(models: list[Model], chosen: Chosen) -> None:
    """Until every row that goes along finds the rows that it names."""
    while True:
        chosen.emptied.clear()
        if not sum(_closed(model, chosen) for model in models):
            return


def _closed(model: Model, chosen: Chosen) -> int:
    """How many rows came to or left the choice because of what this table names."""
    table = model._meta.db_table
    ids = chosen.ids[table]
    if not ids:  # none, or a table of everybody, which names only its like
        return 0
    fields = model._meta.concrete_fields
    links = [(place, one) for place, one in enumerate(fields) if one.remote_field is not None]
    moved, place_of_pk = 0, _place_of_pk(model)
    for row in list(rows_with(model, "pk", ids)):
        for place, link in links:
            named, target = row[place], _target(link)
            known = chosen.ids[target]
            if named is None or known is None or named in known:
                continue
            if describing.table_words(_target_model(link)).shared:
                known.add(named)
                moved += 1
            elif link.null and _stands_without(model, fields, row, link):
                told = chosen.emptied.setdefault(table, {})
                told.setdefault(row[place_of_pk], set()).add(str(link.column))
            else:
                ids.discard(row[place_of_pk])
                chosen.stayed[table] += 1
                moved += 1
                break
    return moved


def _stands_without(
    model: Model, fields: Iterable[Field[Any, Any]], row: tuple[Any, ...], link: Field[Any, Any]
) -> bool:
    """Whether the database takes the row with this value empty: a table may ask for one of two."""
    values = {one.name: Value(it, one) for one, it in zip(fields, row, strict=True)}
    values[link.name] = Value(None, link)
    for rule in model._meta.constraints:
        if not isinstance(rule, CheckConstraint) or not isinstance(rule.condition, Q):
            continue
        asked = rule.condition.referenced_base_fields
        if link.name in asked and not rule.condition.check({one: values[one] for one in asked}):
            return False
    return True


def _entries(chosen: Chosen) -> Ids:
    """The entries of the streams whose subject belongs to the units, or is one of them."""
    owned = describing.streams()
    found = set()
    for entry_id, stream in Entry.objects.order_by("id").values_list("id", "stream").iterator():
        kind, _, subject = stream.partition(":")
        table = owned.get(kind, NOBODY)
        ids = chosen.units if table == _UNITS else chosen.ids.get(table)
        is_theirs = subject.isdigit() and ids is not None and int(subject) in ids
        if table == EVERYONE or is_theirs:
            found.add(entry_id)
    return found


def _place_of_pk(model: Model) -> int:
    return [one.attname for one in model._meta.concrete_fields].index(model._meta.pk.attname)


def _target(column: Field[Any, Any]) -> str:
    return str(_target_model(column)._meta.db_table)


def _target_model(column: Field[Any, Any]) -> Model:
    related: Any = column.related_model
    return cast("Model", related)
