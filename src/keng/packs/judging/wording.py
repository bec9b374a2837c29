"""Rules as sentences: names become labels, signs become words, in Vietnamese and in English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from keng.kernel.figures import CellKey, to_decimal
from keng.kernel.periods import Language
from keng.kernel.vietnamese import format_number
from keng.packs.judging.vocabulary import Outcome, Result, Words
from keng.packs.schema.criteria_sets import CriteriaSet
from keng.packs.schema.pack import Pack
from keng.packs.schema.texts import Text
from keng.rules.evaluation import Value
from keng.rules.language import (
    Binary,
    Choice,
    Expression,
    Has,
    Listing,
    Literal,
    Name,
    Unary,
)

YES = Words("có", "yes")
NO = Words("không", "no")
NOT_KNOWN = Words("chưa có", "not known")
OUTCOMES: Mapping[Outcome, Words] = {
    Outcome.MET: Words("đạt", "met"),
    Outcome.NOT_MET: Words("chưa đạt", "not met"),
    Outcome.NOT_APPLICABLE: Words("không áp dụng", "not applicable"),
    Outcome.UNKNOWN: Words("chưa xác định được", "unknown"),
    Outcome.WAITING: Words("đang chờ", "waiting"),
}
RESULTS: Mapping[Result, Words] = {
    Result.RECOGNISED: Words("được công nhận", "recognised"),
    Result.NOT_RECOGNISED: Words("không được công nhận", "not recognised"),
    Result.WAITING: Words("đang chờ", "waiting"),
    Result.UNDECIDABLE: Words("chưa thể quyết định", "cannot be decided"),
}
_TIMES = {"now": Words("kỳ này", "this year"), "last_year": Words("cùng kỳ", "last year")}
_SIGNS: Mapping[str, Words] = {
    "&&": Words(" và ", " and "),
    "||": Words(" hoặc ", " or "),
    "==": Words(" = ", " = "),
    "!=": Words(" khác ", " is not "),
    "<": Words(" < ", " < "),
    "<=": Words(" ≤ ", " ≤ "),
    ">": Words(" > ", " > "),
    ">=": Words(" ≥ ", " ≥ "),
    "+": Words(" + ", " + "),
    "-": Words(" − ", " − "),
    "*": Words(" × ", " × "),
    "%": Words(" chia lấy dư ", " modulo "),
    "in": Words(" là một trong ", " is one of "),
}


@dataclass(frozen=True)
class Named:
    """A name of a rule with all that is told of it; made once per set."""

    space: str
    code: str
    words: Words
    cell: CellKey | None = None
    digits: int = 0
    small: bool = False
    source: str | None = None
    options: Mapping[str, Words] = field(default_factory=dict)

    def value(self, value: Value | None) -> Words:
        """A value of it as a person writes it: "1.234", "có", the label of a choice."""
        if value is None:
            return NOT_KNOWN
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, str):
            return self.options.get(value) or Words(value, value)
        if self.space == "period":
            return Words(str(value), str(value))
        return number(value, self.digits)


class Labels:
    """What the names of a set's rules are called, and how their values are written."""

    def __init__(self, pack: Pack, one: CriteriaSet) -> None:
        self.pack = pack
        self.set = one
        self._known: dict[tuple[str, str], Named] = {}

    def of(self, name: Name) -> Named:
        """All that is told of a name."""
        known = self._known.get((name.space, name.field))
        if known is None:
            known = self._known[name.space, name.field] = self._made(name.space, name.field)
        return known

    def _made(self, space: str, code: str) -> Named:
        if space in _TIMES:
            return self._figure(space, CellKey.parse(code))
        if space == "fact":
            fact = self.set.facts[code]
            return Named(space, code, _pair(fact.title), options=_pairs(fact.values))
        if space == "param":
            parameter = self.set.parameters[code]
            return Named(space, code, _pair(parameter.title), options=_pairs(parameter.values))
        if space == "law":
            threshold = self.pack.thresholds[code]
            last = threshold.values[-1].source
            told = " ".join(filter(None, (last.act and f"{last.act}:", last.place)))
            return Named(space, code, _pair(threshold.label), source=told or None)
        return Named(space, code, _PERIOD[code])

    def _figure(self, space: str, cell: CellKey) -> Named:
        time = _TIMES[space]
        vi, en = (self.pack.cell_label(cell, language) for language in _LANGUAGES)
        indicator = self.pack.indicator_of(cell)
        return Named(
            space,
            str(cell),
            Words(f"{vi} ({time.vi})", f"{en} ({time.en})"),
            cell=cell,
            digits=indicator.digits,
            small=indicator.small,
        )


_LANGUAGES: tuple[Language, Language] = ("vi", "en")
_PERIOD = {
    "year": Words("năm", "year"),
    "months": Words("số tháng của kỳ", "months of the period"),
}


def _pair(text: Text) -> Words:
    return Words(text.vi, text.en)


def _pairs(values: Mapping[str, Text]) -> dict[str, Words]:
    return {code: _pair(text) for code, text in values.items()}


@lru_cache(maxsize=10_000)
def number(value: int, digits: int = 0) -> Words:
    """A stored integer as people write it: "1.234,5" and "1,234.5"."""
    exact = to_decimal(value, digits)
    return Words(format_number(exact, digits), f"{exact:,.{digits}f}")


def worded(expression: Expression, labels: Labels) -> Words:
    """A rule as a sentence in both languages."""
    return _WORDED[type(expression)](expression, labels)


def _literal(literal: Literal, labels: Labels) -> Words:
    del labels
    if isinstance(literal.value, bool):
        return YES if literal.value else NO
    if isinstance(literal.value, int):
        return number(literal.value)
    return Words(literal.value, literal.value)


def _unary(unary: Unary, labels: Labels) -> Words:
    inner = worded(unary.operand, labels)
    if unary.operator == "-":
        return Words(f"−{inner.vi}", f"−{inner.en}")
    return Words(f"không phải: {inner.vi}", f"not: {inner.en}")


def _binary(binary: Binary, labels: Labels) -> Words:
    left, right = worded(binary.left, labels), worded(binary.right, labels)
    named = binary.left
    if isinstance(named, Name) and isinstance(binary.right, (Literal, Listing)):
        right = _options(named, binary.right, labels)
    sign = _SIGNS[binary.operator]
    vi, en = (
        f"{_bracketed(binary, binary.left, one)}{mark}{_bracketed(binary, binary.right, other)}"
        for one, mark, other in zip(left, sign, right, strict=True)
    )
    return Words(vi, en)


def _options(name: Name, right: Literal | Listing, labels: Labels) -> Words:
    items = right.items if isinstance(right, Listing) else (right,)
    told = [
        labels.of(name).value(item.value) if isinstance(item, Literal) else worded(item, labels)
        for item in items
    ]
    return Words(", ".join(one.vi for one in told), ", ".join(one.en for one in told))


def _bracketed(outer: Binary, part: Expression, text: str) -> str:
    loose = isinstance(part, Choice) or (
        isinstance(part, Binary)
        and part.operator != outer.operator
        and (part.operator in {"&&", "||", "+", "-"})
        and outer.operator not in {"<", "<=", ">", ">=", "==", "!="}
    )
    return f"({text})" if loose else text


def _choice(choice: Choice, labels: Labels) -> Words:
    one, two, three = (
        worded(part, labels) for part in (choice.condition, choice.then, choice.otherwise)
    )
    return Words(
        f"nếu {one.vi} thì {two.vi}, nếu không thì {three.vi}",
        f"if {one.en} then {two.en}, else {three.en}",
    )


def _has(has: Has, labels: Labels) -> Words:
    inner = labels.of(has.name).words
    return Words(f"có số liệu “{inner.vi}”", f"{inner.en!r} is known")


def _listing(listing: Listing, labels: Labels) -> Words:
    told = [worded(item, labels) for item in listing.items]
    return Words(", ".join(one.vi for one in told), ", ".join(one.en for one in told))


_WORDED: Mapping[type, Callable[[Any, Labels], Words]] = {
    Literal: _literal,
    Name: lambda name, labels: labels.of(name).words,
    Has: _has,
    Unary: _unary,
    Binary: _binary,
    Choice: _choice,
    Listing: _listing,
}
