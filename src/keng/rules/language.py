"""The rule language: the exact, decidable part of CEL, parsed and typed before it ever runs.

A rule reads namespaced facts (`now.fires`, `now["units_registered[unit_kind=village]"]`,
`has(before.fires)`, `period.months`) and computes with whole numbers, texts and truth values:
+ - * %  == != < <= > >=  in  && || !  ?:. It means what it means in CEL; only `has()` takes a
quoted key as well.

Left out on purpose: decimals (CEL's are binary and inexact), `/` (CEL cuts the remainder off
without a word; multiply the other side instead) and functions. The parser gives each node its
place in the text, so that a wrong rule is refused with the spot and what to write instead.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from keng.kernel.errors import DomainError


class RuleError(DomainError):
    """A rule cannot be understood; `column` counts from 1 in its text."""

    default_code = "wrong_rule"

    def __init__(self, message: str, message_en: str, *, column: int) -> None:
        super().__init__(f"cột {column}: {message}", message_en=f"column {column}: {message_en}")
        self.column = column


@dataclass(frozen=True)
class Literal:
    """A number, a text, true or false."""

    value: int | str | bool
    start: int
    end: int


@dataclass(frozen=True)
class Name:
    """A fact: a field of a namespace."""

    space: str
    field: str
    start: int
    end: int


@dataclass(frozen=True)
class Has:
    """Whether a fact is known."""

    name: Name
    start: int
    end: int


@dataclass(frozen=True)
class Unary:
    """`!` or `-` before something."""

    operator: str
    operand: Expression
    start: int
    end: int


@dataclass(frozen=True)
class Binary:
    """Two things joined by an operator."""

    operator: str
    left: Expression
    right: Expression
    start: int
    end: int


@dataclass(frozen=True)
class Choice:
    """`condition ? then : otherwise`."""

    condition: Expression
    then: Expression
    otherwise: Expression
    start: int
    end: int


@dataclass(frozen=True)
class Listing:
    """`[a, b, c]`, only at the right of `in`."""

    items: tuple[Expression, ...]
    start: int
    end: int


Expression = Literal | Name | Has | Unary | Binary | Choice | Listing

_SHAPES: Mapping[type, Callable[[Any, list[str]], str]] = {
    Unary: lambda unary, parts: f"0 - {parts[0]}" if unary.operator == "-" else f"!{parts[0]}",
    Binary: lambda binary, parts: f" {binary.operator} ".join(parts),
    Choice: lambda _, parts: f"{parts[0]} ? {parts[1]} : {parts[2]}",
    Listing: lambda _, parts: f"[{', '.join(parts)}]",
}
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<decimal>\d+\.\d+|\d+[eE][+-]?\d+|\.\d+|\d+u\b)
    | (?P<number>\d+)
    | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<text>"[^"\\\n]*"|'[^'\\\n]*')
    | (?P<sign>&&|\|\||==|!=|<=|>=|[-+*/%<>!?:().,\[\]])
    | (?P<end>\Z)
    )""",
    re.VERBOSE,
)
_CHAINS = (frozenset("+-"), frozenset("*"), frozenset({"&&"}), frozenset({"||"}))
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">=", "in"})
_LARGEST = 2**63 - 1
_MOST_TOKENS = 1000  # longer than any rule of a programme by far; the tree is walked by recursion
_LONGEST_NUMBER = 40  # leading zeros too; Python refuses to read thousands of digits
_DEEPEST = 60  # brackets within brackets; more is not a rule that a person can check


@dataclass(frozen=True)
class Token:
    """A word of a rule and where it stands."""

    kind: str
    text: str
    start: int
    end: int


def parse(source: str) -> Expression:
    """The tree of a rule; RuleError with the column if it is not in the language."""
    return _Parser(source).whole()


def children(expression: Expression) -> tuple[Expression, ...]:
    """The parts that an expression is made of, in reading order."""
    match expression:
        case Unary(operand=operand):
            return (operand,)
        case Binary(left=left, right=right):
            return (left, right)
        case Choice(condition=condition, then=then, otherwise=otherwise):
            return (condition, then, otherwise)
        case Listing(items=items):
            return items
        case Has(name=name):
            return (name,)
    return ()


def names_in(expression: Expression) -> Iterator[Name]:
    """Every fact that the rule mentions, also those behind `has()`, in reading order."""
    if isinstance(expression, Name):
        yield expression
    for child in children(expression):
        yield from names_in(child)


def written(expression: Expression) -> str:
    """The expression as CEL text with every bracket that matters: what is run is what was parsed.

    A minus is written as 0 - x, because the engine lets the negative of the smallest number
    overflow in silence.
    """
    match expression:
        case Literal(value=bool() as value):
            return "true" if value else "false"
        case Literal(value=value):
            return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)
        case Name(space=space, field=field):
            return f"{space}[{json.dumps(field)}]"
        case Has(name=name):
            return f"({json.dumps(name.field)} in {name.space})"
    parts = [
        written(child) if _goes_on(expression, child) else f"({written(child)})"
        for child in children(expression)
    ]
    return _SHAPES[type(expression)](expression, parts)


def _goes_on(whole: Expression, part: Expression) -> bool:
    """Whether a part is the left of a chain such as a + b + c, which CEL reads from the left too.

    With a bracket for each link the engine gives up at a hundred of them.
    """
    return (
        isinstance(whole, Binary)
        and isinstance(part, Binary)
        and part is whole.left
        and any({part.operator, whole.operator} <= chain for chain in _CHAINS)
    )


def refuse(message: str, message_en: str, start: int) -> NoReturn:
    """Raise the RuleError for a spot of the rule."""
    raise RuleError(message, message_en, column=start + 1)


def _tokens(source: str) -> list[Token]:
    tokens: list[Token] = []
    place = 0
    while not tokens or tokens[-1].kind != "end":
        match = _TOKEN.match(source, place)
        if match is None or match.lastgroup is None:
            place += len(source[place:]) - len(source[place:].lstrip())
            refuse(
                f"không hiểu ký tự “{source[place]}”",
                f"cannot read the character {source[place]!r}",
                place,
            )
        kind = match.lastgroup
        tokens.append(Token(kind, match[kind], match.start(kind), match.end(kind)))
        place = match.end()
    return tokens


class _Parser:
    """Recursive descent, one method per level of binding strength, loosest first."""

    def __init__(self, source: str) -> None:
        self.tokens = _tokens(source)
        if len(self.tokens) > _MOST_TOKENS:
            refuse("quy tắc quá dài", "the rule is too long", self.tokens[_MOST_TOKENS].start)
        self.at = 0
        self.depth = 0

    def whole(self) -> Expression:
        expression = self._choice()
        if self.token.kind != "end":
            refuse(
                f"thừa “{self.token.text}”", f"{self.token.text!r} is too much", self.token.start
            )
        return expression

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def _take(self, *texts: str) -> Token | None:
        token = self.token
        if token.kind in {"sign", "word"} and token.text in texts:
            self.at += 1
            return token
        return None

    def _need(self, text: str) -> Token:
        token = self._take(text)
        if token is None:
            seen = self.token.text or "hết câu"
            refuse(
                f"cần “{text}” nhưng gặp “{seen}”",
                f"expected {text!r}, found {self.token.text or 'the end'!r}",
                self.token.start,
            )
        return token

    def _choice(self) -> Expression:
        self.depth += 1
        if self.depth > _DEEPEST:
            refuse("quy tắc lồng quá sâu", "the rule is nested too deeply", self.token.start)
        condition = self._either()
        if self._take("?"):
            then = self._choice()
            self._need(":")
            otherwise = self._choice()
            condition = Choice(condition, then, otherwise, condition.start, otherwise.end)
        self.depth -= 1
        return condition

    def _either(self) -> Expression:
        left = self._both()
        while self._take("||"):
            right = self._both()
            left = Binary("||", left, right, left.start, right.end)
        return left

    def _both(self) -> Expression:
        left = self._comparison()
        while self._take("&&"):
            right = self._comparison()
            left = Binary("&&", left, right, left.start, right.end)
        return left

    def _comparison(self) -> Expression:
        left = self._sum()
        operator = self._take(*_COMPARISONS)
        if operator is None:
            return left
        right = self._listing() if operator.text == "in" else self._sum()
        if self.token.text in _COMPARISONS:
            refuse(
                "không nối hai phép so sánh; hãy viết a < b && b < c",
                "comparisons do not chain; write a < b && b < c",
                self.token.start,
            )
        return Binary(operator.text, left, right, left.start, right.end)

    def _listing(self) -> Expression:
        opening = self._need("[")
        items = [self._sum()]
        while self._take(","):
            items.append(self._sum())
        closing = self._need("]")
        return Listing(tuple(items), opening.start, closing.end)

    def _sum(self) -> Expression:
        left = self._product()
        while operator := self._take("+", "-"):
            right = self._product()
            left = Binary(operator.text, left, right, left.start, right.end)
        return left

    def _product(self) -> Expression:
        left = self._signed()
        while operator := self._take("*", "%", "/"):
            if operator.text == "/":
                refuse(
                    "không dùng phép chia (CEL bỏ phần dư); hãy nhân vế kia, "
                    "ví dụ a * 100 >= b * 70",
                    "do not divide (CEL drops the remainder); multiply the other side, "
                    "such as a * 100 >= b * 70",
                    operator.start,
                )
            right = self._signed()
            left = Binary(operator.text, left, right, left.start, right.end)
        return left

    def _signed(self) -> Expression:
        if operator := self._take("!", "-"):
            self.depth += 1
            if self.depth > _DEEPEST:
                refuse("quy tắc lồng quá sâu", "the rule is nested too deeply", operator.start)
            operand = self._signed()
            self.depth -= 1
            return Unary(operator.text, operand, operator.start, operand.end)
        return self._atom()

    def _atom(self) -> Expression:
        token = self.token
        if token.kind == "decimal":
            refuse(
                f"“{token.text}” không phải số nguyên; quy tắc chỉ tính số nguyên theo đơn vị nhỏ "
                f"nhất của chỉ tiêu",
                f"{token.text!r} is not a whole number; rules compute in the indicator's smallest "
                f"unit",
                token.start,
            )
        if token.kind == "number":
            return self._number()
        if token.kind == "text":
            self.at += 1
            return Literal(token.text[1:-1], token.start, token.end)
        if token.kind == "word":
            return self._word()
        opening = self._need("(")
        inner = self._choice()
        closing = self._need(")")
        return _spread(inner, opening.start, closing.end)

    def _number(self) -> Expression:
        token = self.token
        if len(token.text) > _LONGEST_NUMBER or int(token.text) > _LARGEST:
            refuse("số quá lớn", "the number is too large", token.start)
        self.at += 1
        return Literal(int(token.text), token.start, token.end)

    def _word(self) -> Expression:
        token = self.token
        self.at += 1
        if token.text in {"true", "false"}:
            return Literal(token.text == "true", token.start, token.end)
        if token.text == "has" and self.token.text == "(":
            return self._has(token)
        if token.text == "null":
            refuse(
                "không so với null; hãy dùng has(now.x)",
                "do not compare with null; write has(now.x)",
                token.start,
            )
        if self.token.text == "(":
            refuse(f"không có hàm “{token.text}”", f"no function {token.text!r}", token.start)
        return self._name(token)

    def _name(self, space: Token) -> Name:
        if self._take("."):
            field = self.token
            if field.kind != "word":
                refuse("thiếu tên sau dấu chấm", "a name must follow the dot", field.start)
            self.at += 1
            return Name(space.text, field.text, space.start, field.end)
        if self._take("["):
            field = self.token
            if field.kind != "text":
                refuse(
                    'khóa trong [ ] phải là chữ trong nháy, ví dụ now["fires"]',
                    'the key in [ ] must be quoted text, such as now["fires"]',
                    field.start,
                )
            self.at += 1
            closing = self._need("]")
            return Name(space.text, field.text[1:-1], space.start, closing.end)
        refuse(
            f"“{space.text}” đứng một mình; hãy viết now.{space.text}",
            f"{space.text!r} stands alone; write now.{space.text}",
            space.start,
        )

    def _has(self, word: Token) -> Expression:
        self._need("(")
        space = self.token
        if space.kind != "word":
            refuse("has( ) cần một tên", "has( ) needs a name", space.start)
        self.at += 1
        name = self._name(space)
        closing = self._need(")")
        return Has(name, word.start, closing.end)


def _spread(expression: Expression, start: int, end: int) -> Expression:
    """The same node with its brackets, so that a step shows what the author wrote."""
    fields = {**expression.__dict__, "start": start, "end": end}
    return type(expression)(**fields)
