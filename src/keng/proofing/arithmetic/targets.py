"""Aims told as a percentage and as a number: "giảm 10% (40 vụ), tức không quá 36"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise
from typing import Final

from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import shown
from keng.prose.text import Span

_DOWN: Final = re.compile(r"\b(?:giam|keo giam|ha)\b[^\d.;]{0,24}$")
_UP: Final = re.compile(r"\b(?:tang|nang)\b[^\d.;]{0,24}$")
_SO: Final = re.compile(
    r"[^\d.;]{0,30}\b(?:tuc(?: la)?|nghia la|tuong duong|tuong ung|cu the la)\s"
    r"(?P<bound>(?:voi )?(?:con )?(?:khong qua|toi da|duoi|con|it nhat|toi thieu|tu|dat|phai co"
    r"|la)?)"
    r"[^\d.;]{0,16}$"
)
_OPENED: Final = re.compile(r"(?:[^\d.;]|(?<!\d)(?:19|20)\d\d(?!\d)){0,80}\((?:la )?$")
_HUNDRED: Final = Decimal(100)


def targets(manuscript: Manuscript) -> Iterator[Remark]:
    """Aims whose number is not what their percentage makes of the value that stands between."""
    for quantities in manuscript.clauses:
        for percent, base, aim in zip(quantities, quantities[1:], quantities[2:], strict=False):
            if percent.role not in (Role.SHARE, Role.CHANGE_SHARE) or percent.value > _HUNDRED:
                continue
            alike = base.head == aim.head and base.amount.denominator is None
            if not alike or aim.amount.denominator is not None or not base.value:
                continue
            told = manuscript.said(base.whole.end, aim.span.start)
            between = manuscript.said(percent.whole.end, base.span.start)
            if not _SO.fullmatch(told) or not _OPENED.fullmatch(between):
                continue
            yield from _judged(manuscript, percent, base, aim)
        for percent, part in pairwise(quantities):
            yield from _as_a_fraction(manuscript, percent, part)


def _judged(
    manuscript: Manuscript, percent: Quantity, base: Quantity, aim: Quantity
) -> Iterator[Remark]:
    start = max(manuscript.sentence_span(percent).start, percent.span.start - 40)
    before = manuscript.said(start, percent.span.start)
    if _DOWN.search(before):
        made = base.value * (_HUNDRED - percent.value) / _HUNDRED
    elif _UP.search(before):
        made = base.value * (_HUNDRED + percent.value) / _HUNDRED
    else:
        return
    by = abs(made - base.value)
    if _is_near(aim.value, made) or _is_near(aim.value, by):
        return
    right = made.to_integral_value(ROUND_FLOOR if made < base.value else ROUND_CEILING)
    yield Remark(
        "K112",
        Span(percent.span.start, aim.whole.end),
        f"{shown(percent.value)}% của {shown(base.value)} đưa về {shown(right)}, không phải "
        f"{shown(aim.value)}.",
        f"{shown(percent.value)}% of {shown(base.value)} leads to {shown(right)}, not to "
        f"{shown(aim.value)}.",
        (percent.value, base.value, aim.value),
        expected=shown(right),
    )


def _as_a_fraction(manuscript: Manuscript, percent: Quantity, part: Quantity) -> Iterator[Remark]:
    """ "Trên 90% khu dân cư (tức ít nhất 13/14 khu)"."""
    whole = part.amount.denominator
    if percent.role is not Role.SHARE or not whole or part.value > whole:
        return
    between = manuscript.said(percent.whole.end, part.span.start)
    if not _SO.fullmatch(between.replace("(", " ")):
        return
    made = whole * percent.value / _HUNDRED
    if not _is_near(part.value, made):
        right = made.to_integral_value(ROUND_CEILING)
        yield Remark(
            "K122",
            Span(percent.span.start, part.whole.end),
            f"{shown(percent.value)}% của {shown(whole)} là {shown(right)}, không phải "
            f"{shown(part.value)}.",
            f"{shown(percent.value)}% of {shown(whole)} is {shown(right)}, not "
            f"{shown(part.value)}.",
            (percent.value, part.value, whole),
            expected=shown(right),
        )


def _is_near(told: Decimal, made: Decimal) -> bool:
    """Whether a number is what was computed, or the whole one before or behind it."""
    return abs(told - made) < 1
