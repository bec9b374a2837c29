"""Quotation marks and brackets that are never closed, words that stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.prose.text import Span, Text

# Only words that join others: a content word may end one compound and begin the next ("hành vi vi
# phạm", "cơ quan quan trọng").
_DOUBLED: Final = re.compile(
    r"\b(?P<word>với|của|và|các|những|là|cho|được|trong|tại|theo|về|bị|đã|để|một|này|khi|trên|nhằm"
    r"|đến|hoặc|do|tới|nhưng|cùng|thì|sẽ|đang|rất|phải|cần|mọi|giữa|thực hiện|như|có|sau|mà|nếu"
    r"|vẫn|nhiều|mỗi|vào|ra|vì|nên|cũng|không|chưa|hơn|gồm|tại"
    # The first word of a compound that ends no other one.
    r"|tham(?= tham (?:gia|mưu|dự))|tuyên(?= tuyên truyền)|phối(?= phối hợp)|tổ(?= tổ chức)"
    r"|củng(?= củng cố)|nâng(?= nâng cao)|tăng(?= tăng cường)|khen(?= khen thưởng)"
    r"|kiểm(?= kiểm tra)|chấp(?= chấp hành)|xây(?= xây dựng)|duy(?= duy trì)|bảo(?= bảo (?:đảm|vệ))"
    r"|thường(?= thường (?:xuyên|trực))|tích(?= tích cực)|kịp(?= kịp thời)|phát(?= phát (?:huy"
    r"|hiện))"
    r"|quản(?= quản lý)|trật(?= trật tự)|phong(?= phong trào)|lãnh(?= lãnh đạo)|hoạt(?= hoạt động)"
    r"|xử(?= xử lý)|giải(?= giải quyết)|đấu(?= đấu tranh)|cán(?= cán bộ)|đăng(?= đăng ký)"
    r"|cam(?= cam kết)|đoàn(?= đoàn thể)|vận(?= vận động)|phòng(?= phòng (?:ngừa|chống))"
    r"|quan(?= quan tâm)|đẩy(?= đẩy mạnh)|triển(?= triển khai)|hướng(?= hướng dẫn)|nắm(?="
    r" nắm))\s(?P=word)\b"
)
# "các tổ tổ chức", "tư duy duy trì", "phát triển triển khai": two compounds that meet.
_MEET: Final = re.compile(
    r"(?:\b(?:các|mỗi|nhiều|những|\d+|tự)\s(?:tổ)|\btư duy|\bphát triển|\bđịnh hướng|\btình báo"
    r"|\bthông báo|\bphân phối|\bchi phối|\bđiều phối|\bmột số|\bgia tăng"
    r"|\b(?:bình|thông|coi|bồi) thường|\b(?:di|diện|phân|thành|thương) tích|\b(?:tự|khởi|xuất"
    r"|bột) phát"
    r"|\b(?:bảo|chủ) quản|\b(?:cơ|liên|hải|trực|khách|chủ|sĩ|tham) quan|\btiên phong|\b(?:sinh"
    r"|linh) hoạt|\b(?:xét|đối|cư) xử|\bhòa giải"
    r"|\b(?:các|mỗi|công|tập|liên|nhiều|\d+|sư|quân) đoàn|\btuyên truyền vận|\b(?:vận|chuyển) vận"
    r"|\b(?:các|văn|trưởng|phó|biên|dự|đề|quốc|dân|hải|\d+) phòng|\b(?:các|một số|\d+) cán)$"
)
# The second word of a compound that begins no other one.
_TAIL: Final = re.compile(
    r"\b(?:tuyên (?P<a>truyền) (?P=a)|an (?P<b>ninh) (?P=b)|trật (?P<c>tự) (?P=c)(?! quản)"
    r"|phong (?P<d>trào) (?P=d)|mô (?P<e>hình) (?P=e)(?! thức)|kế (?P<f>hoạch) (?P=f)"
    r"|thực (?P<g>hiện) (?P=g)(?! nay| có)|xây (?P<h>dựng) (?P=h)|lực (?P<i>lượng) (?P=i)"
    r"|kết (?P<j>quả) (?P=j)|báo (?P<k>cáo) (?P=k)|địa (?P<l>bàn) (?P=l)(?! giao)|nâng"
    r" (?P<m>cao) (?P=m)"
    r"(?! điểm)|quần (?P<n>chúng) (?P=n)|đấu (?P<o>tranh) (?P=o)(?! chấp)|chỉ (?P<p>đạo) (?P=p)"
    r"|tăng (?P<q>cường) (?P=q)|thường (?P<r>xuyên) (?P=r)|đoàn (?P<s>thể) (?P=s)(?! hiện)"
    r"|tích (?P<t>cực) (?P=t)|cam (?P<u>kết) (?P=u)(?! quả| hợp))\b"
)
_TWICE: Final = re.compile(r"\b(?P<one>[^\W\d_]{2,8}\s[^\W\d_]{2,8})\s(?P=one)\b")


def unclosed(manuscript: Manuscript) -> Iterator[Remark]:
    """An opening mark without its closing one in the paragraph, or the other way round."""
    for paragraph in manuscript.text.paragraphs:
        words = manuscript.text.said(paragraph)
        for opening, closing, name in (("“", "”", "ngoặc kép"), ("(", ")", "ngoặc đơn")):
            place = _first_unmatched(words, opening, closing)
            if place is None:
                continue
            start = paragraph.start + place
            yield Remark(
                "K302",
                Span(start, min(start + 40, paragraph.end)),
                f"Dấu {name} không có dấu đi cùng.",
                f"The mark {words[place]} has no partner.",
            )
        if words.count('"') % 2 and "“" not in words and "”" not in words:
            start = paragraph.start + words.rfind('"')
            yield Remark(
                "K302",
                Span(start, min(start + 40, paragraph.end)),
                "Dấu ngoặc kép không có dấu đi cùng.",
                'The mark " has no partner.',
            )


def doubled(manuscript: Manuscript) -> Iterator[Remark]:
    """A word, or two, written twice in a row."""
    text = manuscript.text
    for found in _DOUBLED.finditer(text.low):
        end = found.start() + len(found["word"])
        meet = _MEET.search(text.low, max(found.start() - 12, 0), end)
        if _is_running(text, found) and not meet:
            yield _repeated(Span(*found.span()))
    for found in _TAIL.finditer(text.low):
        if _is_running(text, found):
            yield _repeated(Span(*found.span()))
    for found in _TWICE.finditer(text.low):
        first, second = found["one"].split()
        if first != second and _is_running(text, found):
            yield _repeated(Span(*found.span()))


def _is_running(text: Text, found: re.Match[str]) -> bool:
    """Whether the words run on: not a name, and not two cells of a row that say the same."""
    is_row = "\t" in text.lines[text.line_at(found.start()) - 1]
    words = text.body[found.start() : found.end()]
    # The first word of a sentence has its capital; names have more of them.
    return not is_row and (words.islower() or words[1:].islower())


def _first_unmatched(words: str, opening: str, closing: str) -> int | None:
    open_at: list[int] = []
    for place, letter in enumerate(words):
        if letter == opening:
            open_at.append(place)
        elif letter == closing:
            if not open_at:
                # "a)" and "1)" mark items and close nothing.
                if closing == ")" and re.search(r"(?:^|[\s;,.])\w{1,3}$", words[:place][-5:]):
                    continue
                return place
            open_at.pop()
    return open_at[-1] if open_at else None


def _repeated(span: Span) -> Remark:
    return Remark("K303", span, "Từ bị lặp.", "A word stands twice.")


RULES: Final = (
    Rule(
        "K302",
        Severity.STYLE,
        "Dấu ngoặc không khép",
        "Mark without its partner",
        "Dấu ngoặc kép và ngoặc đơn phải đủ đôi trong một đoạn.",
        "Quotation marks and brackets come in pairs within one paragraph.",
        "Hưởng ứng phong trào “Thôn không khói thuốc, xã đã tổ chức ra quân.",
        "Hưởng ứng phong trào “Thôn không khói thuốc”, xã đã tổ chức ra quân.",
        unclosed,
    ),
    Rule(
        "K303",
        Severity.STYLE,
        "Từ bị lặp",
        "Word that stands twice",
        "Trừ các từ láy và từ tiếng Việt lặp có chủ ý, từ lặp liền nhau là lỗi gõ.",
        "Apart from words that Vietnamese doubles on purpose, a repeated word is a slip.",
        "Công an xã phối hợp với với các ban, ngành.",
        "Công an xã phối hợp với các ban, ngành; nhân dân luôn luôn ủng hộ.",
        doubled,
    ),
)
