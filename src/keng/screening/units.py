"""Whose a record is: its own unit, or that of the nearest record to which it belongs."""

from __future__ import annotations

from collections import deque
from functools import cache

from django.db import models

Model = type[models.Model]
_OWN = ("unit_id", "owner_id", "proposer_id", "host_id")


@cache
def path_to_unit(model: Model) -> tuple[str, ...] | None:
    """The attributes that lead from a record to the number of its unit; None where none do.

    The nearest wins, and among equals the one that the model names first.
    """
    waiting: deque[tuple[Model, tuple[str, ...]]] = deque([(model, ())])
    seen = {model}
    while waiting:
        here, way = waiting.popleft()
        columns = {one.attname: one for one in here._meta.concrete_fields}
        if own := next((name for name in _OWN if name in columns), None):
            return (*way, own)
        for column in columns.values():
            target = column.related_model
            if isinstance(column, models.ForeignKey) and isinstance(target, type):
                if target._meta.db_table == "orgunits_unit":
                    return (*way, column.attname)
                if target not in seen:
                    seen.add(target)
                    waiting.append((target, (*way, column.name)))
    return None


def unit_of(record: models.Model) -> int | None:
    """The number of the unit of a record; None where it belongs to none."""
    here: object = record
    for name in path_to_unit(type(record)) or ("_",):
        here = getattr(here, name, None)
        if here is None:
            return None
    return here if isinstance(here, int) else None
