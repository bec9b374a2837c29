"""What there was, what was added and taken away, and what there is now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from keng.proofing.arithmetic.funds import balances_of_funds
from keng.proofing.arithmetic.kinds import thing_of
from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import shown
from keng.prose.text import Span

_ADDED: Final = re.compile(
    r"\b(?:(?:xay dung|thanh lap|lap dat|tiep nhan|ra mat|trang bi|ket nap|bo sung|phat sinh)"
    r"(?: moi| them)?|them|moi) $"
)
_TAKEN: Final = re.compile(
    r"\b(?:giai the|cham dut|xoa|xoa bo|ngung|ngung hoat dong|thoi|thanh loai|dua ra khoi|thanh ly"
    r"|cat giam|sap nhap giam)(?: duoc| di)? $"
)
_NOW: Final = re.compile(
    r"\b(?:hien (?:con|co|nay con|nay co)|den nay (?:con|co)|nang tong so(?: [a-z]+){0,2} len"
    r"|con lai|nay (?:con|co)|dua tong so(?: [a-z]+){0,2} len)(?: la)? $"
)
_EARLIER: Final = re.compile(
    r"\b(?:truoc do|ban dau|dau (?:nam|ky|giai doan|nhiem ky)|nam truoc(?: co)?)\b[^\d;.]{0,24}$"
)
_MOST: Final = 8
_WORDS: Final = 40


def all_flows(manuscript: Manuscript) -> Iterator[Remark]:
    """Of things and of funds."""
    yield from flows(manuscript)
    yield from balances_of_funds(manuscript)


def flows(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Có 40 tổ, thành lập mới 05 tổ, giải thể 02 tổ, hiện còn 43 tổ": the four must balance."""
    for quantities in manuscript.clauses:
        for index, now in enumerate(quantities):
            if _is_plain(now) and _NOW.search(_before(manuscript, now)):
                near = quantities[max(0, index - _MOST) : index + 2]
                yield from _balanced(manuscript, now, near)


def _balanced(manuscript: Manuscript, now: Quantity, near: Sequence[Quantity]) -> Iterator[Remark]:
    thing = thing_of(manuscript, now)
    same = [
        one
        for one in near
        if one is not now and _is_plain(one) and thing_of(manuscript, one) == thing
    ]
    added = [one for one in same if _ADDED.search(_before(manuscript, one))]
    taken = [one for one in same if _TAKEN.search(_before(manuscript, one))]
    moved = {one.span.start for one in (*added, *taken)}
    rest = [one for one in same if one.span.start not in moved]
    first = min(moved, default=now.span.start)
    starts = [one for one in rest if one.span.start < first] or [
        one for one in rest if _EARLIER.search(_before(manuscript, one))
    ]
    others = [one for one in rest if first < one.span.start < now.span.start]
    if not thing or not moved or len(starts) != 1 or others:
        return
    made = starts[0].value + _sum(added) - _sum(taken)
    if made != now.value:
        yield _remark(starts[0], added, taken, now, made)


def _sum(found: Sequence[Quantity]) -> Decimal:
    return sum((one.value for one in found), Decimal(0))


def _is_plain(quantity: Quantity) -> bool:
    plain = quantity.role in (Role.LEVEL, Role.BEFORE) and quantity.exact
    return plain and quantity.amount.denominator is None


def _before(manuscript: Manuscript, quantity: Quantity) -> str:
    start = max(manuscript.sentence_span(quantity).start, quantity.span.start - _WORDS)
    return manuscript.said(start, quantity.span.start)


def _remark(
    start: Quantity,
    added: Sequence[Quantity],
    taken: Sequence[Quantity],
    now: Quantity,
    made: Decimal,
) -> Remark:
    told = shown(start.value)
    told += "".join(f" + {shown(one.value)}" for one in added)
    told += "".join(f" - {shown(one.value)}" for one in taken)
    places = (start, *added, *taken, now)
    return Remark(
        "K110",
        Span(min(one.span.start for one in places), max(one.whole.end for one in places)),
        f"{told} là {shown(made)}, không phải {shown(now.value)}.",
        f"{told} is {shown(made)}, not {shown(now.value)}.",
        tuple(one.value for one in places),
        expected=shown(made),
    )


RULES: Final = (
    Rule(
        "K110",
        Severity.WARNING,
        "Số đầu, số thêm, số bớt và số hiện có không khớp",
        "What there was, was added, was taken away and is do not balance",
        "Đã nêu số lúc đầu, số thêm hoặc bớt và số hiện có, nhưng cộng trừ không ra.",
        "What there was, what was added or taken away and what there is are all told.",
        "Huyện có 40 tổ, thành lập mới 05 tổ, giải thể 02 tổ, hiện còn 45 tổ.",
        "Huyện có 40 tổ, thành lập mới 05 tổ, giải thể 02 tổ, hiện còn 43 tổ.",
        all_flows,
    ),
)
