"""How often a thing is done against how often it comes to: "mỗi quý 01 buổi, cả năm 04 buổi"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.rounding import shown
from keng.prose.text import Span
from keng.prose.wordnumbers import read_words

_NUMBER: Final = r"(?:\d{1,4}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)"
_DONE: Final = r"(?:lan|buoi|cuoc|ky|phien|luot|dot|so|tin|bai|ban tin|hoi nghi|lop|ca)"
_SOME: Final = r"(?: [a-z]+){0,4}?"
_EACH: Final = (
    rf"(?:moi|hang|mot) (?P<unit>tuan|thang|quy){_SOME} (?P<times>{_NUMBER}) (?P<what>{_DONE})\b"
)
_EVERY: Final = rf"(?P<every>\d{{1,2}}) (?P<of>thang|tuan) (?:mot|0?1) (?P<done>{_DONE})\b"
_SPAN: Final = (
    r"(?:ca nam|(?:mot|1) nam|trong (?:mot )?nam|(?:ca )?nam \d{4}|(?:trong |ca"
    r" )?(?P<months>\d{1,2}) thang"
    r"(?: (?:dau|cuoi)(?: nam)?)?"
    r"|(?:tu )?thang (?P<first>\d{1,2})(?:/\d{4})? den (?:het )?thang (?P<last>\d{1,2})(?:/\d{4})?)"
)
_TOTAL: Final = rf"(?P<total>\d{{1,4}}) (?P<counted>{_DONE})\b"
_EACH_FIRST: Final = re.compile(
    rf"\b(?:{_EACH}|{_EVERY})(?P<between>[^.;:\n\d]{{0,40}}?)\b{_SPAN}(?: [a-z]+){{0,5}}? {_TOTAL}"
)
_TOTAL_FIRST: Final = re.compile(
    rf"\b{_SPAN},?{_SOME} {_TOTAL}[^.;:\n\d]{{0,24}}[,(] ?(?:binh quan )?{_EACH}"
)
_SAYS_HOW_OFTEN: Final = re.compile(
    r"\b(?:moi|hang|mot) (?:tuan|thang|quy|ngay)\b|\d (?:thang|tuan) (?:mot|0?1) |\d"
    r" [a-z]{2,4}/(?:dem|ngay|tuan|thang|quy)"
)
_OVER: Final = re.compile(
    rf"\b{_TOTAL}[^.;:\n\d]{{0,24}} trong (?P<count>\d{{1,3}}) (?P<unit>ngay|tuan|thang"
    rf"|quy)[^.;:\n\d]{{0,24}}"
    rf"[,(] ?(?P<mean>(?:binh quan |trung binh )?)moi (?P=unit)(?: [a-z]+){{0,3}} "
    rf"(?P<times>\d{{1,4}}) (?P<what>{_DONE})\b"
)
_PER: Final = re.compile(
    rf"\b(?P<times>\d{{1,3}}) (?P<what>{_DONE})/(?P<unit>dem|ngay|tuan|thang|quy)[^.;:\n\d]{{0,30}}"
    rf"\b(?P<mean>)trong (?P<count>\d{{1,3}}) (?P=unit)(?: [a-z]+){{0,4}} {_TOTAL}"
)
_LOOSE: Final = re.compile(
    r"\b(?:dot xuat|bo sung|moi dat|chi dat|thuc te|it nhat|toi thieu|tro len|tren|khoang|khong"
    r" qua|tu(?= \d))\b"
)
_MONTHS_IN: Final = {"tuan": Decimal(0), "thang": Decimal(1), "quy": Decimal(3)}
_YEAR: Final = 12
_WEEKS: Final = 52


def recurring(manuscript: Manuscript) -> Iterator[Remark]:
    """Totals of a time that so many a month, a quarter or every few months do not make."""
    text = manuscript.text.folded
    if not _SAYS_HOW_OFTEN.search(text):
        return
    for pattern in (_EACH_FIRST, _TOTAL_FIRST):
        for found in pattern.finditer(text):
            yield from _judged(found)
    for pattern in (_OVER, _PER):
        for found in pattern.finditer(text):
            if not _LOOSE.search(found[0]):
                yield from _over_so_many(found)


def _over_so_many(found: re.Match[str]) -> Iterator[Remark]:
    """ "180 ca trong 12 tuần, mỗi tuần 16 ca"; an average may be rounded."""
    total, made = int(found["total"]), int(found["count"]) * int(found["times"])
    slack = int(found["count"]) if found["mean"] else 1
    if found["what"] == found["counted"] and abs(total - made) >= slack:
        yield _remark(found, total, made)


def _judged(found: re.Match[str]) -> Iterator[Remark]:
    groups = found.groupdict()
    if (groups.get("what") or groups.get("done")) != groups["counted"]:
        return
    total = int(groups["total"])
    made = _made(groups)
    loose = _LOOSE.search(found[0]) or _LOOSE.search(found.string, found.end(), found.end() + 24)
    # So many in each of several places come to a multiple.
    if made is None or loose or total == made or (made and total % made == 0):
        return
    yield _remark(found, total, made)


def _remark(found: re.Match[str], total: int, made: int) -> Remark:
    return Remark(
        "K132",
        Span(*found.span()),
        f"Nhân theo thời gian là {shown(Decimal(made))}, không phải {shown(Decimal(total))}.",
        f"Over that time it comes to {made}, not to {total}.",
        (Decimal(total), Decimal(made)),
        expected=str(made),
    )


def _made(groups: dict[str, str | None]) -> int | None:
    """How often it is done over the time, None where that is no whole number or not known."""
    months = _months(groups)
    if groups.get("every"):
        each, unit = int(groups["every"] or 0), groups.get("of") or ""
        if unit == "tuan" or not each or months % each:
            return None
        return months // each
    times = _value(groups.get("times") or "")
    unit = groups.get("unit") or ""
    if times is None or months <= 0:
        return None
    if unit == "tuan":
        return times * _WEEKS if months == _YEAR else None
    length = int(_MONTHS_IN[unit])
    return None if months % length else times * months // length


def _months(groups: dict[str, str | None]) -> int:
    """The months of the time that is told, 0 where they run backwards."""
    if groups.get("months"):
        return int(groups["months"] or 0)
    if groups.get("first"):
        return max(int(groups["last"] or 0) - int(groups["first"] or 0) + 1, 0)
    return _YEAR


def _value(words: str) -> int | None:
    return int(words) if words.isdigit() else read_words(words.split())
