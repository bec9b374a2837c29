"""Counts against the list that follows: names in a bracket, numbered items below."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from keng.kernel.letters import folded
from keng.proofing.arithmetic.announced import announced
from keng.proofing.arithmetic.counts import spoken_counts
from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import PEOPLE, Quantity, Role
from keng.proofing.rounding import shown
from keng.prose.counted import Sort
from keng.prose.text import Span

_BRACKET: Final = re.compile(
    r"[^\d.;:()\n]{0,40}\((?:gom|gom co|bao gom)?:?\s?(?P<list>[^()\n]{3,400})\)"
)
_LEFT_OPEN: Final = re.compile(r"\d|…|\.\.|\bv\.?v\b|\bcac\b|;|:|/")
# The same without a bracket, up to the end of the clause.
_TOLD: Final = re.compile(
    r"[^\d.;:()\n]{0,40}\b(?:gom|la)(?: cac)?(?: xa| thon| phuong| don vi| to dan pho)?\s?:\s"
    r"(?P<list>[^.;:()\d\n]{5,300})(?=[.;])"
)
_ITEMS: Final = re.compile(r"[^\d.;()\n]{0,60}:\s?$")
_NUMBERED: Final = re.compile(
    r"(?P<number>\d{1,2})\s?[.)]\s|\((?P<other>\d{1,2})\)\s|(?P<letter>[a-eđg-ik])\)\s"
)
_LETTERS: Final = "abcdđeghik"
_UNIT_WORD: Final = re.compile(r"(?:xã|phường|thị trấn|thôn|tổ dân phố|huyện) ")
_MOST_WORDS: Final = 6
_LEAST, _MOST = 2, 40


def names(manuscript: Manuscript) -> Iterator[Remark]:
    """ "03 thôn (A, B)": fewer or more names than the count says."""
    for quantity in manuscript.quantities:
        if not _is_count(quantity) or quantity.head in PEOPLE:
            continue
        found = _BRACKET.match(manuscript.text.folded, quantity.whole.end) or _TOLD.match(
            manuscript.text.folded, quantity.whole.end
        )
        if not found or manuscript.between(quantity.whole.end, found.start("list")):
            continue
        span = Span(*found.span("list"))
        least, most = _names_in(manuscript.text.said(span))
        if least and not least <= quantity.value <= most:
            yield Remark(
                "K151",
                Span(quantity.span.start, found.end()),
                f"Nói {shown(quantity.value)} nhưng liệt kê {most}.",
                f"{shown(quantity.value)} are said, but {most} are listed.",
                (quantity.value, Decimal(most)),
            )


def items(manuscript: Manuscript) -> Iterator[Remark]:
    """ "03 nội dung sau:" with another number of numbered items right below."""
    yield from ordinals(manuscript)
    yield from announced(manuscript)
    yield from spoken_items(manuscript)
    text = manuscript.text
    for number, quantities in enumerate(manuscript.paragraphs):
        if not quantities or not _is_count(quantities[-1]):
            continue
        quantity, span = quantities[-1], text.paragraphs[number]
        if quantity.head not in _LISTED or not _ITEMS.fullmatch(
            text.folded, quantity.whole.end, span.end
        ):
            continue
        listed = _numbered_below(manuscript, number + 1)
        if listed >= _LEAST and listed != quantity.value:
            yield Remark(
                "K152",
                Span(quantity.span.start, span.end),
                f"Nói {shown(quantity.value)} nhưng bên dưới đánh số {listed} mục.",
                f"{shown(quantity.value)} are said, but {listed} numbered items follow.",
                (quantity.value, Decimal(listed)),
            )


def spoken_items(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Năm nhiệm vụ sau:" above six numbered items."""
    text = manuscript.text
    for count in spoken_counts(manuscript):
        span = text.paragraph_at(count.span.start)
        if not _ITEMS.fullmatch(text.folded, count.end, span.end):
            continue
        listed = _numbered_below(manuscript, bisect_right(text.paragraphs, span))
        if listed >= _LEAST and listed != count.value:
            yield Remark(
                "K152",
                Span(count.span.start, span.end),
                f"Nói {shown(count.value)} nhưng bên dưới đánh số {listed} mục.",
                f"{shown(count.value)} are said, but {listed} numbered items follow.",
                (count.value, Decimal(listed)),
            )


def ordinals(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Chia làm 04 đợt: đợt 1 ...; đợt 2 ...; đợt 3 ...": the numbered kinds in one paragraph."""
    for quantity in manuscript.quantities:
        if not _is_count(quantity) or not quantity.head:
            continue
        span = manuscript.paragraph_span(quantity)
        opened = _ITEMS_FOLLOW.match(manuscript.text.folded, quantity.whole.end, span.end)
        if not opened:
            continue
        named = re.compile(rf"\b{re.escape(folded(quantity.head))} (?:so |thu )?(\d{{1,2}})\b")
        end = min(span.end, opened.end() + _LONGEST)
        told = [int(one[1]) for one in named.finditer(manuscript.text.folded, opened.end(), end)]
        counted = len(told) >= _LEAST and told == list(range(1, len(told) + 1))
        if counted and len(told) != quantity.value:
            yield Remark(
                "K152",
                Span(quantity.span.start, opened.end()),
                f"Nói {shown(quantity.value)} nhưng liệt kê {len(told)}.",
                f"{shown(quantity.value)} are said, but {len(told)} are listed.",
                (quantity.value, Decimal(len(told))),
            )


_ITEMS_FOLLOW: Final = re.compile(r"[^\d.;()\n]{0,40}[:(]\s?(?=[a-z])")
_LONGEST: Final = 1500
_LISTED_SAID: Final = (
    "nội dung|nhiệm vụ|giải pháp|phần|điểm|tiêu chí|bước|biện pháp|nhóm|kiến nghị|mô hình|mặt|điều"
    "|tổ|tổ công tác|đội|đoàn|tiểu ban|hội nghị|lớp|chuyên đề"
)
_LISTED: Final = frozenset(_LISTED_SAID.split("|"))


def _is_count(quantity: Quantity) -> bool:
    return (
        quantity.role is Role.LEVEL
        and quantity.exact
        and quantity.amount.unit.sort is Sort.COUNT
        and quantity.amount.denominator is None
        and _LEAST <= quantity.value <= _MOST
    )


def _names_in(listed: str) -> tuple[int, int]:
    """The least and most names that a list may hold; (0, 0) where it is no list of names.

    "và" may join two names or stand inside one, so both counts are allowed.
    """
    if _LEFT_OPEN.search(listed.lower()) or "," not in listed:
        return 0, 0
    parts = [part.strip() for part in listed.split(",")]
    last = [piece for piece in re.split(r"\bvà\b", parts[-1]) if piece.strip()]
    split = len(parts) - 1 + len(last)
    every = [*parts[:-1], *last]
    # "và thị trấn C" begins another unit.
    least = split if len(last) > 1 and _UNIT_WORD.match(last[1].strip()) else len(parts)
    if not all(_is_name(piece.strip()) for piece in every):
        return 0, 0
    return least, split


def _is_name(words: str) -> bool:
    """A name of few words whose last word begins with a capital ("thôn Đông", "Bãi Cát")."""
    pieces = words.split()
    return 0 < len(pieces) <= _MOST_WORDS and pieces[-1][0].isupper()


def _numbered_below(manuscript: Manuscript, start: int) -> int:
    """How many items, numbered from 1 without a gap, begin the paragraphs below; 0 for none."""
    text = manuscript.text
    expected, style = 1, ""
    for span in text.paragraphs[start : start + _MOST * 4]:
        found = _NUMBERED.match(text.low, span.start)
        if found is None:
            if expected == 1 or not style:
                break
            continue
        mark = found.lastgroup or ""
        value = _value(found)
        if style and mark != style:
            continue
        if value != expected:
            break
        style, expected = mark, expected + 1
    return expected - 1


def _value(found: re.Match[str]) -> int:
    if found["letter"]:
        return _LETTERS.find(found["letter"]) + 1
    return int(found["number"] or found["other"])


RULES: Final = (
    Rule(
        "K151",
        Severity.WARNING,
        "Số đếm khác số tên liệt kê",
        "Count that is not the number of names listed",
        "Trong ngoặc chỉ liệt kê tên và không bỏ ngỏ, nhưng số tên khác số đã nêu.",
        "The bracket lists names only and leaves none open; their number is another.",
        "Xã gồm 04 thôn (Đông Hạ, Tây Hạ, Bãi Cát).",
        "Xã gồm 03 thôn (Đông Hạ, Tây Hạ, Bãi Cát).",
        names,
    ),
    Rule(
        "K152",
        Severity.WARNING,
        "Số đếm khác số mục bên dưới",
        "Count that is not the number of items below",
        "Câu dẫn báo trước số mục; danh sách đánh số bên dưới lại có số mục khác.",
        "The sentence announces a number of items; the numbered list below holds another.",
        "Tập trung vào 03 nhiệm vụ sau:\n1) Rà soát mô hình.\n2) Tập huấn lực lượng.",
        "Tập trung vào 02 nhiệm vụ sau:\n1) Rà soát mô hình.\n2) Tập huấn lực lượng.",
        items,
    ),
)
