"""The tree of one day: who stands under whom. Pure: no Django.

Built once for each stretch of days without a change and kept in memory; all questions are answered
from an Euler tour, so "is below" compares two numbers and "all below" is a slice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class Tree:
    """Parents and children of all units in force on one day.

    `parent` maps a unit to its parent; `children` lists children in Vietnamese order. A unit
    without a parent is a root. Ids that are in no row have no ancestors and nothing below them.
    """

    def __init__(self, parent: Mapping[int, int], order: Iterable[int]) -> None:
        self.parent: dict[int, int] = dict(parent)
        self.children: dict[int, list[int]] = {}
        roots = []
        for unit in order:
            above = self.parent.get(unit)
            if above is None:
                roots.append(unit)
            else:
                self.children.setdefault(above, []).append(unit)
        # A parent that has ended and stands in no order is still a root of what it left behind.
        known = {*roots, *self.parent}
        roots += sorted(set(self.children) - known)
        self.tour: list[int] = []
        self._enter: dict[int, int] = {}
        self._leave: dict[int, int] = {}
        for root in roots:
            self._walk(root)

    def __contains__(self, unit: object) -> bool:
        return unit in self._enter

    def __len__(self) -> int:
        return len(self.tour)

    def ancestors(self, unit: int) -> tuple[int, ...]:
        """All units above, nearest first; empty for a root or an unknown unit."""
        above = []
        step = self.parent.get(unit)
        while step is not None and step not in above:
            above.append(step)
            step = self.parent.get(step)
        return tuple(above)

    def descendants(self, unit: int) -> frozenset[int]:
        """All units below, without the unit itself."""
        return frozenset(self.below(unit))

    def below(self, unit: int) -> list[int]:
        """All units below, each parent before its children, siblings in Vietnamese order."""
        if unit not in self._enter:
            return []
        return self.tour[self._enter[unit] + 1 : self._leave[unit]]

    def is_below(self, unit: int, above: int) -> bool:
        """Whether `unit` stands somewhere under `above`; a unit is not below itself."""
        if unit not in self._enter or above not in self._enter:
            return False
        return self._enter[above] < self._enter[unit] < self._leave[above]

    def depth(self, unit: int) -> int:
        """Steps up to the root: 0 for a root."""
        return len(self.ancestors(unit))

    def _walk(self, root: int) -> None:
        waiting = [(root, False)]
        while waiting:
            unit, leaving = waiting.pop()
            if leaving:
                self._leave[unit] = len(self.tour)
                continue
            self._enter[unit] = len(self.tour)
            self.tour.append(unit)
            waiting.append((unit, True))
            waiting.extend((child, False) for child in reversed(self.children.get(unit, [])))
