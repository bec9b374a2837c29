"""Two maps of one day, held against each other: what an act did to it, or would do."""

from __future__ import annotations

from dataclasses import dataclass

from keng.orgunits.queries.maps import DayMap, UnitView
from keng.orgunits.vocabulary import MANAGED_BY_ACT


@dataclass(frozen=True)
class Turn:
    """A unit that stays but is called otherwise, stands elsewhere or is managed by another.

    `was` and `will` are ids of units for parents and managers, full names for names.
    """

    unit: UnitView
    was: str | int | None
    will: str | int | None


@dataclass(frozen=True)
class MapDifference:
    """What is on one map and not, or otherwise, on the other; each list in the order of the map."""

    ended: tuple[UnitView, ...]
    begun: tuple[UnitView, ...]
    renamed: tuple[Turn, ...]
    moved: tuple[Turn, ...]
    managed: tuple[Turn, ...]
    unmanaged: tuple[UnitView, ...]

    @property
    def units(self) -> frozenset[int]:
        """Every unit that the difference names."""
        turns = (*self.renamed, *self.moved, *self.managed)
        return frozenset(
            [view.id for view in (*self.ended, *self.begun)] + [turn.unit.id for turn in turns]
        )


def difference(before: DayMap, after: DayMap) -> MapDifference:
    """What tells the second map from the first; no query.

    `managed` tells only managers named by act; `unmanaged` the agencies, enterprises and schools
    that had a manager and have none any more, for a person to settle.
    """
    stay = [(before.views[one], view) for one, view in after.views.items() if one in before.views]
    return MapDifference(
        ended=tuple(view for one, view in before.views.items() if one not in after.views),
        begun=tuple(view for one, view in after.views.items() if one not in before.views),
        renamed=tuple(
            Turn(new, _called(old), _called(new))
            for old, new in stay
            if _called(old) != _called(new)
        ),
        moved=tuple(
            Turn(new, old.parent_id, new.parent_id)
            for old, new in stay
            if old.parent_id != new.parent_id
        ),
        managed=tuple(
            Turn(new, before.managers.get(new.id), after.managers.get(new.id))
            for _, new in stay
            if before.managers.get(new.id) != after.managers.get(new.id)
        ),
        unmanaged=tuple(
            new
            for _, new in stay
            if new.level in MANAGED_BY_ACT
            and before.superior(new.id) in before.views
            and after.superior(new.id) not in after.views
        ),
    )


def _called(view: UnitView) -> str:
    return f"{view.full_name} ({view.code})" if view.code else view.full_name
