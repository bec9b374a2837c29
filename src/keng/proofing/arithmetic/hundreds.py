"""Shares that divide a whole by the words before or among them, and do not make a hundred."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from keng.proofing.arithmetic.shares import OTHER_BASE
from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role, says_move
from keng.proofing.rounding import shown
from keng.prose.text import Span

# "Về độ tuổi: ...", "Tính theo phần trăm: ...", "Cơ cấu: ...".
_SORTED: Final = re.compile(
    r"(?:^|[.;\n]\s?|\b)(?:(?:phan |chia |tinh )?theo (?!quy dinh|ke hoach)[a-z]+(?: [a-z]+){0,3}"
    r"|(?:phan|xep|danh gia) loai|ve (?:trinh do|do tuoi|gioi tinh|co cau|thanh phan|chat luong)"
    r"|co cau(?: [a-z]+){0,3}|ty trong(?: [a-z]+){0,3})\s?: "
)
_LABEL: Final = re.compile(
    r"(?:^|[.;\n] ?|[-+] |\d[.)] |[a-z]\) )(?!ty le|ti le|ket qua|muc|dat)[a-z]+(?: [a-z]+){0,4}: $"
)
_CLASS: Final = re.compile(
    r"\b(?P<name>xuat sac|tien tien|tot|kha|trung binh|yeu|kem|gioi|dat|khong dat|(?:rat |khong"
    r" )?hai long"
    r"|binh thuong|khong y kien)(?: la| chiem| dat)?:? $"
)
_PAIRS: Final = (
    ("nam", "nu"),
    ("nu", "nam"),
    ("thanh thi", "nong thon"),
    ("nong thon", "thanh thi"),
    ("(?<!khong )(?<!chua )dat", "(?:khong|chua) dat"),
    ("(?<!khong )dong y", "khong dong y"),
    ("(?:dung|trong|truoc) han", "(?:qua|tre) han|cham"),
    ("truc tuyen", "truc tiep"),
    ("truc tiep", "truc tuyen"),
)
_NEAR: Final = Decimal(12)
_AGES: Final = re.compile(r"\b(?:duoi|tu) \d+[^%]*%.*\b(?:tren|tu) \d+ (?:tuoi|nam)?")
_KINDS: Final = re.compile(r"\b(?:dang vien|doan vien|hoi vien|(?<!phu )nu|dan toc)\b")
_OPEN: Final = re.compile(r"\b(?:trong do|rieng|nhu|chu yeu|nhat la|dien hinh|so voi|cung ky)\b")
_HUNDRED: Final = Decimal(100)
_FAR: Final = Decimal(20)
_LEAST: Final = 3


def hundreds(manuscript: Manuscript) -> Iterator[Remark]:
    """Shares behind a sorting, and shares of ages from the least to the most."""
    yield from opposites_of_shares(manuscript)
    told: set[int] = set()
    for found in _SORTED.finditer(manuscript.text.folded):
        sentence = manuscript.text.sentence_at(found.end() - 1)
        run = _run(manuscript, manuscript.between(found.end(), sentence.end))
        if run and run[0].span.start not in told and not _KINDS.search(_said(manuscript, run)):
            told.add(run[0].span.start)
            yield from _judged(manuscript, run)
    for quantities in manuscript.clauses:
        run = _run(manuscript, quantities)
        if run and run[0].span.start not in told:
            start = max(manuscript.sentence_span(run[0]).start, run[0].span.start - 60)
            labelled = _labelled(manuscript, run) or _classes(manuscript, run)
            if labelled or _AGES.search(manuscript.said(start, run[-1].span.end)):
                yield from _judged(manuscript, run, _NEAR if labelled else _FAR)


def opposites_of_shares(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Nam 62%, nữ 48%": two shares of which one denies the other are all."""
    for quantities in manuscript.clauses:
        shares = [one for one in quantities if one.role is Role.SHARE and one.exact]
        for one, other in pairwise(shares):
            start = max(manuscript.sentence_span(one).start, one.span.start - 24)
            first = manuscript.said(start, one.span.start)
            second = manuscript.said(one.whole.end, other.span.start)
            if any(
                re.search(rf"\b(?:{left})(?: la| chiem| dat)?:? $", first)
                and re.fullmatch(rf",?(?: va)? (?:{right})(?: la| chiem| dat)?:? ", second)
                for left, right in _PAIRS
            ):
                total = one.value + other.value
                slack = Decimal(1).scaleb(-min(one.decimals, other.decimals))
                if slack < abs(total - _HUNDRED) <= _FAR:
                    yield _remark([one, other], total)


def _labelled(manuscript: Manuscript, run: Sequence[Quantity]) -> bool:
    """ "Nguồn kinh phí: ngân sách 65%, doanh nghiệp 20%, nhân dân 15%"."""
    sentence = manuscript.sentence_span(run[0])
    before = manuscript.said(max(sentence.start - 1, 0), run[0].span.start)
    place = before.rfind(": ")
    label = before[: place + 2]
    return place >= 0 and bool(_LABEL.search(label)) and not _KINDS.search(_said(manuscript, run))


def _classes(manuscript: Manuscript, run: Sequence[Quantity]) -> bool:
    """Whether each share is that of another class: "xuất sắc 43%, khá 49%, trung bình 8%"."""
    names: list[str] = []
    start = max(manuscript.sentence_span(run[0]).start, run[0].span.start - 40)
    for one in run:
        found = _CLASS.search(manuscript.said(start, one.span.start))
        names.append(found["name"] if found else "")
        start = one.whole.end
    return all(names) and len(set(names)) == len(names)


def _run(manuscript: Manuscript, found: Sequence[Quantity]) -> list[Quantity]:
    """The shares of a list that follow each other with nothing but names between, or none."""
    shares = [one for one in found if one.role is Role.SHARE]
    alone = all(one.role is Role.SHARE or one.amount.unit.name == "tuổi" for one in found)
    if not alone or len(shares) < _LEAST or not all(one.exact for one in shares):
        return []
    # "từ 40 đến 55 tuổi chiếm 20%" has numbers of its own that are no quantities.
    joined = (
        len(manuscript.said(one.whole.end, other.span.start)) < 90
        for one, other in pairwise(shares)
    )
    return shares if all(joined) else []


def _said(manuscript: Manuscript, run: Sequence[Quantity]) -> str:
    start = max(manuscript.sentence_span(run[0]).start, run[0].span.start - 60)
    return manuscript.said(start, run[-1].whole.end)


def _judged(
    manuscript: Manuscript, run: Sequence[Quantity], far: Decimal = _FAR
) -> Iterator[Remark]:
    words = _said(manuscript, run)
    moves = says_move(manuscript.text, run[0].span.start - 20, run[-1].whole.end)
    if OTHER_BASE.search(words) or _OPEN.search(words) or moves:
        return
    total = sum((one.value for one in run), Decimal(0))
    # Rounded, each may be half a unit too large; cut off, a whole one too small.
    slack = sum((Decimal(1).scaleb(-one.decimals) for one in run), Decimal(0))
    apart = total - _HUNDRED
    if abs(apart) <= far and (apart > slack / 2 or -apart >= slack):
        yield _remark(run, total)


def _remark(run: Sequence[Quantity], total: Decimal) -> Remark:
    return Remark(
        "K124",
        Span(run[0].span.start, run[-1].whole.end),
        f"Các tỷ lệ cộng lại là {shown(total)}%, không phải 100%.",
        f"The shares add up to {shown(total)}%, not to 100%.",
        tuple(one.value for one in run),
        expected="100%",
    )
