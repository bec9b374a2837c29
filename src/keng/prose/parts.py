"""Which figures are parts of which: "14 vụ, gồm: 02 vụ cháy; 12 vụ trộm", "trong đó 05 vụ ...".

A word of enumeration stands between a total and its parts, which follow in its sentence or, behind
a colon that ends a paragraph, in the items of the list below. The total is the figure before that
word whose parts add up to it; where none adds up, the nearest one that the parts do not exceed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import Final

from keng.prose.counted import Sort
from keng.prose.figures import Figure, Nature
from keng.prose.text import Text

_ENUMERATES: Final = re.compile(
    r"\b(?:bao gom|gom co|gom|trong do(?: co)?|trong so do|cu the(?: la)?|chia ra|chia thanh)\b"
)
# "cùng kỳ 16 vụ" and "năm 2021 (60 vụ)" are no totals of what follows.
_ELSEWHEN: Final = re.compile(
    r"\b(?:cung ky|nam truoc|nam ngoai)[^;.\d]{0,16}$|\bnam (?:19|20)\d{2} ?\([^)]{0,16}$"
)
_ITEM: Final = re.compile(r"[-–+*•]\s?|[a-zđ]\)\s|\d{1,2}[.)]\s")
_SIGNS: Final = frozenset("+-−")
_REACH: Final = 300
# Bounds of the work on one enumeration, beyond any that a person can follow.
_MOST_TOTALS: Final = 5
_FARTHEST_TOTAL: Final = 14
_MOST_PARTS: Final = 30
_MOST_ITEMS: Final = 20
_MOST_SIGNS: Final = 3
_IN_BRACKET: Final = 40


@dataclass(frozen=True)
class _Count:
    """A figure as a total or a part: the first word of its unit ("" for a bare number)."""

    value: Decimal
    unit: str
    bare: bool
    steady: bool


def parts_of(text: Text, figures: Sequence[Figure]) -> dict[int, int]:
    """For each figure that is a part, by its index, the index of its total.

    `figures` stand in the order of the text. A figure is the part of one total at most: that of
    the innermost enumeration.
    """
    starts = [figure.span.start for figure in figures]
    counts = [_count(text, figure) for figure in figures]
    found: dict[int, int] = {}
    # From the end: an enumeration inside another one takes its parts first.
    for word in reversed(list(_ENUMERATES.finditer(text.folded))):
        first = bisect_left(starts, word.end())
        end = min(first + _MOST_PARTS, len(starts))
        last = bisect_left(starts, _scope(text, word.end()), lo=first, hi=end)
        free = [index for index in range(first, last) if index not in found]
        reach = max(text.paragraph_at(word.start()).start, word.start() - _REACH)
        before = range(first - 1, max(first - 1 - _FARTHEST_TOTAL, -1), -1)
        totals = [index for index in before if starts[index] >= reach and counts[index].steady]
        found |= dict(_linked(counts, free, totals[:_MOST_TOTALS]))
    return found


def _scope(text: Text, place: int) -> int:
    """Where the parts behind a place end: with its bracket or sentence, or the list below it."""
    sentence, paragraph = text.sentence_at(place), text.paragraph_at(place)
    opened = max(place - _IN_BRACKET, sentence.start, 0)
    if text.body.rfind("(", opened, place) > text.body.rfind(")", opened, place):
        closed = text.body.find(")", place, min(sentence.end, place + _REACH))
        return closed if closed >= 0 else sentence.end
    if place + _MOST_SIGNS < paragraph.end or text.body[place : paragraph.end].strip(" :"):
        return sentence.end
    end = paragraph.end
    for _ in range(_MOST_ITEMS):
        item = text.paragraph_at(end + 1)
        if item.end <= end or not _ITEM.match(text.folded, item.start, item.end):
            break
        end = item.end
    return end


def _count(text: Text, figure: Figure) -> _Count:
    start = figure.span.start
    sort = figure.amount.unit.sort if figure.amount else Sort.PERCENT
    changes = figure.nature is Nature.COMPARISON or text.body[start] in _SIGNS
    other = sort in (Sort.PERCENT, Sort.TIME) or "/" in figure.unit
    elsewhen = _ELSEWHEN.search(text.folded, max(0, start - 60), start)
    bare = sort is Sort.BARE
    # Money keeps its scale in the unit: "1,5 tỷ đồng" and "900 triệu đồng" are one measure.
    money = figure.amount.value if figure.amount and sort is Sort.MONEY else None
    value = figure.value if money is None else money
    unit = "" if bare else "đồng" if sort is Sort.MONEY else figure.unit.split(" ", 1)[0]
    steady = value is not None and not (changes or other or elsewhen)
    return _Count(value or Decimal(0), unit, bare, steady)


def _linked(
    counts: Sequence[_Count], free: Sequence[int], totals: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """The parts with their totals: those that add up, else the nearest total not exceeded.

    "23 tập thể và 47 cá nhân, trong đó ..." has two totals, each with parts in its own unit.
    """
    fallback: tuple[int, list[int]] | None = None
    added_up = False
    for total in totals:
        whole = counts[total]
        parts = [index for index in free if _is_part(counts[index], whole)]
        sums = list(accumulate(counts[index].value for index in parts))
        if whole.value > 0 and len(parts) > 1 and whole.value in sums:
            exact = parts[: sums.index(whole.value) + 1]
            yield from ((index, total) for index in exact)
            free, added_up = [index for index in free if index not in exact], True
        within = [index for index, so_far in zip(parts, sums, strict=True) if so_far < whole.value]
        if fallback is None and within:
            fallback = (total, within)
    if fallback and not added_up:
        yield from ((index, fallback[0]) for index in fallback[1])


def _is_part(part: _Count, total: _Count) -> bool:
    """Whether a figure may be a part: counted in the same unit, or in none of its own."""
    if not part.steady:
        return False
    return part.unit == total.unit or (part.bare and total.unit != "đồng")
