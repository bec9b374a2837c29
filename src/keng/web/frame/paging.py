"""Long lists page by page, with how many there are in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from django.http import QueryDict

from keng.web.frame.requests import is_whole

One = TypeVar("One")
PAGE: Final = 100
PARAMETER: Final = "trang"


@dataclass(frozen=True)
class Page(Generic[One]):
    """A page of a list: its rows, which of how many they are, and the addresses beside it."""

    rows: Sequence[One]
    first: int
    last: int
    all: int
    earlier: str
    later: str


def paged(rows: Sequence[One], asked: QueryDict, *, size: int = PAGE) -> Page[One]:
    """The page that the address asks for, or the nearest one that there is.

    `asked` are the parameters of the address; those of the pages beside it keep all others.
    """
    pages = max(-(-len(rows) // size), 1)
    text = asked.get(PARAMETER, "")
    number = min(int(text), pages) if is_whole(text) and int(text) else 1
    start = (number - 1) * size
    shown = rows[start : start + size]
    return Page(
        rows=shown,
        first=start + 1 if shown else 0,
        last=start + len(shown),
        all=len(rows),
        earlier=_address(asked, number - 1) if number > 1 else "",
        later=_address(asked, number + 1) if number < pages else "",
    )


def _address(asked: QueryDict, number: int) -> str:
    there = asked.copy()
    there[PARAMETER] = str(number)
    return f"?{there.urlencode()}"
