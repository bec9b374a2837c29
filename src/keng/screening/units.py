"""Whose a record is: its own unit, or that of the nearest record to which it belongs."""

from __future__ import annotations

from collections import deque
from functools import cache

from django.db import models

Model = type[models.Model]
Way = tuple[str, ...]
_UNITS = "orgunits_unit"
_BY_NUMBER = "unit_id"


@cache
def ways_to_unit(model: Model) -> tuple[Way, ...]:
    """The attributes that lead from a record to the number of a unit, the shortest way first.

    Among equals the one that the model names first. Some may lead nowhere: a meeting is of a
    committee or of a cooperation.
    """
    found: list[Way] = []
    waiting: deque[tuple[Model, Way]] = deque([(model, ())])
    seen = {model}
    while waiting:
        here, way = waiting.popleft()
        for column in here._meta.concrete_fields:
            target = column.related_model
            if column.attname == _BY_NUMBER or _leads_to_unit(target):
                found.append((*way, column.attname))
            elif isinstance(target, type) and target not in seen:
                seen.add(target)
                waiting.append((target, (*way, column.name)))
    return tuple(found)


def unit_of(record: models.Model) -> int | None:
    """The number of the unit of a record; None where it belongs to none."""
    for way in ways_to_unit(type(record)):
        here: object = record
        for name in way:
            here = getattr(here, name, None)
        if isinstance(here, int):
            return here
    return None


def _leads_to_unit(target: object) -> bool:
    if isinstance(target, type) and issubclass(target, models.Model):
        return target._meta.db_table == _UNITS
    return False
