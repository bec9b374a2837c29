"""Why a rule came out as it did: each part with its value, in plain arithmetic.

This is a second, independent evaluator in Python integers. It serves the steps that a person
reads, and a property test holds it against the engine, operator by operator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from keng.rules.evaluation import Facts, Rule, Unknown, Value
from keng.rules.language import (
    Binary,
    Choice,
    Expression,
    Has,
    Listing,
    Literal,
    Name,
    Unary,
    children,
)

Outcome = Value | Unknown
Values = Mapping[str, Mapping[str, Value]]
_RANGE = 2**63


@dataclass(frozen=True)
class Step:
    """A part of a rule as written, and what it came to (None = unknown)."""

    text: str
    value: Value | None


def steps(rule: Rule, facts: Facts) -> tuple[Step, ...]:
    """The facts that the rule reads, then its parts from the inside out, the whole last.

    Literals are left out; equal parts are told once.
    """
    told: dict[str, Step] = {}
    for part in _parts(rule.expression):
        text = rule.source[part.start : part.end].strip()
        value = reckon(part, facts.values)
        told.setdefault(text, Step(text, None if isinstance(value, Unknown) else value))
    return tuple(told.values())


def _parts(expression: Expression) -> Iterator[Expression]:
    if isinstance(expression, (Literal, Listing)):
        return
    if not isinstance(expression, Has):
        for child in children(expression):
            yield from _parts(child)
    yield expression


def reckon(expression: Expression, values: Values) -> Outcome:
    """The outcome of an expression over known values, without the engine."""
    return _RECKONED[type(expression)](expression, values)


def _unary(unary: Unary, values: Values) -> Outcome:
    operand = reckon(unary.operand, values)
    if isinstance(operand, Unknown):
        return operand
    return not operand if unary.operator == "!" else _bounded(-int(operand))


def _choice(choice: Choice, values: Values) -> Outcome:
    condition = reckon(choice.condition, values)
    if isinstance(condition, Unknown):
        return condition
    return reckon(choice.then if condition else choice.otherwise, values)


def _binary(expression: Binary, values: Values) -> Outcome:
    left = reckon(expression.left, values)
    if expression.operator in {"&&", "||"}:
        return _logic(expression.operator, left, reckon(expression.right, values))
    if isinstance(left, Unknown):
        return left
    if isinstance(expression.right, Listing):
        return _among(left, [reckon(item, values) for item in expression.right.items])
    right = reckon(expression.right, values)
    if isinstance(right, Unknown):
        return right
    return _OPERATORS[expression.operator](left, right)


def _logic(operator: str, left: Outcome, right: Outcome) -> Outcome:
    deciding = operator == "||"
    for side in (left, right):
        if not isinstance(side, Unknown) and side is deciding:
            return deciding
    for side in (left, right):
        if isinstance(side, Unknown):
            return side
    return not deciding


def _among(wanted: Value, items: list[Outcome]) -> Outcome:
    for item in items:
        if isinstance(item, Unknown):
            return item
    return wanted in items


def _bounded(number: int) -> Outcome:
    return number if -_RANGE <= number < _RANGE else Unknown.TOO_LARGE


def _remainder(left: int, right: int) -> Outcome:
    if right == 0:
        return Unknown.MISSING
    # CEL's remainder takes the sign of the left side; Python's takes that of the right.
    return abs(left) % abs(right) * (-1 if left < 0 else 1)


_OPERATORS: Mapping[str, Callable[..., Outcome]] = {
    "+": lambda left, right: _bounded(left + right),
    "-": lambda left, right: _bounded(left - right),
    "*": lambda left, right: _bounded(left * right),
    "%": _remainder,
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}

_RECKONED: Mapping[type, Callable[[Any, Values], Outcome]] = {
    Literal: lambda literal, _: literal.value,
    Name: lambda name, values: values.get(name.space, {}).get(name.field, Unknown.MISSING),
    Has: lambda has, values: has.name.field in values.get(has.name.space, {}),
    Unary: _unary,
    Binary: _binary,
    Choice: _choice,
}
