"""What a paper says of itself: number, symbol, place, day, kind, title, unit, issuer, period.

Taken from the header block where there is one; where it is missing or damaged, from the closing
sentence ("Trên đây là Kế hoạch ..."), the signature, and the unit that the text speaks of most.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from keng.prose.dates import Day, Stretch, day_at
from keng.prose.healing import is_capitals
from keng.prose.issuers import issuer_of
from keng.prose.papers import code_of_symbol, symbol_restored
from keng.prose.text import Span, Text
from keng.prose.units import main_unit
from keng.prose.zones import header_end

_TYPES: Final = {
    "bao cao": "BC",
    "ke hoach": "KH",
    "nghi quyet": "NQ",
    "quyet dinh": "QĐ",
    "chi thi": "CT",
    "thong bao": "TB",
    "huong dan": "HD",
    "to trinh": "TTr",
    "chuong trinh": "CTr",
    "ket luan": "KL",
    "quy che": "QC",
    "quy dinh": "QyĐ",
    "de an": "ĐA",
    "phuong an": "PA",
    "bien ban": "BB",
    "cong dien": "CĐ",
}
_NAMES: Final = "|".join(_TYPES)
_SYMBOL: Final = r"(?P<symbol>[A-ZĐƯ][A-Za-zĐđƯư]{0,8}\d{0,3}(?:\s?[-/–]\s?[A-ZĐƯ0-9]{2,12}){0,4})"
_NUMBERED: Final = re.compile(
    r"(?:Số|SỐ|So|S6|Sô)\s?[:.]?\s?(?P<number>\d{1,5})?[\s.…_]{0,12}[-/–]\s?" + _SYMBOL
)
# "Số:" itself may be lost: then the number opens its line.
_NUMBER_ALONE: Final = re.compile(
    r"(?:^|\n)[^\w\n]{0,3}\w{0,2}\s?[:.]?[\s-]{0,3}(?P<number>\d{1,5})\s?/\s?" + _SYMBOL
)
_PLACED: Final = re.compile(
    r"(?P<place>[^\W\d_]\w{0,9}(?:[ .-][^\W\d_]\w{0,9}){0,4}),\s?(?=[Nn]g[àa]y\b)"
)
_TYPE_LINE: Final = re.compile(rf"(?P<type>{_NAMES})(?=[\s.:]|$)")
_CLOSING: Final = re.compile(rf"\btren day la\s(?:[^\s.]{{1,9}}\s){{0,4}}?(?P<type>{_NAMES})\b")
_CALLED: Final = re.compile(
    rf"\b(?P<type>{_NAMES})\s(?:ket qua|nhu sau|cong tac|thuc hien|tinh hinh)"
)
_NEXT_YEAR: Final = re.compile(
    r"(?:phuong huong|nhiem vu|ke hoach|chuong trinh)[^\n.]{0,60}?nam\s(?:19|20)\d{2}"
)
_FIRST_MONTHS: Final = re.compile(r"\b(?P<months>\d{1,2})\sthang\sdau\snam\b(?!\s(?:19|20)\d{2})")
_YEAR: Final = re.compile(r"\bnam\s(?P<year>(?:19|20)\d{2})")
_MONTH: Final = re.compile(
    r"\bthang\s(?P<month>\d{1,2})(?:\s?/\s?|\snam\s)(?P<year>(?:19|20)\d{2})"
)
_FROM_TO: Final = re.compile(r"\d\s?[/.-]\s?\d")
_TITLE_PARAGRAPHS: Final = 3
_LONGEST_TITLE: Final = 420


@dataclass(frozen=True)
class Meta:
    """What is known of a paper; unknown is None. `type` is a code of Decree 30."""

    type: str | None = None
    number: str | None = None
    symbol: str | None = None
    place: str | None = None
    day: Day | None = None
    issuer: str | None = None
    title: str | None = None
    unit: str | None = None
    start: date | None = None
    end: date | None = None


def meta_of(text: Text, stretches: tuple[Stretch, ...], opening: int) -> Meta:
    """Read the header block and what stands for it; `opening` is where the first part begins."""
    limit = max(min(opening, 3000) if opening else 3000, header_end(text))
    number, symbol, place, day = _header(text, limit)
    kind, title = _type_and_title(text, limit)
    kind = kind or _type_of_symbol(symbol) or _type_at_the_end(text)
    unit = main_unit(text, title)
    start, end = _period(text, title, stretches)
    return Meta(
        kind,
        number,
        symbol,
        place,
        day,
        issuer_of(text, unit.name if unit else None),
        text.said(title).strip() if title else None,
        unit.name if unit else None,
        start,
        end,
    )


def _header(text: Text, limit: int) -> tuple[str | None, str | None, str | None, Day | None]:
    number = symbol = None
    numbered = _NUMBERED.search(text.body, 0, limit) or _NUMBER_ALONE.search(text.body, 0, limit)
    if numbered:
        number = numbered["number"]
        symbol = re.sub(r"\s?([-/–])\s?", r"\1", numbered["symbol"])
        symbol = symbol_restored(symbol) if text.unmarked else symbol
    for placed in _PLACED.finditer(text.body, numbered.end() if numbered else 0, limit):
        if (day := day_at(text, placed.end())) is not None:
            return number, symbol, _place_name(placed["place"]), day
    return number, symbol, None, None


def _place_name(said: str) -> str:
    """The place alone: what a symbol or a motto left before it on the same line is cut off."""
    words = said.split()
    while len(words) > 1 and (words[0].isupper() or words[0][:1].islower()):
        words.pop(0)
    return " ".join(words)


def _type_and_title(text: Text, limit: int) -> tuple[str | None, Span | None]:
    """The line of the kind and the title below it, or the title that stands alone first."""
    paragraphs = [span for span in text.paragraphs if span.start < limit]
    for index, paragraph in enumerate(paragraphs):
        found = _TYPE_LINE.match(text.folded, paragraph.start, paragraph.end)
        if not found or not is_capitals(text.body[paragraph.start : found.end()]):
            continue
        rest = Span(found.end() + 1, paragraph.end)
        if any(letter.isalpha() for letter in text.said(rest)):
            return _TYPES[found["type"]], rest
        return _TYPES[found["type"]], _title_of(text, paragraphs[index + 1 :])
    return None, _title_of(text, paragraphs)


def _title_of(text: Text, paragraphs: list[Span]) -> Span | None:
    """The paragraphs of a title: they end without a full stop, before the text begins."""
    start = end = None
    for paragraph in paragraphs[:_TITLE_PARAGRAPHS]:
        said = text.said(paragraph)
        ended = said.endswith((".", ":", ";")) and not said.endswith("...")
        if ended or paragraph.end - paragraph.start > _LONGEST_TITLE or said[0] in "-+":
            break
        start, end = paragraph.start if start is None else start, paragraph.end
    return Span(start, end) if start is not None and end is not None else None


def _type_of_symbol(symbol: str | None) -> str | None:
    return code_of_symbol(symbol) if symbol else None


def _type_at_the_end(text: Text) -> str | None:
    called = _last(_CLOSING.finditer(text.folded)) or _CALLED.search(text.folded, 0, 3000)
    return _TYPES[called["type"]] if called else None


def _last(found: Iterable[re.Match[str]]) -> re.Match[str] | None:
    last = None
    for match in found:
        last = match
    return last


def _period(
    text: Text, title: Span | None, stretches: tuple[Stretch, ...]
) -> tuple[date | None, date | None]:
    """The period that the title names, without the year that it looks ahead to."""
    if title is None:
        return None, None
    ahead = _NEXT_YEAR.search(text.folded, title.start, title.end)
    end = title.end
    if ahead and _YEAR.search(text.folded, title.start, ahead.start()):
        end = ahead.start()
    if ahead and (found := _FIRST_MONTHS.search(text.folded, title.start, ahead.start())):
        # "6 tháng đầu năm, phương hướng 6 tháng cuối năm 2024": the year stands once, behind.
        year, months = int(ahead[0][-4:]), min(max(int(found["months"]), 1), 12)
        return date(year, 1, 1), date(year, months, monthrange(year, months)[1])
    named = [
        found
        for found in stretches
        if title.start <= found.span.start < end and found.start and found.end
    ]
    if named:
        told = [found for found in named if _FROM_TO.search(text.said(found.span))]
        exact = min(told or named, key=_length)
        return exact.start, exact.end
    return _month_or_year(text, Span(title.start, end))


def _length(stretch: Stretch) -> int:
    return (stretch.end - stretch.start).days if stretch.start and stretch.end else 10**6


def _month_or_year(text: Text, span: Span) -> tuple[date | None, date | None]:
    if found := _MONTH.search(text.folded, span.start, span.end):
        year, month = int(found["year"]), int(found["month"])
        if 1 <= month <= 12:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    if found := _YEAR.search(text.folded, span.start, span.end):
        year = int(found["year"])
        return date(year, 1, 1), date(year, 12, 31)
    return None, None
