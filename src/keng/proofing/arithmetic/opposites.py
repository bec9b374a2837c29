"""Two parts of which one denies the other: men and women, in time and late, valid and not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from keng.proofing.arithmetic.partitions import (
    APART,
    NO_PART,
    WORDS_BEFORE,
    held,
    is_plain,
    levels_before,
    run_up_to,
    told,
)
from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import PEOPLE, Quantity

_OPPOSITES_SAID: Final = (
    (r"\bnam\b", r"\bnu\b"),
    (r"\bthanh thi\b", r"\bnong thon\b"),
    (r"\bcu\b|\bky truoc\b", r"\bmoi\b"),
    (r"\b(?:dung|trong|truoc) han\b", r"\b(?:qua|tre) han\b"),
    (r"\btruc tiep\b", r"\b(?:truc tuyen|gian tiep|qua mang)\b"),
    (r"(?<!khong )(?<!chua )\bdat\b", r"\b(?:khong|chua) dat\b"),
    (r"(?<!khong )\bhop le\b", r"\bkhong hop le\b"),
    (r"\b(?:nha nuoc|ngan sach)\b", r"\bxa hoi hoa\b"),
    (r"\bthuoc tham quyen\b", r"\bkhong thuoc tham quyen\b"),
)
_OPPOSITES: Final = tuple(
    (re.compile(one), re.compile(two))
    for pair in _OPPOSITES_SAID
    for one, two in (pair, pair[::-1])
)


def opposites(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Trong 26 thành viên có 19 nam, 07 nữ": two parts that each deny the other are all."""
    for quantities in manuscript.clauses:
        for index, (first, second) in enumerate(pairwise(quantities)):
            plain = is_plain(first) and is_plain(second) and first.depth == second.depth
            if not plain or not _are_opposites(manuscript, first, second):
                continue
            # "trước hạn 40, đúng hạn 18, quá hạn 02": the two are the end of a longer list.
            parts = run_up_to(manuscript, quantities, index + 1)
            parts = parts if len(parts) > 1 else [first, second]
            start = parts[0].span.start
            totals = levels_before(manuscript, start, parts if first.head else [])
            if not first.head:
                totals = [one for one in totals if one.head in PEOPLE]
            nearest = totals[-1] if totals else None
            yield from held(parts, told(totals), nearest, every_tail=True)


def _are_opposites(manuscript: Manuscript, first: Quantity, second: Quantity) -> bool:
    """Whether the words of one number say one thing and those of the other its opposite."""
    sentence = manuscript.sentence_span(first)
    start = max(sentence.start, first.span.start - WORDS_BEFORE)
    label = re.split(r"[,;:(\d]", manuscript.said(start, first.span.start))[-1]
    between = manuscript.said(first.whole.end, second.span.start)
    behind = manuscript.said(second.whole.end, min(sentence.end, second.whole.end + 24))
    if not (found := APART.search(between)) or NO_PART.search(between):
        return False
    own, other = between[: found.start()], between[found.end() :]
    behind = re.split(r"[,;:.()\d]", behind)[0]
    return any(
        (one.search(own) and two.search(behind)) or (one.search(label) and two.search(other))
        for one, two in _OPPOSITES
    )
