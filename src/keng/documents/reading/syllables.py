"""Whether a text looks like Vietnamese: every word of it is one syllable, and those are few.

Syllables are made by their grammar (onset, rime), not taken from a word list. The share of words
that are syllables tells an encoding that was read rightly from one that was not, a text that lost
its marks from one that has them, and another language from both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

_ONSETS: Final = "b c d đ g h k l m n r s t v x ch gh gi kh ng ngh nh ph qu th tr"
_RIMES: Final = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on
ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych
uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
y ych yêm yên yêng yêt yêu ynh yt
"""
_TONES: Final = "\u0300\u0309\u0303\u0301\u0323"
_DROP_TONES: Final = dict.fromkeys(map(ord, _TONES))
_WORD: Final = re.compile(r"[^\W\d_]+")
_LONGEST: Final = 7  # "nghiêng": a longer run of letters is no syllable
_SAMPLE: Final = 40_000  # characters: enough to judge a text of any length
_FEWEST: Final = 12  # words: below, nothing is said about a text


class Look(NamedTuple):
    """What the words of a text look like, as shares of their number."""

    words: int
    valid: float
    """Share of words that are Vietnamese syllables as they are written."""
    bare: float
    """Share of words that would be syllables if all marks were taken off."""
    marked: float
    """Share of words that are syllables and bear a mark."""

    @property
    def is_judged(self) -> bool:
        """Whether there are words enough to say anything."""
        return self.words >= _FEWEST

    @property
    def is_vietnamese(self) -> bool:
        """Whether it is Vietnamese with its marks."""
        return self.valid >= 0.75 and self.marked >= 0.55

    @property
    def lost_marks(self) -> bool:
        """Whether it is Vietnamese whose marks are missing or wrong."""
        return not self.is_vietnamese and self.bare >= 0.6


def look_of(text: str) -> Look:
    """Judge a text by its words; long ones by their beginning, middle and end."""
    return look_of_words(_WORD.findall(unicodedata.normalize("NFC", _sample(text))))


def look_of_words(words: Iterable[str]) -> Look:
    """Judge words of letters only; codes in capitals without a vowel (UBND) do not count."""
    counted = valid = bare = marked = 0
    known, plain = _syllables()
    for word in words:
        lowered = word.lower()
        if _is_code(word, lowered):
            continue
        counted += 1
        untoned = _untoned(lowered) if not lowered.isascii() else lowered
        is_valid = len(lowered) <= _LONGEST and untoned in known
        valid += is_valid
        marked += is_valid and not lowered.isascii()
        bare += is_valid or (len(lowered) <= _LONGEST and _stripped(lowered) in plain)
    share = max(1, counted)
    return Look(counted, valid / share, bare / share, marked / share)


@lru_cache(maxsize=1)
def _syllables() -> tuple[frozenset[str], frozenset[str]]:
    """All syllables without tone, and the same without any mark."""
    onsets = ("", *_ONSETS.split())
    made = frozenset(onset + rime for onset in onsets for rime in _RIMES.split())
    return made, frozenset(map(_stripped, made))


def _is_code(word: str, lowered: str) -> bool:
    return len(word) == 1 or (word.isupper() and not any(map("aeiouy".count, _stripped(lowered))))


@lru_cache(maxsize=8192)
def _untoned(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word).translate(_DROP_TONES)
    return unicodedata.normalize("NFC", decomposed)


@lru_cache(maxsize=8192)
def _stripped(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    return "".join(c for c in letters if not unicodedata.combining(c)).replace("đ", "d")


def _sample(text: str) -> str:
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = len(text) // 2
    return f"{text[:_SAMPLE]} {text[middle : middle + _SAMPLE]} {text[-_SAMPLE:]}"
