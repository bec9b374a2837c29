"""What Tesseract takes for something else in official papers, put right where nothing else fits.

Four confusions cost headings, figures and the symbols of papers: Roman numbers before a heading in
capitals ("L KẾT QUẢ", "H. PHƯƠNG HƯỚNG"), letters inside a number ("O5", "0l"), a doubled Đ, a tone
in a symbol ("12-KH/HŨ"). Nothing else is corrected: a wrong word is seen by the person who compares
the page, a wrong correction is not.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import Final

from keng.documents.reading.document import WordPlace
from keng.documents.reading.placed import PlacedLine

_ROMAN: Final = re.compile(r"([IHLlVX1|]{1,5})([.,]?) (?=\w)")
_CLEAN: Final = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
_WRITTEN: Final = {value: sign for sign, value in _CLEAN.items()}
_NUMBER: Final = re.compile(r"(?<![\w.,/-])(?=[OoIl|]{0,8}\d)[\dOoIl|]{2,9}(?![\w/-])")
_DIGITS: Final = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1", "|": "1"})
_DOUBLED: Final = re.compile("[ĐÐ]{2,}")
_PAPER: Final = re.compile(r"\W{0,2}\d{1,5}[-/]")
_SYMBOL: Final = re.compile(r"[-/][^\W\d_]{2,12}")
_TONES: Final = dict.fromkeys(map(ord, "\u0300\u0309\u0303\u0301\u0323"))
_HEADING: Final = 6  # letters in capitals after the number


def mended_word(word: str) -> str:
    """One recognised word: letters in a number are digits, Đ stands once, symbols have no tones.

    >>> mended_word("O5"), mended_word("49-NQ/ĐÐU"), mended_word("101-KH/HŨ")
    ('05', '49-NQ/ĐU', '101-KH/HU')
    """
    single = _DOUBLED.sub("Đ", word)
    if _PAPER.match(single):
        single = _SYMBOL.sub(_without_tones, single)
    return _NUMBER.sub(lambda found: found[0].translate(_DIGITS), single)


class RomanNumbers:
    """Puts the Roman numbers of headings right, line after line of one document.

    They follow each other, so where strokes ran together the number after the last one is taken.
    """

    def __init__(self) -> None:
        self._last = 0

    def mended(self, line: PlacedLine) -> PlacedLine:
        """The line with its number as it was printed; the places of its words move along."""
        found = _ROMAN.match(line.text)
        if found is None or not _is_heading(line.text[found.end() :]):
            return line
        seen, stop = found[1], found[2]
        if stop and seen in _CLEAN:
            self._last = _CLEAN[seen]
            return line
        value = self._meant(seen, has_stop=bool(stop))
        if value is None:
            return line
        self._last = value
        return _with_start(line, f"{_WRITTEN[value]}. ", found.end())

    def _meant(self, seen: str, *, has_stop: bool) -> int | None:
        """The number that was printed; None for an Arabic one and for what cannot be told."""
        if set(seen) <= {"1"} or not set(seen) <= set("IHLl1|"):
            return None
        if "L" in seen[:-1] or (seen == "L" and has_stop):
            return None  # an L at the end is an I with its stop; elsewhere it is a letter
        strokes = sum(2 if sign == "H" else 1 for sign in seen)
        following = self._last + 1
        if abs(strokes - following) <= 1 and following in (1, 2, 3):
            return following
        return strokes if strokes in (1, 2, 3) else None


def _without_tones(found: re.Match[str]) -> str:
    if not found[0][1:].isupper():
        return found[0]
    plain = unicodedata.normalize("NFD", found[0]).translate(_TONES)
    return unicodedata.normalize("NFC", plain)


def _is_heading(text: str) -> bool:
    letters = [letter for letter in text[:40] if letter.isalpha()]
    return len(letters) >= _HEADING and all(letter.isupper() for letter in letters[:_HEADING])


def _with_start(line: PlacedLine, start: str, end: int) -> PlacedLine:
    """The line with its first `end` characters replaced; the words after them keep their places."""
    moved = len(start) - end
    words = [
        WordPlace(word.start + moved, word.end + moved, word.box)
        if word.start >= end
        else WordPlace(0, len(start.rstrip()), word.box)
        for word in line.place.words
    ]
    marks = tuple((offset + moved, mark) for offset, mark in line.marks)
    place = replace(line.place, words=tuple(words))
    return PlacedLine(start + line.text[end:], place, marks)
