"""Shares that name their whole: "2.056 hộ, chiếm 95% tổng số hộ"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from keng.kernel.letters import folded
from keng.proofing.arithmetic.bases import agree
from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import rounded, share, shown
from keng.prose.text import Span

_BETWEEN: Final = re.compile(r"[^\d.;]{0,60}\b(?:chiem|dat|bang)(?: ty le)? ")
_WHOLE: Final = re.compile(r"\s?(?:tren )?(?:tong )?so (?P<unit>[a-z]{2,6}(?: [a-z]{2,6}){0,2})")
_MOST: Final = 60


def of_all(manuscript: Manuscript) -> Iterator[Remark]:
    """A part, its percentage and the name of the whole, of which no number of the text makes it."""
    for quantities in manuscript.clauses:
        for part, percent in pairwise(quantities):
            if percent.role is not Role.SHARE or part.role is not Role.LEVEL or not part.head:
                continue
            between = manuscript.said(part.whole.end, percent.span.start)
            named = _WHOLE.match(manuscript.text.folded, percent.whole.end)
            if not (part.exact and percent.exact and named and _BETWEEN.fullmatch(between)):
                continue
            if part.amount.denominator is None and _names(named["unit"], part.head):
                yield from _judged(manuscript, part, percent)


def _names(words: str, head: str) -> bool:
    plain = folded(head)
    return words == plain or words.startswith(f"{plain} ")


def _judged(manuscript: Manuscript, part: Quantity, percent: Quantity) -> Iterator[Remark]:
    levels = [one for one in manuscript.levels.get(part.head, ())[:_MOST] if one.span != part.span]
    wholes = [one.value for one in levels if one.value >= part.value]
    wholes += [one.amount.denominator for one in levels if one.amount.denominator]
    if not wholes or any(agree(part, percent, whole) for whole in wholes):
        return
    whole = max(wholes, key=lambda found: (wholes.count(found), found))
    right = rounded(share(part.value, whole) or Decimal(0), percent.decimals)
    yield Remark(
        "K122",
        Span(part.span.start, percent.whole.end),
        f"{shown(part.value)} trên {shown(whole)} là {shown(right)}%, không phải "
        f"{shown(percent.value)}%.",
        f"{shown(part.value)} of {shown(whole)} is {shown(right)}%, not {shown(percent.value)}%.",
        (part.value, whole, percent.value),
        expected=f"{shown(right)}%",
    )
