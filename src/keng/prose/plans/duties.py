"""What a plan asks to be reported or handed in: what, in which rhythm, until when, to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from keng.prose.plans.dues import Calendar, Due
from keng.prose.plans.found import Duty
from keng.prose.plans.outline import Part, Stretch
from keng.prose.plans.wording import said, shortened
from keng.prose.text import Span, Text

_WORKING: Final = frozenset({Part.TASKS, Part.SCHEDULE, Part.ASSIGNMENT})
_REPORTS: Final = re.compile(r"\b(?:bao cao|so lieu|thong ke)\b")
_RHYTHM: Final = re.compile(
    r"\b(?P<what>(?:dinh ky )?(?:hang )?(?:0?6 thang(?: dau nam)?|9 thang|(?:01|mot|1)? ?nam"
    r"|hang nam|thang|quy"
    r"|tuan|\d{1,2} thang|dot xuat))(?: \(|:| truoc| vao| cham nhat| gui)"
)
# "trước 10/5", "trước ngày 25 hằng tháng", "(ngày 15 tháng cuối quý)".
_SENT: Final = re.compile(
    r"(?<!\bkip thoi )\b(?:gui|nop|bao cao|dang ky)\b[^.;]{0,120}?\s?"
    r"\b(?:(?:ve|voi|cho|den|qua)\s(?=(?:cong an|ban chi dao|bcd|ubnd|uy ban|phong|so|van phong"
    r"|thuong truc|doi|hoi|to)\b))"
    r"|\bbao cao (?=(?:ubnd|uy ban nhan dan|ban chi dao|bcd|cong an|thuong truc)\b)"
)
_AS_ORDERED: Final = re.compile(
    r"\b(?:tong hop[^.;]{0,60}bao cao|bao cao)[^.;]{0,30}\btheo quy dinh"
)
_TO: Final = re.compile(
    r"\b(?:ve|gui|cho|qua|bao cao)\s(?P<to>(?:cong an|ban chi dao|bcd|ubnd|uy ban nhan dan|phong|so"
    r"|van phong|thuong truc)\b[^,.;()]{0,60}?)(?=\s(?:de|truoc|theo|cham nhat|-)|[,.;()]|$)"
)
_FROM_ELSEWHERE: Final = re.compile(r"\b(?:da|duoc) (?:gui|nop|bao cao)")


def duties_of(
    text: Text, stretches: Sequence[Stretch], calendar: Calendar
) -> Iterator[tuple[Duty, Span]]:
    """The duties in order, each with the clause or sentence in which it stands."""
    for stretch in stretches:
        if stretch.heading or stretch.part not in _WORKING:
            continue
        for sentence in text.sentences_in(stretch.span):
            yield from _duties(text, sentence, calendar)


def _duties(text: Text, sentence: Span, calendar: Calendar) -> Iterator[tuple[Duty, Span]]:
    plain = text.folded
    if _FROM_ELSEWHERE.search(plain, sentence.start, sentence.end):
        return
    rhythms = list(_rhythms(text, sentence))
    if rhythms and _REPORTS.search(plain, sentence.start, sentence.end):
        yield from _rhythmic(text, sentence, rhythms, calendar)
        return
    if sent := _SENT.search(plain, sentence.start, sentence.end):
        clause = _clause(text, sentence, sent.start())
        yield _duty(text, clause, calendar), clause
    elif ordered := _AS_ORDERED.search(plain, sentence.start, sentence.end):
        clause = Span(*ordered.span())
        yield _duty(text, clause, calendar), clause


def _rhythms(text: Text, sentence: Span) -> Iterator[re.Match[str]]:
    """The rhythms of a sentence that are followed by when; "6 tháng đầu năm" in a title is none."""
    for found in _RHYTHM.finditer(text.folded, sentence.start, sentence.end):
        if found["what"].strip():
            yield found


def _rhythmic(
    text: Text, sentence: Span, rhythms: Sequence[re.Match[str]], calendar: Calendar
) -> Iterator[tuple[Duty, Span]]:
    receiver = _receiver(text, sentence)
    starts = [found.start() for found in rhythms]
    for index, found in enumerate(rhythms):
        end = starts[index + 1] if index + 1 < len(starts) else sentence.end
        span = Span(found.start(), end)
        rhythm = text.said(Span(*found.span("what"))).strip()
        days = calendar.days_due(span)
        due = days[0] if days else Due(written=_day_of_month(text, span))
        line, _ = text.lines_of(Span(*found.span()))
        end_line = (
            text.line_at(max(span.end - 1, span.start))
            if index + 1 < len(starts)
            else text.line_at(sentence.end - 1)
        )
        yield Duty(line, end_line, f"Báo cáo {_plain_rhythm(rhythm)}", due, rhythm, receiver), span


def _plain_rhythm(rhythm: str) -> str:
    return re.sub(r"^[Đđ]ịnh kỳ\s+", "", rhythm)


def _day_of_month(text: Text, span: Span) -> str:
    found = re.search(
        r"(?:truoc|cham nhat|vao)(?: ngay)? \d{1,2}(?: hang thang| cua thang[^.;,)]{0,30}"
        r"| thang cuoi quy)?",
        text.folded[span.start : span.end],
    )
    return text.said(Span(span.start + found.start(), span.start + found.end())) if found else ""


def _duty(text: Text, clause: Span, calendar: Calendar) -> Duty:
    line, end_line = text.lines_of(clause)
    what = shortened(said(text, clause).text)
    return Duty(line, end_line, what, calendar.due(clause), None, _receiver(text, clause))


def _receiver(text: Text, span: Span) -> str | None:
    found = _TO.search(text.folded, span.start, span.end)
    return text.said(Span(*found.span("to"))).strip(" -–") if found else None


def _clause(text: Text, sentence: Span, place: int) -> Span:
    """The clause of a sending: from the last comma or semicolon before it that opens an order."""
    start = sentence.start
    for mark in (";", ". "):
        cut = text.body.rfind(mark, sentence.start, place)
        start = max(start, cut + len(mark) if cut >= 0 else start)
    end = text.body.find(";", place, sentence.end)
    return Span(start, end if end >= 0 else sentence.end)
