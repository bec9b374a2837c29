"""When work is due, as a plan says it: a day, a month, a quarter, a rhythm.

What the plan does not say is None. A day that no calendar has (30/2) is told as written and never
moved to another one.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from keng.prose.dates import Day, days_of
from keng.prose.text import Span, Text

_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_QUARTER: Final = re.compile(r"\bquy\s?(?P<quarter>iv|i{1,3}|[1-4])\b")
_MONTH: Final = re.compile(r"\bthang\s?(?P<month>0?[1-9]|1[0-2])\b(?!\s?(?:dau|cuoi))")
_RHYTHM: Final = re.compile(
    r"\b(?:thuong xuyen|hang (?:ngay|tuan|thang|quy|nam)|dinh ky(?: (?:hang|\d+) (?:tuan|thang|quy"
    r"|nam))?|lien tuc|moi (?:thang|quy|tuan|nam)|\d{1,2} (?:thang|nam)/lan|duy tri|ca nam"
    r"|trong nam)\b"
)
# What makes of a day a due day: "trước 15/3", "chậm nhất ngày 20/6", "vào ngày 19/8".
_BEFORE: Final = re.compile(
    r"(?:truoc|cham nhat|den|vao|trong|xong|hoan thanh|han|thoi gian|thoi han|dip)"
    r"(?: (?:la|den|het|vao|trong|truoc|het))*(?: ngay| thang)?[\s:(]*$"
)
_EVERY_YEAR: Final = re.compile(r"\s?(?:\)|,)?\s?h[aă]ng nam")
_LOOK_BACK: Final = 40
_EARLIEST: Final = re.compile(r"\btu\s(?:ngay\s)?$")


@dataclass(frozen=True)
class Due:
    """When something is due. `day` is ISO, partial where the plan tells no more; None = not told.

    `written` is how the plan says it; `impossible` where the calendar has no such day.
    """

    day: str | None = None
    written: str = ""
    quarter: int | None = None
    recurring: str | None = None
    impossible: bool = False


def quarter_named(plain: str) -> int | None:
    """The quarter that folded words name, by number or by a month; None where several or none."""
    quarters = {_QUARTERS[found["quarter"]] for found in _QUARTER.finditer(plain)}
    quarters |= {(int(found["month"]) + 2) // 3 for found in _MONTH.finditer(plain)}
    return quarters.pop() if len(quarters) == 1 else None


class Calendar:
    """The days of one text, to be asked what a stretch of it says about when."""

    def __init__(self, text: Text, days: Sequence[Day], barred: Sequence[Span], year: int | None):
        self._text = text
        self._days = [
            day for day in days if day.month and not any(day.span.overlaps(span) for span in barred)
        ]
        self._starts = [day.span.start for day in self._days]
        self._year = year

    def due(self, span: Span) -> Due:
        """When the work of a stretch is due."""
        plain = self._text.folded[span.start : span.end]
        rhythm = _RHYTHM.search(plain)
        recurring = (
            self._text.said(Span(span.start + rhythm.start(), span.start + rhythm.end()))
            if rhythm
            else None
        )
        told = self.days_due(span)
        if not told:
            quarters = {_QUARTERS[found["quarter"]] for found in _QUARTER.finditer(plain)}
            only = quarters.pop() if len(quarters) == 1 else None
            return Due(quarter=only, recurring=recurring)
        # Of several days the last one ends the work.
        return replace(told[-1], recurring=recurring)

    def days_due(self, span: Span) -> list[Due]:
        """All due days of a stretch, in the order of the text."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        days = self._days[first:last]
        told = [self.told(day) for day in days if self._is_due(day, span)]
        return told or [self.told(day) for day in self._anniversaries(days)]

    def _anniversaries(self, days: Sequence[Day]) -> list[Day]:
        """ "(15/6/1967-15/6/2023)": the day is kept where the text names one such day only."""
        found = [
            later
            for earlier, later in itertools.pairwise(days)
            if later.day
            and (earlier.day, earlier.month) == (later.day, later.month)
            and (earlier.year or 0) < (later.year or 0)
        ]
        return found if len(found) == 1 else []

    def _is_due(self, day: Day, span: Span) -> bool:
        before = self._text.folded[max(span.start, day.span.start - _LOOK_BACK) : day.span.end]
        before = before[: len(before) - (day.span.end - day.span.start)]
        named = self._text.folded[day.span.start : day.span.end]
        opens = re.match(r"(?:ngay|thang)\s", named)
        if _EARLIEST.search(before):
            return False
        return bool(_BEFORE.search(f"{before}ngay " if opens and not before.strip() else before))

    def told(self, day: Day) -> Due:
        """A day of the text as a due day, in the year of the plan where it names none."""
        yearly = bool(_EVERY_YEAR.match(self._text.folded, day.span.end))
        whole = day
        if day.year is None and self._year is not None and not yearly:
            whole = replace(day, year=self._year)
        written = self._text.said(day.span)
        if not whole.possible:
            return Due(None, written, impossible=True)
        quarter = (whole.month + 2) // 3 if whole.month else None
        return Due(whole.iso, written, quarter)


def due_of_cell(words: str, year: int | None) -> Due:
    """When a cell of a table says that its row is due: "Trước 15/3", "Quý II", "Thường xuyên"."""
    # A cell speaks of nothing but a day; the words before it make that plain to the reader.
    text = Text.of([f"trước ngày {words.strip()}" if words[:1].isdigit() else words])
    whole = Span(0, len(text.body))
    plain = text.folded
    rhythm = _RHYTHM.search(plain)
    recurring = text.said(Span(*rhythm.span())) if rhythm else None
    days = [day for day in days_of(text) if day.month]
    if days:
        calendar = Calendar(text, days, (), year)
        return replace(calendar.told(days[-1]), recurring=recurring)
    return Due(written=text.said(whole), quarter=quarter_named(plain), recurring=recurring)


def is_before(due: str, limit: date) -> bool:
    """Whether a due day (whole or partial) lies wholly before a day; an unknown year never does."""
    if due.startswith("--"):
        return False
    return due < limit.isoformat()[: len(due)]
