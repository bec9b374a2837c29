"""Whether a rule can ever be true: bounds on one name held against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from keng.packs.judging.rulebook import conjuncts
from keng.rules.language import Binary, Expression, Literal, Name

_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_SPACES = frozenset({"now", "last_year", "fact"})  # counts: never below zero


@dataclass
class _Range:
    """Whole numbers that a name may still be."""

    low: int = 0
    high: int | None = None

    def narrow(self, sign: str, bound: int) -> None:
        if sign in {">", ">=", "=="}:
            self.low = max(self.low, bound + 1 if sign == ">" else bound)
        if sign in {"<", "<=", "=="}:
            most = bound - 1 if sign == "<" else bound
            self.high = most if self.high is None else min(self.high, most)

    @property
    def is_empty(self) -> bool:
        return self.high is not None and self.high < self.low


def impossible(expression: Expression) -> bool:
    """Whether no counts whatever make the expression true.

    Looks at names held against numbers: `now.x >= 3 && now.x < 2` is impossible, so is
    `now.x < 0`. What it cannot follow it takes for possible.
    """
    if isinstance(expression, Binary) and expression.operator == "||":
        return impossible(expression.left) and impossible(expression.right)
    parts = list(conjuncts(expression))
    if len(parts) > 1 and any(impossible(part) for part in parts):
        return True
    ranges: dict[tuple[str, str], _Range] = {}
    for name, sign, bound in _bounds(parts):
        ranges.setdefault((name.space, name.field), _Range()).narrow(sign, bound)
    return any(one.is_empty for one in ranges.values())


def _bounds(parts: list[Expression]) -> Iterator[tuple[Name, str, int]]:
    for part in parts:
        if not isinstance(part, Binary) or part.operator not in _MIRRORED:
            continue
        left, right, sign = part.left, part.right, part.operator
        if isinstance(right, Name) and isinstance(left, Literal):
            left, right, sign = right, left, _MIRRORED[sign]
        if not (isinstance(left, Name) and isinstance(right, Literal)):
            continue
        # A truth is an int to Python and no count.
        if left.space in _SPACES and type(right.value) is int:
            yield left, sign, right.value
