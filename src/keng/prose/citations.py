"""The numbered papers that a text cites: kind, number, symbol, date, issuer.

A citation is found by its number and symbol ("124/2021/TT-BCA", "49-NQ/ĐU", "09/CTr-BCA-MTTW"), or
by a kind with a bare number ("Đề án 06", "Nghị quyết liên tịch số 02"). What only looks like one,
the number of a count or a year, is left out; so are papers without a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from keng.prose.counted import Sort, unit_at
from keng.prose.dates import Day, day_at
from keng.prose.papers import (
    KIND,
    SYMBOL_CODES,
    code_of_symbol,
    is_verb_too,
    issuer_after,
    kind_before,
    symbol_restored,
)
from keng.prose.text import Span, Text

# All capitals of Vietnamese: a recognition may put a mark on a letter of a symbol ("NQ/ĐỦ").
_UPPER: Final = "A-Z" + "".join(filter(str.isupper, map(chr, range(0xC0, 0x1EFA))))
_SEGMENT: Final = rf"[{_UPPER}][{_UPPER}a-zđươâôê]{{0,23}}\d{{0,4}}"
_CAPITALS: Final = rf"(?:[{_UPPER}]{{2,24}}\d{{0,4}}(?![a-zà-ỹ])|\d{{2,3}}(?=\W|$))"
_LATER: Final = rf"(?:\s?[-/–.]\s?{_CAPITALS}|[-/–.]{_SEGMENT})"
_CODE: Final = re.compile(
    rf"(?<![\w/])(?<!\w-)(?P<number>\d{{1,5}}[a-z]?(?:\s?/\s?(?:19|20)\d{{2}})?)\s?[-/–]\s?"
    rf"(?P<symbol>{_SEGMENT}{_LATER}{{0,5}})"
)
_KIND_NUMBER: Final = re.compile(
    rf"(?P<kind>{KIND})(?P<between>(?:\s(?!so\b|s\b)[^\s.;:“”\"()]{{1,12}}){{0,9}}?)\s(?:so|s)[.:]?\s?"
    r"(?P<number>\d{1,5}(?:/(?:19|20)\d{2})?)(?![\d/]|[.,]\d|\s?%)"
)
_KIND_THEN_NUMBER: Final = re.compile(
    rf"(?P<kind>{KIND})\s(?P<number>\d{{1,4}}(?:/(?:19|20)\d{{2}})?)(?![\d/%]|[.,]\d)"
)
_NUMBER_WORD: Final = re.compile(r"\b(?:so|s)[.:]?\s?$")
_DATE_BEHIND: Final = re.compile(
    r"[\s,.')]{0,3}(?:(?:duoc\s)?(?:ban hanh|ky|ra|lap|cong bo)\s)?"
    r"(?:\(\s?)?(?:vao\s)?ngay[\s:.,'’-]{0,3}"
)
_DATE_BARE: Final = re.compile(r"\s?\(?\s?(?=\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2})")
_DATE_AHEAD: Final = re.compile(
    r"\bngay\s(?P<date>\d[\d/.\- ]{4,12}|\d{1,2}\sthang\s\d{1,2}\snam\s\d{4}),?\s?[^.;:\n\d]{0,70}$"
)
_HANDED_OUT: Final = re.compile(r"\b(?:ban hanh|da co|co|ra|ky)\s?[^.;:\n]{0,24}$")
_GOES_ON: Final = re.compile(r"\s?(?:[,.;)]|ngay\b|cua\b|$)")
_SHORT: Final = 8
_TOP: Final = 1200
_MOST_BEFORE: Final = 110


@dataclass(frozen=True)
class Citation:
    """One mention of a paper. `number` keeps its year ("124/2021"); what is not said is None."""

    span: Span
    kind: str | None
    number: str
    symbol: str | None
    day: Day | None
    issuer: Span | None
    kind_words: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Number and symbol without spaces and leading zeros: the same for the same paper."""
        number = self.number.replace(" ", "").lstrip("0")
        return number, (self.symbol or "").upper().replace(" ", "")


def citations_of(text: Text) -> tuple[Citation, ...]:
    """All numbered papers in order; the paper's own number in its header is none of them."""
    found: list[Citation] = []
    for citation in sorted(_candidates(text), key=_precedence):
        if not any(citation.span.overlaps(other.span) for other in found[-3:]):
            found.append(citation)
    return tuple(sorted(found, key=_place))


def _place(citation: Citation) -> Span:
    return citation.span


def _precedence(citation: Citation) -> tuple[int, bool]:
    return citation.span.start, citation.symbol is None


def _candidates(text: Text) -> Iterator[Citation]:
    for found in _CODE.finditer(text.digits):
        if citation := _with_symbol(text, found):
            yield citation
    for found in _KIND_NUMBER.finditer(text.folded):
        if not _CODE.match(text.digits, found.start("number")):
            yield _completed(text, found.start("kind"), found, "number")
    for found in _KIND_THEN_NUMBER.finditer(text.folded):
        if _names_a_paper(text, found):
            yield _completed(text, found.start("kind"), found, "number")


def _with_symbol(text: Text, found: re.Match[str]) -> Citation | None:
    paragraph = text.paragraph_at(found.start())
    floor = max(paragraph.start, found.start() - _MOST_BEFORE)
    kind = _kind_of(text, floor, found.start())
    if kind is None and _in_header(paragraph.start, found.start()):
        return None
    symbol = _tidy(found["symbol"])
    symbol = symbol_restored(symbol) if text.unmarked else symbol
    code = code_of_symbol(symbol)
    if kind is None and code is None and not _is_law(symbol):
        return None
    start = found.start() if kind is None else kind[0]
    numbered = _NUMBER_WORD.search(text.folded, floor, found.start())
    if kind is None and numbered:
        start = numbered.start()
    return _told(
        text,
        Span(start, found.end("symbol")),
        (kind[1] if kind else None) or code,
        "".join(found["number"].split()),
        symbol,
        kind[2] if kind else "",
    )


def _in_header(paragraph: int, start: int) -> bool:
    """Whether a code is the paper's own: right at the beginning of a paragraph near the top."""
    return start - paragraph <= _SHORT and start <= _TOP


def _kind_of(text: Text, floor: int, end: int) -> tuple[int, str | None, str] | None:
    """The kind that governs a code: named before it with no end of a clause between."""
    kind = kind_before(text.folded, floor, end)
    if kind is None:
        return None
    between = text.folded[kind[0] + len(kind[2]) : end]
    broken = re.search(r"[;:“”\"\n]|\.\s|\d/\d{4}\s", between)
    return None if broken or len(between.split()) > 14 else kind


def _completed(text: Text, start: int, found: re.Match[str], name: str) -> Citation:
    kind = kind_before(text.folded, start, found.end("kind"))
    return _told(
        text,
        Span(start, found.end(name)),
        kind[1] if kind else None,
        found[name],
        None,
        kind[2] if kind else "",
    )


def _told(
    text: Text, span: Span, kind: str | None, number: str, symbol: str | None, words: str
) -> Citation:
    end = span.end
    day, end = _day_behind(text, end)
    issuer = issuer_after(text, end)
    if issuer:
        end = issuer.end
        if day is None:
            day, end = _day_behind(text, end)
    if day is None:
        day = _day_ahead(text, span.start)
    return Citation(Span(span.start, end), kind, number, symbol, day, issuer, words)


def _day_behind(text: Text, end: int) -> tuple[Day | None, int]:
    for pattern in (_DATE_BEHIND, _DATE_BARE):
        if begun := pattern.match(text.folded, end):
            day = day_at(text, begun.end()) or _day_in_words(text, begun)
            if day is not None:
                return day, day.span.end
    return None, end


def _day_in_words(text: Text, begun: re.Match[str]) -> Day | None:
    """ "ngày 5 tháng 9 năm 2019": the words of the date begin with "ngày" itself."""
    start = text.folded.find("ngay", begun.start(), begun.end())
    return day_at(text, start) if start >= 0 else None


def _day_ahead(text: Text, start: int) -> Day | None:
    """The date before: "ngày 20/01/2022, Bộ Công an ban hành Quyết định số ...", nothing else."""
    floor = max(text.sentence_at(start).start, start - 100)
    if not _HANDED_OUT.search(text.folded, floor, start):
        return None
    found = _DATE_AHEAD.search(text.folded, floor, start)
    if not found:
        return None
    return day_at(text, found.start("date")) or day_at(text, found.start())


def _names_a_paper(text: Text, found: re.Match[str]) -> bool:
    """Whether a kind right before a number names a paper: "Đề án 06", not "báo cáo 15 vụ"."""
    kind = kind_before(text.folded, found.start("kind"), found.end("kind"))
    number = found["number"]
    year = len(number) == 4 and number[:2] in ("19", "20")
    if kind is None or year or _CODE.match(text.digits, found.start("number")):
        return False
    if unit_at(text, found.end()).sort is not Sort.BARE:
        return False
    before = text.folded[max(0, found.start() - 14) : found.start()]
    if is_verb_too(kind[2]):
        return bool(_GOES_ON.match(text.folded[found.end() : found.end() + 8]))
    return not re.search(r"(?:\bcac|\bnhung|\btong so|\d)\s?$", before) and len(number) > 1


def _tidy(symbol: str) -> str:
    """A symbol without the spaces that extraction put into it."""
    return re.sub(r"\s?([-/–.])\s?", r"\1", symbol).rstrip("-/–.")


def _is_law(symbol: str) -> bool:
    return bool(re.fullmatch(r"(?:QH|UBTVQH)\d{1,2}", symbol)) or symbol in SYMBOL_CODES
