"""Figures: exact integers in an indicator's smallest unit, and the keys of the cells they fill."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation, Overflow
from enum import StrEnum
from typing import NamedTuple

from keng.kernel.errors import BadInput

_MOST_DIGITS = 40  # far beyond what is stored, far below what takes time to write out
_PAIR = r"[a-z0-9_]+=[a-z0-9_]+"
_KEY = re.compile(rf"^(?P<indicator>[a-z][a-z0-9_]*)(?:\[(?P<by>{_PAIR}(?:;{_PAIR})*)\])?$")


class FigureStatus(StrEnum):
    """How final a value is (semantics 4): no decision rests on an expected one."""

    OFFICIAL = "official"
    ESTIMATED = "estimated"
    EXPECTED = "expected"


def worst_status(statuses: set[FigureStatus]) -> FigureStatus:
    """The least final of some statuses; OFFICIAL for none."""
    for status in (FigureStatus.EXPECTED, FigureStatus.ESTIMATED):
        if status in statuses:
            return status
    return FigureStatus.OFFICIAL


class CellKey(NamedTuple):
    """One cell of a form: an indicator, and its breakdown as "dim=value;dim=value", dims sorted.

    A named tuple because a form looks its cells up tens of thousands of times in one import, and a
    tuple is hashed and compared without a call.

    >>> str(CellKey.of("units_classified", {"unit_kind": "commune", "class": "good"}))
    'units_classified[class=good;unit_kind=commune]'
    >>> CellKey.parse("fires")
    CellKey(indicator='fires', by='')
    """

    indicator: str
    by: str = ""

    @classmethod
    def of(cls, indicator: str, by: Mapping[str, str] | None = None) -> CellKey:
        """The key of an indicator broken down by the given dimensions."""
        parts = sorted((by or {}).items())
        return cls(indicator, ";".join(f"{dim}={value}" for dim, value in parts))

    @classmethod
    def parse(cls, text: str) -> CellKey:
        """Read what `str` wrote; BadInput if it is not a cell key."""
        match = _KEY.match(text.strip())
        if match is None:
            raise BadInput(
                f"“{text}” không phải là khóa ô số liệu; khóa có dạng ma_chi_tieu[chieu=gia_tri].",
                message_en=f"{text!r} is not a cell key; write indicator[dimension=value].",
            )
        return cls.of(match["indicator"], dict(_pairs(match["by"] or "")))

    @property
    def dimensions(self) -> dict[str, str]:
        """The breakdown as a mapping; empty for a total."""
        return dict(_pairs(self.by))

    def __str__(self) -> str:
        return f"{self.indicator}[{self.by}]" if self.by else self.indicator


def _pairs(by: str) -> list[tuple[str, str]]:
    parts = (part.partition("=") for part in by.split(";") if part)
    return [(dim, value) for dim, _, value in parts]


def to_decimal(value: int, digits: int) -> Decimal:
    """A stored integer in the indicator's natural unit.

    >>> to_decimal(66449, 2)
    Decimal('664.49')
    """
    return Decimal(value).scaleb(-digits)


def to_scaled(value: Decimal | int | str, digits: int) -> int:
    """A number of the natural unit as the stored integer; never rounds.

    >>> to_scaled("664.49", 2)
    66449

    Raises BadInput for text that is no number, for more decimals than the indicator holds, and for
    a number so large that writing it out would stop the machine ("1e999999").
    """
    try:
        scaled = Decimal(value).scaleb(digits)
    except (InvalidOperation, Overflow):
        scaled = Decimal("NaN")
    if not scaled.is_finite():
        raise BadInput(f"“{value}” không phải là số.", message_en=f"{value!r} is not a number.")
    if scaled and scaled.adjusted() >= _MOST_DIGITS:
        raise BadInput(
            f"Số quá lớn: có hơn {_MOST_DIGITS} chữ số.",
            message_en=f"The number is too large: it has more than {_MOST_DIGITS} digits.",
        )
    if scaled != scaled.to_integral_value():
        raise BadInput(
            f"“{value}” có nhiều hơn {digits} chữ số thập phân; Keng không tự làm tròn.",
            message_en=f"{value!r} has more than {digits} decimals; Keng does not round.",
        )
    return int(scaled)
