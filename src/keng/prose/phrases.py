"""Phrases of an official paper: plain words, and numbers that say which figure they print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from keng.kernel.figures import CellKey, FigureStatus

MISSING: Final = "chưa có số liệu"
SAME: Final = "không tăng, không giảm"
MONEY_UNITS: Final = frozenset({"đồng", "nghìn đồng", "triệu đồng", "tỷ đồng"})
PERCENT: Final = "%"


class View(StrEnum):
    """Which side of a figure a number shows."""

    VALUE = "value"
    PREVIOUS = "previous"
    CHANGE = "change"
    CHANGE_PCT = "change_pct"
    SHARE = "share"
    ACCEPTED = "accepted"
    EXPECTED = "expected"


@dataclass(frozen=True)
class Number:
    """A figure inside a phrase: its words on paper, the view, the exact value (None: unknown).

    `of` is the whole that a share is a share of.
    """

    text: str
    view: View
    key: CellKey | None = None
    exact: Decimal | None = None
    of: CellKey | None = None


Piece = str | Number
Phrase = tuple[Piece, ...]


@dataclass(frozen=True)
class Stated:
    """One figure with all that a sentence may say about it.

    `value`, `previous` and `change` are integers in the smallest unit (`digits` decimals); `shown`
    and `previous_shown` replace a value that must not be seen ("<5", "…"). `change` is given, not
    subtracted here: it is computed on the units present in both periods, `compared_units` of them,
    whose previous sum is `base` (None: all of `previous`). `remark` is for tables.
    """

    label: str
    unit: str
    value: int | None
    digits: int = 0
    key: CellKey | None = None
    status: FigureStatus = FigureStatus.OFFICIAL
    shown: str = ""
    previous: int | None = None
    previous_shown: str = ""
    change: int | None = None
    change_pct: Decimal | None = None
    base: int | None = None
    compared_units: int | None = None
    not_comparable: str = ""
    accepted: int | None = None
    expected: int | None = None
    remark: str = ""


def plain(phrase: Phrase) -> str:
    """Return the phrase as text."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in phrase)


def capitalised(phrase: Phrase) -> Phrase:
    """Return the phrase with a capital at its start."""
    first, *rest = phrase or ("",)
    if isinstance(first, str):
        return (first[:1].upper() + first[1:], *rest)
    return (replace(first, text=first.text[:1].upper() + first.text[1:]), *rest)


def in_brackets(phrase: Phrase) -> Phrase:
    """Return the phrase in brackets behind a blank; nothing of an empty one."""
    return (" (", *phrase, ")") if phrase else ()


def joined(phrases: Sequence[Phrase], separator: str) -> Phrase:
    """Return the phrases one after the other, the separator between them."""
    pieces: list[Piece] = []
    for index, phrase in enumerate(phrases):
        pieces.extend([separator, *phrase] if index else phrase)
    return tuple(pieces)
