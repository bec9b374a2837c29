"""The text layer of a PDF page: its characters into words with their places, and what it is worth.

pdfium gives characters in the order in which the file draws them; only their rectangles tell
where a reader sees them.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from ctypes import byref
from enum import StrEnum
from typing import Any, Final, NamedTuple

import pypdfium2.raw as pdfium_c

from keng.documents.reading.document import Box
from keng.documents.reading.layout import Piece
from keng.documents.reading.oldfonts import from_tcvn3, from_vni, repaired
from keng.documents.reading.syllables import look_of

MOST_CHARACTERS: Final = 60_000  # of a page; the fullest real one has a sixth
_SMALL: Final = 0.8  # of the size before it: a raised number is set that small
_MEASURES: Final = ("m", "km", "cm", "dm", "mm")  # m2 is a measure, not m with a footnote
_STRANGE: Final = 0.1
_SAMPLED: Final = 200  # letters that are asked for their direction
_CONVERSIONS: Final[dict[str, Callable[[str], str]]] = {"TCVN3": from_tcvn3, "VNI": from_vni}


class Worth(StrEnum):
    """What the text layer of a page is good for."""

    EMPTY = "empty"
    GOOD = "good"
    LOST_MARKS = "lost marks"  # Vietnamese without its marks, or with wrong ones
    STRANGE = "strange"  # not Vietnamese: another language, or letters under wrong codes
    GARBLED = "garbled"  # codes that are no letters


class Layer(NamedTuple):
    """The text layer of a page: its words, its worth, and the old font that it was turned from.

    `turned` is by how many degrees clockwise the page as it is shown must be turned so that its
    letters stand upright; `shape` is its width divided by its height after that.
    """

    pieces: tuple[Piece, ...]
    worth: Worth
    words: int = 0
    font: str = ""
    turned: int = 0
    shape: float = 0.7
    is_cut: bool = False
    """Whether there was more than is read of one page."""


class _Character(NamedTuple):
    letter: str
    size: float
    box: Box


def layer_of(page: Any) -> Layer:
    """Read and judge the text layer of an open pdfium page."""
    text_page = page.get_textpage()
    try:
        frame = _Frame(page, _direction(text_page))
        pieces = list(_pieces(text_page, frame))
        is_cut = pdfium_c.FPDFText_CountChars(text_page) > MOST_CHARACTERS
    finally:
        text_page.close()
    text = " ".join(piece.text for piece in pieces)
    turned, font = repaired(text)
    if font in _CONVERSIONS:
        convert = _CONVERSIONS[font]
        pieces = [piece._replace(text=convert(piece.text)) for piece in pieces]
        text = turned
    worth = _worth(text)
    told = font if font in _CONVERSIONS else ""
    return Layer(tuple(pieces), worth, len(pieces), told, frame.turned, frame.shape, is_cut)


def _direction(text_page: Any) -> int:
    """By how many degrees clockwise most letters must be turned, as the file has them, to stand."""
    count = min(pdfium_c.FPDFText_CountChars(text_page), MOST_CHARACTERS)
    step = max(1, count // _SAMPLED)
    angles = Counter(
        round(math.degrees(pdfium_c.FPDFText_GetCharAngle(text_page, index)) / 90) % 4 * 90
        for index in range(0, count, step)
    )
    return angles.most_common(1)[0][0] if angles else 0


def _worth(text: str) -> Worth:
    if not text.strip():
        return Worth.EMPTY
    strange = sum(_is_no_letter(letter) for letter in text)
    if strange > len(text) * _STRANGE:
        return Worth.GARBLED
    look = look_of(text)
    if not look.is_judged or look.is_vietnamese:
        return Worth.GOOD
    return Worth.LOST_MARKS if look.lost_marks else Worth.STRANGE


def _is_no_letter(letter: str) -> bool:
    return letter == "\ufffd" or unicodedata.category(letter) in ("Co", "Cn", "Cc")


def _pieces(text_page: Any, frame: _Frame) -> Iterator[Piece]:
    words = list(_words(text_page, frame))
    for index, word in enumerate(words):
        after = words[index + 1][0] if index + 1 < len(words) else None
        yield from _marked(word, after)


def _words(text_page: Any, frame: _Frame) -> Iterator[list[_Character]]:
    """Characters without a space between them, of one line."""
    word: list[_Character] = []
    for character in _characters(text_page, frame):
        if character is None or (word and _is_apart(word[-1], character)):
            if word:
                yield word
            word = []
        if character is not None:
            word.append(character)
    if word:
        yield word


def _characters(text_page: Any, frame: _Frame) -> Iterator[_Character | None]:
    """The characters in the order of the file; None stands for white space."""
    count = min(pdfium_c.FPDFText_CountChars(text_page), MOST_CHARACTERS)
    high = 0
    for index in range(count):
        code = pdfium_c.FPDFText_GetUnicode(text_page, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        letter = chr(code)
        # 0xAD is the ư of TCVN3; a real soft hyphen is not drawn, so it has no place here.
        if letter.isspace() or code in (0, 0x2, 0xFFFE):
            yield None
            continue
        size = pdfium_c.FPDFText_GetFontSize(text_page, index)
        yield _Character(letter, size, frame.box(text_page, index))


def _is_apart(before: _Character, after: _Character) -> bool:
    """Whether the second character stands on another line or far away, without a space between."""
    height = max(before.box.bottom - before.box.top, after.box.bottom - after.box.top)
    return (
        after.box.top > before.box.bottom
        or after.box.bottom < before.box.top
        or after.box.left > before.box.right + height
        or after.box.right < before.box.left - height
    )


def _marked(word: list[_Character], after: _Character | None) -> Iterator[Piece]:
    """The word, with the small raised number before or behind it told apart from it."""
    digits = 0
    while digits < len(word) and word[digits].letter.isdigit():
        digits += 1
    follower = word[digits] if digits < len(word) else after
    if 0 < digits < 3 and follower is not None and _are_small(word[:digits], follower):
        yield _piece(word[:digits], is_mark=True)
        word = word[digits:]
    if word:
        yield from _ended(word)


def _ended(word: list[_Character]) -> Iterator[Piece]:
    end = len(word)
    while end and word[end - 1].letter.isdigit() and len(word) - end < 2:
        end -= 1
    plain, raised = word[:end], word[end:]
    letters = "".join(c.letter for c in plain).lower().lstrip("0123456789.,(")
    if not plain or not raised or letters in _MEASURES or not _are_small(raised, plain[-1]):
        yield _piece(word)
        return
    yield _piece(plain)
    yield _piece(raised, is_mark=True)


def _are_small(raised: list[_Character], beside: _Character) -> bool:
    return all(character.size < beside.size * _SMALL for character in raised)


def _piece(word: list[_Character], *, is_mark: bool = False) -> Piece:
    box = word[0].box
    for character in word[1:]:
        box = box.joined(character.box)
    text = unicodedata.normalize("NFC", "".join(character.letter for character in word))
    return Piece("", box, mark=text) if is_mark else Piece(text, box)


class _Frame:
    """Turns the coordinates of a page into shares of it, with its letters upright."""

    def __init__(self, page: Any, direction: int) -> None:
        left, bottom, right, top = map(float, page.get_bbox())
        self._left, self._bottom = left, bottom
        self._width = max(1e-6, right - left)
        self._height = max(1e-6, top - bottom)
        self._turn = direction
        self.turned = (direction - int(page.get_rotation())) % 360
        across = self._width / self._height
        self.shape = across if direction % 180 == 0 else 1 / across

    def box(self, text_page: Any, index: int) -> Box:
        """The rectangle of a character, with the height of its font."""
        rect: Any = pdfium_c.FS_RECTF()
        if not pdfium_c.FPDFText_GetLooseCharBox(text_page, index, byref(rect)):
            return Box(0, 0, 0, 0)
        left, right = self._across(float(rect.left)), self._across(float(rect.right))
        low, high = self._up(float(rect.bottom)), self._up(float(rect.top))
        return {
            90: Box(low, left, high, right),
            180: Box(1 - right, low, 1 - left, high),
            270: Box(1 - high, 1 - right, 1 - low, 1 - left),
        }.get(self._turn, Box(left, 1 - high, right, 1 - low))

    def _across(self, x: float) -> float:
        return (x - self._left) / self._width

    def _up(self, y: float) -> float:
        return (y - self._bottom) / self._height
