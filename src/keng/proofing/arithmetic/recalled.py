"""Counts that a later sentence recalls: "trong 11 mô hình nêu trên" where 09 were told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from keng.proofing.arithmetic.nearness import nearly
from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity
from keng.proofing.rounding import shown

_ABOVE: Final = re.compile(
    r"(?: [a-z]+){0,6}? (?:neu tren|noi tren|ke tren|tren day|da neu|vua neu|da noi o tren)\b"
)
_PARTITIVE: Final = re.compile(
    r"(?:^|[.;\n] ?|\d[.)] |[-+] |[a-z]\) )(?:trong|trong so|trong tong so|trong so nay,? trong)"
    r"(?: tong so)? $"
)
_MOST: Final = 60
_LEAST: Final = 3
_NEAR: Final = 4  # paragraphs


def recalled(manuscript: Manuscript) -> Iterator[Remark]:
    """Numbers that say that they were told before, and were not."""
    for head, levels in manuscript.levels.items():
        for index, one in enumerate(levels[:_MOST]):
            if not head or not one.exact or one.amount.denominator is not None:
                continue
            by_name = _ABOVE.match(
                manuscript.text.folded, one.whole.end, manuscript.sentence_span(one).end
            )
            if not by_name and not _is_of_them(manuscript, one):
                continue
            before = [other for other in levels[:index] if other.sentence != one.sentence]
            if not by_name:
                before = [
                    other
                    for other in before
                    if one.paragraph - other.paragraph <= _NEAR
                    and one.amount.unit.name == other.amount.unit.name
                ]
            known = _known([*levels[:index]])
            only = by_name and len({other.value for other in before}) == 1
            near = [other for other in before if only or nearly(one.value, other.value)]
            if near and one.value not in known and one.value >= _LEAST:
                yield _remark(one, near[-1])


def _is_of_them(manuscript: Manuscript, one: Quantity) -> bool:
    """Whether a sentence begins with "trong số": it speaks of what was counted before."""
    sentence = manuscript.sentence_span(one)
    start = max(sentence.start - 2, one.span.start - 40, 0)
    return bool(_PARTITIVE.search(manuscript.said(start, one.span.start)))


def _known(before: Sequence[Quantity]) -> set[Decimal]:
    """Every number of the things that the text told, and what neighbours make together."""
    known: set[Decimal] = set()
    for one in before:
        known.add(one.value)
        if one.amount.denominator is not None:
            known |= {one.amount.denominator, one.amount.denominator - one.value}
    for one, other in pairwise(before):
        known |= {one.value + other.value, abs(one.value - other.value)}
    known.add(sum((one.value for one in before), Decimal(0)))
    return known


def _remark(one: Quantity, told: Quantity) -> Remark:
    return Remark(
        "K161",
        one.whole,
        f"Ở đây nhắc lại {shown(one.value)}, ở trên nêu {shown(told.value)}.",
        f"{shown(one.value)} are recalled here, {shown(told.value)} were told above.",
        (one.value, told.value),
        (told.whole,),
        shown(told.value),
    )
