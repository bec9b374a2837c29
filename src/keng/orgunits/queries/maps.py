"""The map of one day in memory: every unit in force, its name, parent and manager.

A map holds for a whole stretch of days without a change, is shared by all threads of the process,
and is dropped when the stamp in the database is no longer the one it was read under. So each
question costs one small query for the stamp, and a change by any process is seen at once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from threading import RLock
from typing import Final

from django.db import DEFAULT_DB_ALIAS, connections

from keng.db.reading import once
from keng.db.validity import in_force
from keng.orgunits.models import (
    Affiliation,
    Designation,
    Fact,
    Management,
    MapStamp,
    Succession,
    Unit,
)
from keng.orgunits.succession import Step, Successions
from keng.orgunits.tree import Tree
from keng.orgunits.vocabulary import (
    BEGINNING,
    MANAGED_BY_ACT,
    TERRITORIAL,
    Extent,
    Level,
    full_name,
    search_form,
)

_KEPT_MAPS: Final = 12


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit as it was on one day. `exists` is False where it was not in force on the day asked."""

    id: int
    key: str
    level: str
    kind: str
    name: str
    full_name: str
    code: str
    parent_id: int | None
    exists: bool


class DayMap:
    """Everything about the units of one day; read once, then only looked at."""

    def __init__(self, on: date) -> None:
        self.on = on
        parents = dict(Affiliation.objects.filter(in_force(on)).values_list("unit_id", "parent_id"))
        self.managers = dict(
            Management.objects.filter(in_force(on)).values_list("unit_id", "manager_id")
        )
        self.views: dict[int, UnitView] = {}
        self.by_name: dict[str, list[int]] = {}
        self.forms: dict[int, str] = {}
        for unit_id, key, level, kind, name, also, code in _names_on(on):
            self.views[unit_id] = UnitView(
                id=unit_id,
                key=key,
                level=level,
                kind=kind,
                name=name,
                full_name=full_name(kind, name),
                code=code,
                parent_id=parents.get(unit_id),
                exists=True,
            )
            self._index(unit_id, name, also)
        # A unit that has ended stands in no tree, whatever row of it was left open by mistake.
        standing = {
            unit: above
            for unit, above in parents.items()
            if unit in self.views and above in self.views
        }
        self.tree = Tree(standing, self.views)
        self.managed = self._managed()

    def superior(self, unit_id: int) -> int | None:
        """The manager by act; else the parent, except where only an act can name a manager."""
        if unit_id in self.managers:
            return self.managers[unit_id]
        view = self.views.get(unit_id)
        if view is None or view.level in MANAGED_BY_ACT:
            return None
        return view.parent_id

    @cached_property
    def absent(self) -> frozenset[int]:
        """All units that are not on the map: ended ones, and those that are yet to come."""
        return frozenset(Unit.objects.values_list("pk", flat=True)) - self.views.keys()

    def _index(self, unit_id: int, name: str, also: str) -> None:
        forms = {search_form(text) for text in (name, *also.split("; ")) if text}
        for form in forms:
            self.by_name.setdefault(form, []).append(unit_id)
        view = self.views[unit_id]
        words = [search_form(view.full_name)]
        prefix = view.full_name[: -len(name)] if view.level in TERRITORIAL else ""
        words += [search_form(f"{prefix}{text}") for text in also.split("; ") if text]
        self.forms[unit_id] = " | ".join(words)

    def _managed(self) -> dict[int, list[int]]:
        managed: dict[int, list[int]] = {}
        for unit_id in self.views:
            superior = self.superior(unit_id)
            if superior is not None:
                managed.setdefault(superior, []).append(unit_id)
        return managed


class _Kept:
    """What this process holds in memory under the stamp of one database."""

    def __init__(self, stamp: str) -> None:
        self.stamp = stamp
        self.days = _days_of_change()
        self.maps: OrderedDict[int, DayMap] = OrderedDict()
        self.successions: Successions | None = None

    def map_of(self, on: date) -> DayMap:
        stretch = bisect_right(self.days, on)
        found = self.maps.get(stretch)
        if found is None:
            found = self.maps[stretch] = DayMap(on)
            if len(self.maps) > _KEPT_MAPS:
                self.maps.popitem(last=False)
        self.maps.move_to_end(stretch)
        return found


_kept: dict[str, _Kept] = {}
_lock = RLock()


def day_map(on: date) -> DayMap:
    """The map of the day `on`, the same object for all days of a stretch without changes."""
    with _lock:
        return _current().map_of(on)


def map_stamp() -> str:
    """Which state of all maps this reading sees; another one after every change of any unit."""
    with _lock:
        return _current().stamp


def successions() -> Successions:
    """All recorded successions, indexed."""
    with _lock:
        kept = _current()
        if kept.successions is None:
            rows = Succession.objects.values_list("on", "predecessor_id", "successor_id", "extent")
            kept.successions = Successions(
                Step(on, before, after, Extent(extent)) for on, before, after, extent in rows
            )
        return kept.successions


def days_of_change() -> tuple[date, ...]:
    """The days on which the map changed, in order; BEGINNING is not one of them."""
    with _lock:
        return tuple(day for day in _current().days if day != BEGINNING)


def _current() -> _Kept:
    return once("orgunits.map", _latest)


def _latest() -> _Kept:
    stamp = MapStamp.objects.values_list("stamp", flat=True).first() or ""
    database = f"{DEFAULT_DB_ALIAS}:{connections[DEFAULT_DB_ALIAS].settings_dict['NAME']}"
    kept = _kept.get(database)
    if kept is None or kept.stamp != stamp or not stamp:
        kept = _kept[database] = _Kept(stamp)
    return kept


def _names_on(on: date) -> Iterator[tuple[int, str, str, str, str, str, str]]:
    rows = Designation.objects.filter(in_force(on)).order_by("sort_key", "kind", "unit_id")
    yield from rows.values_list(
        "unit_id", "unit__key", "unit__level", "kind", "name", "also", "code"
    ).iterator(chunk_size=5000)


def _days_of_change() -> list[date]:
    facts: tuple[type[Fact], ...] = (Designation, Affiliation, Management)
    found: set[date] = set()
    for model in facts:
        rows = model._default_manager.values_list("valid_from", "valid_until").distinct()
        found |= {day for days in rows for day in days if day is not None}
    return sorted(found)


LEVEL_ORDER: Final = {level.value: place for place, level in enumerate(Level)}
