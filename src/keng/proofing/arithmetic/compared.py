"""Percentages of change beside both periods as a fraction, and differences of two percentages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import agrees, rounded, share, shown
from keng.prose.text import Span

# "(41/47 vụ, giảm 12,8%)", "(17/21 = -19,05%)".
_MOVED: Final = re.compile(r"[^\d;.()]{0,20}(?:,|=|;|tuc)\s?[^\d;.()]{0,16}")
_POINTS: Final = re.compile(r"\s?(?:diem )?(?:phan tram|%)\b|\s?diem\b")
_UP: Final = re.compile(r"\b(?:tang|cao hon|vuot|(?<!thap )hon)\b[^\d]{0,30}$")
_DOWN: Final = re.compile(r"\b(?:giam|thap hon|kem|thieu|hut)\b[^\d]{0,30}$")
_AGAINST: Final = re.compile(r"[^\d;.]{0,24}\b(?:so voi|cung ky|muc|nam)\b[^;.]{0,40}")
_SINCE: Final = re.compile(
    r" so (?:voi )?(?:cung ky|nam|thang|quy)(?:[^\d.;()]|(?:19|20)\d\d){0,30}\((?:dat |la )?"
)
_AS_MUCH: Final = re.compile(r"\bbang\s?$")
_OF_BEFORE: Final = re.compile(
    r"\s(?:so voi |cua )?(?:cung ky|nam (?:truoc|\d{4})|thang truoc|quy truoc|ky truoc)\b"
)


def compared(manuscript: Manuscript) -> Iterator[Remark]:
    """Changes told beside both of their periods, as a fraction or as two percentages."""
    for quantities in manuscript.clauses:
        yield from _as_much(manuscript, quantities)
        for one, other in pairwise(quantities):
            if one.amount.denominator and other.role is Role.CHANGE_SHARE:
                yield from _over_the_fraction(manuscript, one, other, other.rise)
        for three in zip(quantities, quantities[1:], quantities[2:], strict=False):
            yield from _of_three(manuscript, *three)


def _of_three(
    manuscript: Manuscript, first: Quantity, second: Quantity, third: Quantity
) -> Iterator[Remark]:
    """A change with its fraction and percentage, or two percentages with the points between."""
    shares = [one for one in (first, second, third) if one.role is Role.SHARE]
    if first.role is Role.CHANGE and second.amount.denominator and third in shares:
        opened = manuscript.said(first.whole.end, second.span.start).endswith("(")
        if opened and second.depth == third.depth > first.depth:
            yield from _over_the_fraction(manuscript, second, third, first.rise)
    elif first in shares and second.role is Role.CHANGE_SHARE and third in shares:
        yield from _rose_by(manuscript, first, second, third)
        yield from _in_points(manuscript, first, second, third)
    elif first in shares and third in shares:
        yield from _in_points(manuscript, first, second, third)
    elif first in shares and second in shares:
        yield from _in_points(manuscript, first, third, second)


def of_the_period_before(manuscript: Manuscript, percent: Quantity) -> bool:
    """Whether a percentage tells the level itself ("bằng 84,6% cùng kỳ"), not its change."""
    before = manuscript.said(percent.span.start - 8, percent.span.start)
    behind = _OF_BEFORE.match(manuscript.text.folded, percent.whole.end)
    return bool(_AS_MUCH.search(before) and behind)


def _as_much(manuscript: Manuscript, quantities: Sequence[Quantity]) -> Iterator[Remark]:
    """ "22 vụ, so với cùng kỳ (26 vụ) giảm 04 vụ, bằng 88,4% cùng kỳ"."""
    for percent in quantities:
        if percent.role is not Role.SHARE or not of_the_period_before(manuscript, percent):
            continue
        levels = [one for one in quantities if one.role is Role.LEVEL and one.exact]
        earlier = [one for one in quantities if one.role is Role.BEFORE and one.exact]
        if len(earlier) != 1:
            continue
        then = earlier[0]
        made = [share(one.value, then.value) for one in levels if one.head == then.head]
        known = [one for one in made if one is not None]
        if not known or any(agrees(percent.value, one, percent.decimals) for one in known):
            continue
        right = rounded(known[0], percent.decimals)
        yield Remark(
            "K122",
            Span(then.span.start, percent.whole.end),
            f"So với {shown(then.value)} của kỳ trước phải là {shown(right)}%, không phải "
            f"{shown(percent.value)}%.",
            f"Of the {shown(then.value)} before it is {shown(right)}%, not "
            f"{shown(percent.value)}%.",
            (then.value, percent.value),
            expected=f"{shown(right)}%",
        )


def _over_the_fraction(
    manuscript: Manuscript, pair: Quantity, percent: Quantity, rise: int
) -> Iterator[Remark]:
    now, then = pair.value, pair.amount.denominator or Decimal(0)
    between = manuscript.said(pair.whole.end, percent.span.start)
    sound = pair.exact and percent.exact and now and then and _MOVED.fullmatch(between)
    if not sound or _fits(percent, now, then) or now == then:
        return
    if agrees(percent.value, share(now, then) or Decimal(0), percent.decimals):
        return  # the level itself, as a part of the one before
    if (now > then) != (rise > 0):
        return  # the earlier period may stand first: then nothing is known of the base
    right = rounded(share(abs(now - then), then) or Decimal(0), percent.decimals)
    swapped = _fits(percent, then, now)
    yield Remark(
        "K111" if swapped else "K112",
        Span(pair.span.start, percent.whole.end),
        f"Từ {shown(then)} đến {shown(now)} là thay đổi {shown(right)}%, không phải "
        f"{shown(percent.value)}%" + (" (đã chia cho số của kỳ này)." if swapped else "."),
        f"From {shown(then)} to {shown(now)} is a change of {shown(right)}%, not "
        f"{shown(percent.value)}%" + (" (divided by this period)." if swapped else "."),
        (now, then, percent.value),
        expected=f"{shown(right)}%",
    )


def _fits(percent: Quantity, now: Decimal, then: Decimal) -> bool:
    made = share(abs(now - then), then)
    return made is not None and agrees(percent.value, made, percent.decimals)


def _rose_by(
    manuscript: Manuscript, now: Quantity, by: Quantity, before: Quantity
) -> Iterator[Remark]:
    """ "92,5%, tăng 3,2% so với năm 2023 (88,3%)": neither points nor a share of the one before."""
    between = manuscript.said(by.whole.end, before.span.start)
    plain = now.exact and by.exact and before.exact
    if not plain or not _SINCE.fullmatch(between) or before.depth <= now.depth:
        return
    if ";" in manuscript.said(now.whole.end, by.span.start):
        return
    apart = (now.value - before.value) * by.rise
    slack = Decimal(1).scaleb(-min(now.decimals, before.decimals, by.decimals))
    made = share(apart, before.value)
    relative = made is not None and agrees(by.value, made, by.decimals)
    if abs(apart - by.value) < slack or relative:
        return
    yield Remark(
        "K112",
        Span(now.span.start, before.whole.end),
        f"Từ {shown(before.value)}% đến {shown(now.value)}% là {shown(abs(apart))} điểm phần trăm, "
        f"không phải {shown(by.value)}.",
        f"From {shown(before.value)}% to {shown(now.value)}% are {shown(abs(apart))} points, not "
        f"{shown(by.value)}.",
        (now.value, by.value, before.value),
        expected=shown(abs(apart)),
    )


def _in_points(
    manuscript: Manuscript, now: Quantity, points: Quantity, before: Quantity
) -> Iterator[Remark]:
    """ "đạt 87,8%, cao hơn 2,7 điểm phần trăm so với cùng kỳ (85,1%)"."""
    first = min(points.span.start, before.span.start)
    said = manuscript.said(now.whole.end, first)
    if not (_UP.search(said) or _DOWN.search(said)):
        # Both percentages may stand before the points between them.
        said = manuscript.said(before.whole.end, points.span.start)
    up, down = _UP.search(said), _DOWN.search(said)
    behind = manuscript.said(points.span.end, points.span.end + 60)
    told = _POINTS.match(behind) and (
        before.span.start < points.span.start
        or _AGAINST.search(manuscript.said(points.span.end, before.span.start))
    )
    if not told or bool(up) == bool(down) or points.amount.denominator is not None:
        return
    by = now.value - before.value
    stated = points.value if up else -points.value
    slack = Decimal(1).scaleb(-min(now.decimals, before.decimals, points.decimals))
    if abs(by - stated) >= slack:
        word = "cao hơn" if by > 0 else "thấp hơn"
        yield Remark(
            "K114",
            Span(now.span.start, max(before.whole.end, points.whole.end)),
            f"{shown(now.value)}% {word} {shown(before.value)}% là {shown(abs(by))} điểm phần "
            "trăm.",
            f"{shown(now.value)}% and {shown(before.value)}% are {shown(abs(by))} points apart.",
            (now.value, points.value, before.value),
            expected=f"{word} {shown(abs(by))}",
        )
