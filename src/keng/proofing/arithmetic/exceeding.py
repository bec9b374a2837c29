"""Wholes: parts that must make them, shares that must make a hundred, and what exceeds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from keng.proofing.arithmetic.hundreds import hundreds
from keng.proofing.arithmetic.shares import OTHER_BASE, words_before
from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import PEOPLE, Quantity, Role
from keng.proofing.rounding import shown
from keng.prose.text import Span

_HUNDRED: Final = Decimal(100)
_REST: Final = re.compile(r"\b(?:khac|con lai)\b")
# "Dịp 30/4 xã tổ chức ...": a day, although a unit follows.
_FEAST: Final = re.compile(r"\b(?:ngay|dip|le|tu|den|truoc|sau|va|tet|hom|toi|sang)\s$|[-–]\s?$")
_PRESENT: Final = re.compile(r"\b(?:co mat|tham du|du hop|nhat tri|tan thanh|dong y|ket nap)\b")
_PLACES_SAID: Final = (
    "xã|thôn|làng|ấp|khóm|buôn|bản|khu dân cư|khu phố|tổ dân phố|huyện|tỉnh|trường"
    "|cơ quan|chi bộ|đơn vị|doanh nghiệp|hộ"
)
_PLACES: Final = frozenset(_PLACES_SAID.split("|"))


def rests(manuscript: Manuscript) -> Iterator[Remark]:
    """Parts over one whole, the last of which is "the others", that do not make the whole."""
    for quantities in manuscript.clauses:
        group: list[Quantity] = []
        for quantity in quantities:
            if quantity.role is not Role.LEVEL or quantity.amount.denominator is None:
                continue
            if group and not _same_whole(group[-1], quantity):
                group = []
            group.append(quantity)
            if len(group) > 1 and _is_rest(manuscript, quantity):
                yield from _completed(group)
                group = []


def sums_of_shares(manuscript: Manuscript) -> Iterator[Remark]:
    """Shares of one whole with "the others" last, or told to be all, that do not add up to 100."""
    for quantities in manuscript.clauses:
        shares = [
            quantity
            for quantity in quantities
            if quantity.role is Role.SHARE and quantity.exact and quantity.value < _HUNDRED
        ]
        if len(shares) < 2 or not _is_rest(manuscript, shares[-1]):
            continue
        slack = sum((Decimal(1).scaleb(-found.decimals) for found in shares), Decimal(0))
        total = sum((found.value for found in shares), Decimal(0))
        rivals = any(OTHER_BASE.search(words_before(manuscript, found)) for found in shares)
        if abs(total - _HUNDRED) >= slack and not rivals:
            yield Remark(
                "K124",
                Span(shares[0].span.start, shares[-1].whole.end),
                f"Các tỷ lệ cộng lại là {shown(total)}%, không phải 100%.",
                f"The shares add up to {shown(total)}%, not to 100%.",
                tuple(found.value for found in shares),
                expected="100%",
            )


def all_shares(manuscript: Manuscript) -> Iterator[Remark]:
    """Shares of one whole by any words that say that they are all."""
    yield from sums_of_shares(manuscript)
    yield from hundreds(manuscript)


def over_the_whole(manuscript: Manuscript) -> Iterator[Remark]:
    """More units than there are ("25/23 xã"), and parts that make up more than all."""
    for quantity in manuscript.quantities:
        if _exceeds_its_whole(manuscript, quantity):
            whole = quantity.amount.denominator or Decimal(0)
            yield Remark(
                "K125",
                quantity.whole,
                f"{shown(quantity.value)} lớn hơn tổng số {shown(whole)}.",
                f"{shown(quantity.value)} is more than the whole of {shown(whole)}.",
                (quantity.value, whole),
            )
        elif _exceeds_all(manuscript, quantity):
            yield Remark(
                "K125",
                quantity.whole,
                f"Một phần không thể chiếm {shown(quantity.value)}% của toàn bộ.",
                f"A part cannot make up {shown(quantity.value)}% of the whole.",
                (quantity.value,),
            )


def _exceeds_its_whole(manuscript: Manuscript, quantity: Quantity) -> bool:
    whole = quantity.amount.denominator
    if not whole or not quantity.value > whole or not _has_a_whole(manuscript, quantity):
        return False
    before = manuscript.said(max(0, quantity.span.start - 12), quantity.span.start)
    if _FEAST.search(before):
        return False
    return not OTHER_BASE.search(manuscript.said(*manuscript.sentence_span(quantity)))


def _has_a_whole(manuscript: Manuscript, quantity: Quantity) -> bool:
    """Whether such things have a whole: units, and people who are present or agree."""
    if quantity.head in _PLACES:
        return True
    before = words_before(manuscript, quantity)
    return quantity.head in PEOPLE and bool(_PRESENT.search(before))


def _exceeds_all(manuscript: Manuscript, quantity: Quantity) -> bool:
    if quantity.role is not Role.SHARE or quantity.value <= _HUNDRED:
        return False
    return bool(re.search(r"\bchiem (?:ty le |ti le )?$", words_before(manuscript, quantity)))


def _same_whole(one: Quantity, other: Quantity) -> bool:
    return one.amount.denominator == other.amount.denominator and one.head == other.head


def _is_rest(manuscript: Manuscript, quantity: Quantity) -> bool:
    return bool(_REST.search(words_before(manuscript, quantity)))


def _completed(group: Sequence[Quantity]) -> Iterator[Remark]:
    whole = group[0].amount.denominator or Decimal(0)
    total = sum((found.value for found in group), Decimal(0))
    if total != whole:
        yield Remark(
            "K123",
            Span(group[0].span.start, group[-1].whole.end),
            f"Các phần cộng lại là {shown(total)}, không phải {shown(whole)}.",
            f"The parts add up to {shown(total)}, not to {shown(whole)}.",
            (whole, *(found.value for found in group)),
            expected=shown(whole),
        )


RULES: Final = (
    Rule(
        "K123",
        Severity.ERROR,
        "Các phần và phần còn lại không bằng toàn bộ",
        "Parts and the rest that do not make the whole",
        "Các phần của một tổng, kết thúc bằng “khác” hoặc “còn lại”, cộng lại phải đúng bằng tổng.",
        "Parts over one whole, closed by “khác” or “còn lại”, must add up to it.",
        "Lĩnh vực đất đai 31/40 lượt; các lĩnh vực khác 11/40 lượt.",
        "Lĩnh vực đất đai 29/40 lượt; các lĩnh vực khác 11/40 lượt.",
        rests,
    ),
    Rule(
        "K124",
        Severity.WARNING,
        "Các tỷ lệ không cộng thành 100%",
        "Shares that do not add up to 100",
        "Các tỷ lệ kết thúc bằng “khác” hoặc “còn lại” cộng lại phải là 100%, chỉ lệch do làm "
        "tròn.",
        "Shares closed by “khác” or “còn lại” make 100 but for rounding.",
        "Hộ nông nghiệp chiếm 62%, hộ kinh doanh chiếm 21%, còn lại 20%.",
        "Hộ nông nghiệp chiếm 62%, hộ kinh doanh chiếm 21%, còn lại 17%.",
        all_shares,
    ),
    Rule(
        "K125",
        Severity.WARNING,
        "Phần lớn hơn toàn bộ",
        "Part larger than the whole",
        "Không thể làm được ở nhiều đơn vị hơn số đơn vị hiện có.",
        "Of units that are counted, no more can be reached than there are.",
        "Đã có 25/23 thôn ra mắt mô hình tự quản.",
        "Đã có 22/23 thôn ra mắt mô hình tự quản.",
        over_the_whole,
    ),
)
