"""Where on the pages of a file its figures stand, and what of them must be covered. Pure.

What is kept are rectangles: of the figures that may be shown, and of the passages that the masked
text leaves out. A page of which nobody read the words is never shown covered, since nobody knows
what would have to be covered.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from keng.documents.reading import ReadDocument
from keng.documents.reading.document import Box, Page, Place
from keng.intake.reports.extracting import Extract
from keng.prose.text import Span

MOST_WORDS: Final = 40_000
"""Of a Word file whose words are sought on the pages: some hundred pages."""
_FEWEST_IN_A_ROW: Final = 4  # words that must agree where they stand in another order
_WORD: Final = re.compile(r"\S+")
_UNREAD: Final = frozenset({"page_not_read", "page_cut"})


@dataclass(frozen=True)
class PaperPage:
    """A page: how it was turned to be read, whether all of it was read, and what is covered."""

    page: Page
    is_read: bool
    covers: tuple[Box, ...]


@dataclass(frozen=True)
class Paper:
    """The pages of a report, and by its number the page and the rectangle of each figure."""

    pages: tuple[PaperPage, ...]
    figures: Mapping[int, tuple[int, Box]]


class _Word(NamedTuple):
    """A word of a line: its letters in the line with single spaces, and what it says."""

    line: int
    span: Span
    text: str
    box: Box | None = None


def paper_of(source: ReadDocument, found: Extract) -> Paper:
    """The pages of a file whose lines know their places: a PDF or a picture."""
    covers: dict[int, list[Box]] = defaultdict(list)
    blind: set[int] = set()
    for line, span in found.closed:
        place = source.places[line - 1]
        box = _box_of(source.lines[line - 1], place, span)
        if box is None:
            blind.add(place.page)
        else:
            covers[place.page].append(box)
    figures = {}
    for n, one in enumerate(found.figures, start=1):
        place = source.places[one.line - 1]
        box = _box_of(source.lines[one.line - 1], place, one.stands)
        if box is not None and place.page:
            figures[n] = (place.page, box)
    return Paper(_pages(source, covers, blind), figures)


def paper_of_word(source: ReadDocument, found: Extract, printed: ReadDocument) -> Paper | None:
    """The pages of a Word file, of which `printed` is the PDF; None where it is too long.

    Its words are sought in the PDF in their order. A word of a page that is not found among those
    that may be shown is covered.
    """
    written, seen = list(_written(source.lines)), list(_printed(printed))
    if max(len(written), len(seen)) > MOST_WORDS:
        return None
    pairs = _pairs([one.text for one in written], [one.text for one in seen])
    closed = _by_line(found.closed)
    stands = _by_line((one.line, one.stands) for one in found.figures)
    shown = {
        there
        for here, there in pairs.items()
        if not any(written[here].span.overlaps(span) for span in closed[written[here].line])
    }
    figures: dict[int, tuple[int, Box]] = {}
    numbers = {(one.line, one.stands): n for n, one in enumerate(found.figures, start=1)}
    for here, there in sorted(pairs.items()):
        word, seen_word = written[here], seen[there]
        for span in stands[word.line]:
            if word.span.overlaps(span) and seen_word.box is not None:
                page = printed.places[seen_word.line - 1].page
                _join(figures, numbers[word.line, span], page, seen_word.box)
    return Paper(_pages(printed, _unshown(printed, seen, shown), set()), figures)


def _pages(
    source: ReadDocument, covers: Mapping[int, Sequence[Box]], blind: set[int]
) -> tuple[PaperPage, ...]:
    unread = blind | {one.page for one in source.notes if one.code in _UNREAD}
    return tuple(
        PaperPage(
            page, bool(page.source) and page.index not in unread, tuple(covers.get(page.index, ()))
        )
        for page in source.pages
    )


def _box_of(line: str, place: Place, span: Span) -> Box | None:
    """The rectangle of the letters of a line with single spaces; the line's where none is finer."""
    found: Box | None = None
    for word in place.words:
        here = Span(_single_spaced(line, word.start), _single_spaced(line, word.end))
        if here.overlaps(span):
            found = word.box if found is None else found.joined(word.box)
    return found or place.box


def _single_spaced(line: str, offset: int) -> int:
    """Where an offset of a line stands once the line has single spaces and composed letters."""
    before = unicodedata.normalize("NFC", line[:offset])
    kept = len(" ".join(before.split()))
    return kept + (1 if kept and before[-1:].isspace() else 0)


def _written(lines: Sequence[str]) -> Iterator[_Word]:
    for number, line in enumerate(lines, start=1):
        words = " ".join(unicodedata.normalize("NFC", line).split())
        for match in _WORD.finditer(words):
            yield _Word(number, Span(*match.span()), match[0])


def _printed(document: ReadDocument) -> Iterator[_Word]:
    for number, (line, place) in enumerate(
        zip(document.lines, document.places, strict=True), start=1
    ):
        for word in place.words:
            text = unicodedata.normalize("NFC", line[word.start : word.end]).strip()
            if text:
                yield _Word(number, Span(word.start, word.end), text, word.box)


def _pairs(here: Sequence[str], there: Sequence[str]) -> dict[int, int]:
    """Which word is which: first in order, then what stands elsewhere, several words in a row."""
    found = dict(_blocks(list(enumerate(here)), list(enumerate(there)), 1))
    taken = set(found.values())
    left = [(at, word) for at, word in enumerate(here) if at not in found]
    free = [(at, word) for at, word in enumerate(there) if at not in taken]
    return found | dict(_blocks(left, free, _FEWEST_IN_A_ROW))


def _blocks(
    here: Sequence[tuple[int, str]], there: Sequence[tuple[int, str]], fewest: int
) -> Iterator[tuple[int, int]]:
    matcher = SequenceMatcher(None, [w for _, w in here], [w for _, w in there], autojunk=False)
    for block in matcher.get_matching_blocks():
        for step in range(block.size if block.size >= fewest else 0):
            yield here[block.a + step][0], there[block.b + step][0]


def _by_line(places: Iterable[tuple[int, Span]]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for line, span in places:
        found[line].append(span)
    return found


def _unshown(printed: ReadDocument, seen: Sequence[_Word], shown: set[int]) -> dict[int, list[Box]]:
    """The words of each page that may not be shown, those side by side as one rectangle."""
    covers: dict[int, list[Box]] = defaultdict(list)
    before = -1
    for at, word in enumerate(seen):
        if at in shown or word.box is None or not any(map(str.isalnum, word.text)):
            continue
        boxes = covers[printed.places[word.line - 1].page]
        if before == at - 1 and boxes and seen[before].line == word.line:
            boxes[-1] = boxes[-1].joined(word.box)
        else:
            boxes.append(word.box)
        before = at
    return covers


def _join(figures: dict[int, tuple[int, Box]], n: int, page: int, box: Box) -> None:
    """Widen the rectangle of a figure; what goes on overleaf or in another line stays out."""
    known = figures.get(n)
    if known is None:
        figures[n] = (page, box)
    elif known[0] == page and box.top < known[1].bottom and known[1].top < box.bottom:
        figures[n] = (page, known[1].joined(box))
