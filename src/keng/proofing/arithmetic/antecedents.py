"""Parts whose total is told further back: "412 buổi cho 39.840 lượt người, trong đó ... buổi"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from keng.proofing.arithmetic.overlaps import may_overlap
from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import shown
from keng.prose.text import Span

_WITHIN: Final = re.compile(r"\btrong do\b")
_OF: Final = re.compile(r"\btrong (?:so |tong so )?$")
_HAVE: Final = re.compile(r"[^\d;.:()]{0,40}\bco\s$")
_OTHER: Final = re.compile(r"\b(?:so voi|cung ky|tang|giam|ngoai ra|dong thoi|luy ke|tong)\b")
_MOST: Final = 12
_FAR: Final = 600  # letters to either side of "trong đó"


def far_totals(manuscript: Manuscript) -> Iterator[Remark]:
    """Parts behind "trong đó" that make more than the last number of their kind before it."""
    for found in _WITHIN.finditer(manuscript.text.folded):
        sentence = manuscript.text.sentence_at(found.start())
        paragraph = manuscript.text.paragraph_at(found.start())
        parts = _parts(
            manuscript,
            manuscript.between(found.end(), min(sentence.end, found.end() + _FAR)),
            found.end(),
        )
        before = manuscript.between(max(paragraph.start, found.start() - _FAR), found.start())
        if len(parts) < 2 or not before or before[-1].head == parts[0].head:
            continue  # the nearest number is the total: the rules of totals ask about it
        same = [one for one in before if one.head == parts[0].head and one.role is Role.LEVEL]
        if same and same[-1].exact and same[-1].amount.denominator is None:
            yield from _exceeded(same[-1], parts)


def of_so_many(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Trong 13 báo cáo đã gửi có 09 báo cáo đúng hạn, 05 báo cáo chậm"."""
    for quantities in manuscript.clauses:
        for index, total in enumerate(quantities[:-2]):
            said = manuscript.said(total.span.start - 16, total.span.start)
            behind = manuscript.said(total.whole.end, quantities[index + 1].span.start)
            if _OF.search(said) and _HAVE.fullmatch(behind) and total.exact and total.head:
                parts = _parts(manuscript, quantities[index + 1 :], total.whole.end)
                if len(parts) > 1 and parts[0].head == total.head:
                    yield from _exceeded(total, parts)


def _parts(manuscript: Manuscript, quantities: Sequence[Quantity], start: int) -> list[Quantity]:
    """Levels of one kind one after the other, until other talk or another bracket."""
    parts: list[Quantity] = []
    for one in quantities[:_MOST]:
        between = manuscript.said(start, one.span.start)
        if _OTHER.search(between) or (";" in between and not parts):
            break
        start = one.whole.end
        if one.role is Role.SHARE:
            continue
        plain = one.role is Role.LEVEL and one.exact and one.head and one.depth == 0
        if not plain or one.amount.denominator is not None:
            break
        if parts and one.head != parts[0].head:
            break
        parts.append(one)
    return parts


def _exceeded(total: Quantity, parts: Sequence[Quantity]) -> Iterator[Remark]:
    made = sum((part.value for part in parts), Decimal(0))
    if made <= total.value or may_overlap(total.head):
        return
    told = " + ".join(shown(part.value) for part in parts)
    yield Remark(
        "K102",
        Span(total.span.start, parts[-1].whole.end),
        f"Tổng {shown(total.value)} nhưng các phần cộng lại là {shown(made)} ({told}).",
        f"A total of {shown(total.value)}, but its parts make {shown(made)} ({told}).",
        (total.value, *(part.value for part in parts)),
        expected=shown(made),
    )
