"""How well a text answers what was typed. Pure: no Django.

Diacritics, the place of the tone (Hoà, Hòa), case and punctuation may differ. Who typed diacritics
gets that spelling first, and still the others after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from keng.kernel.vietnamese import normalise, searchable


class Fit(IntEnum):
    """How a text answers, best first."""

    WHOLE = 0  # a code or name, as it was typed
    BEGINNING = 1
    WORD = 2  # beginning with a word in the middle
    WORDS = 3  # every word that was typed begins some word, in any order
    INSIDE = 4  # somewhere in a word


@dataclass(frozen=True, order=True)
class Rank:
    """The place of a hit in its list: the fit first, then the spelling as it was typed."""

    fit: Fit
    other_spelling: bool = False


class Wanted:
    """What somebody typed, read once and compared with many texts."""

    def __init__(self, text: str) -> None:
        self.text = " ".join(text.split())
        self.form = form_of(self.text)
        self.words = tuple(self.form.split())
        # Only ASCII typed: the person left diacritics out and means every spelling alike.
        self._spelling = "" if self.text.isascii() else normalise(self.text).casefold()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed that could be looked for."""
        return not self.form

    def rank(self, texts: Iterable[str], *, besides: Iterable[str] = ()) -> Rank | None:
        """The best fit among names and codes of one thing; None where none answers.

        `besides` are texts that only lend words, such as the unit of a paper.
        """
        known = [text for text in texts if text]
        fit = self.fit([form_of(text) for text in known], besides=map(form_of, besides))
        return None if fit is None else Rank(fit, self.is_spelt_otherwise(known))

    def fit(self, forms: Sequence[str], *, besides: Iterable[str] = ()) -> Fit | None:
        """The best fit among texts that are in their form to compare already."""
        fits = [fit for form in forms if (fit := self._fit(form)) is not None]
        if fits:
            return min(fits)
        lent = " ".join([*forms, *besides]) if len(self.words) > 1 else ""
        return Fit.WORDS if lent and self._has_all_words(lent) else None

    def is_spelt_otherwise(self, texts: Iterable[str]) -> bool:
        """Whether diacritics were typed and none of the texts has them so."""
        if not self._spelling:
            return False
        return not any(self._spelling in normalise(text).casefold() for text in texts)

    def _fit(self, form: str) -> Fit | None:
        if form == self.form:
            return Fit.WHOLE
        if form.startswith(self.form):
            return Fit.BEGINNING
        if f" {self.form}" in form:
            return Fit.WORD
        if self._has_all_words(form):
            return Fit.WORDS
        # One or two letters stand in nearly every word.
        return Fit.INSIDE if len(self.form) > 2 and self.form in form else None

    def _has_all_words(self, form: str) -> bool:
        begun = f" {form}"
        return all(f" {word}" in begun for word in self.words)


def form_of(text: str) -> str:
    """The form by which texts are compared: folded, letters and digits only, single spaces."""
    return searchable(text)
