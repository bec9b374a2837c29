"""The ladder of a day, read from the map of units and kept as long as that map."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from weakref import WeakKeyDictionary

from keng.access.ladder import Hold, Ladder, Rung
from keng.orgunits.models import Affiliation, Designation, Management
from keng.orgunits.queries.maps import DayMap, day_map, successions
from keng.orgunits.vocabulary import Extent

_kept: WeakKeyDictionary[DayMap, Ladder] = WeakKeyDictionary()


def ladder(on: date) -> Ladder:
    """The ladder of the day; a change of the map by anyone makes a new one.

    Costs one small query, and a few larger ones for each stretch of days between two changes.
    """
    known = day_map(on)
    found = _kept.get(known)
    if found is None:
        found = _kept[known] = Ladder(_rungs(known, on))
    return found


def _rungs(known: DayMap, on: date) -> Iterator[Rung]:
    gone = _gone_units(known, on)
    yield from _rungs_today(known)
    yield from _last_rungs(gone, on)
    yield from _successions(gone, on)


def _rungs_today(known: DayMap) -> Iterator[Rung]:
    for unit in known.views:
        for upper in {known.tree.parent.get(unit), known.superior(unit)}:
            if upper is not None and upper != unit:
                yield Rung(unit, upper, Hold.UNDER)


def _last_rungs(gone: set[int], on: date) -> Iterator[Rung]:
    """The parent and the manager that each unit had last before it was gone."""
    parents = Affiliation.objects.values_list("unit_id", "parent_id")
    managers = Management.objects.values_list("unit_id", "manager_id")
    for rows in (parents, managers):
        begun = rows.filter(valid_from__lte=on).order_by("valid_from")
        last = dict(begun.iterator(chunk_size=5000))
        for unit in gone & last.keys():
            yield Rung(unit, last[unit], Hold.UNDER)


def _successions(gone: set[int], on: date) -> Iterator[Rung]:
    recorded = successions()  # one question for all units: each asks for the stamp of the map
    for unit in gone:
        for step in recorded.from_unit(unit):
            if step.on <= on:
                whole = step.extent is Extent.WHOLE
                hold = Hold.PASSED if whole else Hold.PASSED_IN_PART
                yield Rung(unit, step.successor, hold)


def _gone_units(known: DayMap, on: date) -> set[int]:
    ended = Designation.objects.filter(valid_until__lte=on).values_list("unit_id", flat=True)
    return set(ended.distinct()) - known.views.keys()
