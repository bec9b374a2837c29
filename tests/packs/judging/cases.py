"""Cases for the tests of judging: short forms over the shipped programme."""

from __future__ import annotations

from collections.abc import Mapping

from keng.kernel.figures import CellKey
from keng.packs.judging.rulebook import ReadySet, ready
from keng.packs.judging.vocabulary import Case, Child, ChildState, Claim, Outcome, Verdict
from pack_cast import shipped


def the_set(code: str) -> ReadySet:
    """A set of the shipped programme."""
    return ready(shipped("antq"), code)


def figures(**values: int) -> dict[CellKey, int | None]:
    """Figures by indicator."""
    return {CellKey(code): value for code, value in values.items()}


def case(**parts: object) -> Case:
    """A case of 2024 with the given parts."""
    return Case(**{"year": 2024, **parts})


def claimed(**claims: bool) -> dict[str, Claim]:
    """Attestations by criterion; `_` stands for `-` in the code."""
    return {code.replace("_", "-"): Claim(met=met) for code, met in claims.items()}


def children(**states: int) -> tuple[Child, ...]:
    """So many villages in each state."""
    return tuple(
        Child(f"{state} {number:03d}", "village", "tt124-village", ChildState(state))
        for state, count in states.items()
        for number in range(count)
    )


def all_outcomes(one: ReadySet, outcome: Outcome, **but: Outcome) -> Mapping[str, Verdict]:
    """Verdicts on all criteria of a set."""
    other = {code.replace("_", "-"): found for code, found in but.items()}
    return {
        code: Verdict(code, other.get(code, outcome), points=_points(one, code, outcome))
        for code in one.set.criteria
    }


def _points(one: ReadySet, code: str, outcome: Outcome) -> object:
    points = one.set.criteria[code].points
    return points.max if points is not None and outcome is Outcome.MET else None
