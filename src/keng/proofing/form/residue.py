"""What a template left behind: rows of dots, empty brackets, words to be replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.prose.text import Span

_RESIDUE: Final = re.compile(
    r"\.{6,}|…{2,}|_{4,}|\[\s?(?:\.{2,}|…)?\s?\]|(?<![a-z])x{3,}(?![a-z])|\.{3,}/\.{3,}|…/…"
    r"|\((?:ghi ro|neu ro|ten don vi|ten co quan|dien vao|ghi cu the)[^()\n]{0,40}\)"
    r"|\[\s?(?:ghi|neu|dien|nhap|chen|bo sung|cap nhat|ho (?:va )?ten|ten|chuc (?:vu|danh)|so"
    r" lieu|so"
    r"|ngay|thang|noi dung|ky ten|chu ky|dia danh|don vi|co quan)\b[^\[\]\n]{0,40}\]"
    r"|\((?:ho (?:va )?ten|ghi|dien|nhap) [^()\d\n]{0,40}\)(?=\s|$)(?<=ten\))"
    r"|(?<=[:a-z] )(?:\.{3,5}|…)(?=\s?(?:dong|trieu|ty|vu|ho|nguoi|luot|buoi|thon|to|mo hinh|tap"
    r" the"
    r"|ca nhan|thang|nam|%))"
    r"|<\s?[a-z][^<>\n\d]{2,40}>"
    r"|(?<=\bxa )(?:\.{3,5}|…)(?= [a-z])|(?<=\bphuong )(?:\.{3,5}|…)(?= [a-z])"
    r"|\bngay (?:\.{2,5}|…) ?thang (?:\.{2,5}|…)(?= nam \d{4}[ ,]+[a-z])"
    r"|(?<![a-z])xx(?= (?:mo hinh|vu|ho|nguoi|buoi|dong|thon|to|luot)\b)"
    r"|\bbao nhieu\b(?=[^?\n]{0,30}:)"
)
_BLANK_LINE: Final = re.compile(r"[\s.…_\-–]*")
_LONGEST_HEADER: Final = 90
_HEADER: Final = re.compile(r"\b(?:so\s?:|ngay\b[\s.…_]{1,20}thang\b)")


def residue(manuscript: Manuscript) -> Iterator[Remark]:
    """Text of a form that should have been filled in. Blank header fields are a draft's right."""
    for found in _RESIDUE.finditer(manuscript.text.folded):
        paragraph = manuscript.text.paragraph_at(found.start())
        words = manuscript.said(*paragraph)
        if _BLANK_LINE.fullmatch(words) or (
            _HEADER.search(words[:80]) and len(words) < _LONGEST_HEADER
        ):
            continue
        yield Remark(
            "K321",
            Span(*found.span()),
            "Còn chữ của biểu mẫu chưa điền.",
            "Text of a template was left unfilled.",
        )


RULES: Final = (
    Rule(
        "K321",
        Severity.STYLE,
        "Còn chữ của biểu mẫu",
        "Text of a template left over",
        "Dãy dấu chấm, ngoặc trống và “xxx” là chỗ của biểu mẫu chưa điền.",
        "Rows of dots, empty brackets and “xxx” stand for what should have been filled in.",
        "Tổng số hộ tham gia: [...] hộ trên địa bàn xã xxx.",
        "Tổng số hộ tham gia: 412 hộ trên địa bàn xã Bình An.",
        residue,
    ),
)
