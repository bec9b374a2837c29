"""Whether a printed number agrees with a computed one: rounded or cut off, both are fine.

An office prints 97,97 % as 98, as 97,9 or as 97: whoever compares must allow less than one unit of
the last printed decimal, and nothing more.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

_MARKS: Final = str.maketrans(",.", ".,")


def decimals_of(written: str) -> int:
    """How many decimals a printed share shows: "12,50" has two, "12.5" one, "12" none."""
    mark = max(written.rfind(","), written.rfind("."))
    return len(written) - mark - 1 if mark >= 0 else 0


def agrees(printed: Decimal, computed: Decimal, decimals: int) -> bool:
    """Whether the printed number is the computed one, rounded or cut off at its decimals.

    >>> agrees(Decimal("63.6"), Decimal("63.69"), 1), agrees(Decimal("63.6"), Decimal("63.7"), 1)
    (True, False)
    """
    return abs(printed - computed) < Decimal(1).scaleb(-decimals)


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """The part in percent of the whole; None where there is no whole."""
    return part * 100 / whole if whole else None


def rounded(value: Decimal, decimals: int) -> Decimal:
    """The number as it would be printed: half up, at that many decimals."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def shown(value: Decimal) -> str:
    """A number as Vietnamese prose writes it: "1.234,5"."""
    plain = f"{value.normalize():,f}" if value else "0"
    return plain.translate(_MARKS)
