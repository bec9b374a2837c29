"""Words that stand in Vietnamese files as they are and know their English for a screen."""

from __future__ import annotations

from collections.abc import Iterable


class Said(str):
    """A Vietnamese text with its English.

    It is the Vietnamese text wherever a text is asked for: official files are Vietnamese whoever
    makes them. A screen in English asks `in_english`.
    """

    en: str
    __slots__ = ("en",)

    def __new__(cls, vi: str, en: str) -> Said:
        """The text `vi`, whose English is `en`."""
        made = super().__new__(cls, vi)
        made.en = en
        return made

    def __reduce__(self) -> tuple[type[Said], tuple[str, str]]:
        """What a copy is made of."""
        return Said, (str(self), self.en)


def in_english(text: str) -> str:
    """The English of a text that knows it; a text that does not stays as it is."""
    return text.en if isinstance(text, Said) else text


def joined(parts: Iterable[str], between: str = "; ") -> Said:
    """The parts that say something, as one text in both languages."""
    said = [part for part in parts if part]
    return Said(between.join(said), between.join(in_english(part) for part in said))
