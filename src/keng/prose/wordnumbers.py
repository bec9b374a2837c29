"""Numbers in Vietnamese words, read: "một triệu hai trăm linh năm nghìn" is 1.205.000.

The opposite of `keng.kernel.vietnamese.number_in_words`; words stand folded.
"""

from __future__ import annotations

import re
from typing import Final

_ONES: Final = {
    "khong": 0,
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "lam": 5,
    "sau": 6,
    "bay": 7,
    "bẩy": 7,
    "tam": 8,
    "chin": 9,
}
_TENS: Final = frozenset({"muoi", "chuc"})
_POWERS: Final = {"nghin": 1000, "ngan": 1000, "trieu": 10**6, "ty": 10**9, "ti": 10**9}
_FILLERS: Final = frozenset({"linh", "le", "ruoi"})
_KNOWN: Final = frozenset({*_ONES, *_TENS, *_POWERS, *_FILLERS, "tram"})
_MOST_WORDS: Final = 24
_WORD: Final = re.compile(r"\w+")


def words_at(plain: str, offset: int) -> tuple[int, int] | None:
    """The number in words that begins at a place of folded text, as (value, end), or None.

    >>> words_at("hai muoi lam ho", 0)
    (25, 12)
    """
    words: list[str] = []
    end = offset
    for found in _WORD.finditer(plain, offset):
        if found[0] not in _KNOWN or (words and plain[end : found.start()].strip()):
            break
        words.append(found[0])
        end = found.end()
        if len(words) > _MOST_WORDS:
            return None
    value = read_words(words)
    return None if value is None else (value, end)


def read_words(words: list[str]) -> int | None:
    """The value of folded number words, or None where they are not one number.

    >>> read_words("mot trieu hai tram linh nam nghin".split())
    1205000
    """
    if not words or not (set(words) & (_ONES.keys() | _TENS)):
        return None
    total = group = 0
    pending: int | None = None
    for word in words:
        if word in _ONES:
            if pending is not None:
                return None
            pending = _ONES[word]
        elif word == "tram":
            group, pending = group + 100 * (pending or 0), None
        elif word in _TENS:
            group, pending = group + 10 * (1 if pending is None else pending), None
        elif word in _POWERS:
            total, group = _raised(total, group + (pending or 0), _POWERS[word])
            pending = None
    return total + group + (pending or 0)


def _raised(total: int, group: int, power: int) -> tuple[int, int]:
    """The sum so far after a power word; all that stands before "tỷ" counts billions."""
    if power == 10**9:
        return (total + group) * power, 0
    return total + group * power, 0
