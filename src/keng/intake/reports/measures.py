"""From a figure as a report writes it to the integer that a cell holds; never rounded. Pure."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from keng.kernel.errors import BadInput
from keng.kernel.figures import to_scaled
from keng.orgunits.vocabulary import search_form
from keng.packs.schema import Indicator

_MONEY: Final = {
    "dong": Decimal(1),
    "nghin dong": Decimal(1000),
    "ngan dong": Decimal(1000),
    "trieu dong": Decimal(10**6),
    "ty dong": Decimal(10**9),
}


def factor_to(measure: str, unit: str) -> Decimal | None:
    """How many of the indicator's unit one of the written unit is; None where nobody can say.

    A unit with a noun behind is the same unit ("hộ dân", "hộ"), one with a word before is another
    ("lượt người", "người").

    >>> factor_to("triệu đồng", "đồng"), factor_to("hộ dân", "hộ"), factor_to("lượt người", "người")
    (Decimal('1000000'), Decimal('1'), None)
    """
    written, wanted = search_form(measure), search_form(unit)
    if written in _MONEY and wanted in _MONEY:
        return _MONEY[written] / _MONEY[wanted]
    mine, theirs = written.split(), wanted.split()
    shorter = min(len(mine), len(theirs))
    # "km" and "km2" are single words, so a beginning in common is whole words in common.
    is_same = written == wanted or (shorter == 1 and mine[0] == theirs[0])
    return Decimal(1) if is_same else None


def value_in(value: Decimal, measure: str, indicator: Indicator) -> int | None:
    """The value in the indicator's smallest unit; None in another unit or with more decimals."""
    factor = factor_to(measure, indicator.unit)
    if factor is None:
        return None
    try:
        return to_scaled(value * factor, indicator.digits)
    except BadInput:
        return None
