"""Which indicator of a pack a figure may be: a proposal by likeness of words, never a decision.

A wrong proposal costs an officer more than none. So a label is proposed only where the unit of
measure is its own, where every word that tells it from other labels stands by the figure, in the
lead of its clause or in the heading above, where no other word narrows what was counted, and where
no other label fits as well.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from keng.prose.figures import Figure
from keng.prose.likeness import pieces_of, plain_words, syllable, words_of
from keng.prose.sections import Section
from keng.prose.surroundings import Surroundings, surroundings_of
from keng.prose.text import Text
from keng.prose.unitlikeness import unit_words, units_agree

LEAST_LIKENESS: Final = 0.6
# A word of so many labels or fewer tells them from the others.
_FEW: Final = 4
_LEAD_SHARE: Final = 0.9
_HEADING_SHARE: Final = 0.7
_CLEARLY: Final = 0.15
# So many more words of other things by the figure, and it speaks of something else.
_MOST_STRANGE: Final = 2
_SHORT_ITEM: Final = 2
# Words that make another thing of what is counted.
_TURNING: Final = frozenset(map(syllable, ("khác", "mới", "chưa", "còn", "ngoài")))


@dataclass(frozen=True)
class Label:
    """An indicator of a pack: its code, its Vietnamese label and the unit it is measured in."""

    code: str
    label: str
    unit: str


@dataclass(frozen=True)
class Proposal:
    """An indicator that a figure may be, how likely, and the words that led there."""

    code: str
    likeness: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class _Known:
    """A label with its telling words, item by item; the words of its unit tell nothing."""

    label: Label
    pieces: tuple[tuple[str, ...], ...]
    own: frozenset[str]


class Proposer:
    """Proposes indicators for the figures of one text; labels are weighed once."""

    def __init__(self, labels: Sequence[Label], *, marks: bool = True) -> None:
        self._marks = marks
        self._known = [_known(label, marks=marks) for label in labels]
        spread = Counter(word for known in self._known for word in known.own)
        self._spread = spread
        total = len(self._known) + 1
        self._weights = {word: math.log(total / count) for word, count in spread.items()}
        self._by_word: dict[str, list[int]] = {}
        for index, known in enumerate(self._known):
            for word in known.own:
                self._by_word.setdefault(word, []).append(index)

    def proposal(
        self, text: Text, figure: Figure, sections: tuple[Section, ...]
    ) -> Proposal | None:
        """The indicator that a figure clearly is by its words, or None."""
        around = surroundings_of(text, figure, sections, marks=self._marks)
        if around is None:
            return None
        if named := self._named(figure, around):
            return named
        words = around.near | around.lead
        indexes = sorted({index for word in words for index in self._by_word.get(word, ())})
        fitting = [
            (self._known[index], proposal)
            for index in indexes
            if (proposal := self._fit(self._known[index], figure, around))
        ]
        best = _clearest(fitting, around)
        told = best and any(self._tells(word) for word in words & set(best.words))
        return self._shown(best) if best and told else None

    def _named(self, figure: Figure, around: Surroundings) -> Proposal | None:
        """The one label that the counted thing bears word for word.

        "12 vụ việc" is "Vụ việc"; of short items side by side ("Vụ cháy, nổ") the first is enough.
        """
        said = plain_words(figure.unit)
        found = [
            known.label.code
            for known in self._known
            if said in _names_of(known.label)
            and units_agree(known.label.unit, figure, known.label.label)
            and not self._is_other(known, around)
        ]
        return Proposal(found[0], 1.0, tuple(said)) if len(found) == 1 else None

    def _fit(self, known: _Known, figure: Figure, around: Surroundings) -> Proposal | None:
        """How well a label fits; None where it may not be proposed at all."""
        if not units_agree(known.label.unit, figure, known.label.label):
            return None
        told = around.near | around.lead | around.heading
        wanted = set(self._wanted(known, told))
        if not wanted or not wanted <= told or self._is_other(known, around):
            return None
        whole = sum(self._weights[word] for word in wanted) or 1.0
        found = sum(self._weights[word] * _share(word, around) for word in wanted)
        likeness = round(found / whole, 3)
        if likeness < LEAST_LIKENESS:
            return None
        return Proposal(known.label.code, likeness, tuple(sorted(wanted)))

    def _shown(self, proposal: Proposal) -> Proposal:
        """A proposal with its words as the label writes them, for a person to read."""
        label = next(known.label for known in self._known if known.label.code == proposal.code)
        words = dict.fromkeys(
            word
            for word in plain_words(label.label)
            if set(words_of(word, marks=self._marks)) & set(proposal.words)
        )
        return Proposal(proposal.code, proposal.likeness, tuple(words))

    def _is_other(self, known: _Known, around: Surroundings) -> bool:
        """Whether the words by a figure say that something else, or only a part, was counted."""
        idle = unit_words(known.label.unit, marks=self._marks)
        strange = around.own - known.own - idle
        close = known.own & around.near
        if around.behind - known.own - idle or strange & _TURNING:
            return True
        return bool(strange) if not close else len(strange) - len(close) > _MOST_STRANGE

    def _tells(self, word: str) -> bool:
        return self._spread[word] <= _FEW or len(self._known) <= _FEW

    def _wanted(self, known: _Known, told: frozenset[str]) -> Iterator[str]:
        """The words that must be there: of items side by side ("cháy, nổ") one is enough."""
        missing = [piece for piece in known.pieces if not set(piece) & told]
        short = all(len(piece) <= _SHORT_ITEM for piece in missing)
        excused = missing if short and len(missing) < len(known.pieces) else []
        for piece in known.pieces:
            if piece not in excused:
                yield from piece


def _names_of(label: Label) -> tuple[list[str], ...]:
    whole = plain_words(label.label)
    first, *others = label.label.split(",")
    short = all(len(plain_words(other)) <= _SHORT_ITEM for other in others)
    return (whole, plain_words(first)) if short else (whole,)


def _known(label: Label, *, marks: bool) -> _Known:
    idle = unit_words(label.unit, marks=marks)
    pieces = tuple(
        words
        for piece in pieces_of(label.label, marks=marks)
        if (words := tuple(word for word in piece if word not in idle))
    )
    return _Known(label, pieces, frozenset(word for piece in pieces for word in piece))


def _share(word: str, around: Surroundings) -> float:
    if word in around.near:
        return 1.0
    return _LEAD_SHARE if word in around.lead else _HEADING_SHARE


def _clearest(fitting: list[tuple[_Known, Proposal]], around: Surroundings) -> Proposal | None:
    """The one that fits best; None where another label is about as like.

    A label whose words stand by the figure itself goes before one whose words lead the clause; a
    label that says all that another says and more goes before it.
    """
    by = [pair for pair in fitting if pair[0].own & around.near] or fitting
    told = [
        (known, proposal)
        for known, proposal in by
        if not any(set(proposal.words) < set(other.words) for _, other in by)
    ]
    ranked = sorted((proposal for _, proposal in told), key=_by_likeness, reverse=True)
    if not ranked:
        return None
    clear = len(ranked) == 1 or ranked[0].likeness - ranked[1].likeness >= _CLEARLY
    return ranked[0] if clear else None


def _by_likeness(proposal: Proposal) -> float:
    return proposal.likeness
