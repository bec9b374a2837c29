"""Paragraphs with more numbers than any prose has: no rule can say what they state."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import MOST_NUMBERS, Manuscript
from keng.proofing.rounding import shown
from keng.prose.text import Span

_SHOWN: Final = 60


def crowded(manuscript: Manuscript) -> Iterator[Remark]:
    """What is left out of the rules of arithmetic is named, so that nobody takes it for checked."""
    for quantities in manuscript.paragraphs:
        if len(quantities) > MOST_NUMBERS:
            start = manuscript.paragraph_span(quantities[0]).start
            count = shown(Decimal(len(quantities)))
            yield Remark(
                "K305",
                Span(start, min(start + _SHOWN, quantities[-1].whole.end)),
                f"Đoạn này có {count} số; các phép tính trong đoạn không được soát, hãy tách đoạn.",
                f"This paragraph holds {count} numbers; sums in it were not checked, divide it.",
            )


RULES: Final = (
    Rule(
        "K305",
        Severity.STYLE,
        "Đoạn có quá nhiều số để soát",
        "More numbers in a paragraph than can be checked",
        f"Đoạn văn có hơn {MOST_NUMBERS} số thì không còn biết số nào thuộc về số nào, nên các quy "
        "tắc số học bỏ qua đoạn đó.",
        f"With more than {MOST_NUMBERS} numbers in one paragraph nothing tells which belong "
        "together, so the rules of arithmetic pass it over.",
        "Toàn xã có " + "; ".join(f"{number} hộ" for number in range(1001, 1202)) + ".",
        "Toàn xã có 1.001 hộ; thôn Đông có 201 hộ.",
        crowded,
    ),
)
