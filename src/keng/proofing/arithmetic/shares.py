"""Shares: a part, its whole and the percentage between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from keng.kernel.letters import folded
from keng.proofing.arithmetic.bases import agree, any_base, base_that_gives, common_base, is_level
from keng.proofing.arithmetic.itemshares import item_shares
from keng.proofing.arithmetic.ofall import of_all
from keng.proofing.arithmetic.ofwhole import of_the_whole
from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import agrees, rounded, share, shown
from keng.prose.text import Span

_BOUND: Final = re.compile(
    r"[^\d.;]{0,90}?(?:\(|=|:|\bchiem\b|\bdat\b|\bty le\b|\bti le\b|\bbang\b|\btuong duong\b)"
    r"[^\d.;]{0,24}"
)
_RIGHT_BEHIND: Final = re.compile(
    r"[^\d.;:()]{0,40}(?:=\s?|\(\s?(?:chiem |dat )?(?:ty le |ti le |dung )?"
    r"|,?\s?chiem (?:ty le |ti le )?"
    r"|,\s?(?:dat |chiem )?(?:ty le|ti le) |,\s?(?:dat|bang) )"
)
OTHER_BASE: Final = re.compile(
    r"\b(?:ke hoach|chi tieu|so voi|du toan|nghi quyet|cung ky|muc tieu|duoc giao|vuot)\b"
)
_RATE: Final = re.compile(r"\b(?:ty|ti) le ([a-z ]{2,40}?)\s?(?:la|dat|chiem|:|bang)?\s?$")
_RATE_BEFORE: Final = re.compile(r"\b(?:ty|ti) le [a-z ]{2,50} (?:dat|la|bang)? ?$")
_BEYOND: Final = re.compile(r"\b(?:vuot|hon|thieu|hut|thap hon)\b")
_COMPARED: Final = re.compile(
    r" (?:so voi )?(?:cung ky|nam truoc|thang truoc|ke hoach|chi tieu)[^\d;.]{0,24}\("
    r"(?:ke hoach |chi tieu |giao |cung ky |la ){0,3}"
)
_OF_OTHERS: Final = re.compile(
    r"\s?(?:cua |tren |so voi )?(?:tong|toan bo|so [a-z]+ (?:co|dang))\b"
)
_IN_BRACKET: Final = re.compile(r"[^\d.;:()]{0,48}\(\s?")
_CLAUSE: Final = re.compile(r"[;:,.(\d]")
_HUNDRED: Final = Decimal(100)


def fractions(manuscript: Manuscript) -> Iterator[Remark]:
    """Percentages beside "38/40 lượt" that the two numbers do not make."""
    for quantities in manuscript.clauses:
        for part, percent in _beside_fractions(manuscript, quantities):
            whole = part.amount.denominator or Decimal(0)
            made = share(part.value, whole)
            if made is None or agrees(percent.value, made, percent.decimals):
                continue
            if not _explained_elsewhere(part, percent, quantities):
                yield _wrong_share(manuscript, part, percent, whole)


def _beside_fractions(
    manuscript: Manuscript, quantities: Sequence[Quantity]
) -> Iterator[tuple[Quantity, Quantity]]:
    """Fractions with the share bound to each: behind it, or before it ("85% (34/40)")."""
    for one, other in pairwise(quantities):
        if one.amount.denominator and other.role is Role.SHARE:
            if other.exact and _are_bound(manuscript, one, other):
                yield one, other
        elif one.role is Role.SHARE and other.amount.denominator and one.exact:
            between = manuscript.said(one.whole.end, other.span.start)
            named = not other.head or folded(other.head) in between
            # A rate with the fraction that it stands for in the bracket behind it.
            rated = between == " (" and _RATE_BEFORE.search(words_before(manuscript, one))
            if (rated and other.value <= other.amount.denominator) or (
                _IN_BRACKET.fullmatch(between) and named
            ):
                yield other, one


def named_shares(manuscript: Manuscript) -> Iterator[Remark]:
    """Percentages behind a part ("19 vụ (23%)") whose whole is told beside them."""
    for quantities in manuscript.clusters:
        pairs = list(_parts(manuscript, quantities))
        for part, percent in pairs:
            if any_base(manuscript, part, percent, quantities):
                continue
            base = common_base(manuscript, part, pairs, quantities)
            if base is not None:
                yield _wrong_share(manuscript, part, percent, base, "K122")
    yield from _rates(manuscript)
    yield from against_another(manuscript)
    yield from of_all(manuscript)
    yield from of_the_whole(manuscript)
    yield from item_shares(manuscript)


def against_another(manuscript: Manuscript) -> Iterator[Remark]:
    """ "120 vụ, bằng 80% so với cùng kỳ (150 vụ)", "đạt 120% kế hoạch (kế hoạch 20 buổi)"."""
    for quantities in manuscript.clauses:
        for now, percent, other in zip(quantities, quantities[1:], quantities[2:], strict=False):
            if percent.role is not Role.SHARE or not is_level(now) or now.head != other.head:
                continue
            between = manuscript.said(percent.whole.end, other.span.start)
            if not (now.exact and percent.exact and other.exact and now.head):
                continue
            beyond = _BEYOND.search(manuscript.said(now.whole.end, percent.span.start))
            if beyond or not _COMPARED.fullmatch(between):
                continue  # "vượt 18,3% kế hoạch" is what comes on top
            if not agree(now, percent, other.value):
                yield _wrong_share(manuscript, now, percent, other.value, "K122")


def _are_bound(manuscript: Manuscript, part: Quantity, percent: Quantity) -> bool:
    between = manuscript.said(part.whole.end, percent.span.start)
    if not _BOUND.fullmatch(between):
        return False
    behind = manuscript.said(percent.whole.end, percent.whole.end + 40)
    told = _CLAUSE.split(behind)[0]
    # "11/11 phiếu, đạt 84,6% tổng số thành viên": the share is of another whole.
    return not OTHER_BASE.search(between + " " + told) and not _OF_OTHERS.match(told)


def _explained_elsewhere(part: Quantity, percent: Quantity, quantities: Sequence[Quantity]) -> bool:
    """Whether several fractions together make the share ("07/07 làng, 02/03 trường ... 90%")."""
    before = [
        found
        for found in quantities
        if found.amount.denominator and found.span.start <= part.span.start
    ]
    top = sum((found.value for found in before), Decimal(0))
    bottom = sum((found.amount.denominator or Decimal(0) for found in before), Decimal(0))
    made = share(top, bottom)
    return len(before) > 1 and made is not None and agrees(percent.value, made, percent.decimals)


def _parts(
    manuscript: Manuscript, quantities: Sequence[Quantity]
) -> Iterator[tuple[Quantity, Quantity]]:
    """Parts with the share that stands right behind each."""
    for part, percent in pairwise(quantities):
        if part.role is not Role.LEVEL or percent.role is not Role.SHARE:
            continue
        if part.sentence != percent.sentence or part.amount.denominator:
            continue
        between = manuscript.said(part.whole.end, percent.span.start)
        behind = _CLAUSE.split(manuscript.said(percent.whole.end, percent.whole.end + 40))[0]
        if not (part.exact and percent.exact) or OTHER_BASE.search(between + " " + behind):
            continue
        if _RIGHT_BEHIND.fullmatch(between) and percent.value <= _HUNDRED:
            yield part, percent


def _rates(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Tỷ lệ khám phá 72%" in a sentence that tells how many were, and of how many."""
    for quantities in manuscript.clauses:
        for percent in quantities:
            if percent.role is not Role.SHARE or not percent.exact or percent.value > _HUNDRED:
                continue
            own = words_before(manuscript, percent)
            named = _RATE.search(own)
            if not named or OTHER_BASE.search(own):
                continue
            pair = _rated(manuscript, named[1].strip(), percent, quantities)
            if pair and not _any_pair(percent, quantities):
                yield _wrong_share(manuscript, pair[0], percent, pair[1].value, "K122")


def _rated(
    manuscript: Manuscript, name: str, percent: Quantity, quantities: Sequence[Quantity]
) -> tuple[Quantity, Quantity] | None:
    """The part that the name of a rate names, and the first number of the same thing before it."""
    levels = [
        found
        for found in quantities
        if is_level(found) and found.head and found.exact and found.span.start < percent.span.start
    ]
    for part in levels:
        if name not in words_before(manuscript, part):
            continue
        for whole in levels:
            if whole.span.start < part.span.start and whole.head == part.head:
                return (part, whole) if whole.value >= part.value else None
    return None


def _any_pair(percent: Quantity, quantities: Sequence[Quantity]) -> bool:
    values = [found.value for found in quantities[:40] if found.role is not Role.SHARE]
    return any(
        made is not None and agrees(percent.value, made, percent.decimals)
        for part in values
        for made in (share(part, whole) for whole in values)
    )


def words_before(manuscript: Manuscript, quantity: Quantity) -> str:
    """The words before a number in its own clause."""
    sentence = manuscript.sentence_span(quantity)
    start = max(sentence.start, quantity.span.start - 60)
    return re.split(r"[\d;,.(]", manuscript.said(start, quantity.span.start))[-1]


def _wrong_share(
    manuscript: Manuscript, part: Quantity, percent: Quantity, whole: Decimal, code: str = "K121"
) -> Remark:
    right = rounded(share(part.value, whole) or Decimal(0), percent.decimals)
    other = base_that_gives(manuscript, part, percent)
    vi = f" (sẽ đúng nếu chia cho {shown(other)})" if other else ""
    en = f" (dividing by {shown(other)} would give it)" if other else ""
    return Remark(
        code,
        Span(min(part.span.start, percent.span.start), max(part.whole.end, percent.whole.end)),
        f"{shown(part.value)} trên {shown(whole)} là {shown(right)}%, không phải "
        f"{shown(percent.value)}%{vi}.",
        f"{shown(part.value)} of {shown(whole)} is {shown(right)}%, not "
        f"{shown(percent.value)}%{en}.",
        (part.value, whole, percent.value),
        expected=f"{shown(right)}%",
    )


RULES: Final = (
    Rule(
        "K121",
        Severity.ERROR,
        "Tỷ lệ không khớp với phân số đứng trước",
        "Share that its own fraction denies",
        "Hai số của phân số cho ra tỷ lệ khác, dù làm tròn theo cách nào.",
        "The two numbers of the fraction make another percentage, however it is rounded.",
        "Có 18/24 thôn đăng ký, đạt tỷ lệ 72%.",
        "Có 18/24 thôn đăng ký, đạt tỷ lệ 75%.",
        fractions,
    ),
    Rule(
        "K122",
        Severity.WARNING,
        "Tỷ lệ không khớp với tổng số đã nêu",
        "Share that does not agree with the whole beside it",
        "Lấy bất kỳ số nào trong văn bản làm tổng cũng không ra tỷ lệ này.",
        "No number of the text, taken as the whole, makes this share.",
        "Tiếp nhận 240 đơn, trong đó 60 đơn (27%) thuộc lĩnh vực đất đai.",
        "Tiếp nhận 240 đơn, trong đó 60 đơn (25%) thuộc lĩnh vực đất đai.",
        named_shares,
    ),
)
