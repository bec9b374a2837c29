"""What is missing or was not done, told behind the whole and what was done of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from keng.proofing.arithmetic.kinds import thing_of
from keng.proofing.arithmetic.nearness import nearly
from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import shown
from keng.prose.text import Span

_MISSING: Final = re.compile(r"\b(?:con )?(?:thieu|hut|con lai|con)(?: la)? $")
_NOT_DONE: Final = re.compile(r"\b(?:con )?(?:chua|khong) (?P<verb>[a-z]+(?: [a-z]+)?)(?: la)? $")
_MOST: Final = 8
_WORDS: Final = 44


def shortfalls(manuscript: Manuscript) -> Iterator[Remark]:
    """Rests that the fraction or the two numbers before them deny."""
    for quantities in manuscript.clauses:
        for index, rest in enumerate(quantities):
            if not index or not _is_plain(rest) or rest.amount.denominator is not None:
                continue
            start = max(quantities[index - 1].whole.end, rest.span.start - _WORDS)
            before = manuscript.said(start, rest.span.start)
            earlier = quantities[max(0, index - _MOST) : index]
            if _MISSING.search(before):
                yield from _of_a_fraction(manuscript, rest, earlier)
            elif (found := _NOT_DONE.search(before)) and _follows(manuscript, earlier, rest):
                told = next(one for one in reversed(earlier) if one.role is Role.LEVEL)
                yield from _judged(told, told.amount.denominator or told.value, rest)
            elif found:
                yield from _not_done(manuscript, rest, earlier, found["verb"])


def _follows(manuscript: Manuscript, earlier: Sequence[Quantity], rest: Quantity) -> bool:
    """Whether a rest stands right behind a fraction and its share: "2.257/2.280, đạt 99%; chưa"."""
    levels = [one for one in earlier if one.role is Role.LEVEL]
    if not levels or levels[-1].amount.denominator is None or not levels[-1].exact:
        return False
    told = levels[-1]
    alike = not told.head or not rest.head or told.head == rest.head
    return alike and len(manuscript.said(told.whole.end, rest.span.start)) < _WORDS


def _of_a_fraction(
    manuscript: Manuscript, rest: Quantity, earlier: Sequence[Quantity]
) -> Iterator[Remark]:
    """ "38/50 mắt, đạt 76%, thiếu 14 mắt": things that are no known units."""
    levels = [one for one in earlier if one.role is Role.LEVEL]
    if not levels or levels[-1].amount.denominator is None or rest.head:
        return
    told = levels[-1]
    whole = told.amount.denominator or Decimal(0)
    thing = thing_of(manuscript, rest)
    if told.exact and thing and thing == thing_of(manuscript, told):
        yield from _judged(told, whole, rest)


def _not_done(
    manuscript: Manuscript, rest: Quantity, earlier: Sequence[Quantity], verb: str
) -> Iterator[Remark]:
    """ "Có 3.802 thôn; 3.650 thôn đăng ký; chưa đăng ký 162": the verb that is denied was told."""
    for place in range(len(earlier) - 1, -1, -1):
        done = earlier[place]
        if not _is_plain(done) or not _says(manuscript, done, verb):
            continue
        whole = done.amount.denominator
        if whole is None:
            larger = [
                one.value
                for one in earlier[:place]
                if _is_plain(one) and one.head == done.head and one.value > done.value
            ]
            whole = larger[-1] if larger else None
        alike = not rest.head or rest.head == done.head
        if whole is not None and alike:
            yield from _judged(done, whole, rest)
        return


def _says(manuscript: Manuscript, quantity: Quantity, verb: str) -> bool:
    """Whether the clause of a number has a verb that is not denied."""
    end = manuscript.sentence_span(quantity).end
    behind = manuscript.said(quantity.whole.end, min(end, quantity.whole.end + 80))
    # "3.650 thôn, tổ dân phố đăng ký": two names of one unit may be joined by a comma.
    words = re.split(r"[;.(:]", behind)[0]
    found = re.search(rf"(?P<not>\b(?:chua|khong) )?\b{verb}\b", words)
    return found is not None and not found["not"]


def _is_plain(quantity: Quantity) -> bool:
    return quantity.role is Role.LEVEL and quantity.exact


def _judged(done: Quantity, whole: Decimal, rest: Quantity) -> Iterator[Remark]:
    left = whole - done.value
    if left <= 0 or left == rest.value or not nearly(rest.value, left):
        return
    yield Remark(
        "K107",
        Span(done.span.start, rest.whole.end),
        f"{shown(whole)} trừ {shown(done.value)} còn {shown(left)}, không phải "
        f"{shown(rest.value)}.",
        f"{shown(whole)} less {shown(done.value)} leaves {shown(left)}, not {shown(rest.value)}.",
        (whole, done.value, rest.value),
        expected=shown(left),
    )
