"""The numbered parts of a text as a tree: I., 1., 1.1, a), criteria lists.

Numbers restart in each part, titles run over several lines or straight into the sentence that they
head. A numbered paragraph without a title of its own is kept, but told from a heading.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from keng.prose.healing import is_capitals
from keng.prose.text import Span, Text

_MARK: Final = re.compile(
    r"(?:(?P<part>(?:Phần|PHẦN|Phan|PHAN|Chương|CHƯƠNG|Mục|MỤC)\s(?:[IVX]{1,4}|\d{1,2}|[A-H]"
    r"|(?:thứ|THỨ|thu|THU)\s\w{2,4}))(?![\w%])\s?[.:]?"
    r"|(?P<letter>[A-H])\s?\.|(?P<roman>[IVXl1]{1,6})(?:\s?[.)]|[-–](?=\s[^\W\d_]))|(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,3})\s?[.)]?"
    r"|(?P<number>\d{1,3})(?:\s?[.)/]|[-–](?=\s[^\W\d_]))|(?P<point>[a-zđ])\s?\))\s+(?=\S)"
)
# Party papers write "I- KẾT QUẢ", "1- Công tác ...".
_ROMANS: Final = tuple(
    f"{tens}{ones}"
    for tens in ("", "X")
    for ones in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
)
_ROMAN_LIKE: Final = str.maketrans({"l": "I", "1": "I"})
_FIRST_PART: Final = re.compile(r"(?:^|\n)I\s?[.)]")
_SECOND_PART: Final = re.compile(r"(?:^|\n)II\s?[.)]")
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_SHORT_TITLE: Final = 24
_RUN_IN: Final = re.compile(r":\s+(?=\S)|\.\s+(?=\S)")
_FURTHEST: Final = 4
_MOST_HEADS: Final = 4


class Rank(IntEnum):
    """Kinds of marks from the outermost to the innermost."""

    PART = 0
    LETTER = 1
    ROMAN = 2
    NUMBER = 3
    DOTTED = 4
    POINT = 8


@dataclass(frozen=True)
class Section:
    """A numbered part: `level` 1 is the outermost, `span` its title, `mark` its number with signs.

    `heading` is false for a numbered paragraph that heads nothing. `content_end` is where the part
    ends, with all the parts inside it.
    """

    level: int
    number: str
    span: Span
    mark: Span
    heading: bool
    content_end: int = 0


@dataclass(frozen=True)
class _Marked:
    rank: int
    number: str
    order: int
    paragraph: Span
    mark: Span


def sections_of(text: Text) -> tuple[Section, ...]:
    """The numbered parts in order, outer before inner; their levels follow the marks in use."""
    all_marked = list(_marked(text))
    if text.damaged:
        all_marked = list(_romans_restored(all_marked))
    marked = list(_in_sequence(all_marked, text))
    ends = _content_ends(marked, len(text.body))
    sections: list[Section] = []
    open_ranks: list[int] = []
    for index, found in enumerate(marked):
        while open_ranks and open_ranks[-1] >= found.rank:
            open_ranks.pop()
        open_ranks.append(found.rank)
        end = ends[index]
        title = _title(text, found)
        sections.append(
            Section(
                len(open_ranks),
                found.number,
                title,
                found.mark,
                _heads(text, found, title, end),
                end,
            )
        )
    return tuple(sections)


def section_at(sections: tuple[Section, ...], offset: int) -> Section | None:
    """The innermost part that holds a place, or None before the first one."""
    # The part that began last is the innermost: it ends where the next one of its rank begins.
    index = bisect_right(sections, offset, key=_beginning) - 1
    return sections[index] if index >= 0 else None


def _beginning(section: Section) -> int:
    return section.mark.start


def _marked(text: Text) -> Iterator[_Marked]:
    first_lost = _SECOND_PART.search(text.body) and not _FIRST_PART.search(text.body)
    for paragraph in text.paragraphs:
        found = _MARK.match(text.body, paragraph.start, paragraph.end)
        titled = found and _LETTERS.search(text.body, found.end(), paragraph.end)
        if found and titled and (read := _read(text, found, paragraph)):
            rank, number, order = read
            if first_lost and rank == Rank.NUMBER and number == "1" and _in_capitals(text, found):
                # A recognition saw "1." where "II." shows that "I." stood.
                rank, number, first_lost = Rank.ROMAN, "I", None
            yield _Marked(rank, number, order, paragraph, Span(*found.span()))


def _in_capitals(text: Text, found: re.Match[str]) -> bool:
    return is_capitals(text.body[found.end() : found.end() + 40].split("\n", 1)[0])


def _read(text: Text, found: re.Match[str], paragraph: Span) -> tuple[int, str, int] | None:
    """Rank, number without signs and place in the sequence of a mark."""
    if part := found["part"]:
        return Rank.PART, part.split()[-1], 0
    if letter := found["letter"]:
        capitals = is_capitals(text.body[found.end() : paragraph.end][:60])
        return (Rank.LETTER, letter, ord(letter) - 64) if capitals else None
    if roman := found["roman"]:
        return _roman_or_number(text, roman, found.end(), paragraph)
    if dotted := found["dotted"]:
        upper = text.body[found.end()].isupper() or text.body[found.end()] in "“\"'"
        return (Rank.DOTTED + dotted.count(".") - 1, dotted, _last(dotted)) if upper else None
    if point := found["point"]:
        return Rank.POINT, point, "abcdđeghiklmnopqrstuvxy".find(point) + 1
    number = int(found["number"])
    return Rank.NUMBER, str(number), number


def _roman_or_number(
    text: Text, written: str, title: int, paragraph: Span
) -> tuple[int, str, int] | None:
    """ "III", or a roman numeral that a recognition saw as "1II" before a title in capitals."""
    if written.isdigit() and not (
        len(written) > 1 and text.unmarked and is_capitals(text.body[title : paragraph.end][:60])
    ):
        return Rank.NUMBER, str(int(written)), int(written)
    roman = written.translate(_ROMAN_LIKE)
    return (Rank.ROMAN, roman, _ROMANS.index(roman) + 1) if roman in _ROMANS else None


def _romans_restored(marked: list[_Marked]) -> Iterator[_Marked]:
    """Roman numerals that a recognition shortened, put right by those around them.

    "1." before "II." where no "I." stands is "I."; the second "II." before "IV." or
    at the end is "III.".
    """
    for index, found in enumerate(marked):
        later = _next_roman(marked, index)
        if found.rank == Rank.ROMAN:
            earlier = _next_roman(marked, index, step=-1)
            if earlier == found.order and later in (None, found.order + 2):
                yield replace(found, number=_ROMANS[found.order], order=found.order + 1)
                continue
        elif (
            found.rank == Rank.NUMBER
            and found.order == 1
            and later == 2
            and not _is_counted_on(marked, index)
        ):
            yield replace(found, rank=Rank.ROMAN, number="I")
            continue
        yield found


def _next_roman(marked: list[_Marked], index: int, step: int = 1) -> int | None:
    """The order of the next (or last) roman numeral inside the same outer part."""
    index += step
    while 0 <= index < len(marked) and marked[index].rank >= Rank.ROMAN:
        if marked[index].rank == Rank.ROMAN:
            return marked[index].order
        index += step
    return None


def _is_counted_on(marked: list[_Marked], index: int) -> bool:
    """Whether a "1." belongs where it stands: a "2." follows, or a roman numeral stands above."""
    for other in marked[index + 1 :]:
        if other.rank <= Rank.ROMAN:
            break
        if other.rank == Rank.NUMBER and other.order > 1:
            return True
    return _next_roman(marked, index, step=-1) is not None


def _in_sequence(marked: list[_Marked], text: Text) -> Iterator[_Marked]:
    """Without the numbers that fit no sequence: the end of a sentence that a line began with.

    A list inside a part begins at 1 again under the same kind of mark: the numbers before it are
    kept in mind, for the part may go on after it.
    """
    heads: dict[int, list[int]] = {}
    for index, found in enumerate(marked):
        known = heads.setdefault(found.rank, [])
        near = [head for head in known if 0 <= found.order - head <= _FURTHEST]
        fits = found.order <= 1 or not known or bool(near) or _goes_on(marked, index)
        if not fits and not is_capitals(text.said(found.paragraph)):
            continue
        for inner in [rank for rank in heads if rank > found.rank]:
            del heads[inner]
        if near:
            known.remove(near[-1])
        known.append(found.order)
        del known[:-_MOST_HEADS]
        yield found


def _goes_on(marked: list[_Marked], index: int) -> bool:
    """Whether the next mark of the same kind follows on: two in a row are no chance."""
    found = marked[index]
    following = (
        other for other in marked[index + 1 : index + 1 + _FURTHEST] if other.rank == found.rank
    )
    return any(0 < other.order - found.order <= 2 for other in following)


def _last(dotted: str) -> int:
    return int(dotted.rsplit(".", 1)[1])


def _content_ends(marked: list[_Marked], whole: int) -> list[int]:
    """Where each part ends: before the next one of its own rank or an outer one."""
    ends = [whole] * len(marked)
    open_parts: list[int] = []
    for index, found in enumerate(marked):
        while open_parts and marked[open_parts[-1]].rank >= found.rank:
            ends[open_parts.pop()] = found.mark.start
        open_parts.append(index)
    return ends


def _title(text: Text, found: _Marked) -> Span:
    """The title: the paragraph, or its head where the text runs on in the same paragraph."""
    start, end = found.mark.end, found.paragraph.end
    if is_capitals(text.body[start:end]):
        return Span(start, end)
    ended = _RUN_IN.search(text.body, start, end)
    if ended and len(text.body[start : ended.start()].split()) <= _SHORT_TITLE:
        return Span(start, ended.start() + (text.body[ended.start()] == "."))
    return Span(start, end)


def _heads(text: Text, found: _Marked, title: Span, end: int) -> bool:
    """Whether the part heads something: a short title, or more text below it."""
    if len(text.said(title).split()) <= _SHORT_TITLE and title.end < found.paragraph.end:
        return True
    return end > found.paragraph.end + 1 or text.body[title.end - 1 : title.end] not in (".", ";")
