"""An extracted text as prose: its lines healed into paragraphs, and every place led back to them.

All reading works on `Text.body`, in which a line feed ends a paragraph and nothing else; `lines_of`
says where a place stands on the lines that a person sees.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import Final, NamedTuple

from keng.kernel.letters import folded, lowered
from keng.prose.folding import figures_mended, lost_its_marks, repaired
from keng.prose.healing import (
    belong_together,
    glue,
    lines_with_text,
    plain_words,
    row_words,
    usual_width,
    with_notes_behind,
)
from keng.prose.noise import is_speckled

_STOP: Final = re.compile(r"(?<![.!?…])[.!?…]++[”\"’»)\]]*+(?=\s|$)|(?<=[^\W\d_])\.(?=[^\W\d_]{2})")
_SHORT_FORM: Final = re.compile(r"(?:\b(?:tp|tx|tt|ts|ths|pgs|gs|bs|ks|st|q|tm|kt|tl)|\b[a-z])$")
_QUOTED_NAME: Final = re.compile(
    r"(?:\b(?:mo hinh|phong trao|cuoc van dong|cau lac bo|clb|chuong trinh|phuong cham|danh hieu"
    r"|khau hieu|chien dich|de an|cam ket|to|doi|nhom)(?: diem)?\s?"
    r"[\"“«](?P<name>[^\"”»\n]{1,80})[\"”»])"
)
_MARK_ONLY: Final = re.compile(r"\s*(?:[ivx]{1,6}|\d{1,2}(?:\.\d{1,2})*|[a-h])$")


class Span(NamedTuple):
    """A stretch of the running text: from `start` up to but not including `end`."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one letter."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Text:
    """A text made of 1-based extracted lines; make it by `Text.of`."""

    lines: tuple[str, ...]
    body: str
    offsets: tuple[int, ...]
    numbers: tuple[int, ...]

    @classmethod
    def of(cls, lines: Sequence[str], notes: Sequence[tuple[int, int]] = ()) -> Text:
        """Heal the lines into paragraphs. Any text will do; an empty one has an empty body.

        `notes` are the first and last lines (from 1) of what is known to be a footnote: a paragraph
        of its own, behind the one in whose midst it may stand.
        """
        found = lines_with_text(lines)
        width = usual_width(found)
        kept, begun = with_notes_behind(found, notes, width)
        pieces: list[str] = []
        offsets: list[int] = []
        position = 0
        for index, line in enumerate(kept):
            if index:
                before = kept[index - 1]
                together = index not in begun and belong_together(before, line, width)
                pieces.append(glue(before.words, line.words) if together else "\n")
                position += len(pieces[-1])
            offsets.append(position)
            pieces.append(line.words)
            position += len(line.words)
        return cls(
            tuple(lines), "".join(pieces), tuple(offsets), tuple(line.number for line in kept)
        )

    def line_at(self, offset: int) -> int:
        """The 1-based line on which a place of the body stands (1 for an empty text)."""
        if not self.offsets:
            return 1
        return self.numbers[max(bisect_right(self.offsets, offset) - 1, 0)]

    def lines_of(self, span: Span) -> tuple[int, int]:
        """First and last line of a stretch, both 1-based."""
        return self.line_at(span.start), self.line_at(max(span.end - 1, span.start))

    def place_of(self, line: int, offset: int) -> int:
        """The place in the body of an offset into a line; the end for a line without text."""
        if line not in self.numbers:
            return len(self.body)
        begin = self.offsets[self.numbers.index(line)]
        before = self.lines[line - 1][:offset]
        is_row = "\t" in plain_words(self.lines[line - 1])
        within = row_words(before) if is_row else " ".join(before.split())
        return min(begin + len(within), len(self.body))

    def said(self, span: Span) -> str:
        """The words of a stretch as they stand in the body."""
        return self.body[span.start : span.end]

    @cached_property
    def unmarked(self) -> bool:
        """Whether the text largely lost its marks, so that folded words are all there is."""
        return lost_its_marks(self.body)

    @cached_property
    def damaged(self) -> bool:
        """Whether single words cannot be trusted: marks were lost, or the scan was dirty."""
        return self.unmarked or is_speckled([" ".join(line.split()) for line in self.lines])

    @cached_property
    def folded(self) -> str:
        """The body in lower case without marks, of the same length; mended where damaged."""
        return repaired(self.body) if self.unmarked else folded(self.body)

    @cached_property
    def low(self) -> str:
        """The body in lower case with its marks, of the same length."""
        return lowered(self.body)

    @cached_property
    def digits(self) -> str:
        """The body with letters that were meant as digits put right, of the same length."""
        return figures_mended(self.body) if self.unmarked else self.body

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The paragraphs in order; together they hold every word."""
        spans: list[Span] = []
        start = 0
        for piece in self.body.split("\n"):
            if piece:
                spans.append(Span(start, start + len(piece)))
            start += len(piece) + 1
        return tuple(spans)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences in order, each inside one paragraph; a list item is at least one."""
        return tuple(
            sentence for paragraph in self.paragraphs for sentence in self._split(paragraph)
        )

    def paragraph_at(self, offset: int) -> Span:
        """The paragraph that holds a place."""
        return _holding(self.paragraphs, self._paragraph_starts, offset)

    def sentence_at(self, offset: int) -> Span:
        """The sentence that holds a place."""
        return _holding(self.sentences, self._sentence_starts, offset)

    def sentences_in(self, span: Span) -> Iterator[Span]:
        """The sentences of a stretch in order, cut where it begins and ends inside one."""
        index = max(bisect_right(self._sentence_starts, span.start) - 1, 0)
        for sentence in islice(self.sentences, index, None):
            if sentence.start >= span.end:
                return
            if sentence.end > span.start:
                yield Span(max(sentence.start, span.start), min(sentence.end, span.end))

    def clause_start(self, offset: int) -> int:
        """Where the clause of a place begins: at its sentence, or at the semicolon before it."""
        index = bisect_left(self._semicolons, offset) - 1
        before = self._semicolons[index] if index >= 0 else 0
        return max(self.sentence_at(offset).start, before)

    def in_quoted_name(self, offset: int) -> bool:
        """Whether a place lies in the quoted name of a model, a movement, a motto: "3 không"."""
        index = bisect_right(self._quoted_names, (offset, len(self.body))) - 1
        return index >= 0 and offset < self._quoted_names[index][1]

    @cached_property
    def _quoted_names(self) -> list[tuple[int, int]]:
        return [found.span("name") for found in _QUOTED_NAME.finditer(self.folded)]

    @cached_property
    def _semicolons(self) -> list[int]:
        return [place for place, letter in enumerate(self.body) if letter == ";"]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [span.start for span in self.paragraphs]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [span.start for span in self.sentences]

    def _split(self, paragraph: Span) -> Iterator[Span]:
        stops = [paragraph.start, *self._stops(paragraph), paragraph.end]
        for start, end in pairwise(stops):
            begin = start + len(self.body[start:end]) - len(self.body[start:end].lstrip())
            if begin < end:
                yield Span(begin, end)

    def _stops(self, paragraph: Span) -> Iterator[int]:
        for found in _STOP.finditer(self.body, paragraph.start, paragraph.end):
            before = self.folded[max(paragraph.start, found.start() - 8) : found.start()]
            if _SHORT_FORM.search(before) and self.body[found.start() - 1].isupper():
                continue
            if found.start() - paragraph.start < 9 and _MARK_ONLY.match(
                self.folded[paragraph.start : found.start()]
            ):
                continue
            if found.end() < paragraph.end and self._begins_anew(found):
                yield found.end()

    def _begins_anew(self, found: re.Match[str]) -> bool:
        """Whether a stop is followed by what begins a sentence; without a space only "thôn.Các"."""
        before = self.body[found.start() - 1 : found.start()]
        behind = self.body[found.end() : found.end() + 2]
        following = behind.lstrip()
        if behind[:1].isalpha():
            return before.islower() and behind[0].isupper() and behind[1].islower()
        return bool(following) and not following[0].islower()


def _holding(spans: Sequence[Span], starts: Sequence[int], offset: int) -> Span:
    if not spans:
        return Span(0, 0)
    return spans[max(bisect_right(starts, offset) - 1, 0)]
