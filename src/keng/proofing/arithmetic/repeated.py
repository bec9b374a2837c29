"""One sentence that stands twice with different numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from keng.proofing.arithmetic.classed import classed
from keng.proofing.arithmetic.recalled import recalled
from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import shown
from keng.prose.text import Span

_WORD: Final = re.compile(r"[^\W_]+")
_LEAST_WORDS: Final = 7
_MOST_LIKE: Final = 6
_ROW: Final = re.compile(r"[|\t]")


@dataclass(frozen=True)
class _Clause:
    span: Span
    quantities: tuple[Quantity, ...]
    days: tuple[str, ...]
    place: str


def repeated(manuscript: Manuscript) -> Iterator[Remark]:
    """Clauses alike word for word, of one period and place, whose counts differ."""
    seen: dict[str, list[_Clause]] = {}
    for skeleton, clause in _clauses(manuscript):
        alike = seen.setdefault(skeleton, [])
        other = next((one for one in alike if _conflict(one, clause)), None)
        if other is not None:
            yield _remark(other, clause)
        if len(alike) < _MOST_LIKE:
            alike.append(clause)


def told_twice(manuscript: Manuscript) -> Iterator[Remark]:
    """Repeated clauses, and counts that are recalled."""
    yield from repeated(manuscript)
    yield from recalled(manuscript)
    yield from classed(manuscript)


def _clauses(manuscript: Manuscript) -> Iterator[tuple[str, _Clause]]:
    """The clauses that state counts, each with its words; numbers and days are left out."""
    text = manuscript.text
    days = manuscript.days
    position = 0
    for sentence in text.sentences:
        if _ROW.search(text.said(sentence)):
            continue
        while position < len(days) and days[position].span.start < sentence.start:
            position += 1
        told = tuple(
            day.iso for day in days[position : position + 12] if day.span.end <= sentence.end
        )
        place = manuscript.part_at(sentence.start)
        for span in _cut(text.folded, sentence):
            quantities = manuscript.between(span.start, span.end)
            if not 1 <= len(quantities) <= 4 or not all(_states(one) for one in quantities):
                continue
            words = _WORD.findall(text.folded[span.start : span.end])
            skeleton = " ".join("#" if word.isdigit() else word for word in words)
            if sum(word.isalpha() for word in words) >= _LEAST_WORDS:
                yield skeleton, _Clause(span, quantities, told, place)


def _cut(folded: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    for found in re.finditer(r"[;,.:](?=\s)", folded[sentence.start : sentence.end]):
        end = sentence.start + found.start()
        yield Span(start, end)
        start = end + 1
    yield Span(start, sentence.end)


def _states(quantity: Quantity) -> bool:
    return quantity.role is Role.LEVEL and quantity.exact and bool(quantity.head)


def _conflict(one: _Clause, other: _Clause) -> bool:
    if one.days != other.days or one.place != other.place:
        return False
    return _values(one.quantities) != _values(other.quantities)


def _values(quantities: Sequence[Quantity]) -> tuple[Decimal, ...]:
    return tuple(quantity.value for quantity in quantities)


def _remark(one: _Clause, other: _Clause) -> Remark:
    before = ", ".join(map(shown, _values(one.quantities)))
    now = ", ".join(map(shown, _values(other.quantities)))
    return Remark(
        "K161",
        other.span,
        f"Cùng một câu nhưng ở đây là {now}, ở trên là {before}.",
        f"The same words say {now} here and {before} above.",
        (*_values(other.quantities), *_values(one.quantities)),
        (one.span,),
    )


RULES: Final = (
    Rule(
        "K161",
        Severity.WARNING,
        "Một câu, hai số khác nhau",
        "One sentence with two numbers",
        "Cùng một câu, cùng đề mục, không khác ngày hay địa điểm, mà nêu hai số khác nhau.",
        "The same words under the same heading, with no other day or place, state two values.",
        "Tổ chức 04 buổi tuyên truyền lưu động về phòng cháy tại các chợ.\n"
        "Phối hợp tốt với các ngành.\n"
        "Tổ chức 06 buổi tuyên truyền lưu động về phòng cháy tại các chợ.",
        "Tổ chức 04 buổi tuyên truyền lưu động về phòng cháy tại các chợ.\n"
        "Phối hợp tốt với các ngành.\n"
        "Tổ chức 06 buổi tập huấn chữa cháy cho dân phòng tại các chợ.",
        told_twice,
    ),
)
