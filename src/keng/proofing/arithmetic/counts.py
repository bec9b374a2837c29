"""Numbers that announce a list, in digits or in words, and what such a list may be of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import shown
from keng.prose.counted import Sort
from keng.prose.text import Span

LEAVES_OPEN: Final = re.compile(
    r"\b(?:nhu|chu yeu|tieu bieu|noi bat|nhat la|dien hinh|trong do|trong tam|mot so|theo huong"
    r"|co|voi cac|cu the nhu)\s?:?\s?$|\b(?:nhu|chu yeu|noi bat|nhat la|dien hinh|trong do|mot"
    r" so)\b"
)
KIND: Final = (
    r"(?:to dan pho|to lien gia|to|thon|ap|khom|buon|khu pho|khu dan cu|khu|xom|lang|ban|xa"
    r"|phuong|thi tran"
    r"|truong|cong ty|hoi|doan|chi bo|chi hoi|cong an|ban chi huy|phong|tram|uy ban|mat tran"
    r"|hop tac xa|doanh nghiep|nha may|cho|co quan|lien doan|trung tam|ngan hang|benh vien|don"
    r"|hat|tieu doan|vien)"
)
_WORDS: Final = {
    word: Decimal(value)
    for value, word in enumerate(
        ["hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"], start=2
    )
}
_SPOKEN: Final = re.compile(
    rf"(?<!\w)(?P<word>{'|'.join(_WORDS)}) (?P<head>nội dung|nhiệm vụ|giải pháp|nhóm giải pháp"
    r"|nhóm nhiệm vụ|vấn đề|việc|biện pháp|mục tiêu|yêu cầu|bước|điểm|nguyên nhân|hạn chế|bài học"
    r"|kiến nghị|đề xuất|tiêu chí|mô hình|văn bản|mặt công tác|khâu đột phá|lực lượng|ngành|cơ"
    r" quan|đơn vị|lĩnh vực|khâu|nhóm)(?!\w)"
)
_ORDINAL: Final = re.compile(r"(?:thứ|nhóm|mục|điểm|số|lần|mười|mươi) $")
LISTED: Final = frozenset(
    [
        "nội dung",
        "nhiệm vụ",
        "giải pháp",
        "nhóm giải pháp",
        "nhóm nhiệm vụ",
        "vấn đề",
        "việc",
        "biện pháp",
        "mục tiêu",
        "yêu cầu",
        "bước",
        "nguyên nhân",
        "hạn chế",
        "bài học",
        "kiến nghị",
        "đề xuất",
        "tiêu chí",
        "mặt công tác",
        "mặt",
        "khâu đột phá",
        "loại",
        "nhóm",
        "chuyên đề",
    ]
)
_HEAD: Final = re.compile(rf" (?P<head>{'|'.join(sorted(LISTED, key=len, reverse=True))})(?!\w)")
_LEAST, _MOST = 2, 40


@dataclass(frozen=True)
class Count:
    """A number that announces a list, in digits or in words; `head` is what is counted."""

    value: Decimal
    span: Span
    end: int
    head: str


def count_of(manuscript: Manuscript, quantity: Quantity) -> Count:
    if quantity.head:
        return Count(quantity.value, quantity.whole, quantity.whole.end, quantity.head)
    named = _HEAD.match(manuscript.text.low, quantity.span.end)
    end = named.end() if named else quantity.whole.end
    return Count(quantity.value, quantity.whole, end, named["head"] if named else "")


def spoken_counts(manuscript: Manuscript) -> Iterator[Count]:
    """ "Ba nội dung", "năm nhiệm vụ": with their marks, so that no year and no third one is"
    " meant."""
    for found in _SPOKEN.finditer(manuscript.text.low):
        before = manuscript.text.low[max(found.start() - 8, 0) : found.start()]
        if not _ORDINAL.search(before):
            end = found.end()
            yield Count(_WORDS[found["word"]], Span(found.start(), end), end, found["head"])


def is_count(quantity: Quantity) -> bool:
    return (
        quantity.role is Role.LEVEL
        and quantity.exact
        and quantity.amount.unit.sort in (Sort.COUNT, Sort.BARE)
        and quantity.amount.denominator is None
        and _LEAST <= quantity.value <= _MOST
    )


def remark(code: str, span: Span, count: Count, listed: int) -> Remark:
    return Remark(
        code,
        span,
        f"Nói {shown(count.value)} nhưng liệt kê {listed}.",
        f"{shown(count.value)} are said, but {listed} are listed.",
        (count.value, Decimal(listed)),
    )
