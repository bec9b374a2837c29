"""Totals whose parts stand in later sentences, in written products, or behind "trong N"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from keng.proofing.arithmetic.kinds import KINDS_OF
from keng.proofing.arithmetic.nearness import nearly
from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import PEOPLE, Quantity, Role
from keng.proofing.rounding import shown
from keng.prose.counted import Sort
from keng.prose.text import Span

_REST: Final = re.compile(
    r"(?:^|[.;,] ?)(?:so |nhung (?:[a-z]+ )?|cac (?:[a-z]+ )?|phan )?(?:con lai|khac)(?: la| co)? $"
)
_TIMES: Final = re.compile(r"[^\d;.]{0,24} ?[x×*] ?")
_EQUALS: Final = re.compile(r"[^\d;.=]{0,24}(?:=| la| thanh tien) ?")
_OF_SO_MANY: Final = re.compile(r"(?:^|[.;] |\d[.)] |[-+] )trong (?:so |tong so )?$")
_HAVE: Final = re.compile(r"(?: [a-z]+){0,5}?,? (?:co|gom)(?: [a-z]+)? $")
_EACH_DID: Final = re.compile(r",(?: [a-z]+){1,6} ")
_JOINED: Final = re.compile(r"(?: [a-z]+){0,6}(?:,| va|;) ?(?:va )?(?:[a-z]+ ){0,2}")
_OVERLAP: Final = re.compile(r"\b(?:vua|dong thoi|trung)\b")
_MOST: Final = 24


def spread(manuscript: Manuscript) -> Iterator[Remark]:
    """Parts that are told over several sentences, or by what each of them comes to."""
    yield from _over_sentences(manuscript)
    yield from _of_products(manuscript)
    yield from _of_so_many(manuscript)


def _over_sentences(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Tổ chức 84 buổi. Quý I 20 buổi. Quý II 34 buổi. Thời gian còn lại 20 buổi."."""
    for quantities in manuscript.clusters:
        for index, rest in enumerate(quantities):
            if index < 2 or not _is_plain(rest) or not rest.head:
                continue
            start = max(manuscript.sentence_span(rest).start - 2, rest.span.start - 48, 0)
            if not _REST.search(manuscript.said(start, rest.span.start)):
                continue
            same = [one for one in quantities[: index + 1] if one.head == rest.head]
            alike = len(same) > 2 and all(_is_plain(one) for one in same)
            spans = {one.sentence for one in same}
            if alike and len(spans) > 2 and len(same) <= _MOST:
                yield from _judged(same[0], same[1:])


def _of_products(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Tổng 25 triệu đồng: 12 tập thể x 1 triệu = 12 triệu; 18 cá nhân x 600 nghìn = ..."."""
    for quantities in manuscript.clusters:
        made: list[Quantity] = []
        first: Quantity | None = None
        for times, each, total in zip(quantities, quantities[1:], quantities[2:], strict=False):
            one = _TIMES.fullmatch(manuscript.said(times.whole.end, each.span.start))
            two = _EQUALS.fullmatch(manuscript.said(each.whole.end, total.span.start))
            if one and two and times.value * each.value == total.value:
                first = first or times
                made.append(total)
        if first is None or len(made) < 2:
            continue
        before = [
            one
            for one in manuscript.between(max(first.span.start - 300, 0), first.span.start)
            if one.amount.unit.sort is made[0].amount.unit.sort and _is_plain(one)
        ]
        sums = sum((one.value for one in made), Decimal(0))
        near = [one for one in before if nearly(sums, one.value)]
        if near and all(one.value != sums for one in before):
            yield _remark(near[-1], made, made[-1].whole.end)


def _of_so_many(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Trong 06 đơn vị có 05 xã, 02 phường": kinds of units do not overlap."""
    for quantities in manuscript.clauses:
        for index, total in enumerate(quantities):
            start = max(manuscript.sentence_span(total).start - 2, total.span.start - 24, 0)
            opened = _OF_SO_MANY.search(manuscript.said(start, total.span.start))
            if not opened or not _is_plain(total) or total.head in PEOPLE or not total.head:
                continue
            parts = _run(manuscript, total, quantities[index + 1 :])
            end = manuscript.sentence_span(total).end
            if len(parts) < 2 or _OVERLAP.search(manuscript.said(total.whole.end, end)):
                continue
            made = sum((one.value for one in parts), Decimal(0))
            if made > total.value and nearly(made, total.value):
                yield _remark(total, parts, parts[-1].whole.end)


def _run(manuscript: Manuscript, total: Quantity, behind: Sequence[Quantity]) -> list[Quantity]:
    """The kinds right behind "có", each counted once."""
    kinds = KINDS_OF.get(total.head, frozenset()) | {total.head}
    if not behind:
        return []
    opening = manuscript.said(total.whole.end, behind[0].span.start)
    each = behind[0].head == total.head and _EACH_DID.fullmatch(opening)
    if not each and not _HAVE.fullmatch(opening):
        return []
    run = [behind[0]]
    for one, other in pairwise(behind[:_MOST]):
        if not _JOINED.fullmatch(manuscript.said(one.whole.end, other.span.start)):
            break
        run.append(other)
    known = all(_is_plain(one) and (one.head in kinds or one.head not in PEOPLE) for one in run)
    return run if known else []


def _is_plain(quantity: Quantity) -> bool:
    return (
        quantity.role is Role.LEVEL
        and quantity.exact
        and quantity.amount.denominator is None
        and quantity.amount.unit.sort in (Sort.BARE, Sort.COUNT, Sort.MONEY)
    )


def _judged(total: Quantity, parts: Sequence[Quantity]) -> Iterator[Remark]:
    made = sum((one.value for one in parts), Decimal(0))
    if made != total.value and nearly(made, total.value):
        yield _remark(total, parts, parts[-1].whole.end)


def _remark(total: Quantity, parts: Sequence[Quantity], end: int) -> Remark:
    made = sum((one.value for one in parts), Decimal(0))
    told = " + ".join(shown(one.value) for one in parts)
    return Remark(
        "K102",
        Span(total.span.start, end),
        f"Tổng {shown(total.value)} nhưng các phần cộng lại là {shown(made)} ({told}).",
        f"A total of {shown(total.value)}, but its parts make {shown(made)} ({told}).",
        (total.value, *(one.value for one in parts)),
        expected=shown(made),
    )
