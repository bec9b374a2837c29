"""Specks on a scan that a recognition read as signs: taken off before lines are put together.

Only for a text that lost its marks or that is full of specks. What is taken off stands at the
edges of lines, around the numbers of parts, and inside symbols of papers; words stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_LEADING: Final = re.compile(
    r"^[^\w(\[+*•-]*(?:-\s*)?(?=(?:\d{1,2}|[IVXl1HJ]{1,5})\s?[.,:]{1,2}\s?[^\W\d_])"
)
_SPECK_BEFORE: Final = re.compile(r"^[;:'‘’“”„\"`|_.,*°¬]{1,8}\s+(?=\S)")
_DASH: Final = re.compile(r"^[~=]\s?(?=[^\W\d_])")
_SPECK_BEHIND: Final = re.compile(r"(?<!\s)\s++[^\w\s)”\"]{1,3}(?:\s++[^\w\s)”\"]{1,3}){0,3}$")
_MARK: Final = re.compile(r"^(?P<number>\d{1,2}|[IVXl]{1,5})\s?(?:[.,:;]{2}|[,:;])\s?(?=[A-ZĐÀ-Ỹ])")
_CLOSE_MARK: Final = re.compile(r"^(?P<mark>(?:\d{1,2}|[IVXl]{1,5})\.)(?=[A-ZĐ])")
_SYMBOL_CUT: Final = re.compile(r"(?<=[-/])(?P<letters>[A-Z]{1,6})\s(?P<digits>\d{2})(?=[,.;) ]|$)")
_NUMBER_WORD: Final = re.compile(r"\b(?P<word>[sS][6oéèeôố]{1,2})[-.](?=\d)")
_STOP_BEFORE_DIGITS: Final = re.compile(r"(?<=[:;,])\.(?=\d)")
_STOP_BEHIND_DIGITS: Final = re.compile(r"(?<=\d)[.,](?=[^\W\d_]{2})")
_ROMAN: Final = re.compile(r"^[\[\]|IVXlivx1HJ]{1,5}(?=\s?[.,]\s?[A-ZĐÀ-Ỹ]{2})")
_WORD_TO_NUMBER: Final = re.compile(r"(?<=[a-zà-ỹ])[-.,:;'](?=\d)|(?<=[a-z]6)[.,](?=\d)")
_NUMBER_TO_WORD: Final = re.compile(r"(?<=\d)-(?=[a-zà-ỹ]{2})")
_BEFORE_DAY: Final = re.compile(r"-(?=ng[aà]y\b)")
_WHOLE: Final = re.compile(r"\b1009[69]?(?=\s[a-zà-ỹ])")
_MARKED_DIGIT: Final = re.compile(r"(?<!\w)[ÖÓÒÔÏÍÌ](?=\d)|(?<=\d)[ÖÓÒÔÏÍÌ](?!\w)")
_SPECKLED: Final = re.compile(r"^(?:[~„`'‘’|_«»=°¬;:,*]|\.{1,8}\s)|\s[:;.,~'‘`°]{1,3}$")
_LEAST_SPECKLED_SHARE: Final = 0.03
_FEWEST_LINES: Final = 20
_GLUED_NUMBER: Final = re.compile(r"\b(?P<word>[sS][6óé])(?=\d{1,4}/[A-Z0-9])")
_STROKE_OF_PARTY: Final = re.compile(r"(?<=[A-Z]{2})[I|l](?=(?:TW|HU|TU|DU)\b)")
_ROMAN_LIKE: Final = str.maketrans("[]|lJ", "IIIII")
_PAGE: Final = re.compile(r"^[^\w]*\d{1,3}[^\w]*$")


def is_speckled(lines: Sequence[str]) -> bool:
    """Whether a text is that of a dirty scan: specks stand at the edges of many of its lines."""
    filled = [line for line in lines if line]
    speckled = sum(bool(_SPECKLED.search(line)) for line in filled)
    return len(filled) >= _FEWEST_LINES and speckled > _LEAST_SPECKLED_SHARE * len(filled)


def without_specks(words: str) -> str:
    """A line of a damaged text without specks; a number alone keeps only its digits.

    >>> without_specks("; 15. Danh gia, phan loai :"), without_specks("11, Thuong xuyen")
    ('15. Danh gia, phan loai', '11. Thuong xuyen')
    """
    if _PAGE.match(words):
        return "".join(letter for letter in words if letter.isdigit())
    words = _ROMAN.sub(_as_roman, _LEADING.sub("", words))
    words = _DASH.sub("- ", _SPECK_BEHIND.sub("", _SPECK_BEFORE.sub("", words)))
    words = _MARK.sub(r"\g<number>. ", words)
    words = _CLOSE_MARK.sub(r"\g<mark> ", words)
    words = _SYMBOL_CUT.sub(r"\g<letters>\g<digits>", words)
    words = _NUMBER_TO_WORD.sub(" ", _WORD_TO_NUMBER.sub(" ", words))
    words = _STROKE_OF_PARTY.sub("/", _MARKED_DIGIT.sub(_as_digit, words))
    words = _BEFORE_DAY.sub(" ", words)
    words = _WHOLE.sub("100%", words)  # the sign of percent looks like 9 or 96
    words = _GLUED_NUMBER.sub(r"\g<word> ", words)
    words = _STOP_BEHIND_DIGITS.sub(" ", words)
    return _STOP_BEFORE_DIGITS.sub(" ", _NUMBER_WORD.sub(r"\g<word> ", words))


def _as_roman(found: re.Match[str]) -> str:
    # A lone 1 is an arabic number also before a title in capitals.
    if found[0].isdigit():
        return found[0]
    return found[0].replace("H", "II").replace("1", "I").translate(_ROMAN_LIKE).upper()


def _as_digit(found: re.Match[str]) -> str:
    return "0" if found[0] in "ÖÓÒÔ" else "1"
