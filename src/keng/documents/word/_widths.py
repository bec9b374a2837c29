"""How wide a line of Times New Roman is: rules under a heading are as long as its text.

Advance widths of the bold face in thousandths of the size, as any metric-compatible face has
them. A Vietnamese letter is as wide as the letter without its marks; Ơ and Ư carry a horn.
"""

from __future__ import annotations

from typing import Final

from keng.kernel.vietnamese import fold

_POINT_MM: Final = 25.4 / 72
_UPPER: Final = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (
            *(722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944),
            *(722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667),
        ),
        strict=True,
    )
)
_LOWER: Final = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        (
            *(500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833),
            *(556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444),
        ),
        strict=True,
    )
)
_OTHER: Final = {" ": 250, "-": 333, ",": 250, ".": 250, "(": 333, ")": 333, "/": 278}
_HORN: Final = 60
_WIDE: Final = 500


def bold_width_mm(line: str, size_pt: float) -> float:
    """Return the width of one line of the bold face."""
    return sum(map(_advance, line)) / 1000 * size_pt * _POINT_MM


def _advance(letter: str) -> int:
    plain = fold(letter) or letter
    table = _UPPER if letter.isupper() else _LOWER
    horn = _HORN if letter.lower() in "ơờớởỡợưừứửữự" else 0
    return table.get(plain.upper() if letter.isupper() else plain, _OTHER.get(letter, _WIDE)) + horn
