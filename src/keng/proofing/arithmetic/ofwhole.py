"""A part, its whole and the percentage in one sentence: "trên tổng số", "trong tổng số"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role, same_kind
from keng.proofing.rounding import agrees, rounded, share, shown
from keng.prose.text import Span

_OF: Final = re.compile(
    r"[^\d.;()]{0,50}\b(?:tren|trong|tren tong so|trong tong so|/)(?: tong)?(?: so)?(?: la)? $"
)
_IS: Final = re.compile(
    r"[^\d.;]{0,40}(?:,|\(|=|\b(?:dat|chiem|bang|ty le|ti le|tuong duong))[^\d.;]{0,20}$"
)
_SHARE_FIRST: Final = re.compile(
    r"(?:,| |\(){1,2}(?:dat|chiem|bang|ty le|ti le)(?: ty le| ti le)? (?:la )?$"
)
_OF_ALL: Final = re.compile(
    r" (?:tren |trong |cua )?(?:tong so|so|tong) (?:la )?$|, (?:tren|trong) $"
)
# "Trong tổng số 84 tổ viên có 21 người là nữ, bằng 25%".
_OUT_OF: Final = re.compile(r"(?:^|[.;] |\d[.)] |[-+] |\n)trong (?:tong )?(?:so )?$")
_HAS: Final = re.compile(r"(?: [a-z]+){0,6},? (?:co|thi co|da co)(?: [a-z]+){0,2} ")
_FAR: Final = 60
_OTHER: Final = re.compile(r"\b(?:so voi|cung ky|ke hoach|chi tieu|vuot|hon|muc tieu)\b")


def of_the_whole(manuscript: Manuscript) -> Iterator[Remark]:
    """ "156 hộ ký cam kết trên tổng số 180 hộ, đạt 88,7%", "52 người, bằng 40% tổng số 120"."""
    for quantities in manuscript.clauses:
        for one, two, three in zip(quantities, quantities[1:], quantities[2:], strict=False):
            first = manuscript.said(one.whole.end, two.span.start)
            second = manuscript.said(two.whole.end, three.span.start)
            if three.role is Role.SHARE and _OF.fullmatch(first) and _IS.fullmatch(second):
                yield from _judged(manuscript, one, two, three)
            elif _is_out_of(manuscript, one, three, first, second):
                yield from _judged(manuscript, two, one, three, any_head=True)
            elif (
                two.role is Role.SHARE
                and max(len(first), len(second)) < _FAR
                and (_SHARE_FIRST.search(first) and _OF_ALL.search(second))
            ):
                yield from _judged(manuscript, one, three, two)


def _is_out_of(
    manuscript: Manuscript, whole: Quantity, percent: Quantity, first: str, second: str
) -> bool:
    """Whether a whole begins the sentence and its part and their share follow."""
    before = manuscript.said(max(whole.span.start - 24, 0), whole.span.start)
    joined = _HAS.fullmatch(first) and _IS.fullmatch(second)
    return percent.role is Role.SHARE and bool(joined and _OUT_OF.search(before))


def _judged(
    manuscript: Manuscript,
    part: Quantity,
    whole: Quantity,
    percent: Quantity,
    *,
    any_head: bool = False,
) -> Iterator[Remark]:
    plain = all(
        one.role is Role.LEVEL and one.exact and one.amount.denominator is None
        for one in (part, whole)
    )
    alike = any_head or same_kind(part.head, whole.head) or not part.head or not whole.head
    if not plain or not alike or not percent.exact or part.value > whole.value:
        return
    first = min(part.span.start, whole.span.start)
    span = Span(first, max(percent.whole.end, whole.whole.end))
    made = share(part.value, whole.value)
    behind = manuscript.said(span.end, span.end + 30).split(".")[0]
    if made is None or _OTHER.search(manuscript.said(*span) + behind):
        return
    if agrees(percent.value, made, percent.decimals):
        return
    right = rounded(made, percent.decimals)
    yield Remark(
        "K122",
        span,
        f"{shown(part.value)} trên {shown(whole.value)} là {shown(right)}%, không phải "
        f"{shown(percent.value)}%.",
        f"{shown(part.value)} of {shown(whole.value)} is {shown(right)}%, not "
        f"{shown(percent.value)}%.",
        (part.value, whole.value, percent.value),
        expected=f"{shown(right)}%",
    )
