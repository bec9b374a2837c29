"""From a unit up to those who answer for it, and down again. Pure.

On one day a unit hangs on its parent and on its manager. A unit that no longer exists hangs on the
parent and manager that it had last, and on its successors: who took over all of it takes over its
duties, who took over a part may only look (nobody can say which part a figure belongs to).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from keng.access.roles import Scope


class Hold(StrEnum):
    """How a unit hangs on another."""

    UNDER = "under"  # parent or manager
    PASSED = "passed"  # a unit that is gone, to the successor of the whole
    PASSED_IN_PART = "passed in part"  # a unit that is gone, to the successor of a part


@dataclass(frozen=True)
class Rung:
    """One step of the way up."""

    lower: int
    upper: int
    hold: Hold


WORKING = frozenset({Hold.UNDER, Hold.PASSED})
LOOKING = frozenset(Hold)

_Steps = Mapping[int, list[tuple[int, Hold]]]


class Ladder:
    """All rungs of one day; built once, then only climbed. `over` names the holds to go by."""

    def __init__(self, rungs: Iterable[Rung]) -> None:
        self._up: dict[int, list[tuple[int, Hold]]] = {}
        self._down: dict[int, list[tuple[int, Hold]]] = {}
        self._reached: dict[tuple[int, Scope, frozenset[Hold]], frozenset[int]] = {}
        for rung in rungs:
            self._up.setdefault(rung.lower, []).append((rung.upper, rung.hold))
            self._down.setdefault(rung.upper, []).append((rung.lower, rung.hold))

    def holders(self, unit: int, *, scope: Scope, over: frozenset[Hold]) -> frozenset[int]:
        """Units at which a grant with this scope reaches `unit`."""
        return _walked(self._up, unit, scope, over)

    def reached(self, holder: int, *, scope: Scope, over: frozenset[Hold]) -> frozenset[int]:
        """Units that a grant at `holder` with this scope reaches; the other side of `holders`."""
        asked = (holder, scope, over)
        if asked not in self._reached:
            self._reached[asked] = _walked(self._down, holder, scope, over)
        return self._reached[asked]


def _walked(steps: _Steps, start: int, scope: Scope, over: frozenset[Hold]) -> frozenset[int]:
    """Where the steps lead; a way that went over UNDER ends below, any other at the unit itself."""
    allowed = over - {Hold.UNDER} if scope is Scope.OWN else over
    seen = {(start, False)}
    waiting = [(start, False)]
    while waiting:
        unit, below = waiting.pop()
        for following, hold in steps.get(unit, ()):
            state = (following, below or hold is Hold.UNDER)
            if hold in allowed and state not in seen:
                seen.add(state)
                waiting.append(state)
    return frozenset(unit for unit, below in seen if below or scope is not Scope.BELOW)
