"""Names of units as official prose writes them, found with the words of their kind."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from keng.proofing.manuscript import Manuscript
from keng.proofing.mentions import own_day, whole_day
from keng.prose.text import Span

COMMUNES: Final = "xã|phường|thị trấn|đặc khu"
ABOVE: Final = "huyện|quận|thị xã|thành phố|tỉnh"
NAME: Final = r"[^\W\d_]{1,7}(?:[ '’-][^\W\d_]{1,7}){0,4}"
# What tells of another day than the paper's own.
_PAST: Final = re.compile(
    r"\b(?:truoc day|truoc khi|nguyen la|sap nhap|hop nhat|nhap vao|chia tach|tach ra"
    r"|thanh lap|giai the|ket thuc hoat dong|chuyen giao|ban giao|tiep nhan|doi ten|sap xep"
    r"|cung ky|nam truoc|nhiem ky truoc|truc thuoc truoc|cac nam|giai doan)\b"
)
_FORMER: Final = re.compile(r"(?<!\w)cũ(?!\w)|(?<!\w)nguyên(?!\w)")
_YEARS: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def capitalised(words: str) -> list[str]:
    """The words of a name at the beginning of some words: each with a capital."""
    name: list[str] = []
    for word in words.split(" "):
        if not word[:1].isupper():
            break
        name.append(word)
    return name


def day_of(manuscript: Manuscript) -> date | None:
    """The day of the paper itself, where it is whole; None for a text read badly."""
    if manuscript.text.unmarked or manuscript.text.damaged:
        return None
    return whole_day(own_day(manuscript.text))


def tells_of_the_past(manuscript: Manuscript, span: Span, until: date) -> bool:
    """Whether the sentence around a name speaks of a day before the last one of the unit."""
    sentence = manuscript.text.sentence_at(span.start)
    said = manuscript.said(sentence.start, sentence.end)
    if _PAST.search(said) or _FORMER.search(manuscript.text.low, sentence.start, sentence.end):
        return True
    if any(int(found[0]) < until.year for found in _YEARS.finditer(said)):
        return True
    cited = [one for one in manuscript.citations if sentence.overlaps(one.span)]
    days = [day for day in manuscript.days if sentence.overlaps(day.span)]
    known = [whole_day(day) for day in days]
    before = "truoc ngay" in said
    early = any(day is not None and (day < until or (before and day == until)) for day in known)
    return early or (bool(cited) and not days)
