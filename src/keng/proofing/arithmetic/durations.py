"""How long a thing has lasted against the days that the sentence and the paper themselves tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.mentions import own_day, whole_day
from keng.prose.dates import Day
from keng.prose.text import Span

# "ra mắt tháng 3/2019, đến nay đã hơn 05 năm 8 tháng"
_LASTED: Final = re.compile(
    r"(?P<link>[^.;:\d]{0,60}?\b(?:den nay|tinh den nay|den thoi diem nay|sau|da|tron|duoc|qua"
    r"|vua|ky niem)\b[^.;:\d]{0,36}?)"
    r"(?<![\d/])(?P<years>\d{1,3}) nam(?! \d{4})(?:,? (?:va )?(?P<months>\d{1,2}) thang)?"
    r"(?! (?:tuoi|dau|cuoi|toi|tiep|sau|truoc|nay|hoc|lien))"
)
_UNTIL: Final = re.compile(r"\s?(?:den|-|–)\s?(?:het )?(?:ngay |thang |nam )?\s?$")
_COUNTED: Final = re.compile(
    r"[\s,]{0,2}\(?\s?(?:tuc |la |tong (?:so |cong )?|trong |keo dai |dien ra |thoi gian )?(?:la"
    r" |trong )?"
    r"(?:tron |du |dung )?(?P<count>\d{1,3}) (?P<unit>ngay(?! dem)|thang|nam)\b"
    r"(?! (?:dau|cuoi|lam viec|truoc|sau|\d))"
)
_POINT: Final = (
    r"(?:ngay |thang )?(?:(?P<day{0}>\d{{1,2}})/)?(?P<month{0}>0?[1-9]|1[0-2])/"
    r"(?P<year{0}>(?:19|20)\d\d)"
)
_IN_BRACKETS: Final = re.compile(
    r"(?<![\d/])(?P<months>\d{1,3}) thang\b[^();:\n\d]{0,50}\((?:tu )?"
    + _POINT.format("a")
    + r" ?(?:-|–|den) ?"
    + _POINT.format("b")
    + r"\)"
)
_FROM: Final = re.compile(r"\btu (?:ngay |thang |nam )?\s?$")
# "sơ kết 05 năm thực hiện Chỉ thị số 12 ngày 20/5/2016"
_CARRIED_OUT: Final = re.compile(
    r"\b(?:so ket|tong ket|qua|sau|danh gia|nhin lai) (?P<years>\d{1,2}) nam (?:trien khai |to"
    r" chuc )?"
    r"(?:thuc hien|thi hanh|trien khai|thanh lap|xay dung|hoat dong)[^.;\n]{0,100}?(?:ngay "
    r"|thang |nam )$"
)
_ON: Final = re.compile(r"[^.;\n\d]{0,30}\b(?:vao|trong|den)(?: ngay| thang| nam)? $")
_MONTHS: Final = 12
_NEAR: Final = 120


def durations(manuscript: Manuscript) -> Iterator[Remark]:
    """Years and months since a day, and the days, months or years between two."""
    yield from _since(manuscript)
    yield from _carried_out(manuscript)
    yield from _between(manuscript)
    yield from _months_in_brackets(manuscript)


def _since(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Ra mắt ngày 05/9/2022, đến nay đã 05 năm" in a paper of 2024."""
    own = whole_day(own_day(manuscript.text))
    if own is None:
        return
    for day in manuscript.days:
        begun = _month_of(day)
        if begun is None or day.span.start == 0:
            continue
        end = min(manuscript.text.sentence_at(day.span.start).end, day.span.end + _NEAR)
        found = _LASTED.match(manuscript.text.folded, day.span.end, end)
        if found is None or _cites(manuscript, day.span):
            continue
        lasted = (own.year - begun.year) * _MONTHS + own.month - begun.month
        told = int(found["years"]) * _MONTHS + int(found["months"] or 0)
        # The reader may count from the month before, and years as calendar years.
        slack = 1 if found["months"] else _MONTHS
        if lasted <= 0 or abs(told - lasted) <= slack:
            continue
        yield _remark(Span(day.span.start, found.end()), told, lasted, found["months"])


def _carried_out(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Tổng kết 10 năm thực hiện Quy chế ... ngày 20/5/2016 vào tháng 5/2024"."""
    own = own_day(manuscript.text)
    text = manuscript.text
    for index, day in enumerate(manuscript.days):
        begun = _month_of(day)
        start = max(text.sentence_at(day.span.start).start, day.span.start - 160)
        # The word "ngày" may belong to the span of the day itself.
        lead = text.folded[start : day.span.start] + (
            "" if _bare_day(text.folded, day) else "ngay "
        )
        found = _CARRIED_OUT.search(lead)
        if found is None or begun is None:
            continue
        ended = own
        for other in manuscript.days[index + 1 : index + 2]:
            between = text.folded[day.span.end : other.span.start]
            if _ON.fullmatch(between + ("" if between.endswith(" ") else " ")):
                ended = other
            elif other.span.start < text.sentence_at(day.span.start).end:
                ended = None  # another day may be the end of these years
        until = _month_of(ended) if ended else None
        if until is None:
            continue
        lasted = (until.year - begun.year) * _MONTHS + until.month - begun.month
        told = int(found["years"]) * _MONTHS
        if lasted > 0 and abs(told - lasted) > _MONTHS:
            yield _remark(Span(start + found.start(), day.span.end), told, lasted, None)


def _bare_day(folded: str, day: Day) -> bool:
    """Whether the digits of a day stand behind the word for it."""
    return folded[max(day.span.start - 6, 0) : day.span.start].endswith(("ngay ", "thang ", "nam "))


def _cites(manuscript: Manuscript, span: Span) -> bool:
    """Whether the day is that of a cited paper."""
    return any(one.span.overlaps(span) for one in manuscript.citations)


def _months_in_brackets(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Sau 24 tháng thực hiện (01/7/2025 - 30/6/2026)"."""
    for found in _IN_BRACKETS.finditer(manuscript.text.folded):
        first, last = (
            (int(found[f"year{end}"]), int(found[f"month{end}"]), int(found[f"day{end}"] or 0))
            for end in "ab"
        )
        apart = (last[0] - first[0]) * _MONTHS + last[1] - first[1]
        told = int(found["months"])
        if apart <= 0 or told in (apart, apart + 1):
            continue
        yield Remark(
            "K171",
            Span(*found.span()),
            f"Hai mốc cách nhau {apart + 1} tháng (tính cả hai đầu), không phải {told}.",
            f"The two ends are {apart + 1} months apart, both counted, not {told}.",
            (Decimal(told), Decimal(apart + 1)),
            expected=str(apart + 1),
        )


def _month_of(day: Day) -> date | None:
    if day.year is None or day.month is None or not day.possible:
        return None
    return date(day.year, day.month, 1)


def _remark(span: Span, told: int, lasted: int, by_months: str | None) -> Remark:
    vi, en = _length(lasted, by_months)
    said, said_en = _length(told, by_months)
    return Remark(
        "K171",
        span,
        f"Tính đến ngày của văn bản là {vi}, không phải {said}.",
        f"Up to the day of the paper it is {en}, not {said_en}.",
        (Decimal(told // _MONTHS), Decimal(lasted // _MONTHS)),
        expected=vi,
    )


def _length(months: int, by_months: str | None) -> tuple[str, str]:
    years, rest = divmod(months, _MONTHS)
    if not rest and not by_months:
        return f"{years} năm", f"{years} years"
    return f"{years} năm {rest} tháng", f"{years} years {rest} months"


def _between(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Từ ngày 01/8 đến ngày 15/8/2024 (20 ngày)": both ways of counting are allowed."""
    for first, last in pairwise(manuscript.days):
        text = manuscript.text
        between = text.folded[first.span.end : last.span.start]
        if len(between) > 16 or not _UNTIL.fullmatch(between):
            continue
        if not _FROM.search(text.folded, max(first.span.start - 12, 0), first.span.start):
            continue
        found = _COUNTED.match(text.folded, last.span.end)
        apart = _apart(first, last, found["unit"]) if found else None
        if found is None or apart is None or apart < 0:
            continue
        told = int(found["count"])
        if told in (apart, apart + 1):
            continue
        unit = {"ngay": ("ngày", "days"), "thang": ("tháng", "months"), "nam": ("năm", "years")}
        vi, en = unit[found["unit"]]
        yield Remark(
            "K171",
            Span(first.span.start, found.end()),
            f"Hai mốc cách nhau {apart + 1} {vi} (tính cả hai đầu), không phải {told}.",
            f"The two ends are {apart + 1} {en} apart, both counted, not {told}.",
            (Decimal(told), Decimal(apart + 1)),
            expected=str(apart + 1),
        )


def _apart(first: Day, last: Day, unit: str) -> int | None:
    """How far two ends are apart in a unit; the year of the last one holds for both."""
    year = last.year if first.year is None else first.year
    other = last.year or year
    if unit == "nam":
        plain = first.year and last.year and not (first.month or last.month)
        return last.year - first.year if plain and first.year and last.year else None
    if first.month is None or last.month is None:
        return None
    if unit == "thang":
        if first.day or last.day:
            return None
        return ((other or 0) - (year or 0)) * _MONTHS + last.month - first.month
    if not (first.day and last.day and first.possible and last.possible):
        return None
    begin, end = _day_in(first, year), _day_in(last, other)
    return (end - begin).days if begin and end else None


def _day_in(day: Day, year: int | None) -> date | None:
    try:
        return date(year or 2023, day.month or 1, day.day or 1)
    except ValueError:
        return None
