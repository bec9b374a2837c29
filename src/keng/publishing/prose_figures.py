"""Numbers in prose that name an indicator, held against its consolidated value. Pure.

A wrong remark costs more than a missed one: compared is only a plain statement in the indicator's
own unit of measure whose words make up nearly all of its label, in a sentence that speaks of no
other time and no other unit. What equals any figure of the indicator is no contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from keng.consolidation.shapes import Row
from keng.kernel.letters import folded
from keng.kernel.periods import Period
from keng.prose.figures import Figure, Nature
from keng.prose.indicators import Label, Proposer
from keng.prose.reading import Reading, read
from keng.prose.text import Span

LEAST_LIKENESS: Final = 0.9
_LEAST_CONFIDENCE: Final = 0.8
_NAMED_UNIT: Final = re.compile(
    r"\b(?i:xã|phường|đặc khu|thị trấn|huyện|quận|thành phố|tỉnh|thôn|làng|bản|ấp|buôn"
    r"|tổ dân phố|khu phố)\s+(?:số\s+)?[A-ZĐÀ-Ỹ0-9][^\s,.;:)]*"
)
_OTHER_TIME: Final = re.compile(
    r"\b(?:cung ky|nam truoc|nam ngoai|ky truoc|thang truoc|quy truoc|luy ke|giai doan|tu nam"
    r"|trong do|gom)\b"
)


@dataclass(frozen=True)
class About:
    """What a paper is about; `indicators` has label and unit of measure by code."""

    indicators: Mapping[str, tuple[str, str]]
    period: Period
    unit_name: str


@dataclass(frozen=True)
class Statement:
    """A number of the prose that states an indicator of the unit in the period."""

    line: int
    end_line: int
    indicator: str
    said: str
    value: Decimal


def statements(
    lines: Sequence[str], about: About, *, skipped: Collection[int] = ()
) -> list[Statement]:
    """The numbers that can be held against the data, in order; `skipped` lines are passed over."""
    reading = read(lines)
    proposer = Proposer([Label(code, *told) for code, told in about.indicators.items()])
    found = []
    for figure in reading.figures:
        line, end_line = reading.text.lines_of(figure.span)
        if figure.value is None or {line, end_line} & set(skipped):
            continue
        if (code := _stated(reading, figure, proposer, about)) is not None:
            said = reading.text.said(figure.span)
            found.append(Statement(line, end_line, code, said, figure.value))
    return found


def differing(
    stated: Sequence[Statement], rows: Sequence[Row]
) -> Iterator[tuple[Statement, Decimal]]:
    """The statements that contradict the data, each with the figure as it is.

    A figure that is not known, or that the reader must not see, contradicts nothing.
    """
    figures = _values(rows)
    for one in stated:
        total, others = figures.get(one.indicator, (None, frozenset()))
        if total is not None and one.value not in others:
            yield one, total


def _stated(reading: Reading, figure: Figure, proposer: Proposer, about: About) -> str | None:
    """The indicator that a figure names beyond doubt."""
    if not _is_plain(reading, figure, about):
        return None
    proposal = proposer.proposal(reading.text, figure, reading.sections)
    if proposal is None or proposal.likeness < LEAST_LIKENESS:
        return None
    _, unit = about.indicators[proposal.code]
    return proposal.code if _is_in(figure.unit, unit) else None


def _is_in(written: str, unit: str) -> bool:
    """Whether a number is written in the unit of measure: "vụ cháy" is counted in "vụ"."""
    said, own = folded(written).split(), folded(unit).split()
    return bool(own) and said[: len(own)] == own


def _values(rows: Sequence[Row]) -> dict[str, tuple[Decimal | None, frozenset[Decimal]]]:
    """By indicator: its total, and every number that a sentence may rightly say of it."""
    totals: dict[str, Decimal] = {}
    others: dict[str, set[Decimal]] = {}
    for row in rows:
        said = others.setdefault(row.key.indicator, set())
        exact = [row.exact(one) for one in (row.value, row.previous, row.reported_total)]
        said.update(one for one in exact if one is not None)
        if (change := row.exact(row.change)) is not None:
            said.add(abs(change))
        total = exact[0]
        if not row.key.by and not row.shown and total is not None:
            totals[row.key.indicator] = total
    return {code: (totals.get(code), frozenset(said)) for code, said in others.items()}


def _is_plain(reading: Reading, figure: Figure, about: About) -> bool:
    """Whether the number states what was, of this unit and this period."""
    if figure.nature is not Nature.OBSERVED or figure.confidence < _LEAST_CONFIDENCE:
        return False
    if figure.denominator is not None:
        return False
    sentence = reading.text.sentence_at(figure.span.start)
    if _OTHER_TIME.search(reading.text.folded, sentence.start, sentence.end):
        return False
    return _is_of_the_period(reading, sentence, about.period) and _is_of_the_unit(
        reading.text.said(sentence), about.unit_name
    )


def _is_of_the_period(reading: Reading, sentence: Span, period: Period) -> bool:
    stretches = [one for one in reading.stretches if one.span.overlaps(sentence)]
    if any((one.start, one.end) != (period.first, period.last) for one in stretches):
        return False
    days = [one for one in reading.days if one.span.overlaps(sentence)]
    return all(
        day.iso == _whole_year(period) or any(one.span.overlaps(day.span) for one in stretches)
        for day in days
    )


def _whole_year(period: Period) -> str:
    """The year that a period is, as a text names it; "" for any other period."""
    year = period.first.year
    whole = (date(year, 1, 1), date(year, 12, 31))
    return str(year) if (period.first, period.last) == whole else ""


def _is_of_the_unit(sentence: str, unit_name: str) -> bool:
    own = folded(unit_name)
    return all(own.startswith(folded(found[0])) for found in _NAMED_UNIT.finditer(sentence))
