"""Totals that their parts do not make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from keng.proofing.arithmetic import antecedents
from keng.proofing.arithmetic.afterwards import totals_behind
from keng.proofing.arithmetic.attendance import attendance
from keng.proofing.arithmetic.bases import agree
from keng.proofing.arithmetic.enumerations import Listing, listings
from keng.proofing.arithmetic.kindred import kindred
from keng.proofing.arithmetic.kinds import KINDS_OF, thing_of
from keng.proofing.arithmetic.opposites import opposites
from keng.proofing.arithmetic.overlaps import may_overlap
from keng.proofing.arithmetic.partitions import partitions
from keng.proofing.arithmetic.spread import spread
from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Role
from keng.proofing.rounding import shown
from keng.prose.text import Span

_NAMES_PARTS: Final = re.compile(
    r"\b(?:nu(?= \d)|nam(?= \d{1,3}\b)|dinh ky|dot xuat|thuong xuyen|nam gioi|nu gioi|khac"
    r"|con lai|thanh thi|nong thon"
    r"|truc tiep|truc tuyen|cap tinh|cap huyen|cap xa|dung han|tre han|qua han|truoc han)\b"
)
_BY_NAME: Final = re.compile(r"[a-z][^:;,()]{0,30}:\s\d")
_NUMBER: Final = re.compile(r"(?<![\d/.,])\d+")
_HUNDRED: Final = Decimal(100)
_DENIED: Final = re.compile(r"\b(?:khong|chua) ([a-z]+(?: [a-z]+)?)")
# People, households and units may stand in several parts behind "trong đó".


def sums(manuscript: Manuscript) -> Iterator[Remark]:
    """Totals whose parts add up to something else, or exceed them."""
    for listing in listings(manuscript):
        if listing.parts and not listing.holds:
            yield from _judged(manuscript, listing)
    yield from antecedents.far_totals(manuscript)
    yield from antecedents.of_so_many(manuscript)
    yield from partitions(manuscript)
    yield from opposites(manuscript)
    yield from totals_behind(manuscript)
    yield from kindred(manuscript)
    yield from spread(manuscript)
    yield from attendance(manuscript)


def _judged(manuscript: Manuscript, listing: Listing) -> Iterator[Remark]:
    total, parts = listing.total, listing.parts
    if len(parts) == 1:
        larger = parts[0].value > listing.largest and parts[0].head == total.head
        if larger and listing.worded and listing.names:
            yield _remark(manuscript, "K103", listing)
        return
    alike = all(thing_of(manuscript, part) == thing_of(manuscript, total) for part in parts)
    if listing.whole and not listing.open:
        sure = alike and listing.worded and total.amount.denominator is None
        yield _remark(manuscript, "K101" if sure else "K102", listing)
    elif _shared_out(manuscript, listing):
        return
    elif _exceeds(listing) or (not listing.open and _said_as_all(listing)):
        yield _remark(manuscript, "K102", listing)


def _shared_out(manuscript: Manuscript, listing: Listing) -> bool:
    """Whether each part has its own right share of the total: they are two views of one whole."""
    if listing.whole or not listing.parts[0].head:
        return False
    last = listing.parts[-1]
    stop = manuscript.sentence_span(last).end
    found = manuscript.between(listing.parts[0].span.start, stop)
    shares = [
        other
        for one, other in pairwise(found)
        if one in listing.parts and other.role is Role.SHARE and agree(one, other, listing.largest)
    ]
    hundred = sum((one.value for one in shares), Decimal(0))
    return len(shares) == len(listing.parts) and hundred > _HUNDRED + len(shares)


def _exceeds(listing: Listing) -> bool:
    """Whether parts that cannot overlap make more than their total."""
    alike = all(part.head == listing.total.head for part in listing.parts)
    apart = listing.whole or (alike and not may_overlap(listing.total.head))
    return apart and listing.sum > listing.largest


def _said_as_all(listing: Listing) -> bool:
    """Whether two parts or more are each named by words that divide a whole ("định kỳ")."""
    numbers = len(_NUMBER.findall(listing.names))
    if numbers <= len(listing.parts) > 2 and all(
        part.head in KINDS_OF.get(listing.total.head, ()) for part in listing.parts
    ):
        return True  # "45 đơn vị (28 thôn, 9 cơ quan, 8 trường)"
    if not listing.worded and len(_BY_NAME.findall(listing.names)) >= len(listing.parts):
        return True  # "(khối 6: 186 em; khối 7: 179 em)"
    if len(listing.parts) == 2 and _is_divided(listing.names):
        return True  # "964 đạt, 138 không đạt"
    return len(_NAMES_PARTS.findall(listing.names)) >= len(listing.parts)


def _is_divided(names: str) -> bool:
    """Whether one part denies what another one says: "có lý do", "không lý do"."""
    return any(
        len(re.findall(rf"\b{denied}\b", names)) > 1
        for found in _DENIED.finditer(names)
        for denied in {found[1], found[1].split()[0]}
    )


def _remark(manuscript: Manuscript, code: str, listing: Listing) -> Remark:
    total, parts = listing.total, listing.parts
    told = " + ".join(shown(part.value) for part in parts)
    start = min(total.span.start, parts[0].span.start)
    end = max(total.whole.end, parts[-1].whole.end)
    first, last = manuscript.text.lines_of(Span(start, end))
    far = last - first > _MOST_LINES
    return Remark(
        code,
        total.whole if far else Span(start, end),
        f"Tổng {shown(total.value)} nhưng các phần cộng lại là {shown(listing.sum)} ({told}).",
        f"A total of {shown(total.value)}, but its parts make {shown(listing.sum)} ({told}).",
        (total.value, *(part.value for part in parts)),
        tuple(part.whole for part in parts) if far else (),
        shown(listing.sum) if listing.whole else None,
    )


_MOST_LINES: Final = 5


RULES: Final = (
    Rule(
        "K101",
        Severity.ERROR,
        "Tổng không bằng các phần",
        "Total that its parts do not make",
        "Chữ “gồm” kể hết các phần, cùng một loại; cộng lại ra số khác với tổng đã nêu.",
        "“Gồm” names all the parts, all of one kind; their sum is another number.",
        "Trong kỳ xảy ra 12 vụ gồm: 05 vụ va chạm; 04 vụ trộm cắp; 02 vụ gây rối.",
        "Trong kỳ xảy ra 11 vụ gồm: 05 vụ va chạm; 04 vụ trộm cắp; 02 vụ gây rối.",
        sums,
    ),
    Rule(
        "K102",
        Severity.WARNING,
        "Các phần có vẻ không khớp với tổng",
        "Parts that very likely do not fit the total",
        "Các phần cộng lại lớn hơn tổng, hoặc những từ như “định kỳ, đột xuất” cho thấy đã kể "
        "hết mà vẫn không bằng tổng.",
        "The parts exceed the total, or words such as “định kỳ, đột xuất” say that they are all.",
        "Đã tiếp 30 lượt (định kỳ 22 lượt, đột xuất 07 lượt).",
        "Đã tiếp 30 lượt (định kỳ 22 lượt, đột xuất 08 lượt).",
        sums,
    ),
    Rule(
        "K103",
        Severity.ERROR,
        "Một phần lớn hơn tổng",
        "One part larger than its total",
        "Số đứng sau “trong đó” là một phần của số đứng trước nên không thể lớn hơn.",
        "What stands behind “trong đó” is a part of what stands before.",
        "Cung cấp 27 nguồn tin, trong đó 32 nguồn tin có giá trị.",
        "Cung cấp 32 nguồn tin, trong đó 27 nguồn tin có giá trị.",
        sums,
    ),
)
