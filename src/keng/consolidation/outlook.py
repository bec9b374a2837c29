"""What may be compared with last year on a day, unit by unit: asked before and after an act.

The unit of comparison is the closed group (semantics 13, 14). A unit that came together from whole
ones stands beside their sum; one that holds a part of another does not; a unit above is compared on
all groups that lie inside it, and those that reach outside are left out of both sums, by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from keng.consolidation.placing import placed
from keng.orgunits.queries import DayMap, closed_group, counterpart_of, day_map
from keng.orgunits.vocabulary import ADMINISTRATIVE, Level


@dataclass(frozen=True)
class Outlook:
    """Whether a unit of a day may be compared with the other day, with what, or why not.

    `with_units` are units of the other day; `left_out` are units below that no comparison can
    hold, because they share territory with units outside. `reason` is empty where `is_whole`.
    """

    unit_id: int
    with_units: tuple[int, ...]
    left_out: tuple[int, ...]
    reason: str

    @property
    def is_comparable(self) -> bool:
        """Whether there is a comparison at all."""
        return bool(self.with_units)

    @property
    def is_whole(self) -> bool:
        """Whether the comparison leaves nothing out."""
        return self.is_comparable and not self.left_out


def outlook(unit_id: int, *, on: date, other: date) -> Outlook:
    """How the unit of the day `on` stands beside the day `other`, on the map as it is now."""
    found = placed(unit_id, shown_on=on, other=other)
    return Outlook(unit_id, found.units, _left_out(unit_id, on, other), found.reason)


def _left_out(unit_id: int, on: date, other: date) -> tuple[int, ...]:
    """The communes below whose territory reaches out of the unit between the two days."""
    place = day_map(on)
    if place.views[unit_id].level not in {*ADMINISTRATIVE, Level.NATION}:
        return ()
    below = _communes(unit_id, place)
    if counterpart_of(below, shown_on=on, other=other).is_closed:
        return ()
    inside = set(below)
    return tuple(one for one in below if not _is_inside(one, inside, on=on, other=other))


def _communes(unit_id: int, place: DayMap) -> list[int]:
    return [one for one in place.tree.below(unit_id) if place.views[one].level == Level.COMMUNE]


def _is_inside(unit_id: int, inside: set[int], *, on: date, other: date) -> bool:
    return closed_group(unit_id, first=other, last=on).after <= inside
