"""Who came and who stayed away, the halves of a year, and pairs that are summed in a bracket."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from keng.proofing.arithmetic.nearness import nearly
from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import shown
from keng.prose.text import Span

_CALLED: Final = r"(?P<all>\d{1,4})(?: [a-z]+){1,5}[,;:.]"
_CAME: Final = r"(?:co mat|du hop|tham du|du)(?: la)? (?P<came>\d{1,4})(?: [a-z]+){0,3}"
_AWAY: Final = r"vang(?: mat)?(?: la)? (?P<away>\d{1,4})\b"
_PRESENT: Final = re.compile(
    rf"\b{_CALLED}(?: [a-z]+){{0,3}} (?:{_CAME}[,;] {_AWAY}"
    rf"|{_AWAY.replace('away', 'off')}(?: [a-z]+){{0,4}}[,;] {_CAME.replace('came', 'there')}\b)"
)
_HALVES: Final = re.compile(
    r"\b6 thang dau(?: nam)?(?: [a-z]+){0,4} (?P<first>\d{1,5}) (?P<one>[a-z]+)[,;]?(?: va)?"
    r" 6 thang cuoi(?: nam)?(?: [a-z]+){0,4} (?P<last>\d{1,5}) (?P<two>[a-z]+)\b"
)
_ALL_YEAR: Final = re.compile(r"\bca nam(?: [a-z]+){0,4} $|\btong (?:so|cong)(?: [a-z]+){0,4} $")
_BESIDE: Final = re.compile(r"(?: [a-z]+){0,3}(?:,| va)(?: va)? ")
_SUMMED: Final = re.compile(r"(?: [a-z]+){0,3} ?\((?:tong(?: cong| so)?|cong)(?: la)? $")


def attendance(manuscript: Manuscript) -> Iterator[Remark]:
    """Wholes of two parts whose words leave no third."""
    text = manuscript.text.folded
    for found in _PRESENT.finditer(text):
        came, away = found["came"] or found["there"], found["away"] or found["off"]
        whole = Decimal(found["all"])
        yield from _judged(whole, [Decimal(came), Decimal(away)], Span(*found.span()))
    for found in _HALVES.finditer(text):
        if found["one"] == found["two"]:
            yield from _of_a_year(manuscript, found)
    for quantities in manuscript.clauses:
        for index, (one, other) in enumerate(pairwise(quantities)):
            yield from _summed(manuscript, one, other, quantities[index + 2 : index + 3])


def _of_a_year(manuscript: Manuscript, found: re.Match[str]) -> Iterator[Remark]:
    """ "Cả năm 18 vụ; 6 tháng đầu năm 11 vụ, 6 tháng cuối năm 08 vụ"."""
    sentence = manuscript.text.sentence_at(found.start())
    parts = [Decimal(found["first"]), Decimal(found["last"])]
    around = manuscript.between(sentence.start, sentence.end)
    for one in around:
        inside = found.start() <= one.span.start < found.end()
        start = max(sentence.start, one.span.start - 40)
        named = _ALL_YEAR.search(manuscript.said(start, one.span.start))
        if not inside and named and _is_plain(one):
            span = Span(min(one.span.start, found.start()), max(one.whole.end, found.end()))
            yield from _judged(one.value, parts, span)
            return


def _summed(
    manuscript: Manuscript, one: Quantity, other: Quantity, behind: tuple[Quantity, ...]
) -> Iterator[Remark]:
    """ "09 tập thể và 21 cá nhân (tổng cộng 31)"."""
    if not behind or not all(map(_is_plain, (one, other, behind[0]))):
        return
    total = behind[0]
    beside = _BESIDE.fullmatch(manuscript.said(one.whole.end, other.span.start))
    opened = _SUMMED.fullmatch(manuscript.said(other.whole.end, total.span.start))
    if beside and opened:
        parts = [one.value, other.value]
        yield from _judged(total.value, parts, Span(one.span.start, total.whole.end))


def _is_plain(quantity: Quantity) -> bool:
    return quantity.role is Role.LEVEL and quantity.exact and quantity.amount.denominator is None


def _judged(whole: Decimal, parts: list[Decimal], span: Span) -> Iterator[Remark]:
    made = sum(parts, Decimal(0))
    if made == whole or not nearly(made, whole):
        return
    told = " + ".join(map(shown, parts))
    yield Remark(
        "K102",
        span,
        f"Tổng {shown(whole)} nhưng các phần cộng lại là {shown(made)} ({told}).",
        f"A total of {shown(whole)}, but its parts make {shown(made)} ({told}).",
        (whole, *parts),
        expected=shown(made),
    )
