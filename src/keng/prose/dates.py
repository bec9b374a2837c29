"""Days, months and years that a text names, whole or partial, and the periods that it speaks of.

"07/07" is a day only where the words around it say so: before a counted thing it is a part of a
whole ("07/07 làng").
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from keng.prose.counted import Sort, unit_at
from keng.prose.names import shows_a_change
from keng.prose.text import Span, Text

_YEAR: Final = r"(?P<year>(?:19|20)\d{2})(?!\d)(?![.,]\d)"
_LATER_YEAR: Final = _YEAR.replace("year", "later")
_FULL: Final = re.compile(
    r"(?<![\d/.,])(?P<day>\d{1,2})\s?(?P<mark>[/.\-–])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?"
    r"(?P<year>(?:19|20)\d{2})(?![\d/])"
)
_MONTH_YEAR: Final = re.compile(
    rf"(?<![\d/.,])(?P<month>0?[1-9]|1[0-2])\s?[/\-]\s?{_YEAR}(?!\s?[/-]\s?[a-z])"
)
_DAY_MONTH: Final = re.compile(
    r"(?<![\d/.,])(?P<day>0?[1-9]|[12]\d|3[01])[/\-](?P<month>0?[1-9]|1[0-2])(?![\d/%]|[.,]\d)"
)
_DAY_WORDS: Final = re.compile(
    r"(?:\b(?:ngay|sang|chieu|toi|truoc|sau|den|tu|het|hom|dip|dip le|tet)\s?(?:ngay\s)?|[(\-–]\s?"
    r"|\d{1,2}/\d{1,2}\s?(?:,|va)\s?)$"
)
_IN_WORDS: Final = re.compile(
    rf"\bngay[\s.…_]*(?:(?P<day>\d{{1,2}})[\s.…_]*)?thang[\s.…_]*(?:(?P<month>\d{{1,2}})[\s.…_]*)?n[aiou]m\s*"
    rf"{_YEAR}"
)
_DAY_MONTH_WORDS: Final = re.compile(
    r"\bngay\s(?P<day>\d{1,2})\sthang\s(?P<month>\d{1,2})(?!\d)(?!\s?/)"
)
_MONTH_WORDS: Final = re.compile(
    r"\bthang\s(?:(?P<month>0?[1-9]|1[0-2])(?!\d))"
    rf"(?:\s?/\s?{_YEAR}|\snam\s{_LATER_YEAR})?"
)
_YEARS: Final = re.compile(
    r"(?<![\d/.,\w])(?:(?:nam|nien khoa)\s)?(?P<year>(?:19|20)\d{2})(?![\d\w])(?![.,]\d)"
)
_DAY_ALONE: Final = re.compile(r"\bngay\s(?P<day>\d{1,2})(?![\d/]|\s?thang|[.,]\d)")
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_QUARTER: Final = re.compile(
    r"\bquy\s?(?P<quarter>iv|i{1,3}|[1-4])\b(?![.,]\d)"
    rf"(?:\s?[-/]\s?{_YEAR}|,?\s(?:nam\s)?{_LATER_YEAR})?"
)
_MONTHS_OF: Final = re.compile(
    r"\b(?P<months>\d{1,2})\sthang\s(?P<part>dau|cuoi)(?:\snam)?(?:\s(?P<year>(?:19|20)\d{2}))?(?!\d)"
)
_MONTHS_YEAR: Final = re.compile(
    r"\b(?P<months>\d{1,2})\sthang\s(?:nam\s)?(?P<year>(?:19|20)\d{2})(?!\d)"
)
_YEAR_SPAN: Final = re.compile(
    r"(?<![\d/.,])(?P<first>(?:19|20)\d{2})\s?(?:[-–]|den(?:\snam)?)\s?(?P<year>(?:19|20)\d{2})(?![\d/])"
)
_MONTHS_ALONE: Final = re.compile(
    r"\b(?:trong|qua|luy ke|tinh chung|so ket|tong ket)\s\d{1,2}\sthang\b"
    r"(?!\s(?:lien|ke tu|tro|lien tiep))"
)
_OFTEN_COUNTED: Final = frozenset(
    {
        "người",
        "lượt người",
        "lượt",
        "hộ",
        "hộ dân",
        "vụ",
        "buổi",
        "tờ rơi",
        "tin",
        "viên đạn",
        "bài",
    }
)
_BETWEEN: Final = re.compile(r"\s?(?:-|–|den(?: het)?(?: ngay)?)\s?$")


@dataclass(frozen=True)
class Day:
    """A day that a text names; what it leaves out is None."""

    span: Span
    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str:
        """ISO 8601 as far as known: "2023-10-04", "2023-10", "2023", "--10-04"."""
        if self.year is None:
            parts = (self.month or 0, self.day or 0)
            return f"--{parts[0]:02d}-{parts[1]:02d}" if self.day else f"--{parts[0]:02d}"
        told = f"{self.year:04d}"
        for part in (self.month, self.day):
            if part is None:
                break
            told += f"-{part:02d}"
        return told

    @property
    def possible(self) -> bool:
        """Whether the calendar has such a day; an unknown year may be a leap year."""
        if self.month is None:
            return True
        if not 1 <= self.month <= 12:
            return False
        return self.day is None or 1 <= self.day <= monthrange(self.year or 2000, self.month)[1]


@dataclass(frozen=True)
class Stretch:
    """A period that a text names: first and last day where both are known."""

    span: Span
    start: date | None
    end: date | None


def days_of(text: Text) -> tuple[Day, ...]:
    """The days, months and years of a text in order; no two overlap, the fullest reading wins."""
    plain = text.folded
    found: list[Day] = []
    taken = bytearray(len(plain))
    for day in _candidates(text):
        if not any(taken[day.span.start : day.span.end]):
            taken[day.span.start : day.span.end] = b"\1" * (day.span.end - day.span.start)
            found.append(day)
    return tuple(sorted(found, key=lambda day: day.span))


def stretches_of(text: Text, days: tuple[Day, ...] | None = None) -> tuple[Stretch, ...]:
    """The periods of a text in order: quarters, months to date, years, from-to."""
    return tuple(sorted(_stretches(text, days_of(text) if days is None else days), key=_by_place))


def day_at(text: Text, offset: int) -> Day | None:
    """The day that stands right at a place (after "ngày"), whole where it is whole."""
    for pattern in (_FULL, _IN_WORDS):
        if found := pattern.match(text.folded, offset):
            return _day(found)
    return None


def _by_place(stretch: Stretch) -> Span:
    return stretch.span


def _candidates(text: Text) -> Iterator[Day]:
    """All readings, the fullest first: whoever comes later yields where they overlap."""
    plain = text.folded
    for pattern in (_IN_WORDS, _FULL):
        yield from map(_day, pattern.finditer(plain))
    for found in _YEAR_SPAN.finditer(plain):
        for name in ("first", "year"):
            yield Day(Span(*found.span(name)), int(found[name]))
    for pattern in (_MONTH_YEAR, _DAY_MONTH_WORDS):
        yield from map(_day, pattern.finditer(plain))
    judged = (
        (_MONTH_WORDS, _is_month),
        (_DAY_MONTH, _is_day),
        (_DAY_ALONE, _bare),
        (_YEARS, _is_year),
    )
    for pattern, holds in judged:
        yield from (_day(found) for found in pattern.finditer(plain) if holds(text, found))


def _is_month(text: Text, found: re.Match[str]) -> bool:
    """With its marks "tháng 3" is a month and "xe thang 3" counts ladders."""
    return text.unmarked or not text.low.startswith("thang", found.start())


def _bare(text: Text, found: re.Match[str]) -> bool:
    return unit_at(text, found.end()).sort is Sort.BARE


def _is_year(text: Text, found: re.Match[str]) -> bool:
    """A year after "năm", or alone; without marks "2030 cách mạng" counts no ways."""
    unit = unit_at(text, found.end())
    doubtful = text.unmarked and unit.sort is Sort.COUNT and unit.name not in _OFTEN_COUNTED
    return found[0] != found["year"] or unit.sort is Sort.BARE or doubtful


def _is_day(text: Text, found: re.Match[str]) -> bool:
    """ "10/11" is a day after "trước", "ngày" or a bracket, never before what is counted."""
    if unit_at(text, found.end()).sort is not Sort.BARE:
        return False
    if shows_a_change(text, found.start(), int(found["day"]), int(found["month"])):
        return False
    return bool(_DAY_WORDS.search(text.folded, max(0, found.start() - 14), found.start()))


def _day(found: re.Match[str]) -> Day:
    groups = found.groupdict()
    year = groups.get("year") or groups.get("later")
    return Day(
        Span(*found.span()),
        int(year) if year else None,
        int(groups["month"]) if groups.get("month") else None,
        int(groups["day"]) if groups.get("day") else None,
    )


def _stretches(text: Text, days: tuple[Day, ...]) -> Iterator[Stretch]:
    plain = text.folded
    yield from _quarters(text)
    for pattern in (_MONTHS_OF, _MONTHS_YEAR):
        for found in pattern.finditer(plain):
            months = min(max(int(found["months"]), 1), 12)
            late = found.groupdict().get("part") == "cuoi"
            yield _months(found, found["year"], *((13 - months, 12) if late else (1, months)))
    yield from (Stretch(Span(*found.span()), None, None) for found in _MONTHS_ALONE.finditer(plain))
    for found in _YEAR_SPAN.finditer(plain):
        yield Stretch(
            Span(*found.span()), date(int(found["first"]), 1, 1), date(int(found["year"]), 12, 31)
        )
    for first, last in pairwise(days):
        between = plain[first.span.end : last.span.start]
        if len(between) < 16 and first.day and last.day and _BETWEEN.search(between):
            span = Span(first.span.start, last.span.end)
            yield Stretch(span, _exact(first, last.year), _exact(last))


def _quarters(text: Text) -> Iterator[Stretch]:
    for found in _QUARTER.finditer(text.folded):
        if not text.unmarked and not text.low.startswith("quý", found.start()):
            continue  # "quỹ 1,5 tỷ đồng" is a fund
        year, quarter = found["year"] or found["later"], _ROMAN[found["quarter"]]
        yield _months(found, year, 3 * quarter - 2, 3 * quarter)


def _months(found: re.Match[str], year: str | None, first: int, last: int) -> Stretch:
    span = Span(*found.span())
    if not year:
        return Stretch(span, None, None)
    number = int(year)
    return Stretch(span, date(number, first, 1), date(number, last, monthrange(number, last)[1]))


def _exact(day: Day, year: int | None = None) -> date | None:
    known = day.year or year
    if known is None or day.month is None or day.day is None or not day.possible:
        return None
    if day.day > monthrange(known, day.month)[1]:
        return None
    return date(known, day.month, day.day)
