"""Two totals side by side whose parts are told together: "9 tập thể và 20 cá nhân, trong đó "
"..."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role, says_move
from keng.proofing.rounding import shown
from keng.prose.text import Span

_BESIDE: Final = re.compile(r"[a-z ]{0,20}(?:,| va|/| voi)[a-z ]{0,20}")
_OPENS: Final = re.compile(
    r"[^\d;.]{0,60}\b(?:trong do|gom|bao gom|cu the|chia ra)\b"
    r"|[^\d;.]{0,40}:"
)
_OTHER_TALK: Final = re.compile(r"\b(?:so voi|cung ky)\b")
_MOST_PARTS: Final = 30


def interleaved(manuscript: Manuscript) -> Iterator[Remark]:
    """Totals of one list, of which one is made by its parts and another is not.

    The one that holds shows that the list is whole; without it nothing could be told.
    """
    for quantities in manuscript.clauses:
        for first, second in pairwise(quantities):
            if not _stand_side_by_side(manuscript, first, second):
                continue
            opened = _OPENS.match(manuscript.text.folded, second.whole.end)
            if not opened:
                continue
            rest = [found for found in quantities if found.span.start >= opened.end()]
            end = manuscript.sentence_span(first).end
            other = _OTHER_TALK.search(manuscript.text.folded, opened.end(), end)
            if not other and not says_move(manuscript.text, opened.end(), end):
                yield from _judged((first, second), rest[:_MOST_PARTS])


def _stand_side_by_side(manuscript: Manuscript, first: Quantity, second: Quantity) -> bool:
    plain = all(
        found.role is Role.LEVEL and found.exact and found.head and found.amount.denominator is None
        for found in (first, second)
    )
    if not plain or first.head == second.head:
        return False
    return bool(_BESIDE.fullmatch(manuscript.said(first.whole.end, second.span.start)))


def _judged(totals: Sequence[Quantity], rest: Sequence[Quantity]) -> Iterator[Remark]:
    parts = {
        total.head: [found for found in rest if found.head == total.head and _is_part(found)]
        for total in totals
    }
    made = {
        head: sum((found.value for found in found_parts), Decimal(0))
        for head, found_parts in parts.items()
    }
    if min(len(found) for found in parts.values()) < 2:
        return
    right = [total for total in totals if made[total.head] == total.value]
    for total in totals:
        if right and total not in right:
            yield _remark(total, parts[total.head], made[total.head])


def _is_part(quantity: Quantity) -> bool:
    return quantity.role is Role.LEVEL and quantity.exact and quantity.amount.denominator is None


def _remark(total: Quantity, parts: Sequence[Quantity], made: Decimal) -> Remark:
    told = " + ".join(shown(part.value) for part in parts)
    return Remark(
        "K109",
        Span(total.span.start, parts[-1].whole.end),
        f"Tổng {shown(total.value)} nhưng các phần cộng lại là {shown(made)} ({told}).",
        f"A total of {shown(total.value)}, but its parts make {shown(made)} ({told}).",
        (total.value, *(part.value for part in parts)),
        expected=shown(made),
    )


RULES: Final = (
    Rule(
        "K109",
        Severity.WARNING,
        "Hai tổng nêu cùng nhau, một tổng không khớp",
        "Two totals of one list, one of which its parts do not make",
        "Các phần bằng một tổng nêu cùng chỗ, tức là đã kể hết, nhưng không bằng tổng còn lại.",
        "The parts of the other total add up, so the list is whole.",
        "Khen thưởng 9 tập thể và 20 cá nhân, trong đó UBND tỉnh 3 tập thể, 8 cá nhân; UBND "
        "huyện 6 "
        "tập thể, 11 cá nhân.",
        "Khen thưởng 9 tập thể và 20 cá nhân, trong đó UBND tỉnh 3 tập thể, 8 cá nhân; UBND "
        "huyện 6 "
        "tập thể, 12 cá nhân.",
        interleaved,
    ),
)
