"""Shares of list items whose whole stands in the line above the list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from keng.proofing.arithmetic.bases import agree
from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import rounded, share, shown
from keng.prose.healing import opens_item
from keng.prose.text import Span

_NEXT: Final = re.compile(
    r"[^\d.;:()]{0,40}(?:\(\s?(?:chiem |dat |bang )?(?:ty le |ti le )?"
    r"|,?\s?(?:chiem|bang|dat)(?: ty le| ti le)? |= ?)"
)
_MOST: Final = 20
_LEAST: Final = 3


def item_shares(manuscript: Manuscript) -> Iterator[Remark]:
    """An item whose share the whole above does not make, where it makes those of the others."""
    number = 0
    paragraphs = manuscript.text.paragraphs
    while number < len(paragraphs):
        pairs, end = _items(manuscript, number)
        if len(pairs) >= _LEAST and number:
            above = manuscript.paragraphs[number - 1]
            if number > 1:
                above = (*manuscript.paragraphs[number - 2], *above)
            yield from _judged(pairs, above)
        number = max(end, number + 1)


def _items(manuscript: Manuscript, start: int) -> tuple[list[tuple[Quantity, Quantity]], int]:
    """The parts with their shares of the items from a paragraph on, and where they end."""
    text = manuscript.text
    pairs: list[tuple[Quantity, Quantity]] = []
    number, shape = start, ""
    while number < min(start + _MOST, len(text.paragraphs)):
        span = text.paragraphs[number]
        words = text.body[span.start : min(span.end, span.start + 40)]
        mark = "1" if words[:1].isdigit() else "a" if words[:1].isalpha() else words[:1]
        if not opens_item(words) or (shape and mark != shape):
            break
        shape = mark
        found = [one for one in manuscript.paragraphs[number] if one.depth < 2][:2]
        if len(found) == 2 and found[0].role is Role.LEVEL and found[1].role is Role.SHARE:
            between = manuscript.said(found[0].whole.end, found[1].span.start)
            if _NEXT.fullmatch(between) and found[0].exact and found[1].exact:
                pairs.append((found[0], found[1]))
        number += 1
    return pairs, number


def _judged(
    pairs: Sequence[tuple[Quantity, Quantity]], above: Sequence[Quantity]
) -> Iterator[Remark]:
    for whole in above:
        level = whole.role is Role.LEVEL and whole.exact and whole.amount.denominator is None
        if not level or whole.value < max(part.value for part, _ in pairs):
            continue
        wrong = [(part, told) for part, told in pairs if not agree(part, told, whole.value)]
        if len(wrong) == 1 and len(pairs) - 1 >= 2:
            yield _remark(*wrong[0], whole)
            return
        if not wrong:
            return


def _remark(part: Quantity, percent: Quantity, whole: Quantity) -> Remark:
    right = rounded(share(part.value, whole.value) or part.value, percent.decimals)
    return Remark(
        "K122",
        Span(part.span.start, percent.whole.end),
        f"{shown(part.value)} trên {shown(whole.value)} là {shown(right)}%, không phải "
        f"{shown(percent.value)}%.",
        f"{shown(part.value)} of {shown(whole.value)} is {shown(right)}%, not "
        f"{shown(percent.value)}%.",
        (part.value, whole.value, percent.value),
        (whole.whole,),
        f"{shown(right)}%",
    )
