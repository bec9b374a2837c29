"""Counts against lists that are not numbered: dashes below, items in turn behind a colon."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from keng.proofing.arithmetic.counts import (
    KIND,
    LEAVES_OPEN,
    LISTED,
    Count,
    count_of,
    is_count,
    remark,
    spoken_counts,
)
from keng.proofing.arithmetic.namelists import names, numbers, units
from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import PEOPLE, Role
from keng.prose.text import Span

_OPENS: Final = re.compile(r"[^\d.;:()\n]{0,70}:\s?$")
_MARK: Final = re.compile(r"[-–+*•●]\s?(?=\S)")
_DASHED_SAID: Final = (
    "văn bản|kế hoạch|quyết định|công văn|nghị quyết|nội dung|nhiệm vụ|giải pháp|mặt|việc|kiến nghị"
    "|mô hình|chỉ tiêu|tiêu chí|biện pháp|hoạt động|công việc|nhóm|chương trình|chuyên đề|điểm"
    "|tập thể|cá nhân|đơn vị|đề án|dự án|sáng kiến|bước|phần việc|công trình|hội nghị|lớp|đoàn"
    "|tổ|phong trào|danh hiệu|bài|nguyên nhân|tổ chức|câu lạc bộ|cách làm|ý kiến"
)
_DASHED: Final = frozenset(_DASHED_SAID.split("|"))
# What is counted without being a known unit: "03 bài học", "04 nguyên nhân", "02 hạn chế".
_NOUN: Final = re.compile(
    r" (?:bai hoc|nguyen nhan|han che|ton tai|kho khan|de xuat|nhom|muc tieu|yeu cau|ket qua"
    r"|thong diep|viec)\b"
)
_UNIT: Final = re.compile(KIND + r"\b[^\n]{1,60}[;.]?$", re.MULTILINE)
_IN_TURN: Final = re.compile(
    r"\b(?:(?P<la>mot|hai|ba|bon|nam|sau|bay|tam) la|thu (?P<thu>nhat|hai|ba|tu|nam|sau|bay|tam))\b"
)
_ORDER: Final = (
    ("mot", "nhat"),
    ("hai",),
    ("ba",),
    ("bon", "tu"),
    ("nam",),
    ("sau",),
    ("bay",),
    ("tam",),
)
_TURNS_OPEN: Final = re.compile(r"[^\d.;:()\n]{0,70}[:,.]\s?(?=mot la|thu nhat)")
_ENUMERATED: Final = re.compile(r"\((\d{1,2})\) ")
_SEMICOLONS: Final = re.compile(r"[^\d.;:()\n]{0,50}\)?: (?P<list>[^.:()\d\n]{10,600})(?=[.\n]|$)")
_LONGEST_NAME: Final = 8
_LEAST, _MOST = 2, 40
_LONGEST: Final = 900


def announced(manuscript: Manuscript) -> Iterator[Remark]:
    """Counts that the lists behind or below them do not have."""
    spoken = list(spoken_counts(manuscript))
    yield from _dashes(manuscript, spoken)
    counts = [
        count_of(manuscript, one)
        for one in manuscript.quantities
        if is_count(one) and not one.depth
    ]
    for count in (*counts, *spoken):
        for check in (numbers, _enumerated, _in_turn, _semicolons):
            yield from check(manuscript, count)
        if count.head not in PEOPLE:  # of "05 thành viên: Công an, Mặt trận" some come from one
            yield from units(manuscript, count)
            yield from names(manuscript, count)


def _dashes(manuscript: Manuscript, spoken: Sequence[Count]) -> Iterator[Remark]:
    """ "Ban hành 03 văn bản:" above two or four lines that begin with a dash."""
    text = manuscript.text
    last = [
        count_of(manuscript, found[-1])
        for found in manuscript.paragraphs
        if found and is_count(found[-1])
    ]
    for count in (*last, *spoken):
        span = text.paragraph_at(count.span.start)
        behind = text.folded[count.end : span.end]
        if not _OPENS.fullmatch(behind) or LEAVES_OPEN.search(behind):
            continue
        number = bisect_right(text.paragraphs, Span(span.start, span.end))
        listed, named = _dashed_below(manuscript, number)
        noun = _NOUN.match(text.folded, count.span.start + len(str(count.value)))
        of_lists = count.head in _DASHED or noun or count in spoken or named
        if of_lists and listed >= _LEAST and listed != count.value:
            yield remark("K152", Span(count.span.start, span.end), count, listed)


def _dashed_below(manuscript: Manuscript, start: int) -> tuple[int, bool]:
    """How many lines begin with one mark below a paragraph, and whether each names a unit.

    None (0) where they count things themselves.
    """
    text = manuscript.text
    mark, listed, named = "", 0, True
    for number in range(start, min(start + _MOST * 3, len(text.paragraphs))):
        span = text.paragraphs[number]
        found = _MARK.match(text.body, span.start)
        if found is None:
            break
        mark = mark or found[0][0]
        if found[0][0] != mark:
            continue
        first = text.body[found.end() : found.end() + 1]
        levels = [one for one in manuscript.paragraphs[number] if one.role is Role.LEVEL]
        if first.isdigit() or any(one.span.start < found.end() + 12 for one in levels):
            return 0, False
        listed += 1
        named = named and bool(_UNIT.match(text.folded, found.end()))
    return listed, named and listed > 0


def _enumerated(manuscript: Manuscript, count: Count) -> Iterator[Remark]:
    """ "04 nhóm giải pháp: (1) ...; (2) ...; (3) ..." in one sentence."""
    span = manuscript.text.paragraph_at(count.span.start)
    end = min(span.end, count.end + _LONGEST)
    said = manuscript.text.folded[count.end : min(end, count.end + 80)]
    opened = re.match(r"[^\d.;:()\n]{0,70}[:,]?\s?(?=\(1\) )", said)
    if opened is None or LEAVES_OPEN.search(opened[0]):
        return
    told = [int(one[1]) for one in _ENUMERATED.finditer(manuscript.text.folded, count.end, end)]
    last = max(told)
    if told == list(range(1, last + 1)) and last >= _LEAST and last != count.value:
        span = Span(count.span.start, count.end + opened.end())
        yield remark("K152", span, count, last)


def _in_turn(manuscript: Manuscript, count: Count) -> Iterator[Remark]:
    """ "04 nội dung: một là ...; hai là ...; ba là ..."."""
    span = manuscript.text.paragraph_at(count.span.start)
    opened = _TURNS_OPEN.match(manuscript.text.folded, count.end, span.end)
    if opened is None:
        return
    last = 0
    for one in _IN_TURN.finditer(manuscript.text.folded, opened.end(), span.end):
        word = one["la"] or one["thu"]
        if last < len(_ORDER) and word in _ORDER[last]:
            last += 1
    if last >= _LEAST and last != count.value:
        yield remark("K152", Span(count.span.start, opened.end()), count, last)


def _semicolons(manuscript: Manuscript, count: Count) -> Iterator[Remark]:
    """ "Ba nội dung chậm nhất: sơ kết; nhân rộng; cập nhật"."""
    found = _SEMICOLONS.match(manuscript.text.folded, count.end)
    if found is None or found["list"].count(";") < 1:
        return
    opening = manuscript.said(count.end, found.start("list"))
    pieces = [piece.split() for piece in found["list"].split(";") if piece.strip()]
    listed = len(pieces)
    # Of other things only a list of short names is meant to be whole.
    short = listed > _LEAST and all(len(piece) <= _LONGEST_NAME for piece in pieces)
    if count.head not in LISTED and not (short and abs(listed - count.value) <= _LEAST):
        return
    if listed >= _LEAST and listed != count.value and not LEAVES_OPEN.search(opening):
        yield remark("K152", Span(count.span.start, found.end()), count, listed)
