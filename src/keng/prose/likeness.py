"""The words of a label and of the place of a figure, made comparable.

A syllable is compared with its marks, wherever they are placed ("hoà", "hòa"), so that "vũ" is not
"vụ"; in a text that lost its marks all syllables are folded. Usual short forms are written out.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from keng.kernel.letters import folded, lowered

_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORT: Final = {
    "antt": "an ninh trật tự",
    "pccc": "phòng cháy chữa cháy",
    "tngt": "tai nạn giao thông",
    "tnxh": "tệ nạn xã hội",
    "ttatxh": "trật tự an toàn xã hội",
    "ttxh": "trật tự xã hội",
    "clb": "câu lạc bộ",
    "kdc": "khu dân cư",
    "tdp": "tổ dân phố",
}
_IDLE: Final = frozenset(
    {
        *("số", "các", "của", "và", "về", "trong", "cho", "từ", "đến", "là", "do", "được", "bị"),
        *("đã", "có", "theo", "tổng", "năm", "ở", "với", "hoặc", "trên", "thực", "hiện", "tổ"),
        *("chức", "tỷ", "tỉ", "lệ", "đó", "những", "này", "tại", "khi", "để", "ra", "nhờ", "gồm"),
        *("không", "cả"),
    }
)
_ASIDE: Final = re.compile(r"\([^)]{0,300}\)|^\s*trong đó\s?:")


@cache
def syllable(word: str) -> str:
    """One syllable with its marks behind it: the same however a tone is placed.

    >>> syllable("hoà") == syllable("hòa"), syllable("vũ") == syllable("vụ")
    (True, False)
    """
    letters = unicodedata.normalize("NFD", lowered(word))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return plain + "".join(sorted(letter for letter in letters if unicodedata.combining(letter)))


def plain_words(said: str) -> list[str]:
    """All words of a phrase in small letters, as they are written."""
    return _WORD.findall(lowered(said))


def words_of(said: str, *, marks: bool = True) -> list[str]:
    """The telling syllables of a phrase, in order; without `marks` they are folded."""
    words: list[str] = []
    for word in _WORD.findall(lowered(said)):
        for part in _SHORT.get(word, word).split():
            if not marks:
                words += [folded(part)] if part not in _IDLE and folded(part) not in _IDLES else []
            elif part not in _IDLE:
                words.append(syllable(part))
    return words


def pieces_of(label: str, *, marks: bool = True) -> list[list[str]]:
    """The words of each item of a label: "Vụ cháy, nổ" names two of which one may be meant."""
    plain = _ASIDE.sub(" ", lowered(label))
    parts = re.split(r",|\bvà\b|\bhoặc\b", plain)
    return [words for part in parts if (words := words_of(part, marks=marks))]


_IDLES: Final = frozenset(folded(word) for word in _IDLE)
