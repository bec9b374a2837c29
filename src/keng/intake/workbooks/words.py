"""How a form writes what stands in a cell, and how an import reads it back. Pure."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Final

from keng.kernel.figures import FigureStatus
from keng.kernel.vietnamese import fold

WITHHELD: Final = "…"
"""What stands in a cell whose figure the person who fetched the form may not see."""
STATUS_WORDS: Final[dict[str, str]] = {
    FigureStatus.OFFICIAL.value: "",
    FigureStatus.ESTIMATED.value: "ước",
    FigureStatus.EXPECTED.value: "dự kiến",
}
"""What stands in the column of statuses; an official value says nothing (semantics 4)."""
_STATUS_OF: Final = {
    "": FigureStatus.OFFICIAL.value,
    "chinh thuc": FigureStatus.OFFICIAL.value,
    "uoc": FigureStatus.ESTIMATED.value,
    "uoc tinh": FigureStatus.ESTIMATED.value,
    "uoc thuc hien": FigureStatus.ESTIMATED.value,
    "du kien": FigureStatus.EXPECTED.value,
}


def status_of(word: str) -> str | None:
    """The status that a word names; None if it names none.

    >>> status_of(" Ước "), status_of(""), status_of("tạm")
    ('estimated', 'official', None)
    """
    return _STATUS_OF.get(fold(word).rstrip(".") if word else "")


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ only in spaces and line ends, which spreadsheets rewrite."""
    return one == other or one.replace("_x000D_", "").split() == other.split()


def same_number(text: str, number: Decimal) -> bool:
    """Whether a text of the manifest is this number."""
    try:
        return Decimal(text) == number
    except InvalidOperation:
        return False
