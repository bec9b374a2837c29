"""Mentions of papers as the rules compare them: who issued, what about, how it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from keng.kernel.letters import folded
from keng.prose.citations import Citation
from keng.prose.dates import Day, day_at
from keng.prose.text import Span, Text

_WORD: Final = re.compile(r"[^\W\d_]+")
_EMPTY_SAID: Final = (
    "ve viec va cac cua trong tren dia ban cho den theo tai tu voi duoc la co nam so ngay"
    " thang de nham thuc hien trien khai tiep tuc"
)
_EMPTY: Final = frozenset(_EMPTY_SAID.split())
_ABOUT_ENDS: Final = re.compile(r";|\n|\.\s")
_MOST_ABOUT: Final = 220
# The bodies that issue papers, from the narrower name to the wider; the first that fits names it.
_ISSUERS: Final[tuple[tuple[str, str], ...]] = (
    ("bo chinh tri", r"bo chinh tri"),
    ("ban bi thu", r"ban bi thu"),
    ("thu tuong", r"thu tuong|ttcp\b|ttg\b"),
    ("chinh phu", r"chinh phu"),
    ("quoc hoi", r"quoc hoi|ubtvqh"),
    ("trung uong", r"ban chap hanh trung uong|bch tw|bch trung uong"),
    ("hdnd", r"hoi dong nhan dan|hdnd"),
    ("mttq", r"mttq|mat tran"),
    ("ubnd", r"uy ban nhan dan|ubnd|chu tich(?! nuoc)"),
    (
        "cap uy",
        r"(?:tinh|thanh|huyen|quan|thi|dang) uy|dang bo|ban chap hanh|ban thuong vu|bch|btv",
    ),
    ("bo", r"\bbo(?: truong)?\b|\bbca\b|\bbqp\b"),
    ("cong an", r"cong an|giam doc cong an"),
    ("so", r"\bso\b|\bphong\b|\bcuc\b"),
)
# "UBND xã A, huyện B" is of the commune: the first level named counts.
_LEVEL: Final = re.compile(r"\b(?:thi xa|huyen|quan|xa|phuong|thi tran|dac khu|tinh)\b")


@dataclass(frozen=True)
class Mention:
    """One mention of a paper. `letters` is its symbol without signs; `subject` its own words."""

    citation: Citation
    number: str
    letters: str
    body: str
    level: str
    day: date | None
    subject: frozenset[str]

    @property
    def span(self) -> Span:
        """The words of the mention."""
        return self.citation.span


def mentions_of(text: Text, citations: Sequence[Citation]) -> tuple[Mention, ...]:
    """The mentions of a text, one for each citation, in order."""
    return tuple(_made(text, citation) for citation in citations)


def whole_day(day: Day | None) -> date | None:
    """The day as a date, where it is whole and possible."""
    if day is None or not (day.year and day.month and day.day) or not day.possible:
        return None
    return date(day.year, day.month, day.day)


def own_day(text: Text) -> Day | None:
    """The day in the header of the paper itself ("Hà Tĩnh, ngày 04 tháng 5 năm 2024")."""
    for span in text.paragraphs[:14]:
        found = re.search(
            r"\bngay \d{1,2} thang \d{1,2} nam (?:19|20)\d\d", text.folded[span.start : span.end]
        )
        cited = found and re.search(
            r"\b(?:can cu|thuc hien|theo)\b", text.folded[span.start : span.start + found.start()]
        )
        if found and not cited and _is_dateline(text.folded[span.start : span.end], found):
            return day_at(text, span.start + found.start())
    return None


def _is_dateline(words: str, found: re.Match[str]) -> bool:
    """A line of its own that ends with the day: "Bình An, ngày ..."; no sentence goes on."""
    before = words[: found.start()].rstrip()
    place = not before or (before.endswith(",") and len(before) < 90)
    return place and found.end() >= len(words.rstrip(" ."))


def alike(one: Mention, other: Mention) -> bool:
    """Whether two mentions speak of the same matter: most words of the shorter are in the other."""
    shared = one.subject & other.subject
    least = min(len(one.subject), len(other.subject))
    return least >= 6 and len(shared) * 10 >= 7 * least


def may_be_one_issuer(one: Mention, other: Mention) -> bool:
    """Whether nothing said of their issuers makes them two bodies."""
    bodies = not one.body or not other.body or one.body == other.body
    levels = not one.level or not other.level or one.level == other.level
    return bodies and levels


def _made(text: Text, citation: Citation) -> Mention:
    issuer = folded(text.said(citation.issuer)) if citation.issuer else ""
    return Mention(
        citation,
        citation.number.replace(" ", "").lstrip("0"),
        re.sub(r"[^A-Z\d]", "", folded(citation.symbol or "").upper()),
        body_of(issuer),
        _level_of(issuer),
        whole_day(citation.day),
        _subject(text, citation),
    )


def body_of(issuer: str) -> str:
    """The kind of body that folded words name, "" where none is known."""
    return _first(_ISSUERS, issuer)


def _first(names: tuple[tuple[str, str], ...], words: str) -> str:
    return next((name for name, pattern in names if re.search(pattern, words)), "")


def _level_of(issuer: str) -> str:
    found = _LEVEL.search(issuer)
    return found[0] if found else ""


def _subject(text: Text, citation: Citation) -> frozenset[str]:
    """The words behind a mention, up to the end of what it is about."""
    start = citation.span.end
    behind = text.folded[start : start + _MOST_ABOUT]
    ended = _ABOUT_ENDS.search(behind)
    words = _WORD.findall(behind[: ended.start()] if ended else behind)
    return frozenset(words) - _EMPTY
