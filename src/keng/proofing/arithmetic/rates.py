"""A rate for each, so many of them, and what it comes to; averages with their division written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from keng.proofing.arithmetic.averages import AVERAGE, counts_them, is_average, wrong_average
from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import shown
from keng.prose.counted import Sort
from keng.prose.text import Span

_RATE: Final = re.compile(
    r"\b(?:muc(?: chi| ho tro| thuong)?|don gia|dinh muc|gia|ho tro|chi|thuong|boi duong) ?:? ?$"
)
_PER: Final = re.compile(r" ?/ ?(?:1 |0?1 )?(?P<unit>[a-z]+)(?P<time> ?/ ?(?:nam|thang|quy|ngay))?")
_IN_ALL: Final = re.compile(
    r"[^\d.;]{0,24}\b(?:tong(?: cong| so(?: tien)?| kinh phi| tien)?|thanh tien|la|het|cong"
    r"|tuc)(?: la)? $"
)
_DIVIDED: Final = re.compile(r"(?: [a-z]+){0,3}[,]? ?\(= ?$|(?: [a-z]+){0,3} ?\($")
_MOST: Final = 12


def rates(manuscript: Manuscript) -> Iterator[Remark]:
    """ "20 bộ, đơn giá 450.000 đồng/bộ, thành tiền 9.500.000 đồng"."""
    for quantities in manuscript.clauses:
        for index, (each, total) in enumerate(pairwise(quantities)):
            money = each.amount.unit.sort is total.amount.unit.sort is Sort.MONEY
            if not money or not (_is_plain(each) and _is_plain(total)):
                continue
            per = _PER.match(manuscript.text.folded, each.whole.end)
            if per is None:
                continue
            before = manuscript.said(max(each.span.start - 24, 0), each.span.start)
            between = manuscript.said(per.end(), total.span.start)
            if not _RATE.search(before) or not _IN_ALL.fullmatch(between):
                continue
            times = [
                one
                for one in quantities[max(0, index - _MOST) : index]
                if _is_plain(one) and counts_them(manuscript, one, per["unit"])
            ]
            if len(times) == 1:
                timed = bool(per["time"])
                yield from _multiplied(each, times[0], total, timed=timed)
    yield from _written_divisions(manuscript)


def _multiplied(
    each: Quantity, times: Quantity, total: Quantity, *, timed: bool
) -> Iterator[Remark]:
    made = each.value * times.value
    # "500.000 đồng/tháng": the total may be that of several months.
    if made == total.value or (timed and made and total.value % made == 0):
        return
    yield Remark(
        "K132",
        Span(min(times.span.start, each.span.start), total.whole.end),
        f"{shown(times.value)} lần {shown(each.value)} là {shown(made)}, không phải "
        f"{shown(total.value)}.",
        f"{shown(times.value)} times {shown(each.value)} is {shown(made)}, not "
        f"{shown(total.value)}.",
        (total.value, times.value, each.value),
        expected=shown(made),
    )


def _written_divisions(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Bình quân mỗi thôn 170 hộ (2.480 hộ/14 thôn)"."""
    for quantities in manuscript.clauses:
        for ratio, above, below in zip(quantities, quantities[1:], quantities[2:], strict=False):
            start = max(manuscript.sentence_span(ratio).start, ratio.span.start - 48)
            mean = AVERAGE.search(manuscript.said(start, ratio.span.start))
            opened = _DIVIDED.fullmatch(manuscript.said(ratio.whole.end, above.span.start))
            over = manuscript.said(above.whole.end, below.span.start).strip() in ("/", ":")
            closed = manuscript.said(below.whole.end, below.whole.end + 1) == ")"
            plain = all(one.exact and one.role is Role.LEVEL for one in (ratio, above, below))
            if not (mean and opened and over and closed and plain) or not below.value:
                continue
            if not is_average(ratio, above.value, below.value):
                yield wrong_average(ratio, above, below)


def _is_plain(quantity: Quantity) -> bool:
    return quantity.role is Role.LEVEL and quantity.exact and quantity.amount.denominator is None
