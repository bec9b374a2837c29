"""A text with all that the rules ask of it, each read once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from keng.proofing.mentions import Mention, mentions_of
from keng.proofing.quantities import Quantity, Role, quantities_of
from keng.proofing.units.known import KnownUnits
from keng.proofing.units.shipped import shipped_units
from keng.prose.citations import Citation, citations_of
from keng.prose.counted import Sort, Unit
from keng.prose.dates import Day, Stretch, days_of, stretches_of
from keng.prose.numbers import Amount, amounts_of
from keng.prose.sections import Section, sections_of
from keng.prose.text import Span, Text

_MOST_TOGETHER: Final = 60
MOST_NUMBERS: Final = 200  # of a paragraph; the fullest one seen in a real report has 21
_COMRADES: Final = re.compile(r"\s?dong chi\b")
_TIMES: Final = re.compile(r"\b(?:\d{1,2}\s?(?:gio|h)\s?\d{0,2}|\d{1,2}:\d{2})\b")


@dataclass(frozen=True)
class Manuscript:
    """The text under the proofreader's eye."""

    text: Text
    units: KnownUnits = field(default_factory=shipped_units, compare=False)

    @classmethod
    def of(cls, lines: Sequence[str], units: KnownUnits | None = None) -> Manuscript:
        """The manuscript of extracted lines; any lines will do.

        Names of units are held against `units`, by default the list that is shipped.
        """
        return cls(Text.of(lines), units or shipped_units())

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """All numbers in digits."""
        return tuple(_of_people(self.text, amount) for amount in amounts_of(self.text))

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """All days, months and years."""
        return days_of(self.text)

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """All periods."""
        return stretches_of(self.text, self.days)

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """All numbered papers that are cited."""
        return citations_of(self.text)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The cited papers as they are compared, one for each citation."""
        return mentions_of(self.text, self.citations)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The numbered parts."""
        return sections_of(self.text)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers that state a quantity."""
        return quantities_of(self.text, self.amounts, self.taken)

    @cached_property
    def taken(self) -> tuple[Span, ...]:
        """Where digits are no quantity: days, periods, papers, marks of sections, hours."""
        spans = [day.span for day in self.days]
        spans += [stretch.span for stretch in self.stretches]
        spans += [citation.span for citation in self.citations]
        spans += [section.mark for section in self.sections]
        spans += [Span(*found.span()) for found in _TIMES.finditer(self.text.folded)]
        return _merged(spans)

    @cached_property
    def paragraphs(self) -> tuple[tuple[Quantity, ...], ...]:
        """The quantities of each paragraph of the text, in order."""
        keys = [quantity.paragraph for quantity in self.quantities]
        return self._grouped(keys, len(self.text.paragraphs))

    @cached_property
    def sentences(self) -> tuple[tuple[Quantity, ...], ...]:
        """The quantities of each sentence of the text, in order."""
        keys = [quantity.sentence for quantity in self.quantities]
        return self._grouped(keys, len(self.text.sentences))

    @cached_property
    def clusters(self) -> tuple[tuple[Quantity, ...], ...]:
        """The quantities of each paragraph, in pieces: none is long, whatever the text."""
        return _in_pieces(self.paragraphs)

    @cached_property
    def clauses(self) -> tuple[tuple[Quantity, ...], ...]:
        """The quantities of each sentence, in pieces: none is long, whatever the text."""
        return _in_pieces(self.sentences)

    @cached_property
    def levels(self) -> dict[str, tuple[Quantity, ...]]:
        """Levels by the thing that they count, in order of the text."""
        found: dict[str, list[Quantity]] = {}
        for quantity in self.quantities:
            if quantity.role is Role.LEVEL and quantity.head:
                found.setdefault(quantity.head, []).append(quantity)
        return {head: tuple(levels) for head, levels in found.items()}

    def between(self, start: int, end: int) -> tuple[Quantity, ...]:
        """The quantities that begin between two places."""
        return self.quantities[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def said(self, start: int, end: int) -> str:
        """Folded words between two places."""
        return self.text.folded[start:end]

    def sentence_span(self, quantity: Quantity) -> Span:
        """The sentence in which a quantity stands."""
        return self.text.sentences[quantity.sentence]

    def paragraph_span(self, quantity: Quantity) -> Span:
        """The paragraph in which a quantity stands."""
        return self.text.paragraphs[quantity.paragraph]

    def part_at(self, offset: int) -> str:
        """The number of the outermost numbered part at a place, "" outside of any."""
        index = bisect_right(self._part_starts, offset) - 1
        return self._parts[index].number if index >= 0 else ""

    @cached_property
    def _parts(self) -> list[Section]:
        return [section for section in self.sections if section.heading and section.level == 1]

    @cached_property
    def _part_starts(self) -> list[int]:
        return [section.mark.start for section in self._parts]

    @cached_property
    def _starts(self) -> list[int]:
        return [quantity.span.start for quantity in self.quantities]

    def _grouped(self, keys: list[int], count: int) -> tuple[tuple[Quantity, ...], ...]:
        return tuple(
            self.quantities[bisect_left(keys, number) : bisect_right(keys, number)]
            for number in range(count)
        )


def _in_pieces(groups: Sequence[tuple[Quantity, ...]]) -> tuple[tuple[Quantity, ...], ...]:
    """Rules that compare each number with its neighbours stay linear only on short pieces.

    What holds more numbers than any prose is left out here, and told by rule K305.
    """
    return tuple(
        group[start : start + _MOST_TOGETHER]
        for group in groups
        if len(group) <= MOST_NUMBERS
        for start in range(0, len(group), _MOST_TOGETHER)
    )


def _of_people(text: Text, amount: Amount) -> Amount:
    """ "04 đồng chí" counts people, although "đồng" alone is money."""
    found = _COMRADES.match(text.folded, amount.span.end)
    if not found:
        return amount
    return replace(amount, unit=Unit(Sort.COUNT, "đồng chí", length=len(found[0])))


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    """The spans in order, those that touch made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
