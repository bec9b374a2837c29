"""What became of units between two days, and what may be compared across. Pure: no Django.

A unit ends when its territory changes, and its successors begin. Two days are compared on closed
groups: the units of the one day and the units of the other that fill the same territory. Nobody
publishes the share of a split, so nothing is ever apportioned; a group that reaches beyond the
units shown is simply not comparable, and the steps that reach out say why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from keng.orgunits.vocabulary import Extent


@dataclass(frozen=True, order=True)
class Step:
    """Territory that passed from one unit to another on a day: the whole unit, or a part."""

    on: date
    predecessor: int
    successor: int
    extent: Extent


@dataclass(frozen=True)
class Group:
    """Units of an earlier and of a later day that fill exactly the same territory."""

    before: frozenset[int]
    after: frozenset[int]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Counterpart:
    """The units of another day that stand for the units shown.

    `units` together fill at least the territory shown. If `is_closed` they fill no other, and a
    sum over them may be compared; else `leaks` are the steps to or from units that are not shown.
    """

    units: frozenset[int]
    leaks: tuple[Step, ...]

    @property
    def is_closed(self) -> bool:
        """Whether the two sides fill the same territory, so that their sums may be compared."""
        return not self.leaks

    @property
    def splits(self) -> tuple[Step, ...]:
        """Those leaks in which a unit was cut into parts: the reason to name first."""
        return tuple(step for step in self.leaks if step.extent is Extent.PART)


class Successions:
    """All steps of the country, indexed once; every question touches only its own group."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self._out: dict[int, list[Step]] = {}
        self._in: dict[int, list[Step]] = {}
        for step in sorted(steps):
            self._out.setdefault(step.predecessor, []).append(step)
            self._in.setdefault(step.successor, []).append(step)

    def from_unit(self, unit: int) -> tuple[Step, ...]:
        """The steps by which the unit itself ended; empty while it exists."""
        return tuple(self._out.get(unit, ()))

    def into_unit(self, unit: int) -> tuple[Step, ...]:
        """The steps by which the unit itself came together."""
        return tuple(self._in.get(unit, ()))

    def group_of(self, unit: int, first: date, last: date) -> Group:
        """The closed group of `unit` between the maps of two days, earlier day first.

        A unit that nothing happened to is a group by itself. In a chain of several days the units
        that both began and ended between belong to neither side.
        """
        members, used = self._reached({unit}, first, last)
        ended = {step.predecessor for step in used}
        begun = {step.successor for step in used}
        return Group(frozenset(members - begun), frozenset(members - ended), tuple(sorted(used)))

    def counterpart(self, shown: Collection[int], *, shown_on: date, other: date) -> Counterpart:
        """The units of the day `other` that fill the territory of the units shown on `shown_on`.

        Works in both directions: last year's units of today's commune, and today's units of an
        old district's communes. The order of `shown` does not matter.
        """
        members, used = self._reached(set(shown), min(shown_on, other), max(shown_on, other))
        ended = {step.predecessor for step in used}
        begun = {step.successor for step in used}
        backwards = other < shown_on
        on_other_side = members - (begun if backwards else ended)
        on_this_side = members - (ended if backwards else begun)
        strangers = on_this_side - set(shown)
        near_end = attrgetter("successor" if backwards else "predecessor")
        leaks = sorted(step for step in used if near_end(step) in strangers)
        return Counterpart(frozenset(on_other_side), tuple(leaks))

    def later(self, unit: int) -> list[Step]:
        """The steps by which the territory of `unit` went on, in order of their days.

        Follows only forward: what its successors took over from others is not listed.
        """
        return sorted(self._followed(unit, self._out, attrgetter("successor")))

    def earlier(self, unit: int) -> list[Step]:
        """The steps by which the territory of `unit` came together, newest first."""
        return sorted(self._followed(unit, self._in, attrgetter("predecessor")), reverse=True)

    @staticmethod
    def _followed(unit: int, steps: dict[int, list[Step]], far_end: attrgetter[int]) -> set[Step]:
        found: set[Step] = set()
        waiting, seen = [unit], {unit}
        while waiting:
            for step in steps.get(waiting.pop(), ()):
                found.add(step)
                if far_end(step) not in seen:
                    seen.add(far_end(step))
                    waiting.append(far_end(step))
        return found

    def _reached(self, start: set[int], first: date, last: date) -> tuple[set[int], set[Step]]:
        """All units and steps tied to the start by steps after `first` and up to `last`."""
        members, used, waiting = set(start), set(), list(start)
        while waiting:
            unit = waiting.pop()
            for step in (*self._out.get(unit, ()), *self._in.get(unit, ())):
                if not first < step.on <= last:
                    continue
                used.add(step)
                for tied in (step.predecessor, step.successor):
                    if tied not in members:
                        members.add(tied)
                        waiting.append(tied)
        return members, used
