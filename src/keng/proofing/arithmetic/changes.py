"""Changes against an earlier period: the number, its percentage, and the values that they join.

A change of X with a level N now stands on N - X before. The percentage agrees when X divided by
what was before gives it; one that was divided by this period's level is the commonest mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from keng.proofing.arithmetic.compared import compared, of_the_period_before
from keng.proofing.arithmetic.targets import targets
from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import agrees, rounded, share, shown
from keng.prose.text import Span

_JOINS: Final = re.compile(
    r"[^\d.;:]{0,40}(?:\(|=|\bbang\b|\btuong duong\b|\btuong ung\b|\bung voi\b|\bty le\b|\bti le\b)"
    r"[^\d.;:]{0,16}"
)
# What a change is against may stand before its percentage, with the number of a part.
_FURTHER: Final = re.compile(
    r"(?:[^\d.;:()]|\b(?:nam|diem|muc|muc luc|quy|thang) \d{1,4}(?:[./]\d{1,4}){0,2}){0,80},"
    r"\s?(?:tuc |tuong duong |va )?(?:la )?(?:tang|giam) (?:la |khoang )?"
)
_NEXT_TO: Final = re.compile(r"[^\d.;:(]{0,24},[^\d.;:(]{0,12}")
_PAST_BRACKET: Final = re.compile(r"\s?\),?[^\d.;:()]{0,36}")
_NOT_A_CHANGE: Final = re.compile(r"\b(?:chiem|ke hoach|chi tieu|du toan|dat)\b")
_NONE: Final = re.compile(r"\b(?:khong (?:xay ra|co|phat sinh|phat hien)|chua xay ra)\b")
_LABEL: Final = re.compile(r"[^\W\d]+")
_EMPTY_WORDS_SAID: Final = "so tang giam vu nguoi va la co da bi cung ky voi nam thang"
_EMPTY_WORDS: Final = frozenset(_EMPTY_WORDS_SAID.split())
_CLOSE: Final = 60


def percentages(manuscript: Manuscript) -> Iterator[Remark]:
    """Percentages of change that no level of their paragraph explains."""
    before: Sequence[Quantity] = ()
    for quantities in manuscript.clusters:
        for change, percent in _pairs(manuscript, quantities):
            if percent.rise and percent.rise != change.rise:
                yield _other_direction(change, percent)
            elif not _explained(manuscript, change, percent, [*before, *quantities]):
                here = [found for found in quantities if is_level(found, change)]
                if (base := _told_base(change, quantities)) is not None:
                    yield from _over_the_told_base(change, percent, base)
                else:
                    yield from _judged(manuscript, change, percent, here or before)
        before = quantities
    yield from compared(manuscript)
    yield from targets(manuscript)


def _pairs(
    manuscript: Manuscript, quantities: Sequence[Quantity]
) -> Iterator[tuple[Quantity, Quantity]]:
    """A change and the percentage bound to it, in either order."""
    for one, other in pairwise(quantities):
        if one.sentence != other.sentence:
            continue
        between = manuscript.said(one.whole.end, other.span.start)
        if one.role is Role.CHANGE and other.role in (Role.CHANGE_SHARE, Role.SHARE):
            near = other.role is Role.CHANGE_SHARE and (
                _NEXT_TO.fullmatch(between) or _FURTHER.fullmatch(between)
            )
            joined = near or _JOINS.fullmatch(between)
            points = manuscript.said(one.whole.end, one.whole.end + 11) == " phan tram "
            if points or of_the_period_before(manuscript, other):
                continue
            if joined and not _NOT_A_CHANGE.search(between) and other.exact and one.exact:
                yield one, other
        elif one.role is Role.CHANGE_SHARE and other.role is Role.CHANGE:
            alike = one.rise == other.rise and one.exact and other.exact
            if alike and _JOINS.fullmatch(between):
                yield other, one
    yield from _over_the_past(manuscript, quantities)


def _over_the_past(
    manuscript: Manuscript, quantities: Sequence[Quantity]
) -> Iterator[tuple[Quantity, Quantity]]:
    """ "tăng 24 buổi so với quý II (180 buổi), tăng 13,3%": the value before stands between."""
    for change, before, percent in zip(quantities, quantities[1:], quantities[2:], strict=False):
        roles = (change.role, before.role, percent.role)
        if roles != (Role.CHANGE, Role.BEFORE, Role.CHANGE_SHARE) or change.head != before.head:
            continue
        near = _PAST_BRACKET.fullmatch(manuscript.said(before.whole.end, percent.span.start))
        if near and change.sentence == percent.sentence and change.exact and percent.exact:
            yield change, percent


def _fits(change: Quantity, percent: Quantity, base: Decimal) -> bool:
    computed = share(change.value, base) if base > 0 else None
    return computed is not None and agrees(percent.value, computed, percent.decimals)


def is_level(quantity: Quantity, change: Quantity) -> bool:
    """Whether a number is an exact level of what a change counts."""
    return quantity.role is Role.LEVEL and quantity.exact and _comparable(quantity, change)


def _explained(
    manuscript: Manuscript, change: Quantity, percent: Quantity, around: Sequence[Quantity]
) -> bool:
    """Whether any level or earlier value of the paragraphs makes the percentage right."""
    if (base := _told_base(change, around)) is not None:
        return _fits(change, percent, base.value)
    for quantity in around:
        if not _comparable(quantity, change):
            continue
        if quantity.role is Role.BEFORE and _fits(change, percent, quantity.value):
            return True
        if quantity.role is Role.LEVEL:
            past = quantity.value - change.rise * change.value
            if _fits(change, percent, past) or _over_what_was(change, percent, quantity):
                return True
    sentence = manuscript.sentence_span(change)
    gone = change.rise < 0 and _NONE.search(manuscript.said(sentence.start, change.span.start))
    return bool(gone) and _fits(change, percent, change.value)


def _told_base(change: Quantity, around: Sequence[Quantity]) -> Quantity | None:
    """The value before, where the sentence of a change tells it and there is but one."""
    told = [
        one
        for one in around
        if one.role is Role.BEFORE and one.sentence == change.sentence and one.exact
    ]
    same = [one for one in told if one.head == change.head and change.head]
    return same[0] if len(told) == len(same) == 1 else None


def _over_what_was(change: Quantity, percent: Quantity, quantity: Quantity) -> bool:
    """Whether a fraction right behind the change is this period over the one before ("48/40")."""
    over = quantity.amount.denominator
    behind = 0 <= quantity.span.start - change.span.start < _CLOSE
    return bool(over and behind and _fits(change, percent, over))


def _over_the_told_base(change: Quantity, percent: Quantity, base: Quantity) -> Iterator[Remark]:
    now = base.value + change.rise * change.value
    right = share(change.value, base.value)
    if right is None or now < 0:
        return
    swapped = _fits(change, percent, now)
    expected = f"{shown(rounded(right, percent.decimals))}%"
    yield Remark(
        "K111" if swapped else "K112",
        place_of(change, percent, base),
        f"{shown(change.value)} trên {shown(base.value)} của kỳ trước là {expected}, không phải "
        f"{shown(percent.value)}%" + (" (đã chia cho số của kỳ này)." if swapped else "."),
        f"{shown(change.value)} of {shown(base.value)} before is {expected}, not "
        f"{shown(percent.value)}%" + (" (divided by this period)." if swapped else "."),
        (change.value, base.value, percent.value),
        expected=expected,
    )


def _judged(
    manuscript: Manuscript, change: Quantity, percent: Quantity, quantities: Sequence[Quantity]
) -> Iterator[Remark]:
    levels = [quantity for quantity in quantities if is_level(quantity, change)]
    bound = _bound(manuscript, change, levels)
    swapped = [level for level in levels if _fits(change, percent, level.value)]
    if bound and bound in swapped:
        yield _on_this_period(change, percent, bound)
    elif bound or swapped:
        yield _on_no_base(change, percent, bound or swapped[-1])


def _bound(manuscript: Manuscript, change: Quantity, levels: Sequence[Quantity]) -> Quantity | None:
    """The level that a change speaks of: the only one, or the one whose words it shares."""
    before = [level for level in levels if level.span.start < change.span.start]
    if len(before) == 1:
        return before[0]
    # Of two that are alike the nearer one is meant.
    nearest = reversed(before)
    best = max(nearest, key=lambda found: _likeness(manuscript, found, change), default=None)
    if best is None or not _likeness(manuscript, best, change):
        return None
    return best


def _likeness(manuscript: Manuscript, level: Quantity, change: Quantity) -> int:
    return len(_label(manuscript, level) & _label(manuscript, change))


def _label(manuscript: Manuscript, quantity: Quantity) -> set[str]:
    """The words close to a quantity, in its own clause."""
    sentence = manuscript.sentence_span(quantity)
    before = manuscript.said(max(sentence.start, quantity.span.start - 40), quantity.span.start)
    behind = manuscript.said(quantity.whole.end, min(sentence.end, quantity.whole.end + 24))
    words = re.split(r"[\d;,:.(]", before)[-1] + " " + re.split(r"[\d;,:.()]", behind)[0]
    return set(_LABEL.findall(words)) - _EMPTY_WORDS


def _comparable(quantity: Quantity, change: Quantity) -> bool:
    return not quantity.head or not change.head or quantity.head == change.head


def place_of(*quantities: Quantity) -> Span:
    """The stretch from the first of some numbers to the last."""
    return Span(
        min(quantity.span.start for quantity in quantities),
        max(quantity.whole.end for quantity in quantities),
    )


def _on_this_period(change: Quantity, percent: Quantity, level: Quantity) -> Remark:
    past = level.value - change.rise * change.value
    right = share(change.value, past) if past > 0 else None
    expected = f"{shown(rounded(right, percent.decimals))}%" if right is not None else None
    return Remark(
        "K111",
        place_of(change, percent),
        f"{shown(percent.value)}% được chia cho số của kỳ này ({shown(level.value)}); so với kỳ "
        f"trước ({shown(past)}) phải là {expected or 'không tính được'}.",
        f"{shown(percent.value)}% was divided by this period ({shown(level.value)}); against the "
        f"period before ({shown(past)}) it is {expected or 'not to be computed'}.",
        (level.value, change.value, percent.value),
        (level.whole,),
        expected,
    )


def _on_no_base(change: Quantity, percent: Quantity, level: Quantity) -> Remark:
    past = level.value - change.rise * change.value
    right = share(change.value, past) if past > 0 else None
    expected = f"{shown(rounded(right, percent.decimals))}%" if right is not None else None
    told = f"{shown(change.value)} trên {shown(past)} là {expected}" if expected else "không khớp"
    return Remark(
        "K112",
        place_of(change, percent),
        f"Tỷ lệ tăng, giảm {shown(percent.value)}% không khớp: {told}.",
        f"The change of {shown(percent.value)}% does not agree with {shown(change.value)} and a "
        f"value of {shown(level.value)} now" + (f"; {expected} would." if expected else "."),
        (level.value, change.value, percent.value),
        (level.whole,),
        expected,
    )


def _other_direction(change: Quantity, percent: Quantity) -> Remark:
    return Remark(
        "K113",
        place_of(change, percent),
        "Số tuyệt đối và tỷ lệ phần trăm nói hai chiều tăng, giảm khác nhau.",
        "The number and its percentage say opposite directions.",
        (change.value, percent.value),
    )


RULES: Final = (
    Rule(
        "K111",
        Severity.ERROR,
        "Tỷ lệ tăng, giảm chia cho số của kỳ này",
        "Percentage of change divided by this period",
        "Tỷ lệ tăng, giảm phải chia cho số của kỳ trước; ở đây chỉ khi chia cho số của kỳ này "
        "mới ra tỷ lệ đã ghi.",
        "A change in percent is divided by the value before; here only this period's value gives "
        "the printed percentage.",
        "Trong tháng xảy ra 48 vụ va chạm, tăng 08 vụ (+16,7%) so với tháng trước.",
        "Trong tháng xảy ra 48 vụ va chạm, tăng 08 vụ (+20%) so với tháng trước.",
        percentages,
    ),
    Rule(
        "K112",
        Severity.WARNING,
        "Tỷ lệ tăng, giảm không khớp",
        "Percentage of change that does not agree",
        "Số tăng, giảm và số của kỳ đứng bên cạnh cho ra một tỷ lệ khác.",
        "The number of the change and the value beside it make another percentage.",
        "Trong tháng xảy ra 48 vụ va chạm, tăng 08 vụ (+25,5%) so với tháng trước.",
        "Trong tháng xảy ra 48 vụ va chạm, tăng 08 vụ (+20%) so với tháng trước.",
        percentages,
    ),
    Rule(
        "K113",
        Severity.ERROR,
        "Số và tỷ lệ nói hai chiều khác nhau",
        "Number and percentage in opposite directions",
        "Một số đã tăng thì tỷ lệ không thể giảm, và ngược lại.",
        "A number that rose cannot have fallen in percent.",
        "Trong quý có 60 vụ va chạm, tăng 12 vụ (giảm 25%) so với quý trước.",
        "Trong quý có 60 vụ va chạm, tăng 12 vụ (tăng 25%) so với quý trước.",
        percentages,
    ),
)
