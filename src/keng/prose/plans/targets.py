"""What a plan aims at: shares, numbers, what must not happen, what must go down."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from keng.prose.counted import Sort
from keng.prose.figures import Figure, Nature
from keng.prose.plans.found import Target
from keng.prose.plans.outline import Part, Stretch
from keng.prose.plans.wording import said, speaks_of_watched
from keng.prose.text import Span, Text

_AIMING: Final = frozenset({Part.AIMS, Part.TASKS, Part.SCHEDULE, Part.ASSIGNMENT})
# A number of things is a target where something is to be made, held or reached.
_MAKES: Final = re.compile(
    r"\b(?:phan dau|dat|xay dung|nhan rong|duy tri|thanh lap|ra mat|to chuc|mo|it nhat|toi thieu"
    r"|tren|khong qua|moi (?:don vi|xa|thon|co quan|truong|phuong|dia ban)|cung co|lap dat|ky"
    r"|van dong|tuyen truyen|tap huan|trang bi|chi tieu|hoan thanh|kham pha|giai quyet|giam|tang"
    r"|phat dong|cong nhan)\b"
)
_NOTHING: Final = re.compile(
    r"(?:^|[;,.:]\s?|^[-–+*•]\s?|\bva\s)(?P<span>khong (?:de )?(?:xay ra|phat sinh"
    r"|co)\s(?:cac vu |vu |vu viec )?"
    r"(?:chay|no\b|\W?diem nong|tai nan|toi pham|trong an|khieu kien dong|bao luc|tu diem|an mang"
    r"|khung bo|bieu tinh|dot bien|duoi nuoc|tham nhung|ngo doc|vi pham ky luat)[^.;]*)"
)
_LESS: Final = re.compile(
    r"(?:^|[;,.:]\s?)(?P<span>(?:keo )?giam (?:so vu |ty le |sau |manh |so )?[^.;,\d]{4,80}"
    r"(?:\b(?:ca \d+|ba|0?3) (?:tieu chi|mat)|so voi (?:nam|cung ky)[^.;,]{0,20}))"
)
_FAR_BACK: Final = 160
_NOT_AIMED: Final = frozenset({Nature.OBSERVED, Nature.FREQUENCY})
_LOOKS_BACK: Final = re.compile(
    r"\b(?:da (?:dat|xay dung|duoc)|nam \d{4} (?:da|co|dat)|hien (?:co|nay))\b"
)


def targets_of(
    text: Text, stretches: Sequence[Stretch], figures: Sequence[Figure]
) -> Iterator[Target]:
    """The targets of the running text in order; numbers about watched people are none."""
    found: list[Target] = []
    places = [one.span.start for one in figures]
    for stretch in stretches:
        if stretch.heading or stretch.part not in _AIMING:
            continue
        first = bisect_left(places, stretch.span.start)
        inside = figures[first : bisect_left(places, stretch.span.end)]
        found += _counted(text, stretch, inside)
        found += _worded(text, stretch, inside)
    return iter(sorted(found, key=lambda target: target.span or Span(0, 0)))


def _counted(text: Text, stretch: Stretch, figures: Sequence[Figure]) -> Iterator[Target]:
    for figure in figures:
        if figure.value is None or not _is_aim(text, stretch, figure):
            continue
        share = figure.amount is not None and figure.amount.unit.sort is Sort.PERCENT
        span = Span(figure.span.start, _end(text, figure.span))
        yield _target(text, span, figure.value, "%" if share else figure.unit or None)


def _is_aim(text: Text, stretch: Stretch, figure: Figure) -> bool:
    sort = figure.amount.unit.sort if figure.amount else Sort.PERCENT
    if sort not in (Sort.PERCENT, Sort.COUNT) or figure.nature is Nature.FREQUENCY:
        return False
    sentence = text.sentence_at(figure.span.start)
    start = max(sentence.start, stretch.span.start, figure.span.start - _FAR_BACK)
    before = text.folded[start : figure.span.start]
    if _LOOKS_BACK.search(before) or re.search(r"\bca\s$", before):
        return False
    if speaks_of_watched(text, Span(figure.span.start, _end(text, figure.span))):
        return False
    if sort is Sort.PERCENT:
        return True
    return bool(_MAKES.search(before) or stretch.part is Part.AIMS)


def _worded(text: Text, stretch: Stretch, figures: Sequence[Figure]) -> Iterator[Target]:
    for sentence in text.sentences_in(stretch.span):
        start = sentence.start
        plain = text.folded[start : sentence.end]
        for pattern, value in ((_NOTHING, Decimal(0)), (_LESS, None)):
            for found in pattern.finditer(plain):
                span = Span(start + found.start("span"), start + found.end("span"))
                counted = any(one.span.overlaps(span) and one.unit for one in figures)
                if not (value is None and counted and "%" in text.said(span)):
                    yield _target(text, span, value, None)


def _target(text: Text, span: Span, value: Decimal | None, unit: str | None) -> Target:
    line, end_line = text.lines_of(span)
    return Target(line, end_line, said(text, span).text, value, unit, span)


def _end(text: Text, span: Span) -> int:
    """Where what a number aims at ends: at a semicolon, a full stop, or the next number."""
    sentence = text.sentence_at(span.start)
    stop = re.compile(r";|\.\s|,\s(?=\d)|\svà\s(?=\d)|\.$").search(
        text.body, span.end, sentence.end
    )
    return stop.start() if stop else sentence.end
