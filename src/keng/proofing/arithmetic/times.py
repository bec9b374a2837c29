"""Anniversaries and durations against the dates that stand in the bracket beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from keng.proofing.arithmetic.durations import durations
from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.prose.text import Span

_DAY: Final = r"(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?)?"
_SINCE: Final = re.compile(
    rf"(?<![\d/.,])(?P<years>\d{{1,3}}) nam\b(?P<what>[^();:\n\d]{{0,90}}"
    rf"|[^();:\n]{{0,12}})\(\s?(?:tu )?(?:ngay |nam )?(?P<first>{_DAY})"
    rf"(?P<from>(?:1[89]|20)\d\d)(?:\s?[-–]\s?| den )"
    rf"(?:ngay |nam )?(?P<last>{_DAY})(?P<to>(?:1[89]|20)\d\d)\s?\)"
)


_CLOCK: Final = r"(?P<{0}>\d{{1,2}}) ?(?:gio|h)(?: ?(?P<{0}m>\d{{1,2}})(?: phut)?)?"
_LASTED: Final = re.compile(
    r"\b(?:bat dau|khai mac|tu)(?: luc| vao)? (?:hoi )?"
    + _CLOCK.format("a")
    + r"\b[^.\n]{0,60}\b(?:ket thuc|be mac|den)(?: luc| vao)? (?:hoi )?"
    + _CLOCK.format("b")
    + r"\b[^.\n\d]{0,40}\b(?:keo dai|trong|thoi gian|dien ra)(?: trong)? "
    + _CLOCK.format("c")
    + r"\b"
)
_HOUR: Final = 60
_BEGAN: Final = re.compile(
    r"\b(?:hom nay,? )?(?:vao )?(?:hoi|luc|bat dau (?:luc|hoi|vao)|khai mac (?:luc|hoi))(?: vao)? "
    + _CLOCK.format("a")
)
_ENDED: Final = re.compile(
    r"\b(?:ket thuc|be mac)(?: vao)? (?:luc |hoi |vao luc )?" + _CLOCK.format("b")
)
_OPENING: Final = 20  # paragraphs in which minutes tell when a meeting began


def meetings(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Bắt đầu lúc 8 giờ, kết thúc lúc 10 giờ 30 phút, kéo dài 3 giờ 30 phút"."""
    for found in _LASTED.finditer(manuscript.text.folded):
        first, last, told = (
            int(found[name]) * _HOUR + int(found[f"{name}m"] or 0) for name in "abc"
        )
        between = last - first
        if between <= 0 or between == told:
            continue
        expected = f"{between // _HOUR} giờ" + (
            f" {between % _HOUR} phút" if between % _HOUR else ""
        )
        yield Remark(
            "K171",
            Span(found.start(), found.end()),
            f"Hai mốc giờ cách nhau {expected}.",
            f"The two hours are {between} minutes apart, not {told}.",
            (Decimal(told), Decimal(between)),
            expected=expected,
        )


def ended_before(manuscript: Manuscript) -> Iterator[Remark]:
    """Minutes of a meeting that ends before it begins, on one day."""
    paragraphs = manuscript.text.paragraphs[:_OPENING]
    if not paragraphs:
        return
    began = _BEGAN.search(manuscript.text.folded, 0, paragraphs[-1].end)
    ended = list(_ENDED.finditer(manuscript.text.folded))
    if began is None or len(ended) != 1 or ended[0].start() < began.end():
        return
    first, last = (
        int(found[name]) * _HOUR + int(found[f"{name}m"] or 0)
        for found, name in ((began, "a"), (ended[0], "b"))
    )
    behind = manuscript.said(ended[0].end(), ended[0].end() + 40)
    other_day = re.match(r"(?: phut)?,? (?:ngay|hom sau)", behind)
    if last <= first and not other_day:
        yield Remark(
            "K226",
            Span(*ended[0].span()),
            f"Kết thúc lúc {last // _HOUR} giờ {last % _HOUR:02d} phút, trước khi bắt đầu "
            f"({first // _HOUR} giờ {first % _HOUR:02d} phút).",
            f"Ends at {last // _HOUR}:{last % _HOUR:02d}, before it begins at "
            f"{first // _HOUR}:{first % _HOUR:02d}.",
            (Decimal(last // _HOUR), Decimal(last % _HOUR)),
            (Span(*began.span()),),
        )


def anniversaries(manuscript: Manuscript) -> Iterator[Remark]:
    """ "75 năm ... (1950 - 2024)": the years between the dates are another number.

    Between whole years both ways of counting are in use (2021-2025 is four or five years); between
    two equal days only one is.
    """
    for found in _SINCE.finditer(manuscript.text.folded):
        years = int(found["years"])
        between = int(found["to"]) - int(found["from"])
        whole_days = bool(found["first"] and found["last"])
        if years == between or (not whole_days and years == between + 1) or between <= 0:
            continue
        yield Remark(
            "K171",
            Span(found.start(), found.end()),
            f"Từ {found['from']} đến {found['to']} là {between} năm, không phải {years} năm.",
            f"From {found['from']} to {found['to']} are {between} years, not {years}.",
            (Decimal(years), Decimal(int(found["from"])), Decimal(int(found["to"]))),
            expected=str(between),
        )
    yield from meetings(manuscript)
    yield from durations(manuscript)
    yield from ended_before(manuscript)


RULES: Final = (
    Rule(
        "K171",
        Severity.ERROR,
        "Số năm không khớp với ngày tháng",
        "Years that the dates beside them deny",
        "Hai mốc ngày trong ngoặc cách nhau một số năm khác.",
        "The dates in the bracket span another number of years.",
        "Kỷ niệm 60 năm ngày truyền thống (12/4/1962 - 12/4/2023).",
        "Kỷ niệm 61 năm ngày truyền thống (12/4/1962 - 12/4/2023).",
        anniversaries,
    ),
)
