"""Vietnamese letters, names and numbers: one spelling, one order, one way to write a figure.

Text reaches us decomposed or composed, with the tone mark placed in the old way (Hòa) or the new
one (Hoà), with a Latin eth for Đ. `normalise` gives each word one spelling, `fold` the form to
search by, `sort_key` a stored key that sorts as a Vietnamese list is sorted, by syllables and
with Thôn 2 before Thôn 10. Numbers are written with a dot between thousands and a decimal comma.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

from vn_collate import collate_key

_TONES: Final = "\u0300\u0309\u0303\u0301\u0323"
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_ETH: Final = str.maketrans({"\u00d0": "\u0110", "\u00f0": "\u0111", "\u0189": "\u0110"})
# Two vowels with nothing after them: the only place where the old and the new spelling differ.
_OPEN_PAIR: Final = re.compile(
    rf"(?P<before>[^\W\d_]?)(?P<first>[ou])(?P<tone1>[{_TONES}]?)(?P<second>[aey])"
    rf"(?P<tone2>[{_TONES}]?)(?![\w\u0300-\u036f])",
    re.IGNORECASE,
)
_PAIRS: Final = frozenset({"oa", "oe", "uy"})
_GROUPED: Final = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_PLAIN: Final = re.compile(r"\d+(?:,\d+)?")
_LONGEST_NUMBER: Final = 40  # Python refuses to write numbers of thousands of digits
_DIGIT_WORDS: Final = (
    "không",
    "một",
    "hai",
    "ba",
    "bốn",
    "năm",
    "sáu",
    "bảy",
    "tám",
    "chín",
)
_GROUP_WORDS: Final = ("", " nghìn", " triệu")


def normalise(text: str) -> str:
    """Return the text in one spelling: composed letters and the tone mark placed as in Hòa, Thủy.

    Case, spaces and punctuation stay as they are. Zero-width characters are dropped.
    """
    marks_sorted = _tones_last(unicodedata.normalize("NFD", text.translate(_INVISIBLE)))
    moved = _OPEN_PAIR.sub(_old_placement, marks_sorted)
    return unicodedata.normalize("NFC", moved).translate(_ETH)


def fold(text: str) -> str:
    """Return the form to search by: lower case, no diacritics, đ as d, single spaces."""
    plain = unicodedata.normalize("NFD", text.translate(_INVISIBLE).translate(_ETH).lower())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(letters.replace("\u0111", "d").split())


def searchable(text: str) -> str:
    """Return the words to compare or look for: folded, letters and digits only, single spaces.

    >>> searchable("Số: 05/KH-UBND, ngày 02/3")
    'so 05 kh ubnd ngay 02 3'
    """
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


def sort_key(text: str) -> str:
    """Return a key of hex digits; comparing keys as text gives the Vietnamese order.

    Syllable by syllable (An Lạc before Anh Sơn), letters before tones before case, a syllable of
    digits by its value (Thôn 2 before Thôn 10). The two tone placements share one key.
    """
    levels: tuple[list[str], list[str], list[str]] = ([], [], [])
    for word in normalise(text).split():
        for level, weights in zip(levels, _weights(word), strict=True):
            level.append(weights)
    return "00".join("00".join([*level, ""]) for level in levels)


def format_number(value: Decimal | int, digits: int = 0) -> str:
    """Return "1.234,5": dots between thousands, decimal comma, at least `digits` decimals.

    Decimals that the value has are all written: nothing is rounded here.
    """
    exact = Decimal(value)
    whole, _, decimals = f"{abs(exact):f}".partition(".")
    decimals = decimals.rstrip("0").ljust(digits, "0")
    grouped = f"{int(whole):,}".replace(",", ".")
    sign = "-" if exact < 0 else ""
    return f"{sign}{grouped},{decimals}" if decimals else f"{sign}{grouped}"


def format_count(n: int) -> str:
    """Return a count as official papers write it before its unit: 1 to 9 get a zero, "05"."""
    return f"{n:02d}" if 0 < n < 10 else format_number(n)


def parse_number(text: str) -> Decimal | None:
    """Return the number that a cell holds, or None where the text is not plainly one number.

    "1.234", "1.234,5", "05" and "-12" are numbers. "1.23", "12 vụ" and "1,234.5" are not: whether
    a dot groups or divides is never guessed. Forty signs and more are no figure of anything.
    """
    stripped = text.strip().replace("\u2212", "-")
    sign = -1 if stripped.startswith("-") else 1
    unsigned = stripped.removeprefix("-")
    if not unsigned.isascii() or len(unsigned) > _LONGEST_NUMBER:
        return None
    if not (_GROUPED.fullmatch(unsigned) or _PLAIN.fullmatch(unsigned)):
        return None
    return sign * Decimal(unsigned.replace(".", "").replace(",", "."))


def number_in_words(n: int) -> str:
    """Return a whole number in words: 1_205 is "một nghìn hai trăm linh năm"."""
    if n < 0:
        return f"âm {number_in_words(-n)}"
    if n == 0:
        return _DIGIT_WORDS[0]
    billions, rest = divmod(n, 10**9)
    words = [f"{number_in_words(billions)} tỷ"] if billions else []
    for power in (2, 1, 0):
        group = rest // 1000**power % 1000
        if group:
            words.append(_group_in_words(group, after=bool(words)) + _GROUP_WORDS[power])
    return " ".join(words)


def amount_in_words(dong: int) -> str:
    """Return an amount of money in words: 9_000_000 is "chín triệu đồng"."""
    return f"{number_in_words(dong)} đồng"


def _tones_last(decomposed: str) -> str:
    """Put the tone after the mark that belongs to the letter, so that ế composes from e-sắc-mũ."""
    letters = re.split(r"(?=[^\u0300-\u036f])", decomposed)
    return "".join(letter[:1] + "".join(sorted(letter[1:], key=_is_tone)) for letter in letters)


def _is_tone(mark: str) -> bool:
    return mark in _TONES


def _old_placement(found: re.Match[str]) -> str:
    first, second = found["first"], found["second"]
    tone = found["tone1"] or found["tone2"]
    if (first + second).lower() not in _PAIRS or not tone:
        return found[0]
    if found["before"].lower() == "q":  # the u of qu is no vowel: quý
        return found["before"] + first + second + tone
    return found["before"] + first + tone + second


def _weights(word: str) -> tuple[str, str, str]:
    """Split the collation key of one syllable into letters, tones and case."""
    if word.isascii() and word.isdigit():
        value = word.lstrip("0") or "0"
        return (
            f"{min(len(value), 10):02x}" + collate_key(value).split("00", 1)[0],
            "01",
            "01",
        )
    raw = bytes.fromhex(collate_key(word))
    size = (len(raw) - 3) // 3
    letters, tones, case = (
        raw[:size],
        raw[size + 1 : 2 * size + 1],
        raw[2 * size + 2 : -1],
    )
    # Tone and case weights start at 0, which separates syllables here: move them up by one.
    return (
        letters.hex(),
        bytes(t + 1 for t in tones).hex(),
        bytes(c + 1 for c in case).hex(),
    )


def _group_in_words(group: int, *, after: bool) -> str:
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    words = [f"{_DIGIT_WORDS[hundreds]} trăm"] if hundreds or after else []
    if tens:
        words.append("mười" if tens == 1 else f"{_DIGIT_WORDS[tens]} mươi")
    elif ones and words:
        words.append("linh")
    if ones:
        words.append(_ones_in_words(ones, tens))
    return " ".join(words)


def _ones_in_words(ones: int, tens: int) -> str:
    if tens and ones == 5:
        return "lăm"
    if tens > 1:
        return {1: "mốt", 4: "tư"}.get(ones, _DIGIT_WORDS[ones])
    return _DIGIT_WORDS[ones]
