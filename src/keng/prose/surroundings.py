"""The words that say what a figure counts: by it, in the lead of its clause, in its heading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from keng.kernel.letters import folded
from keng.prose.figures import Figure, Nature
from keng.prose.likeness import words_of
from keng.prose.sections import Section, section_at
from keng.prose.text import Text

_BEFORE: Final = 70
_BEHIND: Final = 60
_CLAUSE: Final = 200
_HEADING: Final = 240
# A longer one is a sentence, as the criteria of a programme are, and names many things.
_LONGEST_HEADING: Final = 12
_CUT: Final = re.compile(r"[;.:,(){}\n|]|\d[\d.,/]*\s?%?|\b(?:trong do|gom|va)\b")
_PART_OF: Final = re.compile(r"\b(?:trong do|gom)\b")
_FIGURE: Final = re.compile(r"\d[\d.,]*")
# Behind a number the phrase of what is counted ends with these: their marks tell ("từ", "tự").
_LINKS: Final = (
    "với|cho|tại|ở|trên|của|và|do|để|trong|so|từ|đến|bằng|qua|theo|là|gồm|thu hút|đạt|chiếm|tăng"
    "|giảm|nhằm|hiện|nay|như|cùng"
)
_ENDS: Final = r"[;.:,(){{}}\n|\d]|\b(?:{})\b"
_PHRASE_ENDS: Final = re.compile(_ENDS.format(_LINKS))
_PHRASE_ENDS_FOLDED: Final = re.compile(_ENDS.format(folded(_LINKS)))
# A value of another year, of an average, of a wish or a rule is not the value of the period.
_OTHER: Final = re.compile(
    r"\b(?:cung ky|nam truoc|nam ngoai|binh quan|trung binh)\b[^;.]{0,24}$"
    r"|\b(?:it nhat|toi thieu|toi da|khong qua|phan dau|du kien|de nghi|kien nghi)\b[^;.]*$"
    r"|\bnam (?:19|20)\d{2} ?\([^)]{0,16}$|\bso voi [^;.]{0,40}\([^)]{0,16}$"
)
_EACH: Final = re.compile(r"\bmỗi\b[^;.]{0,24}$")
# Words that say how a count came about, not of what it is.
_NEUTRAL: Final = frozenset(
    words_of(
        "tham gia dự tham dự đến xảy ra toàn xã huyện tỉnh phường thị trấn thành phố địa bàn người"
        " dân nhân dân vụ việc lượt trực thuộc các loại tháng quý kỳ tài sản sơ bộ"
        " khoảng ước tính trị giá hơn gần",
    )
)


@dataclass(frozen=True)
class Surroundings:
    """Telling words around a figure; `behind` are those right behind it that say what it is."""

    near: frozenset[str]
    lead: frozenset[str]
    heading: frozenset[str]
    behind: frozenset[str]

    @property
    def own(self) -> frozenset[str]:
        """The words by the figure that say what it is, not how it came about."""
        return self.near - _NEUTRAL


def surroundings_of(
    text: Text, figure: Figure, sections: tuple[Section, ...], *, marks: bool
) -> Surroundings | None:
    """The words around a figure; None for one that is no result of the period itself."""
    start, end = figure.span
    clause = max(text.clause_start(start), start - _CLAUSE)
    if figure.nature is not Nature.OBSERVED or _is_other(text, clause, start):
        return None
    begin = _last_cut(text, max(clause, start - _BEFORE), start)
    place = start + len(figure.amount.written) if figure.amount else end
    behind = text.body[place : _phrase_end(text, place, text.sentence_at(start).end)]
    section = section_at(sections, start)
    heading = text.said(section.span)[:_HEADING] if section else ""
    if section and section.span.start <= start < section.span.end:
        heading = ""
    headed = words_of(heading, marks=marks)
    told = words_of(behind, marks=marks)
    own = set(words_of(figure.unit, marks=marks))
    return Surroundings(
        frozenset(words_of(text.body[begin:start], marks=marks)) | frozenset(told) | own,
        frozenset(words_of(_lead(text, clause, begin, figure.unit), marks=marks)),
        frozenset(headed if len(headed) <= _LONGEST_HEADING else ()),
        frozenset(word for word in told if word not in own and word not in _NEUTRAL),
    )


def _is_other(text: Text, clause: int, start: int) -> bool:
    """Whether a clause makes its figure another year's, an average, a wish or a rule."""
    return bool(_OTHER.search(text.folded, clause, start) or _EACH.search(text.low, clause, start))


def _last_cut(text: Text, floor: int, start: int) -> int:
    """Where the figure's own phrase begins: behind the last mark, or behind its own colon."""
    begin = floor
    for found in _CUT.finditer(text.folded, floor, start):
        if found[0] != ":" or found.end() < start - 2:
            begin = found.end()
    return begin


def _phrase_end(text: Text, place: int, limit: int) -> int:
    limit = min(place + _BEHIND, limit)
    begin = min(place + 1, limit)
    if text.unmarked:
        ended = _PHRASE_ENDS_FOLDED.search(text.folded, begin, limit)
    else:
        ended = _PHRASE_ENDS.search(text.low, begin, limit)
    return ended.start() if ended else limit


def _lead(text: Text, clause: int, begin: int, unit: str) -> str:
    """What the clause is about: its words before a colon, or up to its first figure's phrase.

    Behind "trong đó", and behind a figure in the same unit, they speak of something else.
    """
    if _PART_OF.search(text.folded, clause, begin):
        return ""
    first = _FIGURE.search(text.folded, clause, begin)
    if first is None:
        return text.body[clause:begin]
    colon = text.body.rfind(":", clause, first.start())
    if colon > clause:
        return text.body[clause:colon]
    if unit and text.low.startswith(unit, first.end() + 1):
        return ""
    return text.body[clause : _phrase_end(text, first.end(), begin)]
