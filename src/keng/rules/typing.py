"""Types of rules: what each part yields, checked when a rule is loaded and never again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from keng.rules.language import (
    Binary,
    Choice,
    Expression,
    Has,
    Listing,
    Literal,
    Name,
    Unary,
    refuse,
)


class Type(StrEnum):
    """What a fact or a rule yields."""

    NUMBER = "number"
    TRUTH = "truth"
    TEXT = "text"

    @property
    def vi(self) -> str:
        """The type as a Vietnamese reader names it."""
        return {"number": "số", "truth": "đúng/sai", "text": "chữ"}[self.value]


Scope = Mapping[str, Mapping[str, Type]]
_ARITHMETIC = frozenset({"+", "-", "*", "%"})
_ORDER = frozenset({"<", "<=", ">", ">="})
_LOGIC = frozenset({"&&", "||"})


def type_of(expression: Expression, scope: Scope) -> Type:
    """What the rule yields; RuleError where a name is unknown or types do not fit."""
    return _TYPED[type(expression)](expression, scope)


def _type_of_literal(literal: Literal, scope: Scope) -> Type:
    del scope
    if isinstance(literal.value, bool):
        return Type.TRUTH
    return Type.NUMBER if isinstance(literal.value, int) else Type.TEXT


def _type_of_has(has: Has, scope: Scope) -> Type:
    _type_of_name(has.name, scope)
    return Type.TRUTH


def _type_of_unary(unary: Unary, scope: Scope) -> Type:
    return _need(unary.operand, Type.TRUTH if unary.operator == "!" else Type.NUMBER, scope)


def _type_of_choice(choice: Choice, scope: Scope) -> Type:
    _need(choice.condition, Type.TRUTH, scope)
    return _need(choice.otherwise, type_of(choice.then, scope), scope)


def _type_of_listing(listing: Listing, scope: Scope) -> Type:
    first = type_of(listing.items[0], scope)
    for item in listing.items[1:]:
        _need(item, first, scope)
    return first


def _type_of_name(name: Name, scope: Scope) -> Type:
    fields = scope.get(name.space)
    if fields is None:
        known = ", ".join(sorted(scope))
        refuse(
            f"không có “{name.space}”; dùng: {known}",
            f"no {name.space!r}; use: {known}",
            name.start,
        )
    found = fields.get(name.field)
    if found is None:
        close = get_close_matches(name.field, fields, n=4, cutoff=0.7)
        hint, hint_en = (
            (f"; có phải: {', '.join(close)}?", f"; perhaps {', '.join(close)}?")
            if close
            else ("", "")
        )
        refuse(
            f"không có “{name.field}” trong {name.space}{hint}",
            f"no {name.field!r} in {name.space}{hint_en}",
            name.start,
        )
    return found


def _type_of_binary(binary: Binary, scope: Scope) -> Type:
    if binary.operator in _ARITHMETIC:
        _need(binary.left, Type.NUMBER, scope)
        return _need(binary.right, Type.NUMBER, scope)
    if binary.operator in _LOGIC:
        _need(binary.left, Type.TRUTH, scope)
        return _need(binary.right, Type.TRUTH, scope)
    if binary.operator in _ORDER:
        _need(binary.left, Type.NUMBER, scope)
        _need(binary.right, Type.NUMBER, scope)
    else:
        _need(binary.right, type_of(binary.left, scope), scope)
    return Type.TRUTH


def _need(expression: Expression, wanted: Type, scope: Scope) -> Type:
    found = type_of(expression, scope)
    if found is not wanted:
        refuse(
            f"cần {wanted.vi} nhưng đây là {found.vi}",
            f"expected a {wanted.value}, this is a {found.value}",
            expression.start,
        )
    return found


_TYPED: Mapping[type, Callable[[Any, Scope], Type]] = {
    Literal: _type_of_literal,
    Name: _type_of_name,
    Has: _type_of_has,
    Unary: _type_of_unary,
    Binary: _type_of_binary,
    Choice: _type_of_choice,
    Listing: _type_of_listing,
}
