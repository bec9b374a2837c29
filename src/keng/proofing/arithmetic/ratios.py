"""Ratios of two counts: "130 người ở 26 xã, đạt 5 người/xã"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations
from typing import Final

from keng.proofing.arithmetic.averages import (
    AVERAGE,
    OF_ONE,
    averages,
    counts_them,
    only_one,
    wrong_average,
)
from keng.proofing.arithmetic.multiples import multiples
from keng.proofing.arithmetic.products import products_told_behind
from keng.proofing.arithmetic.rates import rates
from keng.proofing.arithmetic.recurring import recurring
from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role, same_kind
from keng.proofing.rounding import agrees, shown
from keng.prose.counted import Sort
from keng.prose.text import Span

_SAYS_RATIO: Final = re.compile(
    r"\b(?:binh quan|trung binh|dat(?: ty le| binh quan| trung binh)?|ty le(?: dat)?)"
    r"(?: moi (?:\w+ ){1,3}(?:co )?)?(?: la| khoang)?\s$"
)
_PER: Final = re.compile(r"(?:\s?[a-z]{1,8}){0,3}\s?/\s?(?:\d{1,4}\s)?[a-z]")
_EACH: Final = re.compile(r"\bmoi ([a-z]+(?: [a-z]+){0,2}?) (?:co |nhan |duoc |gom |la )?$")
_TIMES: Final = re.compile(r"[^\d;.]{0,20} ?[x×*] ?")
_IN_ALL: Final = re.compile(
    r"[^\d;.]{0,20},? (?:tong (?:so|cong)|thanh tien|tuc la|tong (?:[a-z]+ ){0,2}[a-z]+)(?: la)? "
)
_EQUALS: Final = re.compile(r"[^\d;.=]{0,20}= ?")
_BESIDE: Final = re.compile(r", (?:binh quan )?moi (?:[a-z]+ ){1,3}")
_MOST: Final = 12


def ratios(manuscript: Manuscript) -> Iterator[Remark]:
    """Averages that no two counts of their sentence make."""
    for quantities in manuscript.clauses:
        for ratio in quantities:
            if not _is_ratio(manuscript, ratio):
                continue
            counts = [
                found
                for found in quantities
                if found.role is Role.LEVEL
                and found.span.start < ratio.span.start
                and found.amount.unit.sort is Sort.COUNT
                and found.amount.denominator is None
                and manuscript.text.body[found.whole.end : found.whole.end + 1] != "/"
            ][-_MOST:]
            if not _made_by_others(ratio, quantities):
                yield from _judged(ratio, counts)
    yield from multiples(manuscript)


def _made_by_others(ratio: Quantity, quantities: Sequence[Quantity]) -> bool:
    """Whether numbers without a unit make the ratio: "lượt người nghe 11.200, bình quân 70"."""
    values = [one.value for one in quantities[:_MOST] if one.span.start < ratio.span.start]
    return any(
        below and agrees(ratio.value, above / below, ratio.decimals)
        for above, below in permutations(values, 2)
    )


def products(manuscript: Manuscript) -> Iterator[Remark]:
    """ "15 tổ với 105 thành viên, mỗi tổ 07 thành viên": so many times so many."""
    for quantities in manuscript.clauses:
        for each in quantities:
            start = max(manuscript.sentence_span(each).start, each.span.start - 40)
            found = _EACH.search(manuscript.said(start, each.span.start))
            if not found or each.role is not Role.LEVEL or not each.exact or not each.head:
                continue
            before = [
                one
                for one in quantities
                if one.role is Role.LEVEL and one.exact and one.span.start < each.span.start
            ]
            clause = manuscript.text.clause_start(each.span.start)
            before = [one for one in before if one.span.start >= clause] or before
            if _is_each(manuscript, before):
                continue  # "mỗi tổ 2 người, mỗi người 1 triệu": of all of them, not of two
            totals = [one for one in before if same_kind(one.head, each.head)]
            times = [one for one in before if counts_them(manuscript, one, found[1])]
            plain = all(one.amount.denominator is None for one in (*totals, *times))
            if not times and len(totals) == 1 and before[-1] is totals[0]:
                # "104 buổi tại tổ dân phố (mỗi tổ 02 buổi)": how many is told further above.
                bracket = each.depth > totals[0].depth or _BESIDE.fullmatch(
                    manuscript.said(totals[0].whole.end, each.span.start)
                )
                known = only_one(manuscript, found[1], each) if bracket else None
                times = [known] if known is not None else []
            one_each = len(totals) == len(times) == 1 and plain
            if one_each and not _rounded(manuscript, each):
                yield from _multiplied(totals[0], times[0], each)
    yield from products_behind(manuscript)
    yield from averages(manuscript)
    yield from written_products(manuscript)
    yield from products_told_behind(manuscript)
    yield from rates(manuscript)
    yield from recurring(manuscript)


def products_behind(manuscript: Manuscript) -> Iterator[Remark]:
    """ "05 lớp, mỗi lớp 60 người, tổng số 300 người": the total behind what each has."""
    for quantities in manuscript.clauses:
        for index, (each, total) in enumerate(pairwise(quantities)):
            start = max(manuscript.sentence_span(each).start, each.span.start - 40)
            found = _EACH.search(manuscript.said(start, each.span.start))
            between = manuscript.said(each.whole.end, total.span.start)
            alike = each.head == total.head and each.amount.unit.sort is total.amount.unit.sort
            plain = all(one.role is Role.LEVEL and one.exact for one in (each, total))
            if not (found and alike and plain and _IN_ALL.fullmatch(between)):
                continue
            times = [
                one
                for one in quantities[:index]
                if one.role is Role.LEVEL and one.exact and counts_them(manuscript, one, found[1])
            ]
            if times and all(one.value * each.value != total.value for one in times):
                yield from _multiplied(total, max(times, key=lambda one: one.value), each)


def _is_each(manuscript: Manuscript, before: Sequence[Quantity]) -> bool:
    """Whether the last number before is itself so much each."""
    if not before:
        return False
    start = max(manuscript.sentence_span(before[-1]).start, before[-1].span.start - 40)
    return bool(_EACH.search(manuscript.said(start, before[-1].span.start)))


def _rounded(manuscript: Manuscript, each: Quantity) -> bool:
    """Whether "mỗi" tells an average, which rounding or cutting off may make inexact."""
    start = max(manuscript.sentence_span(each).start, each.span.start - 40)
    return bool(AVERAGE.search(manuscript.said(start, each.span.start)))


def written_products(manuscript: Manuscript) -> Iterator[Remark]:
    """ "145 hộ x 20.000 đồng = 2.900.000 đồng": the product as it is written out."""
    for quantities in manuscript.clauses:
        for times, each, total in zip(quantities, quantities[1:], quantities[2:], strict=False):
            first = manuscript.said(times.whole.end, each.span.start)
            second = manuscript.said(each.whole.end, total.span.start)
            if _TIMES.fullmatch(first) and _EQUALS.fullmatch(second):
                yield from _multiplied(total, times, each)


def _multiplied(total: Quantity, times: Quantity, each: Quantity) -> Iterator[Remark]:
    made = times.value * each.value
    if made != total.value:
        yield Remark(
            "K132",
            Span(min(total.span.start, times.span.start), max(total.whole.end, each.whole.end)),
            f"{shown(times.value)} lần {shown(each.value)} là {shown(made)}, không phải "
            f"{shown(total.value)}.",
            f"{shown(times.value)} times {shown(each.value)} is {shown(made)}, not "
            f"{shown(total.value)}.",
            (total.value, times.value, each.value),
            expected=shown(made),
        )


def _is_ratio(manuscript: Manuscript, quantity: Quantity) -> bool:
    if quantity.role is not Role.LEVEL or quantity.amount.denominator is not None:
        return False
    if quantity.amount.unit.sort not in (Sort.BARE, Sort.COUNT):
        return False
    start = max(manuscript.sentence_span(quantity).start, quantity.span.start - 44)
    before = manuscript.said(start, quantity.span.start)
    per = _PER.match(manuscript.text.folded, quantity.span.end)
    said = not OF_ONE.search(before) and _SAYS_RATIO.search(before)
    return bool(said and (per or quantity.decimals) and quantity.exact)


def _judged(ratio: Quantity, counts: Sequence[Quantity]) -> Iterator[Remark]:
    pairs = list(permutations(counts, 2))
    if any(
        below.value and agrees(ratio.value, above.value / below.value, ratio.decimals)
        for above, below in pairs
    ):
        return
    if len(counts) != 2 or not counts[1].value:
        return
    above, below = sorted(counts, key=lambda found: found.head != ratio.head)
    if not ratio.head and ratio.value >= 1 and above.value < below.value:
        above, below = below, above
    if not below.value:
        return
    yield wrong_average(ratio, above, below)


RULES: Final = (
    Rule(
        "K131",
        Severity.WARNING,
        "Bình quân không khớp",
        "Average that its two counts do not make",
        "Hai số đếm duy nhất của câu cho ra số bình quân khác.",
        "The only two counts of the sentence make another average.",
        "Bố trí 96 đồng chí tại 20 xã, đạt 5,2 đồng chí/xã.",
        "Bố trí 96 đồng chí tại 20 xã, đạt 4,8 đồng chí/xã.",
        ratios,
    ),
    Rule(
        "K132",
        Severity.WARNING,
        "Số mỗi đơn vị nhân lên không bằng tổng",
        "So much each that does not make the total",
        "Đã nêu cả tổng số, số đơn vị và số của mỗi đơn vị, nhưng nhân lên không bằng tổng.",
        "The total, the number of units and what each has are all told.",
        "Thành lập 12 tổ với 70 thành viên, mỗi tổ 06 thành viên.",
        "Thành lập 12 tổ với 72 thành viên, mỗi tổ 06 thành viên.",
        products,
    ),
)
