"""A level of the administration that is named as acting on a day when no unit of it stood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.units.naming import day_of, tells_of_the_past
from keng.prose.text import Span

# A body of the level without a name behind it: "Công an huyện", "Huyện ủy".
_BODY: Final = re.compile(
    r"(?<!\w)(?:(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân|hđnd|hội đồng nhân dân|công an"
    r"|(?:ủy ban )?mttq(?: việt nam)?|ban chỉ huy quân sự|ban chỉ đạo(?: \d+)?)\s(?:các"
    r" )?(?P<kind>huyện|quận|thị xã)"
    r"|(?P<party>huyện|quận) (?:ủy|uỷ|đoàn))(?!\w)(?! (?:cũ|trước đây|trước kia)(?!\w))"
)
_QUOTED: Final = re.compile(r"\b(?:cap|thuoc|nguyen|cu|xoa|ket thuc|chinh quyen)\s$")
_MOST: Final = 4


def ended_levels(manuscript: Manuscript) -> Iterator[Remark]:
    """Bodies of a level none of whose units stood on the day of the paper, each body once."""
    day = day_of(manuscript)
    if day is None:
        return
    told: set[str] = set()
    for found in _BODY.finditer(manuscript.text.low):
        if len(told) >= _MOST or found[0] in told or _has_a_name(manuscript, found.end()):
            continue
        until = manuscript.units.last_of(found["kind"] or found["party"])
        span = Span(*found.span())
        quoted = _QUOTED.search(manuscript.said(max(span.start - 16, 0), span.start))
        if until is None or day < until or quoted or tells_of_the_past(manuscript, span, until):
            continue
        if _of_a_period_before(manuscript, span, until):
            continue
        told.add(found[0])
        yield _remark(manuscript, span, found["kind"] or found["party"], until)


def _has_a_name(manuscript: Manuscript, place: int) -> bool:
    """Whether a name follows: then the unit itself is asked for."""
    behind = manuscript.text.body[place : place + 2]
    return behind[:1] == " " and behind[1:].isupper()


def _of_a_period_before(manuscript: Manuscript, span: Span, until: date) -> bool:
    """Whether the sentence tells of a month or a period that had ended by then."""
    sentence = manuscript.text.sentence_at(span.start)
    months = (
        (day.year, day.month)
        for day in manuscript.days
        if day.year and day.month and sentence.overlaps(day.span)
    )
    ended = any(
        stretch.end is not None and stretch.end < until and sentence.overlaps(stretch.span)
        for stretch in manuscript.stretches
    )
    return ended or any(month < (until.year, until.month) for month in months)


def _remark(manuscript: Manuscript, span: Span, kind: str, until: date) -> Remark:
    words = manuscript.text.said(span)
    return Remark(
        "K232",
        span,
        f"“{words}”: từ ngày {until:%d/%m/%Y} không còn đơn vị hành chính cấp {kind} nào.",
        f'"{words}": since {until:%Y-%m-%d} no unit of this level has stood.',
    )
