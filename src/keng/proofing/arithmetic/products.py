"""So much each, so many of them, and the total that is told behind both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from keng.proofing.arithmetic.averages import counts_them
from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import shown
from keng.prose.text import Span

_EACH: Final = re.compile(
    r"\b(?:moi|mot|1|muc ho tro moi|dinh muc moi) (?P<unit>[a-z]+)(?: [a-z]+){0,5}? $"
)
_BETWEEN: Final = re.compile(
    r"(?:/(?:[a-z]+|nam|thang|quy|nguoi)){0,2}[,;]? (?:voi |tong so |cho |tinh cho |toan [a-z]+ )?"
    r"(?:co )?$"
)
_COMES_TO: Final = re.compile(
    r"(?: [a-z]+){0,4},? (?:la|het|can|mat|thanh|bang|tong(?: cong| so)?(?: la)?"
    r"|duoc (?:cap|ho tro|trang bi|phat|nhan)|nhan|tong kinh phi(?: la)?|thanh tien(?: la)?|it"
    r" nhat|co it nhat|co)(?: khoang)? $"
)


def products_told_behind(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Mỗi tổ 12 triệu đồng/năm, 20 tổ là 250 triệu đồng"."""
    for quantities in manuscript.clauses:
        for each, times, total in zip(quantities, quantities[1:], quantities[2:], strict=False):
            plain = all(
                one.role is Role.LEVEL and one.amount.denominator is None
                for one in (each, times, total)
            )
            alike = each.head == total.head and each.amount.unit.sort is total.amount.unit.sort
            if not plain or not alike or not times.exact:
                continue
            start = max(manuscript.sentence_span(each).start, each.span.start - 60)
            named = _EACH.search(_bare(manuscript, start, each))
            if named is None or not counts_them(manuscript, times, named["unit"]):
                continue
            first = manuscript.said(each.whole.end, times.span.start)
            second = manuscript.said(times.whole.end, total.span.start)
            if _BETWEEN.search(first) and _COMES_TO.search(second) and len(second) < 48:
                yield from _judged(each, times, total)


def _bare(manuscript: Manuscript, start: int, each: Quantity) -> str:
    """The words before what each has, without what makes the number loose on both sides."""
    said = manuscript.said(start, each.span.start)
    return re.sub(r"\b(?:it nhat|toi thieu|co|duoc|nhan|la|dat|gom) ", "", said)


def _judged(each: Quantity, times: Quantity, total: Quantity) -> Iterator[Remark]:
    made = each.value * times.value
    if made == total.value or (total.value % each.value == 0 and total.value % made == 0):
        return
    if not each.exact and total.value > made:
        return  # "mỗi xã ít nhất 01 mô hình; 10 xã có 12 mô hình"
    yield Remark(
        "K132",
        Span(each.span.start, total.whole.end),
        f"{shown(times.value)} lần {shown(each.value)} là {shown(made)}, không phải "
        f"{shown(total.value)}.",
        f"{shown(times.value)} times {shown(each.value)} is {shown(made)}, not "
        f"{shown(total.value)}.",
        (total.value, times.value, each.value),
        expected=shown(made),
    )
