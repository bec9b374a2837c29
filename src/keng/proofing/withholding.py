"""The text of a report as it is kept: without personal data and without watched people. Pure.

A sentence that may not be quoted leaves only the figures that the reader gives out (semantics 28);
one that holds a person's data leaves nothing.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from keng.proofing.manuscript import Manuscript
from keng.proofing.masking import WITHHELD, Privacy
from keng.proofing.people import RULES
from keng.prose.counted import Sort
from keng.prose.figures import Figure
from keng.prose.reading import Reading
from keng.prose.text import Span, Text


@dataclass(frozen=True)
class Mark:
    """Where a figure begins in the masked text: its line (from 1) and letters (half-open).

    `stands` are its letters in the line as it was read, before anything was left out.
    """

    line: int
    start: int
    end: int
    stands: Span


@dataclass(frozen=True)
class MaskedText:
    """The lines as they may be kept, and the place in them of each figure that may be shown.

    `closed` are the stretches that were left out: the line (from 1) and the letters of it as read.
    """

    lines: tuple[str, ...]
    marks: dict[Span, Mark]
    withheld: int
    closed: tuple[tuple[int, Span], ...]


def masked(reading: Reading) -> MaskedText:
    """The text of a reading as it may be kept."""
    text = reading.text
    private = _sentences_of(text, _personal_places(text))
    closed = _closed_sentences(reading) | private
    shown = [one.span for one in reading.figures if _may_stand(one, text, closed, private)]
    return _cut(text, sorted(closed), sorted(set(shown)))


def _personal_places(text: Text) -> Iterator[Span]:
    manuscript = Manuscript(text)
    for rule in RULES:
        yield from (remark.span for remark in rule.check(manuscript))


def _closed_sentences(reading: Reading) -> set[Span]:
    passed = {one.span for one in reading.found.passed_over}
    privacy = Privacy(Manuscript(reading.text))
    sentences = reading.text.sentences
    unsaid = (one for one in sentences if privacy.quoted(one, withhold=False) == WITHHELD)
    return passed | set(unsaid)


def _sentences_of(text: Text, places: Iterator[Span]) -> set[Span]:
    found: set[Span] = set()
    for place in places:
        found.add(text.sentence_at(place.start))
        found.add(text.sentence_at(max(place.end - 1, place.start)))
    return found


def _may_stand(figure: Figure, text: Text, closed: set[Span], private: set[Span]) -> bool:
    """Whether the figure may be shown; a bare number beside what is hidden may be a person's."""
    sentence = text.sentence_at(figure.span.start)
    if sentence in private:
        return False
    bare = figure.amount is not None and figure.amount.unit.sort is Sort.BARE
    return sentence not in closed or not bare


def _cut(text: Text, closed: Sequence[Span], shown: Sequence[Span]) -> MaskedText:
    """Line by line: closed stretches replaced, the letters of the shown figures found again."""
    lines = [" ".join(unicodedata.normalize("NFC", line).split()) for line in text.lines]
    marks: dict[Span, Mark] = {}
    left_out: list[tuple[int, Span]] = []
    for number, begin in zip(text.numbers, text.offsets, strict=True):
        words = lines[number - 1]
        here = Span(begin, begin + len(words))
        figures = _touching(shown, here)
        said = ""
        for stretch, is_closed in _stretches(here, closed, figures):
            if said and not said.endswith(" ") and (is_closed or said.endswith(WITHHELD)):
                said += " "
            for figure in () if is_closed else figures:
                if stretch.start <= figure.start < stretch.end:
                    start = len(said) + figure.start - stretch.start
                    end = len(said) + min(figure.end, stretch.end) - stretch.start
                    stands = Span(figure.start - begin, min(figure.end, stretch.end) - begin)
                    marks[figure] = Mark(number, start, end, stands)
            within = Span(stretch.start - begin, stretch.end - begin)
            said += WITHHELD if is_closed else words[within.start : within.end]
            if is_closed:
                left_out.append((number, within))
        lines[number - 1] = said
    return MaskedText(tuple(lines), marks, len(left_out), tuple(left_out))


def _stretches(
    here: Span, closed: Sequence[Span], figures: Sequence[Span]
) -> Iterator[tuple[Span, bool]]:
    """The line in pieces, each open or closed; a figure inside a closed stretch is open."""
    place = here.start
    for stretch in _touching(closed, here):
        start, end = max(stretch.start, here.start), min(stretch.end, here.end)
        if place < start:
            yield Span(place, start), False
        place = start
        for figure in figures:
            if figure.end <= place or not figure.overlaps(Span(start, end)):
                continue
            if place < figure.start:
                yield Span(place, figure.start), True
            place = max(place, figure.start)
            yield Span(place, min(figure.end, end)), False
            place = min(figure.end, end)
        if place < end:
            yield Span(place, end), True
            place = end
    if place < here.end:
        yield Span(place, here.end), False


def _touching(spans: Sequence[Span], here: Span) -> list[Span]:
    """The spans (sorted, apart from each other) that share a letter with a line."""
    found = []
    index = max(bisect_right(spans, (here.start, here.start)) - 1, 0)
    while index < len(spans) and spans[index].start < here.end:
        if spans[index].overlaps(here):
            found.append(spans[index])
        index += 1
    return found
