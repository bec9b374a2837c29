"""Red stamps taken off a coloured page before it is recognised: they hide whole lines of text.

Ink of a stamp lets the letters below through, and red ink is as light as paper in the red part of a
picture. Only what is round and has the size of an office's stamp is taken off: red words stay, and
so do the stamps with corners, which may say that a paper is secret.
"""

from __future__ import annotations

from typing import Final

from PIL import Image, ImageChops

_CELL: Final = 8  # pixels: a millimetre of a page at 200 dpi
_RED: Final = 16  # shades by which red is lighter than green and blue, in the mean of a cell
_REDDISH: Final = 24  # the same of a pixel
_PAPER: Final = 297.0  # millimetres of the longer side: what is scanned is A4
_SMALLEST: Final = 18.0  # millimetres; the stamp of an office is 36 across
_LARGEST: Final = 48.0
_ROUNDEST: Final = 1.25  # times wider than high, or higher than wide
_CORNER: Final = 0.1  # of the side: a circle leaves 0.146 of it free in each corner
_GAP: Final = 2  # cells between two strokes of one stamp

Cells = frozenset[tuple[int, int]]


def without_stamps(page: Image.Image) -> tuple[Image.Image, int]:
    """The page in grey without its red stamps, and how many there were; a grey page as it is."""
    if page.mode in ("1", "L"):
        return page.convert("L"), 0
    coloured = page.convert("RGB")
    grey = coloured.convert("L")
    cells = max(page.size) / _CELL / _PAPER
    stamps = _stamps(coloured.reduce(_CELL), cells)
    for box in stamps:
        part = coloured.crop(box)
        red = part.getchannel("R")
        reddish = _redness(part).point(lambda shade: 255 * (shade > _REDDISH))
        # Where red ink lies on black, the red part alone is as dark as the letter.
        grey.paste(ImageChops.lighter(red, part.convert("L")), box[:2], reddish)
    return grey, len(stamps)


def _redness(picture: Image.Image) -> Image.Image:
    red, green, blue = picture.split()
    return ImageChops.subtract(red, ImageChops.lighter(green, blue))


def _stamps(small: Image.Image, cells_a_millimetre: float) -> list[tuple[int, int, int, int]]:
    """The boxes of stamps on the full page, found on a copy of one pixel a cell."""
    width = small.width
    shades = _redness(small).tobytes()
    red = {(n % width, n // width) for n, shade in enumerate(shades) if shade > _RED}
    least, most = (side * cells_a_millimetre for side in (_SMALLEST, _LARGEST))
    found = []
    for cells in _clusters(red):
        columns, rows = [x for x, _ in cells], [y for _, y in cells]
        wide, high = max(columns) - min(columns) + 1, max(rows) - min(rows) + 1
        fits = least <= min(wide, high) and max(wide, high) <= most
        round_enough = max(wide, high) <= _ROUNDEST * min(wide, high)
        if fits and round_enough and not _has_corners(cells):
            found.append(_box(min(columns), min(rows), max(columns), max(rows)))
    return found


def _has_corners(cells: Cells) -> bool:
    """Whether something stands in a corner of the smallest rectangle around the cells."""
    left, right = min(x for x, _ in cells), max(x for x, _ in cells)
    top, bottom = min(y for _, y in cells), max(y for _, y in cells)
    reach = max(1, round(_CORNER * min(right - left, bottom - top)))
    return any(
        min(x - left, right - x) < reach and min(y - top, bottom - y) < reach for x, y in cells
    )


def _box(left: int, top: int, right: int, bottom: int) -> tuple[int, int, int, int]:
    """The cells as pixels, one cell wider: edges are pale."""
    sides = (max(left - 1, 0), max(top - 1, 0), right + 2, bottom + 2)
    return (sides[0] * _CELL, sides[1] * _CELL, sides[2] * _CELL, sides[3] * _CELL)


def _clusters(cells: set[tuple[int, int]]) -> list[Cells]:
    """Cells that hang together, over small gaps."""
    left = set(cells)
    found: list[Cells] = []
    reach = range(-_GAP, _GAP + 1)
    while left:
        waiting = [left.pop()]
        held = set(waiting)
        while waiting:
            column, row = waiting.pop()
            near = {(column + x, row + y) for x in reach for y in reach} & left
            left -= near
            held |= near
            waiting += near
        found.append(frozenset(held))
    return found
