"""Days that the calendar does not have, and papers out of their order in time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.proofing.mentions import Mention, own_day, whole_day
from keng.proofing.papers.twins import dated
from keng.prose.text import Span

_IMPLEMENTS: Final = re.compile(
    r"[\s,]{0,3}(?:cua [a-z ]{2,40}?,? (?=cu the|trien khai|thuc hien|de"
    r"|ve))?(?:[^;.\d\n]{0,40}\b(?:ve"
    r"|de|nham)\b )?(?:viec )?(?:tiep tuc )?(?:to chuc )?(?:trien khai |quan triet )?"
    r"(?:thuc hien|thi hanh|cu the hoa|trien khai|huong dan thuc hien)\b[^;.\d\n]{0,24}"
)
# "Thực hiện Chỉ thị ..., UBND xã đã ban hành Kế hoạch ...": the second carries out the first.
_CARRYING_OUT: Final = re.compile(
    r"[^.;]{0,24}?\b(?:(?:trien khai |quan triet )?thuc hien|can cu|cu the hoa|trien khai)"
    r" (?:cac )?"
)
_ISSUES: Final = re.compile(
    r"^[^.;\n]{0,100}?, [^.;\n]{0,60}\b(?:ban hanh|xay dung|tham muu)(?: va trien khai)? $"
)
_FROM: Final = re.compile(r"\btu\s(?:ngay\s)?$")
_TERM: Final = re.compile(
    r"\b(?:giai doan|nhiem ky|nien khoa|nam hoc) (?P<first>(?:19|20)\d\d)"
    r"\s?[-–]\s?(?P<last>(?:19|20)\d\d)\b"
)
_UNTIL: Final = re.compile(r"\s?(?:den|toi)(?: het)?(?: ngay)?\s")
_LEAST_SERIES: Final = 3


def impossible(manuscript: Manuscript) -> Iterator[Remark]:
    """The 31st of a month of thirty days, a thirteenth month."""
    for day in manuscript.days:
        if day.possible or not _is_date(manuscript, day.span):
            continue
        words = manuscript.text.said(day.span)
        yield Remark(
            "K221",
            day.span,
            f"Không có ngày “{words}” trong lịch.",
            f'There is no such day as "{words}".',
            tuple(Decimal(part) for part in re.findall(r"\d+", words)),
        )


def reversed_years(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Giai đoạn 2029 - 2025": a term whose last year is before its first."""
    for found in _TERM.finditer(manuscript.text.folded):
        first, last = int(found["first"]), int(found["last"])
        if last < first:
            yield Remark(
                "K226",
                Span(found.start(), found.end()),
                f"Năm cuối {last} đứng trước năm đầu {first}.",
                f"The last year {last} is before the first, {first}.",
                (Decimal(first), Decimal(last)),
            )


def reversed_periods(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Từ ngày 21/8 đến ngày 19/8": a period that ends before it begins."""
    yield from reversed_years(manuscript)
    for first, last in pairwise(manuscript.days):
        start, end = whole_day(first), whole_day(last)
        between = manuscript.said(first.span.end, last.span.start)
        before = manuscript.said(first.span.start - 12, first.span.start)
        if start and end and end < start and _FROM.search(before) and _UNTIL.fullmatch(between):
            yield Remark(
                "K226",
                Span(first.span.start, last.span.end),
                f"Thời gian từ ngày {start:%d/%m/%Y} đến ngày {end:%d/%m/%Y} bị ngược.",
                f"The period from {start} to {end} ends before it begins.",
                (*_parts(start), *_parts(end)),
            )


def later_than_itself(manuscript: Manuscript) -> Iterator[Remark]:
    """A cited paper with a day after the day of the paper that cites it."""
    own = whole_day(own_day(manuscript.text))
    if own is None:
        return
    for mention in manuscript.mentions:
        if mention.day and mention.day > own and mention.citation.day:
            yield Remark(
                "K222",
                mention.span,
                f"Văn bản được dẫn đề ngày {mention.day:%d/%m/%Y}, sau ngày {own:%d/%m/%Y} của "
                f"chính "
                "văn bản này.",
                f"The cited paper is of {mention.day}, after the {own} of this paper itself.",
                _parts(mention.day),
            )


def implements_later(manuscript: Manuscript) -> Iterator[Remark]:
    """A paper that carries out one which was issued after it."""
    for (one, day), (other, later) in pairwise(dated(manuscript.mentions)):
        between = manuscript.said(one.span.end, other.span.start)
        if day < later:
            if len(between) < 90 and _IMPLEMENTS.fullmatch(between):
                yield _carries_out_later(Span(one.span.start, other.span.end), day, later)
        elif later < day and _ISSUES.search(between) and len(between) < 160:
            start = manuscript.text.sentence_at(one.span.start).start
            if _CARRYING_OUT.fullmatch(manuscript.said(start, one.span.start)):
                yield _carries_out_later(Span(one.span.start, other.span.end), later, day)


def _carries_out_later(span: Span, day: date, later: date) -> Remark:
    return Remark(
        "K223",
        span,
        f"Văn bản ngày {day:%d/%m/%Y} thực hiện văn bản ra sau nó ({later:%d/%m/%Y}).",
        f"A paper of {day} carries out one that came later ({later}).",
        _parts(day) + _parts(later),
    )


def year_of_number(manuscript: Manuscript) -> Iterator[Remark]:
    """ "15/2021/TT-…" of a day in another year."""
    for mention in manuscript.mentions:
        year = re.search(r"/((?:19|20)\d\d)$", mention.number)
        if year and mention.day and mention.day.year != int(year[1]):
            yield Remark(
                "K224",
                mention.span,
                f"Số văn bản mang năm {year[1]} nhưng ngày ban hành thuộc năm {mention.day.year}.",
                f"The number bears the year {year[1]}, the date the year {mention.day.year}.",
                (Decimal(year[1]), Decimal(mention.day.year)),
            )


def out_of_order(manuscript: Manuscript) -> Iterator[Remark]:
    """One paper of a series whose number and day do not run the same way as all others."""
    series: dict[tuple[object, ...], dict[str, Mention]] = {}
    for mention in manuscript.mentions:
        if mention.day and mention.letters and mention.number.isdigit() and mention.body:
            key = (mention.letters, mention.day.year, mention.body, mention.level)
            series.setdefault(key, {}).setdefault(mention.number, mention)
    for papers in series.values():
        ordered = sorted(papers.values(), key=lambda found: int(found.number))
        if len(ordered) > _LEAST_SERIES:
            yield from _odd_one(ordered)


def _odd_one(ordered: Sequence[Mention]) -> Iterator[Remark]:
    days = [found.day or date.min for found in ordered]
    if all(one <= other for one, other in pairwise(days)):
        return
    odd = [
        index
        for index in range(len(days))
        if all(one <= other for one, other in pairwise([*days[:index], *days[index + 1 :]]))
    ]
    if len(odd) == 1:
        mention = ordered[odd[0]]
        yield Remark(
            "K225",
            mention.span,
            f"Số {mention.number} không theo thứ tự ngày của các văn bản cùng loại trong năm.",
            f"Number {mention.number} does not follow the order of days of its series.",
            (Decimal(mention.number),),
            tuple(found.span for found in ordered if found is not mention)[:4],
        )


def _is_date(manuscript: Manuscript, span: Span) -> bool:
    """Whether the digits are meant as a day: written with a year, or named so."""
    words = manuscript.said(*span)
    before = manuscript.said(max(0, span.start - 8), span.start)
    return bool(re.search(r"(?:19|20)\d\d$", words) or re.search(r"\bngay\s?$", before))


def _parts(day: date) -> tuple[Decimal, ...]:
    return Decimal(day.day), Decimal(day.month), Decimal(day.year)


RULES: Final = (
    Rule(
        "K226",
        Severity.ERROR,
        "Khoảng thời gian bị ngược",
        "A period that ends before it begins",
        "Ngày cuối của khoảng thời gian đứng trước ngày đầu.",
        "The last day of the period comes before its first.",
        "Ngày hội tổ chức từ ngày 21/8/2024 đến ngày 19/8/2024.",
        "Ngày hội tổ chức từ ngày 01/8/2024 đến ngày 19/8/2024.",
        reversed_periods,
    ),
    Rule(
        "K221",
        Severity.ERROR,
        "Ngày không có trong lịch",
        "Day that the calendar does not have",
        "Tháng đó không có ngày này, hoặc năm không có tháng này.",
        "No month has that day, no year that month.",
        "Hội nghị tổng kết được tổ chức ngày 31/4/2024.",
        "Hội nghị tổng kết được tổ chức ngày 30/4/2024.",
        impossible,
    ),
    Rule(
        "K222",
        Severity.ERROR,
        "Văn bản được dẫn ra sau văn bản này",
        "Cited paper later than the citing one",
        "Văn bản không thể căn cứ vào văn bản ban hành sau nó.",
        "A paper cannot rest on one that was issued after it.",
        "Số: 45/BC-UBND\nBình An, ngày 10 tháng 6 năm 2024\nBÁO CÁO\nThực hiện Kế hoạch số "
        "60/KH-UBND "
        "ngày 15/7/2024 của UBND huyện.",
        "Số: 45/BC-UBND\nBình An, ngày 10 tháng 6 năm 2024\nBÁO CÁO\nThực hiện Kế hoạch số "
        "60/KH-UBND "
        "ngày 15/4/2024 của UBND huyện.",
        later_than_itself,
    ),
    Rule(
        "K223",
        Severity.WARNING,
        "Văn bản thực hiện văn bản ra sau nó",
        "Paper that carries out a later one",
        "Văn bản dùng để thực hiện một văn bản khác phải ra sau văn bản đó.",
        "What carries out another paper comes after it.",
        "Ban hành Kế hoạch số 12/KH-UBND ngày 04/02/2024 về thực hiện Chỉ thị số 07/CT-UBND ngày "
        "20/3/2024 của UBND huyện.",
        "Ban hành Kế hoạch số 12/KH-UBND ngày 04/4/2024 về thực hiện Chỉ thị số 07/CT-UBND ngày "
        "20/3/2024 của UBND huyện.",
        implements_later,
    ),
    Rule(
        "K224",
        Severity.WARNING,
        "Năm trong số văn bản khác năm ban hành",
        "Year in the number is not that of the date",
        "Văn bản có ghi năm trong số thì được ban hành trong chính năm đó.",
        "Acts that bear their year in the number are dated within it.",
        "Căn cứ Thông tư số 15/2022/TT-BYT ngày 02/8/2023 của Bộ Y tế.",
        "Căn cứ Thông tư số 15/2022/TT-BYT ngày 02/8/2022 của Bộ Y tế.",
        year_of_number,
    ),
    Rule(
        "K225",
        Severity.WARNING,
        "Số không theo thứ tự ngày",
        "Number out of the order of days",
        "Trong một dãy số, số tăng dần theo ngày; bỏ văn bản này ra thì các văn bản khác đều "
        "đúng thứ tự.",
        "In one series the numbers grow with the days; leaving this paper out, all others do.",
        "Kế hoạch số 11/KH-UBND ngày 05/01/2024 của UBND xã; Kế hoạch số 29/KH-UBND ngày "
        "02/9/2024 của "
        "UBND xã; Kế hoạch số 35/KH-UBND ngày 04/3/2024 của UBND xã; Kế hoạch số 52/KH-UBND ngày "
        "15/5/2024 của UBND xã.",
        "Kế hoạch số 11/KH-UBND ngày 05/01/2024 của UBND xã; Kế hoạch số 29/KH-UBND ngày "
        "02/02/2024 của "
        "UBND xã; Kế hoạch số 35/KH-UBND ngày 04/3/2024 của UBND xã; Kế hoạch số 52/KH-UBND ngày "
        "15/5/2024 của UBND xã.",
        out_of_order,
    ),
)
