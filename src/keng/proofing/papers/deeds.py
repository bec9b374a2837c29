"""What is told to have been done already, on a day after the paper's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.proofing.mentions import own_day, whole_day
from keng.prose.dates import Day

# "đã" with its mark: "đá", "da" are other words.
_DONE: Final = re.compile(
    r"(?<!\w)(?:đã|vừa) (?:tổ chức|ban hành|khai mạc|bế mạc|hoàn thành|ra mắt|tiến hành|triển khai"
    r"|mở|diễn ra|phát động|thành lập|kiện toàn|ký|kiểm tra|báo cáo|họp|xảy ra|công nhận|khen"
    r" thưởng"
    r"|tham mưu|tập huấn|bàn giao|kết thúc|xử lý|giải quyết|đạt|phối hợp)(?!\w)"
)
_FIGURES: Final = re.compile(r"\bso lieu\b[^.;\n]{0,60}\bden (?:het )?(?:ngay )?$")
_AIMS: Final = re.compile(
    r"\b(?:truoc|den|het|du kien|se|ke hoach|phan dau|hoan thanh truoc|cham nhat|nham|de|chuan bi"
    r"|thoi han|giay moi|moi hop|lich|thong bao|cong van|ve viec|yeu cau|giao|ky niem|huong toi"
    r"|trong thoi gian toi)\b"
)
_NEAR: Final = 90
_BY: Final = re.compile(r"\b(?:truoc|cham nhat(?: la)?|khong qua|han cuoi(?: la)?) (?:ngay )?$")
_ASKS: Final = re.compile(
    r"\b(?:bao cao|gui|trinh|hoan thanh|nop|to chuc|thuc hien|ban hanh|tham muu|khac phuc|dang ky"
    r"|tong hop|phan dau|yeu cau|de nghi|giao|xong)\b"
)
_PAST: Final = re.compile(
    r"(?<!\w)(?:đã|từng|được|thành lập|trước đây|xảy ra|vi phạm|tồn đọng|sinh|đến nay|tính|qua"
    r"|từ trước|phát sinh|chậm|quá hạn|theo)(?!\w)"
)
_TASKS: Final = re.compile(
    r"\b(?:phuong huong|nhiem vu|giai phap|kien nghi|de xuat|to chuc thuc hien|tien do|yeu cau"
    r"|thoi han|thoi gian toi|noi dung)\b"
)
_LONG_AGO: Final = 31


def done_later(manuscript: Manuscript) -> Iterator[Remark]:
    """Deeds and figures dated after the paper that tells them."""
    own = whole_day(own_day(manuscript.text))
    if own is None or manuscript.text.unmarked:
        return
    for day in manuscript.days:
        told = whole_day(day)
        if (
            told is None
            or told <= own
            or any(one.span.overlaps(day.span) for one in manuscript.citations)
        ):
            continue
        if _is_done(manuscript, day) or _ends_figures(manuscript, day):
            yield Remark(
                "K227",
                day.span,
                f"Việc đã làm mang ngày {told:%d/%m/%Y}, sau ngày {own:%d/%m/%Y} của văn bản này.",
                f"What was done is dated {told}, after the {own} of this paper.",
                (Decimal(told.day), Decimal(told.month), Decimal(told.year)),
            )


def past_deadlines(manuscript: Manuscript) -> Iterator[Remark]:
    """Tasks that are to be done by a day long before the paper that sets them."""
    own = whole_day(own_day(manuscript.text))
    if own is None or manuscript.text.unmarked:
        return
    text = manuscript.text
    for day in manuscript.days:
        told = whole_day(day)
        if told is None or (own - told).days < _LONG_AGO:
            continue
        sentence = text.sentence_at(day.span.start)
        before = text.folded[sentence.start : day.span.start]
        asks = _BY.search(before) and _ASKS.search(before)
        cited = any(one.span.overlaps(sentence) for one in manuscript.citations)
        if not asks or cited or _PAST.search(text.low, sentence.start, sentence.end):
            continue
        if _sets_tasks(manuscript, day):
            yield Remark(
                "K228",
                day.span,
                f"Thời hạn {told:%d/%m/%Y} đã qua khi văn bản ký ngày {own:%d/%m/%Y}.",
                f"The deadline {told} was past when the paper was signed on {own}.",
                (Decimal(told.day), Decimal(told.month), Decimal(told.year)),
            )


def _sets_tasks(manuscript: Manuscript, day: Day) -> bool:
    """Whether the line, or the heading of its part, speaks of what is to be done."""
    if _TASKS.search(manuscript.said(*manuscript.text.paragraph_at(day.span.start))):
        return True
    headings = [
        one for one in manuscript.sections if one.heading and one.mark.start < day.span.start
    ]
    return any(
        _TASKS.search(manuscript.said(*manuscript.text.paragraph_at(one.mark.start)))
        for one in headings[-3:]
    )


def _is_done(manuscript: Manuscript, day: Day) -> bool:
    """Whether "đã ..." stands in the clause of a day, and nothing that looks ahead."""
    text = manuscript.text
    sentence = text.sentence_at(day.span.start)
    start = max(sentence.start, day.span.start - _NEAR, text.clause_start(day.span.start))
    before = [found.end() for found in _DONE.finditer(text.low, start, day.span.start)]
    if before:
        return not _AIMS.search(text.folded, before[-1], day.span.start)
    # "Ngày 20/12/2024, xã đã tổ chức ...": the day begins the sentence.
    if day.span.start - sentence.start > len("ngay "):
        return False
    stop = text.folded.find(";", day.span.end, sentence.end)
    end = min(sentence.end if stop < 0 else stop, day.span.end + _NEAR)
    found = _DONE.search(text.low, day.span.end, end)
    return found is not None and not _AIMS.search(text.folded, day.span.end, found.start())


def _ends_figures(manuscript: Manuscript, day: Day) -> bool:
    """Whether the figures of the paper are told to run up to the day."""
    start = max(manuscript.text.sentence_at(day.span.start).start, day.span.start - _NEAR)
    return bool(_FIGURES.search(manuscript.said(start, day.span.start)))


RULES: Final = (
    Rule(
        "K227",
        Severity.WARNING,
        "Việc đã làm mang ngày sau ngày văn bản",
        "A deed dated after the paper that tells it",
        "Văn bản không thể kể là đã làm một việc có ngày sau ngày ký; một trong hai ngày bị sai.",
        "No paper can tell as done what is dated after it; one of the two days is wrong.",
        "Số: 45/BC-UBND\nBình An, ngày 10 tháng 6 năm 2024\nBÁO CÁO\nXã đã tổ chức hội nghị sơ kết "
        "ngày 25/6/2024.",
        "Số: 45/BC-UBND\nBình An, ngày 10 tháng 6 năm 2024\nBÁO CÁO\nXã sẽ tổ chức hội nghị sơ kết "
        "ngày 25/6/2024.",
        done_later,
    ),
    Rule(
        "K228",
        Severity.WARNING,
        "Thời hạn đã qua trước ngày văn bản",
        "A deadline that was past when it was set",
        "Việc giao phải làm xong trước một ngày đã qua lâu khi văn bản được ký: ngày hoặc năm sai.",
        "A task is to be done by a day that was long past when the paper was signed.",
        "Bình An, ngày 10 tháng 12 năm 2024\nBÁO CÁO\nIII. NHIỆM VỤ\nCác thôn gửi danh sách trước "
        "ngày 15/01/2024.",
        "Bình An, ngày 10 tháng 12 năm 2024\nBÁO CÁO\nIII. NHIỆM VỤ\nCác thôn gửi danh sách trước "
        "ngày 15/01/2025.",
        past_deadlines,
    ),
)
