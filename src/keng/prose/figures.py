"""The figures of a text: every quantity with what it counts and where it stands.

Left out are the digits of dates, papers, headings and names, and all that counts watched people;
the sentences of these are listed as passed over, without their words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from keng.prose.citations import Citation
from keng.prose.counted import Sort
from keng.prose.dates import Day, Stretch
from keng.prose.names import (
    is_day_of_no_year,
    is_footnote_mark,
    is_misread_letter,
    is_name,
    is_row_number,
    row_numbers,
)
from keng.prose.numbers import Amount, amounts_of
from keng.prose.sections import Section, section_at
from keng.prose.spoken import Answer, answers_of, spoken_amounts
from keng.prose.text import Span, Text
from keng.prose.watched import Watch
from keng.prose.zones import closing_zones, header_end

_RATE: Final = re.compile(r"\s?/\s?(?P<per>[^\W\d_]{1,8}(?:\s(?=nam|thang))?)")
_WORDS_BEHIND: Final = re.compile(r"(?: [^\W\d_]+){1,2}")
# "các Chỉ thị 05, 06": the next number is a name as well.
_LISTED: Final = re.compile(r"\s?(?:,|;|va|, va|-)\s?")
_PLANNED: Final = re.compile(
    r"\b(?:phan dau|du kien|muc tieu|chi tieu giao|se |ke hoach de ra|uoc)"
)
# "trên 80%" sets a bound; "trên địa bàn" says where.
_RULED: Final = re.compile(
    r"\b(?:it nhat|toi thieu|toi da|khong qua|tro len|tro xuong|phai|(?:duoi|tren)(?= \d)"
    r"|100% so)\b"
)
_CHANGED: Final = re.compile(r"\b(?:tang|giam|keo giam)(?: so voi[^;.\d]{0,40})?[^;.\d]{0,12}$")
_RHYTHM: Final = re.compile(r"\b(?:dinh ky|moi|hang|hang nam)[^;.\d]{0,12}$")


class Nature(StrEnum):
    """What a figure states: something that was, a change, a plan, a rule, a rhythm."""

    OBSERVED = "observed"
    COMPARISON = "comparison"
    PLAN = "plan"
    RULE = "rule"
    FREQUENCY = "frequency"


@dataclass(frozen=True)
class Figure:
    """One quantity: `value` in the `unit` as written (None where it cannot be read).

    `span` runs from the number to the end of its unit. `confidence` is between 0 and 1.
    """

    span: Span
    value: Decimal | None
    denominator: Decimal | None
    unit: str
    nature: Nature
    confidence: float
    amount: Amount | None = None


@dataclass(frozen=True)
class PassedOver:
    """A sentence of which a number was not given out: its place and why, never its words."""

    span: Span
    reason: str


@dataclass(frozen=True)
class Found:
    """All figures of a text in order, the sentences passed over, and the numbers withheld."""

    figures: tuple[Figure, ...]
    passed_over: tuple[PassedOver, ...]
    withheld: tuple[Span, ...]


@dataclass(frozen=True)
class Context:
    """What is known about a text before its figures are read."""

    text: Text
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    days: tuple[Day, ...]
    stretches: tuple[Stretch, ...]
    plan: bool = False


def figures_of(context: Context) -> Found:
    """Read all figures of a text; see the module for what is none."""
    text = context.text
    watch = Watch(text, context.sections)
    figures: list[Figure] = []
    passed: dict[Span, str] = {}
    withheld: list[Span] = []
    for figure, group in _candidates(context, watch):
        if group is None:
            figures.append(figure)
        else:
            passed.setdefault(text.sentence_at(figure.span.start), group)
            withheld.append(figure.span)
    return Found(
        tuple(sorted(figures, key=_place)),
        tuple(PassedOver(span, reason) for span, reason in sorted(passed.items())),
        tuple(sorted(withheld)),
    )


def _place(figure: Figure) -> Span:
    return figure.span


def _candidates(context: Context, watch: Watch) -> Iterator[tuple[Figure, str | None]]:
    text = context.text
    barred = _Barred(context)
    amounts = list(_quantities(text, barred))
    amounts += [found for found in spoken_amounts(text) if not barred.holds(found.span)]
    for amount in sorted(amounts, key=lambda amount: amount.span):
        yield _figure(context, amount), watch.group_of(amount)
    for answer in answers_of(text):
        if not barred.holds(answer.word):
            yield _nothing(context, answer), watch.group_before(answer.word.start, things=True)


def _quantities(text: Text, barred: _Barred) -> Iterator[Amount]:
    """The numbers in digits that count or measure something."""
    named = -1
    for amount in amounts_of(text):
        listed = named >= 0 and _LISTED.fullmatch(text.folded, named, amount.span.start)
        bare = amount.unit.sort is Sort.BARE
        if is_name(text, amount) or is_footnote_mark(text, amount) or (listed and bare):
            named = amount.span.end
        elif not (barred.holds(amount.span) or _is_none(text, amount)):
            yield amount


def _is_none(text: Text, amount: Amount) -> bool:
    """Whether digits state nothing: a day, a misread letter, a broken number of nothing."""
    broken = amount.unit.sort is Sort.BARE and amount.value is None
    return (
        broken
        or is_day_of_no_year(text, amount)
        or is_misread_letter(text, amount)
        or is_row_number(text, amount)
    )


class _Barred:
    """The stretches of a text in which digits are no quantities."""

    def __init__(self, context: Context) -> None:
        text = context.text
        spans = [Span(0, header_end(text)), *closing_zones(text)]
        spans += [citation.span for citation in context.citations]
        spans += [day.span for day in context.days]
        spans += [stretch.span for stretch in context.stretches]
        spans += [section.mark for section in context.sections]
        spans += row_numbers(text)
        self._spans = _merged(spans)
        self._starts = [span.start for span in self._spans]

    def holds(self, span: Span) -> bool:
        """Whether a stretch touches one of them."""
        index = bisect_right(self._starts, span.end - 1) - 1
        return index >= 0 and self._spans[index].overlaps(span)


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        elif span.start < span.end:
            merged.append(span)
    return merged


def _figure(context: Context, amount: Amount) -> Figure:
    text = context.text
    # A count takes its scale into the value, money keeps it in the unit as papers do.
    counted = amount.unit.sort is Sort.COUNT
    unit, end = amount.unit.name if counted else amount.unit.written, amount.end
    rhythm = amount.unit.sort is Sort.TIME or unit == "lần"
    if amount.unit.sort in (Sort.MONEY, Sort.MEASURE, Sort.TIME) and (
        rate := _RATE.match(text.body, end)
    ):
        unit, end = f"{unit}/{rate['per'].strip()}", rate.end()
    if not unit and (behind := _WORDS_BEHIND.match(text.body, end)):
        unit, end = behind[0].strip(), behind.end()
    return Figure(
        Span(amount.span.start, end),
        amount.on_paper,
        amount.denominator,
        unit,
        _nature(context, amount.span, rhythm=rhythm),
        _confidence(text, amount),
        amount,
    )


def _nothing(context: Context, answer: Answer) -> Figure:
    nature = _nature(context, answer.word, rhythm=False)
    return Figure(answer.span, Decimal(0), None, answer.unit, nature, 0.7)


def _confidence(text: Text, amount: Amount) -> float:
    sure = 0.95 if amount.unit.sort is not Sort.BARE else 0.6
    if amount.malformed:
        sure = 0.3
    return round(sure - (0.15 if text.unmarked else 0.0), 2)


def _nature(context: Context, span: Span, *, rhythm: bool) -> Nature:
    text = context.text
    sentence = text.sentence_at(span.start)
    start = max(sentence.start, span.start - 70)
    before = text.folded[start : span.start]
    near = text.folded[max(sentence.start, span.start - 24) : span.end + 24]
    section = section_at(context.sections, span.start)
    titled = section is not None and section.span.start <= span.start < section.span.end
    natures = (
        (Nature.RULE, titled and bool(_RULED.search(near))),
        (Nature.FREQUENCY, rhythm and bool(_RHYTHM.search(before))),
        (Nature.COMPARISON, _is_change(text, before, span.start)),
        (Nature.PLAN, context.plan or bool(_PLANNED.search(text.folded, start, span.start))),
    )
    return next((nature for nature, told in natures if told), Nature.OBSERVED)


def _is_change(text: Text, before: str, start: int) -> bool:
    """Whether "tăng" or "giảm" governs the number; with its marks "tặng" is another word."""
    found = _CHANGED.search(before)
    if not found or text.unmarked:
        return bool(found)
    written = text.low[start - len(found[0]) : start]
    return "tăng" in written or "giảm" in written
