"""Changes told with both of their ends: "tăng 06 buổi (từ 30 buổi lên 36 buổi), tăng 20%"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from keng.proofing.arithmetic.changes import place_of
from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import agrees, rounded, share, shown

_FROM: Final = re.compile(r"\btu\s$")
_TO: Final = re.compile(
    r"[^\d;.]{0,24}(?: (?:nam |thang )?\d{4})?[^\d;.]{0,24}"
    r"\b(?:len|xuong|con|den nay(?: da)?(?: co)?|len den)(?: con)?\s(?:con\s)?$"
)
_NEW: Final = re.compile(
    r"\b(?:moi|them|bo sung|lap dat|trang bi|thanh lap|xay dung|mua sam|mua)\s$"
)
_RAISED: Final = re.compile(
    r"[^\d;.()]{0,12},?\s?(?:nang|dua)(?: tong so)?\s[^\d;.()]{0,16}\btu\s$"
)
_NEAR: Final = re.compile(r"[^\d;.]{0,24}")
_MOVES: Final = (Role.CHANGE, Role.CHANGE_SHARE)


def between_two(manuscript: Manuscript) -> Iterator[Remark]:
    """The change beside two ends that differ by another number, or make another percentage."""
    for quantities in manuscript.clauses:
        for index in range(len(quantities) - 1):
            first, last = quantities[index], quantities[index + 1]
            if _are_ends(manuscript, first, last):
                yield from _beside(manuscript, quantities, index)


def _are_ends(manuscript: Manuscript, first: Quantity, last: Quantity) -> bool:
    both = first.exact and last.exact and first.role is Role.LEVEL and last.role is Role.LEVEL
    alike = both and (first.head == last.head or not first.head)
    return (
        alike
        and bool(_FROM.search(manuscript.said(first.span.start - 4, first.span.start)))
        and bool(_TO.fullmatch(manuscript.said(first.whole.end, last.span.start)))
    )


def _beside(manuscript: Manuscript, quantities: Sequence[Quantity], index: int) -> Iterator[Remark]:
    """The numbers right before the two ends and right behind them."""
    first, last = quantities[index], quantities[index + 1]
    before = quantities[index - 1] if index else None
    if before is not None and before.exact:
        between = manuscript.said(before.whole.end, first.span.start)
        added = before.role is Role.LEVEL and _RAISED.fullmatch(between)
        fresh = _NEW.search(manuscript.said(before.span.start - 12, before.span.start))
        moved = before.role in _MOVES and _NEAR.fullmatch(between)
        if moved or (added and fresh and before.head == last.head):
            yield from _judged(before, first, last)
    for behind in quantities[index + 2 : index + 4]:
        between = manuscript.said(last.whole.end, behind.span.start)
        aim = "chi tieu" in between or "ke hoach" in between
        if behind.role in _MOVES and behind.exact and _NEAR.fullmatch(between) and not aim:
            yield from _judged(behind, first, last)


def _judged(change: Quantity, first: Quantity, last: Quantity) -> Iterator[Remark]:
    by = abs(last.value - first.value)
    if change.role is Role.CHANGE_SHARE:
        made = share(by, first.value)
        if made is None or agrees(change.value, made, change.decimals):
            return
        expected = f"{shown(rounded(made, change.decimals))}%"
    elif change.value == by or (change.head and change.head != last.head):
        return
    else:
        expected = shown(by)
    yield Remark(
        "K116",
        place_of(change, first, last),
        f"Từ {shown(first.value)} đến {shown(last.value)} là thay đổi {expected}, không phải "
        f"{shown(change.value)}.",
        f"From {shown(first.value)} to {shown(last.value)} is a change of {expected}, not of "
        f"{shown(change.value)}.",
        (change.value, first.value, last.value),
        expected=expected,
    )


RULES: Final = (
    Rule(
        "K116",
        Severity.WARNING,
        "Số tăng, giảm không khớp với hai mốc từ … lên, xuống …",
        "A change that its two ends deny",
        "Câu đã nêu cả số đầu và số cuối; hiệu hoặc tỷ lệ của hai số đó khác với số đã ghi.",
        "Both ends are told; they differ by another number or percentage.",
        "Số buổi tuyên truyền tăng 08 buổi (từ 30 buổi lên 36 buổi).",
        "Số buổi tuyên truyền tăng 06 buổi (từ 30 buổi lên 36 buổi), tăng 20%.",
        between_two,
    ),
)
