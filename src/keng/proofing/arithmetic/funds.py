"""Balances of a fund: what there was, came in, was spent and is left; and ratios of two sums."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import shown
from keng.prose.counted import Sort
from keng.prose.text import Span

_FIRST: Final = re.compile(
    r"\b(?:dau (?:nam|ky|quy|thang)|so du dau [a-z]+|ton (?:dau [a-z]+|nam truoc|cu)"
    r"|nam truoc chuyen sang|du dau [a-z]+|ky truoc chuyen sang|so du nam truoc)"
    r"(?: con| ton| du| la| co)*:? $"
)
_IN: Final = re.compile(
    r"\b(?:thu|thu vao|van dong|bo sung|nhan|tiep nhan|thu duoc)(?: duoc| them| moi| vao| trong"
    r" (?:nam|ky|quy))*:? $"
)
_OUT: Final = re.compile(
    r"\b(?:chi|da chi|su dung|tong chi|chi ra)(?: trong (?:nam|ky|quy)| la)*:? $"
)
_LAST: Final = re.compile(
    r"\b(?:cuoi (?:nam|ky|quy|thang)|ton(?: quy)?|so du(?: cuoi [a-z]+)?|con(?: lai| ton| du)?|du)"
    r"(?: con| ton| du| lai| la)*:? $"
)
_RATIO: Final = re.compile(
    r"\bty le [^.;\d]{3,50}? (?:la|bang) (?P<one>\d{1,2}) ?[:/] ?(?P<two>\d{1,2})(?![\d/])"
)
_WORDS: Final = 40


def balances_of_funds(manuscript: Manuscript) -> Iterator[Remark]:
    """Funds that do not balance, and ratios that the two sums before them deny."""
    for quantities in manuscript.clusters:
        money = [one for one in quantities if one.amount.unit.sort is Sort.MONEY and one.exact]
        if len(money) >= 4:
            yield from _balanced(manuscript, money)
    for found in _RATIO.finditer(manuscript.text.folded):
        yield from _ratio(manuscript, found)


def _balanced(manuscript: Manuscript, money: Sequence[Quantity]) -> Iterator[Remark]:
    kinds = [_kind(manuscript, one) for one in money]
    for index in range(len(money) - 3):
        if kinds[index] != "first":
            continue
        run, told = money[index : index + 6], kinds[index : index + 6]
        if "last" not in told[1:]:
            return
        stop = told.index("last", 1)
        moved = told[1:stop]
        if not moved or set(moved) - {"in", "out"} or set(moved) != {"in", "out"}:
            return
        made = run[0].value
        for one, kind in zip(run[1:stop], moved, strict=True):
            made += one.value if kind == "in" else -one.value
        if made != run[stop].value:
            yield _unbalanced(run[: stop + 1], moved, made)
        return


def _kind(manuscript: Manuscript, quantity: Quantity) -> str:
    start = max(manuscript.sentence_span(quantity).start, quantity.span.start - _WORDS)
    before = manuscript.said(start, quantity.span.start)
    before = re.split(r"[;,\d]", before)[-1]
    for name, pattern in (("first", _FIRST), ("in", _IN), ("out", _OUT), ("last", _LAST)):
        if pattern.search(before):
            return name
    return ""


def _unbalanced(run: Sequence[Quantity], moved: Sequence[str], made: Decimal) -> Remark:
    told = shown(run[0].value) + "".join(
        f" {'+' if kind == 'in' else '-'} {shown(one.value)}"
        for one, kind in zip(run[1:-1], moved, strict=True)
    )
    return Remark(
        "K110",
        Span(run[0].span.start, run[-1].whole.end),
        f"{told} là {shown(made)}, không phải {shown(run[-1].value)}.",
        f"{told} is {shown(made)}, not {shown(run[-1].value)}.",
        tuple(one.value for one in run),
        expected=shown(made),
    )


def _ratio(manuscript: Manuscript, found: re.Match[str]) -> Iterator[Remark]:
    """ "Ngân sách 420 triệu, vận động 280 triệu, tỷ lệ ngân sách trên vận động là 3:2"."""
    sentence = manuscript.text.sentence_at(found.start())
    before = [
        one
        for one in manuscript.between(sentence.start, found.start())
        if one.role is Role.LEVEL and one.exact and not one.depth
    ]
    if len(before) < 2 or before[-2].head != before[-1].head:
        return
    one, two = int(found["one"]), int(found["two"])
    if any(left.value * two == right.value * one for left, right in pairwise(before)):
        return
    first, second = before[-2:]
    if first.value * two == second.value * one or not second.value:
        return
    yield Remark(
        "K131",
        Span(first.span.start, found.end()),
        f"{shown(first.value)} và {shown(second.value)} không theo tỷ lệ {one}:{two}.",
        f"{shown(first.value)} and {shown(second.value)} are not as {one} to {two}.",
        (first.value, second.value, Decimal(one), Decimal(two)),
    )
