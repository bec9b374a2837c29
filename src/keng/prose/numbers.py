"""Every number that a text writes in digits, with its exact value and what stands behind it.

Vietnamese prose groups thousands by a dot and marks decimals by a comma, but real papers mix:
"6.904" beside "2205", "5.6 %", "8.022km" beside "12,1km". What cannot be one number ("1800.0000đ")
is given as malformed, without a value, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from keng.prose.counted import Sort, Unit, unit_at
from keng.prose.text import Span, Text
from keng.prose.wordnumbers import words_at

_DIGITS: Final = r"\d{1,18}(?:[.,]\d{1,18}){0,7}"
_NUMBER: Final = re.compile(
    rf"(?<!\w)(?<!\d[.,])(?<![A-Za-zĐđ]-)(?:(?<=\()(?P<sign>[+\-−]\s?))?(?P<digits>{_DIGITS})"
)
_OVER: Final = re.compile(rf" ?/ ?(?P<digits>{_DIGITS})(?![\w/])(?!\.\d)(?!\s?/)")
_ATTACHED: Final = re.compile(
    r"(?:km2?|m[23]?|cm|mm|kg|g|ha|d|vnd|tr|ty|trieu|tan|ta|lit|kw|h|gio|nguoi|vu|ho|luot|thon|xa"
    r"|dong|nghin|ngan|thang|nam|ngay|buoi)\b"
)
_APPROXIMATE: Final = re.compile(
    r"\b(hon|tren|gan|khoang|duoi|it nhat|toi thieu|toi da|khong qua|uoc|uoc khoang|xap xi"
    r"|trung binh|binh quan|tu|ca|dat)\s(?:khoang\s)?$"
)
_SPREAD: Final = re.compile(rf" ?(?:-|–|den) ?(?P<digits>{_DIGITS})(?![\w/])")
_MINUS: Final = frozenset({"-", "−"})
_IN_WORDS: Final = re.compile(r"[^()\d;,\n]{0,24}\(\s*(?:bang chu\s?:\s*)?")
_INSIDE_WORDS: Final = re.compile(r"\(\s*$")
# Nothing says what the numbers of so long a stretch without a single letter count: a scan of a
# ruled form, a dump of figures. No table has as many cells between two words.
_WORDLESS: Final = re.compile(r"[\W\d_]+")
_LONGEST_WORDLESS: Final = 3000
_MOST_BEFORE_BRACKET: Final = 80
_DECIMAL_MEASURES: Final = frozenset({Sort.MEASURE, Sort.PERCENT, Sort.MONEY})


@dataclass(frozen=True)
class Amount:
    """A number of the text.

    `span` holds its digits (with sign and denominator), `unit` what stands behind it. `value` is
    exact and counts the scale in ("1,5 tỷ đồng" is 1500000000); None where it is `malformed`.
    `in_words` is the same amount as words say it, where they stand beside it. `upper` closes a
    range ("10-15 người") and `approximation` is the word before ("hơn", "gần", "ít nhất").
    """

    span: Span
    value: Decimal | None
    unit: Unit
    denominator: Decimal | None = None
    upper: Decimal | None = None
    in_words: Decimal | None = None
    approximation: str = ""
    malformed: bool = False
    written: str = ""

    @property
    def end(self) -> int:
        """Where the number with its unit ends."""
        return self.span.end + self.unit.length

    @property
    def on_paper(self) -> Decimal | None:
        """The value in the unit as written: 1.5 of "1,5 tỷ đồng"; counts stay whole."""
        if self.value is None or self.unit.sort is not Sort.MONEY:
            return self.value
        return _plain(self.value / self.unit.times)


def amounts_of(text: Text) -> tuple[Amount, ...]:
    """All numbers in digits, in order; dates and the numbers of papers are among them."""
    return tuple(_settled(list(_found(text)), text))


def value_of(written: str, unit: Unit | None = None) -> Decimal | None:
    """The value of digits with separators, or None where no reading makes it one number.

    >>> value_of("1.234,5"), value_of("5.6"), value_of("1800.0000")
    (Decimal('1234.5'), Decimal('5.6'), None)
    """
    dots, commas = written.count("."), written.count(",")
    if not dots and not commas:
        return Decimal(written)
    if dots and commas:
        return _mixed(written)
    mark = "." if dots else ","
    parts = written.split(mark)
    if len(parts) > 2:
        return Decimal("".join(parts)) if _grouped(parts) else None
    return _two_parts(parts, mark, unit)


def _two_parts(parts: list[str], mark: str, unit: Unit | None) -> Decimal | None:
    """One separator: a dot before three digits groups; a comma divides, unless things count."""
    grouped = _grouped(parts)
    if mark == ".":
        if grouped:
            return Decimal("".join(parts))
        divides = len(parts[1]) <= 2 or (parts[0] == "0" and len(parts[1]) < 5)
        return Decimal(".".join(parts)) if divides else None
    if grouped and unit is not None and unit.sort is Sort.COUNT and unit.times == 1:
        return Decimal("".join(parts))
    return Decimal(".".join(parts))


def _mixed(written: str) -> Decimal | None:
    """Both marks: the one that stands last and once divides, the other one groups."""
    mark = max(".,", key=written.rfind)
    whole, _, decimals = written.rpartition(mark)
    other = "," if mark == "." else "."
    if mark in whole or not _grouped(whole.split(other)):
        return None
    return Decimal(f"{whole.replace(other, '')}.{decimals}")


def _plain(value: Decimal) -> Decimal:
    """Without the zeros that a scale leaves behind: 1500000000, not 1500000000.0."""
    whole = value.to_integral_value()
    return whole if whole == value else value


def _grouped(parts: list[str]) -> bool:
    return (
        1 <= len(parts[0]) <= 3
        and not parts[0].startswith("0")
        and all(len(part) == 3 for part in parts[1:])
    )


def _numbers(text: Text) -> Iterator[re.Match[str]]:
    """The digits of a text, but for those that no word of the text can belong to."""
    place = 0
    for run in _WORDLESS.finditer(text.digits):
        if run.end() - run.start() > _LONGEST_WORDLESS:
            yield from _NUMBER.finditer(text.digits, place, run.start())
            place = run.end()
    yield from _NUMBER.finditer(text.digits, place)


def _found(text: Text) -> Iterator[Amount]:
    done = 0
    for found in _numbers(text):
        end = found.end()
        following = text.digits[end : end + 1]
        attached = following.isalpha() and not _ATTACHED.match(text.folded, end)
        if found.start() < done or attached or following == "_":
            continue
        amount = _amount(text, found)
        # The denominator and the rest of "8 tỷ 900 triệu đồng" are no numbers of their own.
        done = amount.end if amount.unit.plus else amount.span.end
        yield amount


def _amount(text: Text, found: re.Match[str]) -> Amount:
    end, denominator, upper = found.end(), None, None
    spread = _SPREAD.match(text.folded, end)
    if over := _OVER.match(text.digits, end):
        denominator, end, spread = value_of(over["digits"]), over.end(), None
    elif spread:
        upper = value_of(spread["digits"])
    unit = unit_at(text, end)
    if upper is not None and spread:
        unit = replace(unit_at(text, spread.end()), length=0)
    value = value_of(found["digits"], unit)
    if value is not None:
        falls = (found["sign"] or "").strip() in _MINUS
        value = _plain((value * unit.times + unit.plus) * (-1 if falls else 1))
    before = _APPROXIMATE.search(text.folded, max(0, found.start() - 24), found.start())
    return Amount(
        Span(found.start(), end),
        value,
        unit,
        denominator,
        upper,
        _words_beside(text, found.start(), end + unit.length),
        before[1] if before else "",
        malformed=value is None,
        written=found["digits"],
    )


def _words_beside(text: Text, start: int, end: int) -> Decimal | None:
    """The amount in words in brackets behind a number, or before a number in brackets."""
    if (bracket := _IN_WORDS.match(text.folded, end)) and (
        words := words_at(text.folded, bracket.end())
    ):
        return Decimal(words[0])
    if _INSIDE_WORDS.search(text.folded, max(0, start - 3), start):
        floor = max(0, start - _MOST_BEFORE_BRACKET)
        opened = text.folded.rfind("(", floor, start)
        begin = max(text.folded.rfind(" ", floor, max(floor, opened - 1)) + 1, floor)
        words = words_at(text.folded, begin)
        if words and text.folded[words[1] : start].strip() == "(":
            return Decimal(words[0])
    return None


def _settled(amounts: list[Amount], text: Text) -> Iterator[Amount]:
    """A dot before three digits divides where the same measure beside it has decimals.

    "8.022km" beside "12,1km" is eight kilometres: read as thousands it would be more than a
    hundred times any other length of the sentence.
    """
    for index, amount in enumerate(amounts):
        yield _as_decimal(amount, amounts, index, text) or amount


def _as_decimal(amount: Amount, amounts: list[Amount], index: int, text: Text) -> Amount | None:
    if amount.unit.sort not in _DECIMAL_MEASURES or amount.value is None:
        return None
    if amount.written.count(".") != 1 or "," in amount.written:
        return None
    sentence = text.sentence_at(amount.span.start)
    beside = [
        other.value
        for other in amounts[max(0, index - 6) : index + 7]
        if other is not amount
        and other.unit.name == amount.unit.name
        and "," in other.written
        and other.value is not None
        and sentence.start <= other.span.start < sentence.end
    ]
    if not beside or abs(amount.value) < 100 * abs(max(beside)):
        return None
    return replace(amount, value=amount.value / 1000)
