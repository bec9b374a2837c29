"""The ways to many units at once: the map of the day is asked for one time, not once a unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from keng.orgunits.queries import DayMap, day_map, path_of


def paths_of(unit_ids: Iterable[int], *, on: date) -> dict[int, str]:
    """The full way to each unit on the day; a unit that is not on the map as `path_of` tells it."""
    known = day_map(on)
    return {
        unit_id: _path(unit_id, known) if unit_id in known.views else path_of(unit_id, on=on)
        for unit_id in set(unit_ids)
    }


def keys_on(on: date) -> dict[str, int]:
    """The ids of all units of the day by their keys."""
    return {view.key: view.id for view in day_map(on).views.values()}


def _path(unit_id: int, known: DayMap) -> str:
    way = (unit_id, *known.tree.ancestors(unit_id))
    return ", ".join(
        known.views[one].full_name for one in way if known.views[one].level != "nation"
    )
