"""Numbers that count nothing: they belong to a name ("thôn 3", "Điều 5") or are only a bound."""

from __future__ import annotations

import re
from typing import Final

from keng.prose.numbers import Amount
from keng.prose.text import Text

_NAMED: Final = re.compile(
    r"\b(?:thu|so|s|dieu|khoan|diem|ban chi dao|bcd|phong|quoc lo|tinh lo|ql|dt|tuyen duong"
    r"|khoa|tap"
    r"|phu luc|khoi|bieu|mau|nhom|loai|hang|muc|phan|chuong|trang|tieu chi|tieu chi so|de an"
    r"|du an|ngay"
    r"|thang|nam|quy|luc|covid|zone|ha noi|doi|khu vuc|vung|cap do|muc do|lan thu|tt|stt)\s?-?$"
)
# With their marks: "nam 12, nữ 8" are men and no year, "cấp đổi 40" is no troop.
_NO_NAMES: Final = ("nam ", "hồ sơ ", "cơ sở ", "tô ", "thang ", "đổi ", "đôi ", "đời ", "đợi ")
_ONE_WORD_NAME: Final = re.compile(
    r"\b(?:thon|xom|khu|to|ap|khu pho|to dan pho|lop|doi|cong so)\s$"
)
_NO_NAME: Final = 100
_OF_EACH: Final = re.compile(r"\bmoi [a-z ]{1,10}$")
_BOUND: Final = re.compile(r"[^\d;.,()]{0,30}\btro (?:len|xuong|di|ve)\b")


def is_name(text: Text, amount: Amount) -> bool:
    """Whether a bare number is part of a name: "Ban Chỉ đạo 138", "tổ 1: 40 bình"."""
    before = text.folded[max(0, amount.span.start - 18) : amount.span.start]
    if before[-2:-1].isalpha() and text.body[amount.span.end : amount.span.end + 1] == ":":
        # "tổ 1: 40 bình", but "tiếp nhận 738: trực tuyến 701"
        return amount.value is None or amount.value < _NO_NAME or bool(_NAMED.search(before))
    if _OF_EACH.search(before):
        return False  # "mỗi tổ 24 ca": so many each, no name of a group
    named = _NAMED.search(before) or _ONE_WORD_NAME.search(before)
    if not text.unmarked and text.low.endswith(_NO_NAMES, 0, amount.span.start):
        return False
    return bool(named) and amount.denominator is None


def is_threshold(text: Text, amount: Amount) -> bool:
    """ "từ 2 mô hình trở lên": a bound, not a count."""
    before = text.folded[max(0, amount.span.start - 3) : amount.span.start]
    return before == "tu " and bool(_BOUND.match(text.folded, amount.end))
