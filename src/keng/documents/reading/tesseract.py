"""Tesseract with Vietnamese, where it is installed: a picture of a page into words with places.

One thread a page (its own threads spin and slow each other down); pages run side by side instead.
"""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PIL import Image

from keng.documents.programs import run
from keng.documents.reading.document import Box, WordPlace
from keng.documents.reading.layout import Piece
from keng.documents.reading.mending import mended_word

LANGUAGE: Final = "vie"
SECONDS: Final = 180  # a page takes two; one that takes this long holds no text
_ONE_THREAD: Final = {"OMP_THREAD_LIMIT": "1"}
_LINE, _WORD = "4", "5"
_COLUMNS: Final = 12
_RULES: Final = "|¦_"  # the lines of a table, read as letters
_SURE: Final = 60.0
_NOISE: Final = 30.0
_LONG: Final = 4  # letters: such a word is wider than it is high
_TURN: Final = re.compile(rb"Rotate:\s*(\d+)")
_TURN_SURE: Final = re.compile(rb"Orientation confidence:\s*([\d.]+)")


class NotRecognised(Exception):
    """Tesseract failed on a page or took too long; the text says which."""


@dataclass(frozen=True)
class Recognised:
    """The words of a page with their places, and how sure the recogniser was of them (0 to 100).

    `sure` counts the words of at least two letters or digits of which it was sure.
    """

    pieces: tuple[Piece, ...]
    confidence: float
    sure: int

    def stands(self, shape: float) -> bool:
        """Whether most words are wider than they are high, on a page of this shape.

        Tesseract reads lines that run up or down the page as well, but nobody else would.
        """
        sides = [piece.words[0].box for piece in self.pieces if len(piece.text) >= _LONG]
        wide = sum((box.right - box.left) * shape > box.bottom - box.top for box in sides)
        return wide * 2 >= len(sides)


@lru_cache(maxsize=1)
def tesseract() -> str | None:
    """Where Tesseract is, or None where it is missing or has no Vietnamese."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    listed = run([program, "--list-langs"], seconds=20)
    languages = (listed.out + listed.err).decode("utf-8", errors="replace").split()
    return program if LANGUAGE in languages else None


def recognised(program: str, picture: Image.Image, *, dpi: int) -> Recognised:
    """Read a page; NotRecognised where Tesseract fails or takes over three minutes."""
    command = [program, "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(dpi), "--psm", "3", "tsv"]
    ran = run(command, seconds=SECONDS, given=_as_bytes(picture), settings=_ONE_THREAD)
    if ran.code is None:
        raise NotRecognised("quá thời gian")
    if ran.code != 0:
        raise NotRecognised(f"Tesseract {ran.code}")
    return _from_table(ran.out.decode("utf-8", errors="replace"), picture.size)


def turn_needed(program: str, picture: Image.Image, *, dpi: int) -> int:
    """By how many degrees clockwise the page must be turned to stand upright; 0 if not known."""
    command = [program, "stdin", "stdout", "--dpi", str(dpi), "--psm", "0"]
    ran = run(command, seconds=SECONDS, given=_as_bytes(picture), settings=_ONE_THREAD)
    degrees, sure = _TURN.search(ran.out), _TURN_SURE.search(ran.out)
    if ran.code != 0 or degrees is None or sure is None or float(sure[1]) < 1:
        return 0
    return int(degrees[1])


def _as_bytes(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "PPM")
    return written.getvalue()


def _from_table(table: str, size: tuple[int, int]) -> Recognised:
    pieces: list[Piece] = []
    confidences: list[float] = []
    sure = 0
    line = Box(0, 0, 1, 1)
    for row in table.split("\n")[1:]:
        columns = row.split("\t")
        if len(columns) != _COLUMNS:
            continue
        if columns[0] == _LINE:
            line = _box(columns, size)
        if columns[0] != _WORD:
            continue
        text, confidence = mended_word(columns[11].strip().strip(_RULES)), float(columns[10])
        if not text or (confidence < _NOISE and not any(map(str.isalnum, text))):
            continue
        box = _box(columns, size)
        # The height is that of the line, so that a comma or a dash stands on its line.
        tall = Box(box.left, line.top, box.right, line.bottom)
        pieces.append(Piece(text, tall, (WordPlace(0, len(text), box),)))
        confidences.append(confidence)
        sure += confidence >= _SURE and sum(map(str.isalnum, text)) > 1
    mean = sum(confidences) / len(confidences) if confidences else 0.0
    return Recognised(tuple(pieces), round(mean, 1), sure)


def _box(columns: list[str], size: tuple[int, int]) -> Box:
    left, top, width, height = (int(value) for value in columns[6:10])
    wide, high = size
    sides = (left / wide, top / high, (left + width) / wide, (top + height) / high)
    return Box(*(round(side, 5) for side in sides))
