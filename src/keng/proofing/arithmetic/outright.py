"""Percentages of change told beside this value and the one before, without the difference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from keng.proofing.arithmetic.changes import place_of
from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import agrees, rounded, share, shown

_EQUAL: Final = re.compile(
    r"[^\d.;()]{0,24},? (?:van )?bang (?:voi )?(?:so |muc )?(?:cung ky|nam|thang|quy|ky)"
    r"(?:[^\d.;()]|(?:19|20)\d\d){0,40}\((?:cung |la |cung la )?"
)
_YEAR: Final = re.compile(r"\bnam ((?:19|20)\d\d)\b[^\d;.]{0,40}$")
_OTHER_BASE: Final = re.compile(r"\b(?:ke hoach|chi tieu|giao|du toan|nghi quyet|muc tieu)\b")


def outright(manuscript: Manuscript) -> Iterator[Remark]:
    """ "120 tin, tăng 20% so với năm 2024 (96 tin)"."""
    for quantities in manuscript.clauses:
        for percent in quantities:
            if percent.role is Role.BEFORE:
                yield from _said_equal(manuscript, quantities, percent)
            if percent.role is not Role.CHANGE_SHARE or not percent.exact:
                continue
            pair = _both(quantities, percent) or _of_two_years(manuscript, quantities, percent)
            if pair is None or _OTHER_BASE.search(_around(manuscript, percent)):
                continue
            yield from _judged(percent, *pair)


def _said_equal(
    manuscript: Manuscript, quantities: Sequence[Quantity], then: Quantity
) -> Iterator[Remark]:
    """ "02 vụ, bằng cùng kỳ năm trước (03 vụ)"."""
    before = [one for one in quantities if one.span.start < then.span.start]
    if not before or before[-1].role is not Role.LEVEL or before[-1].head != then.head:
        return
    now = before[-1]
    between = manuscript.said(now.whole.end, then.span.start)
    if _EQUAL.fullmatch(between) and now.exact and then.exact and now.value != then.value:
        word = "tăng" if now.value > then.value else "giảm"
        yield Remark(
            "K114",
            place_of(now, then),
            f"Nói bằng kỳ trước, nhưng {shown(now.value)} khác {shown(then.value)}: phải là {word} "
            f"{shown(abs(now.value - then.value))}.",
            f"Said to be as before, but {shown(now.value)} is not {shown(then.value)}.",
            (now.value, then.value),
            expected=f"{word} {shown(abs(now.value - then.value))}",
        )


def _both(quantities: Sequence[Quantity], percent: Quantity) -> tuple[Quantity, Quantity] | None:
    """The one value before and the one of now, where the sentence tells no other of them."""
    earlier = [one for one in quantities if one.role is Role.BEFORE and one.exact]
    if len(earlier) != 1:
        return None
    then = earlier[0]
    same = [one for one in quantities if one.head == then.head and one.head]
    levels = [one for one in same if one.role is Role.LEVEL]
    changes = [one for one in same if one.role is Role.CHANGE]
    shares = [one for one in quantities if one.role in (Role.CHANGE_SHARE, Role.SHARE)]
    plain = len(levels) == 1 and levels[0].exact and levels[0].amount.denominator is None
    if not plain or changes or shares != [percent]:
        return None
    return levels[0], then


def _of_two_years(
    manuscript: Manuscript, quantities: Sequence[Quantity], percent: Quantity
) -> tuple[Quantity, Quantity] | None:
    """ "Năm 2023 có 96 buổi, năm 2022 có 80 buổi, tăng 20%": this year's value and the other."""
    before = [one for one in quantities if one.span.start < percent.span.start]
    if len(before) != 2 or before[0].head != before[1].head or not before[0].head:
        return None
    years: list[tuple[int, Quantity]] = []
    for one in before:
        start = max(manuscript.sentence_span(one).start, one.span.start - 60)
        named = _YEAR.search(manuscript.said(start, one.span.start))
        plain = one.role in (Role.LEVEL, Role.BEFORE) and one.exact
        if not named or not plain or one.amount.denominator is not None:
            return None
        years.append((int(named[1]), one))
    (then, first), (now, second) = sorted(years, key=lambda pair: pair[0])
    return (second, first) if then != now else None


def _around(manuscript: Manuscript, percent: Quantity) -> str:
    sentence = manuscript.sentence_span(percent)
    start = max(sentence.start, percent.span.start - 60)
    return manuscript.said(start, min(sentence.end, percent.whole.end + 60))


def _judged(percent: Quantity, now: Quantity, then: Quantity) -> Iterator[Remark]:
    by = now.value - then.value
    made = share(abs(by), then.value)
    if made is None or not by:
        return
    right_way = (by > 0) == (percent.rise > 0)
    if right_way and agrees(percent.value, made, percent.decimals):
        return
    if not right_way:
        yield _remark("K115", percent, now, then, f"{'tăng' if by > 0 else 'giảm'}")
        return
    swapped = share(abs(by), now.value)
    wrong_base = swapped is not None and agrees(percent.value, swapped, percent.decimals)
    right = f"{shown(rounded(made, percent.decimals))}%"
    yield _remark("K111" if wrong_base else "K112", percent, now, then, right)


def _remark(code: str, percent: Quantity, now: Quantity, then: Quantity, right: str) -> Remark:
    return Remark(
        code,
        place_of(percent, now, then),
        f"Từ {shown(then.value)} đến {shown(now.value)} phải là {right}, không phải như đã ghi "
        f"({shown(percent.value)}%).",
        f"From {shown(then.value)} to {shown(now.value)} it is {right}, not"
        f" {shown(percent.value)}% "
        "as said.",
        (now.value, then.value, percent.value),
        expected=right,
    )
