"""Which units a set judges: by who manages them, not by where they lie (semantics 10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from keng.orgunits.queries import UnitView, ancestors, day_map, managed_by, unit_view
from keng.packs.schema.criteria_sets import CriteriaSet


def units_in_scope(
    found: CriteriaSet, year: int, manager_id: int, *, on: date | None = None
) -> list[UnitView]:
    """The units that a unit manages and that the set judges, on the last day of the window.

    `on` asks for another day, as long as the window is not over.
    """
    day = on or found.window.of(year)[1]
    return [
        view
        for view in managed_by(manager_id, on=day, levels=found.subjects.levels)
        if found.subjects.holds(view.level, view.kind)
    ]


def units_decided_by(found: CriteriaSet, year: int, decider_id: int) -> list[UnitView]:
    """All units on which a unit decides by the set, on the last day of the window."""
    day = found.window.of(year)[1]
    return list(_decided(found, decider_id, day))


def _decided(found: CriteriaSet, decider_id: int, day: date) -> Iterator[UnitView]:
    level = unit_view(decider_id, on=day).level
    place = day_map(day)
    for view in place.views.values():
        if not found.subjects.holds(view.level, view.kind):
            continue
        manager = place.superior(view.id)
        if manager is None or manager not in place.views:
            continue
        rule = found.decider(view.level, place.views[manager].level, day)
        if rule is None or rule.decides != level:
            continue
        if decider_id == manager or decider_id in ancestors(manager, on=day):
            yield view
