"""Rules at work: compiled once, evaluated against facts in about a microsecond.

A rule over facts of which one is missing is unknown, unless the rest decides it (`a && b` with a
false `a` is false) or the rule asks `has()`. Numbers are whole and exact within 64 bits; a sum
that leaves them is unknown too and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from keng.kernel.errors import BadInput
from keng.rules.engine import Program, compile_program, context_of
from keng.rules.language import Expression, Name, names_in, parse, refuse, written
from keng.rules.typing import Scope, Type, type_of

Value = int | str | bool
_RANGE = 2**63


class Unknown(Enum):
    """Why a rule has no answer."""

    MISSING = "missing"  # a fact that it needs is not known
    TOO_LARGE = "too_large"  # a number left the 64 bits in which sums are exact

    def __bool__(self) -> bool:
        raise TypeError("an unknown outcome is neither true nor false; compare with `is`")


class Facts:
    """Values by namespace and field; None and absent both mean that nobody knows.

    Raises BadInput for a number beyond 64 bits.
    """

    __slots__ = ("_context", "values")

    def __init__(self, values: Mapping[str, Mapping[str, Value | None]]) -> None:
        known = {space: _known(space, fields) for space, fields in values.items()}
        self.values: dict[str, dict[str, Any]] = known
        self._context = context_of(known)

    def put(self, space: str, fields: Mapping[str, Value | None]) -> None:
        """Exchange one namespace: for a rule that runs over many cells of one submission."""
        self.values[space] = _known(space, fields)
        self._context.add_variable(space, self.values[space])

    def run(self, program: Program) -> Value | Unknown:
        """The outcome of a compiled program over these facts."""
        try:
            outcome: Value = program.execute(self._context)
        except (KeyError, ZeroDivisionError):
            return Unknown.MISSING
        except OverflowError:
            return Unknown.TOO_LARGE
        return outcome


def _known(space: str, fields: Mapping[str, Value | None]) -> dict[str, Any]:
    known = {name: value for name, value in fields.items() if value is not None}
    for name, value in known.items():
        if isinstance(value, int) and not -_RANGE <= value < _RANGE:
            raise BadInput(
                f"{space}.{name}: số quá lớn để tính chính xác.",
                message_en=f"{space}.{name}: too large to be computed exactly.",
            )
    return known


@dataclass(frozen=True)
class Rule:
    """A rule that was parsed, typed and compiled."""

    source: str
    expression: Expression
    yields: Type
    names: tuple[Name, ...]
    program: Program

    def evaluate(self, facts: Facts) -> Value | Unknown:
        """The value, or why there is none; never raises for facts of the declared types."""
        return facts.run(self.program)


def compile_rule(source: str, scope: Scope, *, yields: Type = Type.TRUTH) -> Rule:
    """Parse, check names and types, and compile.

    `scope` tells the namespaces with the type of each field. Raises RuleError with the column,
    what is wrong and what to write instead; a rule that compiles cannot fail for its types later.
    """
    expression = parse(source)
    found = type_of(expression, scope)
    if found is not yields:
        refuse(
            f"quy tắc phải cho ra {yields.vi}, không phải {found.vi}",
            f"the rule must yield a {yields.value}, not a {found.value}",
            0,
        )
    names = tuple(dict.fromkeys(names_in(expression)))
    return Rule(source, expression, found, names, compile_program(written(expression)))
