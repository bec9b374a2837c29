"""Whether two numbers that differ were very likely meant to be one.

Prose seldom says whether a list is whole. Where its parts come close to a number that stands before
them, or differ from it as a slip of the hand would make it, the list was meant to make it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

_CLOSE: Final = Decimal("0.1")
_FEW: Final = 2
_MANY: Final = 10


def nearly(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers are close, or a slip of the hand makes one of the other."""
    apart = abs(one - other)
    few = _FEW if other >= _MANY else 1
    return apart <= max(Decimal(few), other * _CLOSE) or slipped(one, other)


def slipped(one: Decimal | str, other: Decimal | str) -> bool:
    """Whether one digit was exchanged, or two neighbours stand the wrong way round."""
    first, second = str(one), str(other)
    if len(first) != len(second):
        return False
    apart = [place for place in range(len(first)) if first[place] != second[place]]
    if len(apart) == 1:
        return len(first) > 1
    return (
        len(apart) == 2
        and first[apart[0]] == second[apart[1]]
        and first[apart[1]] == second[apart[0]]
    )
