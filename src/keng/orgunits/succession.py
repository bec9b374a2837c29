"""What became of units between two days, and what may be compared across. Pure: no Django.

A unit ends when its territory changes, and its successors begin. Two days are compared on closed
groups: the units of the one day and the units of the other that fill the same territory. Nobody
publishes the share of a split, so nothing is ever apportioned; a group that reaches beyond the
units shown is simply not comparable, and the steps that reach out say why.
"""

from __future__ import annotations

from collections import defaultdict
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


def between(steps: Iterable[Step], first: date, last: date) -> list[Step]:
    """Steps that separate the map of `first` from the map of `last`, whichever is earlier."""
    earlier, later = min(first, last), max(first, last)
    return sorted(step for step in steps if earlier < step.on <= later)


def group_of(unit: int, steps: Collection[Step]) -> Group:
    """The closed group in which `unit` stands, over the given steps.

    A unit without steps is a group by itself. In a chain of several days the units that both began
    and ended between belong to neither side.
    """
    members, used = _reached({unit}, steps)
    ended = {step.predecessor for step in used}
    begun = {step.successor for step in used}
    return Group(frozenset(members - begun), frozenset(members - ended), tuple(sorted(used)))


def counterpart(
    shown: Collection[int], steps: Iterable[Step], *, shown_on: date, other: date
) -> Counterpart:
    """The units of the day `other` that fill the territory of the units shown on `shown_on`.

    Works in both directions: last year's units of today's commune, and today's units of an old
    district's communes. The order of `shown` and of `steps` does not matter.
    """
    relevant = between(steps, shown_on, other)
    members, used = _reached(set(shown), relevant)
    ended = {step.predecessor for step in used}
    begun = {step.successor for step in used}
    backwards = other < shown_on
    on_other_side = members - (begun if backwards else ended)
    on_this_side = members - (ended if backwards else begun)
    strangers = on_this_side - set(shown)
    near_end = attrgetter("successor" if backwards else "predecessor")
    leaks = sorted(step for step in used if near_end(step) in strangers)
    return Counterpart(frozenset(on_other_side), tuple(leaks))


def later_units(unit: int, steps: Iterable[Step]) -> list[Step]:
    """The steps by which the territory of `unit` went on, in order of their days.

    Follows only forward: what its successors took over from others is not listed.
    """
    following = defaultdict(list)
    for step in sorted(steps):
        following[step.predecessor].append(step)
    found, waiting, seen = [], [unit], {unit}
    while waiting:
        for step in following[waiting.pop(0)]:
            found.append(step)
            if step.successor not in seen:
                seen.add(step.successor)
                waiting.append(step.successor)
    return sorted(found)


def earlier_units(unit: int, steps: Iterable[Step]) -> list[Step]:
    """The steps by which the territory of `unit` came together, newest first."""
    preceding = defaultdict(list)
    for step in sorted(steps):
        preceding[step.successor].append(step)
    found, waiting, seen = [], [unit], {unit}
    while waiting:
        for step in preceding[waiting.pop(0)]:
            found.append(step)
            if step.predecessor not in seen:
                seen.add(step.predecessor)
                waiting.append(step.predecessor)
    return sorted(found, reverse=True)


def _reached(start: set[int], steps: Collection[Step]) -> tuple[set[int], set[Step]]:
    touching = defaultdict(list)
    for step in steps:
        touching[step.predecessor].append(step)
        touching[step.successor].append(step)
    members, used, waiting = set(start), set(), list(start)
    while waiting:
        for step in touching[waiting.pop()]:
            used.add(step)
            for unit in (step.predecessor, step.successor):
                if unit not in members:
                    members.add(unit)
                    waiting.append(unit)
    return members, used
