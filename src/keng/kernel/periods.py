"""Reporting periods: (regime, first day, last day), both days included.

A regime is a family of cut-offs (semantics 1): the calendar, or a decree that closes a month on
the 14th, or a circular whose year runs from 16 November to 15 November. Periods of two regimes
are never converted into each other nor mixed in one sum.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from keng.kernel.errors import BadInput

Language = Literal["vi", "en"]
_DAY = timedelta(days=1)
_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


@dataclass(frozen=True, order=True)
class Regime:
    """A family of periods: each begins on `day` of the month `months_before` its nominal month.

    The calendar is (1, 0). Decree 09/2019 is (15, 1): its August runs from 15 July to 14 August.
    A year from 16 November to 15 November is (16, 2): its January begins in November.
    """

    code: str
    day: int = 1
    months_before: int = 0

    def span(self, year: int, first_month: int, last_month: int) -> Period:
        """The period of nominal months first_month..last_month (1 to 12) of a nominal year."""
        return Period(
            self.code,
            self._start(year, first_month),
            self._start(year, last_month + 1) - _DAY,
        )

    def nominal(self, period: Period) -> tuple[int, int, int] | None:
        """(year, first month, last month) if the period is whole months of one nominal year."""
        first = self._month_starting(period.first)
        after = self._month_starting(period.last + _DAY)
        if first is None or after is None:
            return None
        year, month = divmod(first, 12)
        last = after - 1
        return (year, month + 1, last % 12 + 1) if last // 12 == year else None

    def year_of(self, on: date) -> int:
        """The nominal year that the day belongs to."""
        year = on.year + 1
        while self._start(year, 1) > on:
            year -= 1
        return year

    def _start(self, year: int, month: int) -> date:
        years, months = divmod(year * 12 + month - 1 - self.months_before, 12)
        return date(years, months + 1, self.day)

    def _month_starting(self, on: date) -> int | None:
        return on.year * 12 + on.month - 1 + self.months_before if on.day == self.day else None


CALENDAR = Regime("calendar")
_KNOWN: dict[str, Regime] = {
    regime.code: regime
    for regime in (
        CALENDAR,
        Regime("nd09", day=15, months_before=1),
        Regime("tt124", day=16, months_before=2),
        Regime("tt124-village", day=1, months_before=2),
    )
}


def declare_regime(regime: Regime) -> None:
    """Make a pack's own regime known to the process; the same one twice is fine.

    Raises BadInput if the code already means other cut-offs: stored periods would change meaning.
    """
    known = _KNOWN.setdefault(regime.code, regime)
    if known != regime:
        raise BadInput(
            f"Chế độ kỳ “{regime.code}” đã có mốc chốt khác; hãy đặt mã khác.",
            message_en=f"The regime {regime.code!r} already has other cut-offs; choose a new code.",
        )


def known_regimes() -> Mapping[str, Regime]:
    """All regimes that this process knows, by code."""
    return dict(_KNOWN)


@dataclass(frozen=True, order=True)
class Period:
    """A reporting period of one regime, both days included.

    >>> parse_period("2024Q3").code
    '2024Q3'
    >>> parse_period("2024-08@nd09").first
    datetime.date(2024, 7, 15)
    """

    regime: str
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise BadInput(
                f"Kỳ báo cáo kết thúc ({self.last:%d/%m/%Y}) trước khi bắt đầu "
                f"({self.first:%d/%m/%Y}).",
                message_en=f"The period ends ({self.last}) before it begins ({self.first}).",
            )

    @property
    def year(self) -> int:
        """The nominal year of the regime in which the period ends."""
        return self._regime().year_of(self.last)

    @property
    def code(self) -> str:
        """What `--period` takes: 2024, 2024H1, 2024Q3, 2024-08, 2024-01/2024-08, with @regime."""
        suffix = "" if self.regime == CALENDAR.code else f"@{self.regime}"
        return f"{self._span_code()}{suffix}"

    def label(self, language: Language = "vi") -> str:
        """How a person names the period: "8 tháng đầu năm 2024", "quý III/2024"."""
        nominal = self._regime().nominal(self)
        if nominal is None:
            first, last = f"{self.first:%d/%m/%Y}", f"{self.last:%d/%m/%Y}"
            return f"từ {first} đến {last}" if language == "vi" else f"{first} to {last}"
        name = _label_vi(*nominal) if language == "vi" else _label_en(*nominal)
        if self.regime == CALENDAR.code:
            return name
        return f"{name} ({self.first:%d/%m/%Y}–{self.last:%d/%m/%Y})"

    def previous_year(self) -> Period:
        """The same period of the year before ("cùng kỳ")."""
        nominal = self._regime().nominal(self)
        if nominal is not None:
            return self._regime().span(nominal[0] - 1, nominal[1], nominal[2])
        return Period(self.regime, _year_before(self.first), _year_before(self.last))

    def months(self) -> tuple[Period, ...]:
        """The months of the regime that make up the period; empty if it is not whole months."""
        nominal = self._regime().nominal(self)
        if nominal is None:
            return ()
        year, first, last = nominal
        return tuple(self._regime().span(year, month, month) for month in range(first, last + 1))

    def preceding(self) -> Period:
        """The period of the same length in months just before; same days for odd ranges."""
        nominal = self._regime().nominal(self)
        if nominal is None:
            length = self.last - self.first
            return Period(self.regime, self.first - _DAY - length, self.first - _DAY)
        year, first, last = nominal
        count = last - first + 1
        if first - count < 1:
            return self._regime().span(year - 1, 13 - count, 12)
        return self._regime().span(year, first - count, first - 1)

    def contains(self, other: Period) -> bool:
        """Whether the other period of the same regime lies wholly inside this one."""
        same = self.regime == other.regime
        return same and self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Period) -> bool:
        """Whether the two periods of one regime share a day."""
        same = self.regime == other.regime
        return same and self.first <= other.last and other.first <= self.last

    def _regime(self) -> Regime:
        try:
            return _KNOWN[self.regime]
        except KeyError:
            raise BadInput(
                f"Không có chế độ kỳ “{self.regime}”; các chế độ: {', '.join(sorted(_KNOWN))}.",
                message_en=f"No regime {self.regime!r}; known: {', '.join(sorted(_KNOWN))}.",
            ) from None

    def _span_code(self) -> str:
        nominal = self._regime().nominal(self)
        if nominal is None:
            return f"{self.first.isoformat()}/{self.last.isoformat()}"
        year, first, last = nominal
        if (first, last) == (1, 12):
            return f"{year}"
        if (first, last) in {(1, 6), (7, 12)}:
            return f"{year}H{1 if first == 1 else 2}"
        if last - first == 2 and first % 3 == 1:
            return f"{year}Q{last // 3}"
        if first == last:
            return f"{year}-{first:02}"
        return f"{year}-{first:02}/{year}-{last:02}"


def run_of(period: Period, count: int) -> tuple[Period, ...]:
    """The last `count` periods of the same kind up to this one, oldest first.

    Months, quarters, half years and years follow each other; "8 months" is followed back by the 8
    months of the year before, as are periods that are no whole months.

    >>> [one.code for one in run_of(parse_period("2024Q1"), 3)]
    ['2023Q3', '2023Q4', '2024Q1']
    >>> [one.code for one in run_of(parse_period("2024-01/2024-08"), 2)]
    ['2023-01/2023-08', '2024-01/2024-08']
    """
    found = [period]
    while len(found) < count:
        found.append(_before(found[-1]))
    return tuple(reversed(found))


def _before(period: Period) -> Period:
    nominal = known_regimes()[period.regime].nominal(period)
    if nominal is None:
        return period.previous_year()
    _, first, last = nominal
    length = last - first + 1
    follows = length in {1, 3, 6, 12} and (first - 1) % length == 0
    return period.preceding() if follows else period.previous_year()


_SIMPLE = re.compile(r"^(?P<year>\d{4})(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|-(?P<month>\d\d))?$")
_MONTHS = re.compile(r"^(?P<y1>\d{4})-(?P<m1>\d\d)/(?P<y2>\d{4})-(?P<m2>\d\d)$")
_DAYS = re.compile(r"^(?P<first>\d{4}-\d\d-\d\d)/(?P<last>\d{4}-\d\d-\d\d)$")


def parse_period(text: str, regimes: Mapping[str, Regime] | None = None) -> Period:
    """Read a period code; the inverse of `Period.code`.

    Raises BadInput with the forms that are understood.
    """
    span, _, code = text.strip().partition("@")
    known = _KNOWN if regimes is None else regimes
    regime = known.get(code or CALENDAR.code)
    period = _parse_span(span.upper(), regime) if regime is not None else None
    if period is None:
        raise BadInput(
            f"Không hiểu kỳ báo cáo “{text}”. Hãy viết 2024, 2024H1, 2024Q3, 2024-08, "
            f"2024-01/2024-08, thêm @ và chế độ nếu khác lịch thường "
            f"({', '.join(sorted(known))}).",
            message_en=f"Cannot read the period {text!r}. Write 2024, 2024H1, 2024Q3, 2024-08, "
            f"2024-01/2024-08, with @ and a regime where it is not the calendar "
            f"({', '.join(sorted(known))}).",
        )
    return period


def _parse_span(span: str, regime: Regime) -> Period | None:
    try:
        if match := _SIMPLE.match(span):
            return regime.span(int(match["year"]), *_simple_months(match))
        if (match := _MONTHS.match(span)) and match["y1"] == match["y2"]:
            months = int(match["m1"]), int(match["m2"])
            valid = 1 <= months[0] <= months[1] <= 12
            return regime.span(int(match["y1"]), *months) if valid else None
        if match := _DAYS.match(span):
            first, last = date.fromisoformat(match["first"]), date.fromisoformat(match["last"])
            return Period(regime.code, first, last)
    except (ValueError, BadInput):
        return None
    return None


def _simple_months(match: re.Match[str]) -> tuple[int, int]:
    if match["half"]:
        return (1, 6) if match["half"] == "1" else (7, 12)
    if match["quarter"]:
        last = int(match["quarter"]) * 3
        return last - 2, last
    if match["month"]:
        month = int(match["month"])
        if not 1 <= month <= 12:
            raise ValueError(month)
        return month, month
    return 1, 12


def cumulative_start(period: Period) -> date:
    """First day of the regime's year in which the period ends ("từ đầu năm")."""
    regime = known_regimes()[period.regime]
    return regime.span(period.year, 1, 1).first


def to_date(period: Period) -> Period:
    """From the start of the regime's year to the last day of the period."""
    return Period(period.regime, cumulative_start(period), period.last)


def disjoint_cover(target: Period, parts: Collection[Period]) -> tuple[Period, ...] | None:
    """The exact period if it is among the parts, else one disjoint cover, else None.

    Of several covers the one with the fewest parts is taken, then the one whose earlier parts
    are longer: the same answer whatever the order of `parts` (semantics 2).
    """
    starting: dict[date, list[Period]] = {}
    for part in set(parts):
        if target.contains(part):
            starting.setdefault(part.first, []).append(part)
    best: dict[date, tuple[Period, ...]] = {target.last + _DAY: ()}
    for first in sorted(starting, reverse=True):
        covers = [
            (part, *best[part.last + _DAY]) for part in starting[first] if part.last + _DAY in best
        ]
        if covers:
            best[first] = min(
                covers, key=lambda cover: (len(cover), [-p.last.toordinal() for p in cover])
            )
    return best.get(target.first)


def _year_before(day: date) -> date:
    year = day.year - 1
    length = monthrange(year, day.month)[1]
    at_month_end = day.day == monthrange(day.year, day.month)[1]
    return date(year, day.month, length if at_month_end else min(day.day, length))


def _label_vi(year: int, first: int, last: int) -> str:
    if (first, last) == (1, 12):
        return f"năm {year}"
    if (first, last) == (7, 12):
        return f"6 tháng cuối năm {year}"
    if first == last:
        return f"tháng {first}/{year}"
    if last - first == 2 and first % 3 == 1:
        return f"quý {_ROMAN[last // 3]}/{year}"
    if first == 1:
        return f"{last} tháng đầu năm {year}"
    return f"từ tháng {first} đến tháng {last} năm {year}"


def _label_en(year: int, first: int, last: int) -> str:
    if (first, last) == (1, 12):
        return f"{year}"
    if (first, last) == (7, 12):
        return f"second half of {year}"
    if first == last:
        return f"{date(year, first, 1):%B} {year}"
    if last - first == 2 and first % 3 == 1:
        return f"quarter {last // 3} of {year}"
    if first == 1:
        return f"first {last} months of {year}"
    return f"{date(year, first, 1):%B} to {date(year, last, 1):%B} {year}"
