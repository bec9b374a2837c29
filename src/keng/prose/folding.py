"""Letters without their marks, one for one, so that a place in the folded text is the same place.

Vietnamese text that went through an English character recognition loses its marks ("nguoi", or
worse "ngudi" for "người"). Words are therefore looked for in folded letters; `repaired` undoes
what such a recognition does inside a syllable, as far as the rules of Vietnamese spelling tell.
"""

from __future__ import annotations

import re
from typing import Final

from keng.kernel.letters import folded

# Of 100 letters of Vietnamese prose about 25 carry a mark; a damaged layer keeps a few at most.
_LEAST_MARKED_SHARE: Final = 0.12
_LEAST_LETTERS: Final = 40
_WORD: Final = re.compile(r"[^\W_]+")
_DIGIT_LETTERS: Final = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})
_LETTERS_ONLY: Final = frozenset({"Ol", "OI", "OO", "lO", "ll", "OOO"})
_BROKEN_NUMBER: Final = re.compile(r"(?<![\w.,])(?:[0OolI][\dOolI]|[\d]+[OolI])(?![^\W\d_]|\d)")
# Digits with letters among them that look like digits; a measure may follow at once ("l,8km").
_MISREAD_NUMBER: Final = re.compile(
    r"(?<![^\W_])(?<![.,]\w)[\dOolI]+(?:[.,/][\dOolI]+)*(?=$|[^\w]|(?:km|kg|ha|m2|đ|d|tr)\b)"
)
_SURELY_MISREAD: Final = re.compile(
    r"(?<![\w.,])(?:[Ol]\d|\d[OI]\d|\d[OIl](?:\d|[./]\d)|\d{1,3}(?:[.,]\d*O+)+)"
)
_FEWEST_MISREAD: Final = 3
_NOT_INITIAL_D: Final = re.compile(r"(?<=[a-z])d")
_HORNED: Final = re.compile(r"(?<=u)g(?=ng|c|t|e\b|n\b|i\b)|(?<=[hlmtvx])g(?=p\b|i\b|t\b)")
_CAPITALS: Final = re.compile(r"[^\W\d_a-z]{2,}\d*")
_NUMBER_WORD: Final = re.compile(r"\bse(?=[.:]?\s?\d)")


_LIKES: Final = {"o": "[oe]", "a": "[ao]", "e": "[eo]", "u": "[uvtyi]"}
_BLURRED: Final = _LIKES | {"uo": "[uvtyi]?[oev]{0,2}"}
# Letters of words outside of escapes, lookarounds and repeats.
_VOWELS: Final = re.compile(r"\\.|\(\?P<\w+>|\(\?[^a-z]{1,3}|\{[^}]*\}|\[[^\]]*\]|uo|[oaeu]")


def lost_its_marks(text: str) -> bool:
    """Whether a Vietnamese text stands there largely without its marks.

    Short texts are taken as they are: a heading in capitals may carry few marks by chance.
    """
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < _LEAST_LETTERS:
        return False
    marked = sum(not letter.isascii() for letter in letters)
    return marked < _LEAST_MARKED_SHARE * len(letters)


def repaired(text: str) -> str:
    """A damaged text folded, with its syllables mended, of the same length.

    No Vietnamese syllable has a d but at its beginning, none a digit, none a w; "ượ" is seen as
    "ug", "ộ" as 6. Short forms in capitals (BCĐ) are no syllables.

    >>> repaired("Dai twong, ngudi, lugng, s6")
    'dai tuong, nguoi, luong, so'
    """
    plain = folded(text)

    def mended(found: re.Match[str]) -> str:
        word = found[0]
        capitals = _CAPITALS.fullmatch(text, found.start(), found.end())
        return word if capitals else _mended(word)

    # "số" before a number is often seen as "sé".
    return _NUMBER_WORD.sub("so", _WORD.sub(mended, plain))


def blurred(pattern: str) -> str:
    """A pattern of folded words as a damaged text spells them once mended: vowels by their likes.

    >>> bool(re.fullmatch(blurred("doi tuong"), "dei tuong"))
    True
    """
    return _VOWELS.sub(lambda found: _BLURRED.get(found[0], found[0]), pattern)


def figures_mended(text: str) -> str:
    """Text of a damaged layer in which O and l inside a number are digits, of the same length.

    >>> figures_mended("O5 vu, l2 nguoi, lo 20")
    '05 vu, 12 nguoi, lo 20'
    """
    return _BROKEN_NUMBER.sub(_as_digits, text)


def misreads_digits(text: str) -> bool:
    """Whether a recognition took digits for letters again and again: "l5 buổi", "O6 vụ"."""
    found = _SURELY_MISREAD.finditer(text)
    return sum(1 for _ in zip(found, range(_FEWEST_MISREAD), strict=False)) == _FEWEST_MISREAD


def digits_restored(words: str) -> str:
    """A line of a text that misreads digits with the digits put back, of the same length.

    >>> digits_restored("Có l5 buổi, l.3O5 lượt, tăng Ol vụ, l,8km, lo 20")
    'Có 15 buổi, 1.305 lượt, tăng 01 vụ, 1,8km, lo 20'
    """
    return _MISREAD_NUMBER.sub(_as_digits, words)


def _as_digits(found: re.Match[str]) -> str:
    word = found[0]
    if not any(letter.isdigit() for letter in word) and word not in _LETTERS_ONLY:
        return word
    if word in {"l6", "o6"}:  # the syllables "lộ" and "ổ", not 16 and 6
        return word
    return word.translate(_DIGIT_LETTERS)


def _mended(word: str) -> str:
    if len(word) > 8 or word[0].isdigit():
        return word
    word = word.replace("6", "o").replace("0", "o").replace("4", "a").replace("w", "u")
    word = _NOT_INITIAL_D.sub("o", word)
    word = _HORNED.sub("o", word)
    return word[:-1] + "c" if word.endswith("uoe") else word
