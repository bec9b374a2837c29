"""Letters without marks, one for one: a place in the folded text is the same place in the text."""

from __future__ import annotations

import unicodedata
from typing import Final


class _Fold(dict[int, str]):
    """One letter for one letter: lower case, without marks; đ is d."""

    def __missing__(self, code: int) -> str:
        letter = chr(code).lower()[:1]
        plain = "d" if letter in "đð" else unicodedata.normalize("NFD", letter)[0]
        self[code] = plain
        return plain


class _Lower(dict[int, str]):
    """One letter for one letter in lower case (a few capitals have two small letters)."""

    def __missing__(self, code: int) -> str:
        self[code] = chr(code).lower()[:1]
        return self[code]


_FOLD: Final = _Fold()
_LOWER: Final = _Lower()


def folded(text: str) -> str:
    """The text in lower case and without marks, of the same length.

    >>> folded("Đội dân phòng")
    'doi dan phong'
    """
    return text.translate(_FOLD)


def lowered(text: str) -> str:
    """The text in lower case with its marks, of the same length."""
    return text.translate(_LOWER)
