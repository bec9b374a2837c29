"""An attacker who writes down an equation for everything that is shown, and solves the system.

Unknown are the numbers in the reports; each figure of a unit for a period is a sum of them. What
is shown as a number is an equation, "<5" two inequalities, "…" nothing. All numbers are whole and
not negative. Exact: propagation of bounds and trying, no floating point.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

Unknown = Hashable
Sum = frozenset[Unknown]
MOST = 200  # no report of the generated countries holds more


@dataclass(frozen=True)
class Known:
    """A sum of unknowns lies between two numbers."""

    sum: Sum
    least: int
    most: int


@dataclass
class Attacker:
    """What was seen so far."""

    facts: set[Known] = field(default_factory=set)

    def sees(self, added_up: Sum, value: int | None, shown: str) -> None:
        """A figure on any screen: its value, or what stands in its place."""
        if shown == "<5":
            self.facts.add(Known(added_up, 1, 4))
        elif not shown and value is not None:
            self.facts.add(Known(added_up, value, value))

    def may_be(self, added_up: Sum, value: int) -> bool:
        """Whether the sum may be that number, by everything that was seen."""
        asked = Known(added_up, value, value)
        near = _connected(self.facts, added_up)
        return _is_possible([*near, asked])


def _connected(facts: Iterable[Known], start: Sum) -> list[Known]:
    """The facts that share unknowns with the sum, directly or through others."""
    left, reached, found = set(facts), set(start), []
    while touching := [one for one in left if one.sum & reached]:
        found += touching
        left -= set(touching)
        for one in touching:
            reached |= one.sum
    return found


def _is_possible(facts: list[Known]) -> bool:
    unknowns = sorted({unknown for one in facts for unknown in one.sum}, key=repr)
    return _tried(dict.fromkeys(unknowns, (0, MOST)), facts)


def _tried(bounds: Mapping[Unknown, tuple[int, int]], facts: list[Known]) -> bool:
    narrowed = _narrowed(dict(bounds), facts)
    if narrowed is None:
        return False
    open_ones = [one for one, (low, high) in narrowed.items() if low < high]
    if not open_ones:
        return True
    one = min(open_ones, key=lambda each: narrowed[each][1] - narrowed[each][0])
    low, high = narrowed[one]
    middle = (low + high) // 2
    return _tried({**narrowed, one: (low, middle)}, facts) or _tried(
        {**narrowed, one: (middle + 1, high)}, facts
    )


def _narrowed(
    bounds: dict[Unknown, tuple[int, int]], facts: list[Known]
) -> dict[Unknown, tuple[int, int]] | None:
    """Bounds made as tight as each fact alone makes them; None where one cannot hold."""
    changed = True
    while changed:
        changed = False
        for fact in facts:
            lows = sum(bounds[one][0] for one in fact.sum)
            highs = sum(bounds[one][1] for one in fact.sum)
            if lows > fact.most or highs < fact.least:
                return None
            for one in fact.sum:
                low, high = bounds[one]
                tighter = (max(low, fact.least - highs + high), min(high, fact.most - lows + low))
                if tighter[0] > tighter[1]:
                    return None
                if tighter != (low, high):
                    bounds[one] = tighter
                    lows += tighter[0] - low
                    highs -= high - tighter[1]
                    changed = True
    return bounds
