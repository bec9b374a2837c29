"""A page that lies askew, the wrong way or in a shadow, put right before it is recognised.

A shadow matters most: the recogniser passes over what lies in it, and is sure of the rest.
The skew is found as a reader sees it: in the right position the lines of text are dark bands with
light ones between, so the sums of the rows differ most. It is searched on a small copy.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import Final

from PIL import Image, ImageChops, ImageFilter, ImageOps

_SMALL: Final = 600  # pixels of the longer side: two pixels of it are a fifth of a degree
_STEPS: Final = ((5.0, 1.0), (0.8, 0.4), (0.3, 0.1))  # degrees to each side, step
_WORTH_TURNING: Final = 0.25  # degrees; the recogniser copes with less by itself
_WHITE: Final = 255
_SHADOW: Final = 50  # shades of grey: Otsu's threshold then falls between light and shadow
_DARK: Final = 110
_COARSE: Final = 4  # times smaller than the small copy
_COARSEST: Final = 12  # times smaller than the page: the same on a page of 200 dpi
_LETTER: Final = 3  # pixels of that copy: more than the stroke of any letter
_GRAIN: Final = 24  # shades of grey between the lightest and the darkest spot of empty paper


def reduced(picture: Image.Image) -> Image.Image:
    """A small copy, on which `skew_of` and `is_blank` look."""
    factor = max(1, max(picture.size) // _SMALL)
    return picture.reduce(factor) if factor > 1 else picture.copy()


def skew_of(small: Image.Image) -> float:
    """By how many degrees (counter-clockwise) the page has to be turned to lie straight."""
    small = ImageOps.invert(small)
    best = 0.0
    for reach, step in _STEPS:
        count = round(reach / step)
        tried = [best + step * place for place in range(-count, count + 1)]
        best = max(tried, key=lambda angle: (_sharpness(small, angle), -abs(angle)))
    return round(best, 2) if abs(best) >= _WORTH_TURNING else 0.0


def straightened(picture: Image.Image, skew: float) -> Image.Image:
    """The page turned by its skew, on white; the size stays."""
    if not skew:
        return picture
    return picture.rotate(skew, Image.Resampling.BILINEAR, fillcolor="white")


def turned(picture: Image.Image, degrees: int) -> Image.Image:
    """The page turned clockwise by a multiple of 90 degrees; nothing of it is lost."""
    turns = {
        90: Image.Transpose.ROTATE_270,
        180: Image.Transpose.ROTATE_180,
        270: Image.Transpose.ROTATE_90,
    }
    return picture.transpose(turns[degrees]) if degrees in turns else picture


def is_blank(small: Image.Image) -> bool:
    """Whether nothing is on the page: no part of it is darker than the paper and its grain."""
    return _shade(small, 1) - _shade(small, 0) < _GRAIN


def is_uneven(small: Image.Image) -> bool:
    """Whether the paper itself is much darker in one place than in another."""
    paper = _paper(small.reduce(_COARSE))
    return _shade(paper, 1) - _shade(paper, 0.02) > _SHADOW or _shade(paper, 0.5) < _DARK


def evened(picture: Image.Image) -> Image.Image:
    """The page on white paper: the light of each place, without its letters, is taken away."""
    paper = _paper(picture.reduce(_COARSEST))
    paper = paper.resize(picture.size, Image.Resampling.BILINEAR)
    return ImageOps.invert(ImageChops.subtract(paper, picture))


def _shade(grey: Image.Image, share: float) -> int:
    """The shade that a share of the picture is darker than, or just as dark."""
    counts = grey.histogram()
    wanted = max(1, share * sum(counts))
    return next(shade for shade, seen in enumerate(accumulate(counts)) if seen >= wanted)


def _paper(small: Image.Image) -> Image.Image:
    """The light of the paper: letters are thin, so the brightest near them is the paper."""
    return small.filter(ImageFilter.MaxFilter(_LETTER)).filter(ImageFilter.GaussianBlur(_LETTER))


def _sharpness(small: Image.Image, angle: float) -> int:
    """How much neighbouring rows differ once the page is turned by the angle."""
    turned_page = small.rotate(angle) if angle else small
    # The margins are left out: the edge of a photographed sheet is sharper than any line.
    width, height = turned_page.size
    inner = turned_page.crop((width // 10, height // 12, width * 9 // 10, height * 11 // 12))
    rows = inner.resize((1, inner.height), Image.Resampling.BOX).tobytes()
    return sum((one - other) ** 2 for one, other in pairwise(rows))
