"""One page that is a picture: made readable, recognised, looked at twice where it gave little."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageChops, ImageFilter

from keng.documents.reading.straightening import (
    evened,
    is_uneven,
    reduced,
    skew_of,
    straightened,
    turned,
)
from keng.documents.reading.tesseract import Recognised, recognised, turn_needed

DPI: Final = 200
_GOOD: Final = 90.0  # mean confidence of a page that needs no second look
_FEW: Final = 5
_HALF: Final = 0.5  # of the words: upside down, fewer than that are read with certainty
_SOFTLY: Final = 1.0  # pixels
_GRAINY: Final = 8  # shades between a dot and those around it, in the calmest quarter of the page


@dataclass(frozen=True)
class Seen:
    """What was recognised, after which turn and straightening, on a page of which shape."""

    read: Recognised
    turned: int
    skew: float
    shape: float

    @property
    def is_good(self) -> bool:
        """Whether a second look is not worth its time."""
        read = self.read
        return self.stands and read.confidence >= _GOOD and read.sure >= _FEW

    @property
    def stands(self) -> bool:
        """Whether the words lie from left to right."""
        return self.read.stands(self.shape)

    @property
    def worth(self) -> tuple[bool, float]:
        """What the better of two looks has more of."""
        return self.stands, self.read.sure * self.read.confidence


class Looking:
    """Looks at the pages of one document; knows how the last turned page lay, as others may.

    May be used by several threads: what one learns only decides what another tries first.
    """

    def __init__(self, program: str) -> None:
        self._program = program
        self._turn = 0

    def seen(self, picture: Image.Image) -> Seen:
        """The page as it is; where that gives little, turned as its letters stand, or softened.

        Raises NotRecognised where Tesseract fails.
        """
        if is_uneven(reduced(picture)):
            picture = evened(picture)
        before = self._turn
        is_soft = is_grainy(picture)
        first = self._look(_softened(picture) if is_soft else picture, before)
        if first.is_good:
            return first
        soft = _softened(picture)
        turn = self._turn_of(turned(soft, before), first)
        if not turn and is_soft:
            return first
        second = self._look(soft if not turn or is_soft else picture, (before + turn) % 360)
        better = max(first, second, key=lambda seen: seen.worth)
        self._turn = better.turned
        return better

    def _look(self, picture: Image.Image, degrees: int) -> Seen:
        upright = turned(picture, degrees)
        skew = skew_of(reduced(upright))
        read = recognised(self._program, straightened(upright, skew), dpi=DPI)
        return Seen(read, degrees, skew, upright.width / upright.height)

    def _turn_of(self, picture: Image.Image, first: Seen) -> int:
        """By how much to turn on; asked only where so little was read that it may lie wrong."""
        if first.stands and first.read.sure >= len(first.read.pieces) * _HALF:
            return 0
        return turn_needed(self._program, picture, dpi=DPI)


def is_grainy(picture: Image.Image) -> bool:
    """Whether the paper itself is rough: then letters are not found in the grain."""
    width, height = picture.size
    inner = picture.crop((width // 4, height // 4, width * 3 // 4, height // 2))
    roughness = ImageChops.difference(inner, _softened(inner)).histogram()
    return sum(roughness[:_GRAINY]) < sum(roughness) / 4


def _softened(picture: Image.Image) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(_SOFTLY))
