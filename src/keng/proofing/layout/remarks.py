"""A slip of layout as a finding: what is there, what is asked, where, and the clause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from keng.proofing.finding import Finding, Place
from keng.proofing.layout.asked import DECREE, DECREE_EN
from keng.proofing.layout.rules import LAYOUT_RULES

_MOST_PLACES: Final = 8
_LONGEST: Final = 60
Said = tuple[str, str]
"""The same words in Vietnamese and in English."""


def slip(
    code: str, clause: str, there: Said, asked: Said, lines: Sequence[int], quoted: str = ""
) -> Finding:
    """A finding at the first of `lines`; the others are told as related places."""
    rule = LAYOUT_RULES[code]
    first, *others = lines or [1]
    return Finding(
        code,
        rule.severity,
        first,
        first,
        f"{there[0]}; quy định {asked[0]} ({DECREE}, {clause}).",
        f"{there[1]}; asked for is {asked[1]} ({DECREE_EN}, {clause}).",
        quoted if len(quoted) <= _LONGEST else f"{quoted[: _LONGEST - 1]}…",
        related=tuple(Place(line, line, "") for line in others[:_MOST_PLACES]),
    )


def number(value: float) -> str:
    """A length or size as it is written: "12,5", "13"."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def span(low: float, high: float) -> str:
    """ "13–14", or "13" where both are the same."""
    return number(low) if low == high else f"{number(low)}–{number(high)}"
