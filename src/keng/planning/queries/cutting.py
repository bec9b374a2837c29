"""Rows of a query that are counted and cut in the database, whatever page is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar, overload

from django.db.models import QuerySet

Made = TypeVar("Made")


class Rows(Sequence[Made], Generic[Made]):
    """A list that reads only the stretch that is asked for, and makes lines of it.

    Its length is one query, asked once; each stretch costs what `made` costs.
    """

    def __init__(self, rows: QuerySet[Any], made: Callable[[QuerySet[Any]], list[Made]]) -> None:
        self._rows = rows
        self._made = made

    @cached_property
    def _count(self) -> int:
        return int(self._rows.count())

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Made: ...
    @overload
    def __getitem__(self, place: slice) -> list[Made]: ...
    def __getitem__(self, place: int | slice) -> Made | list[Made]:
        if isinstance(place, int):
            if place < 0:
                place += len(self)
            found = self._made(self._rows[place : place + 1]) if place >= 0 else []
            if not found:
                raise IndexError(place)
            return found[0]
        return self._made(self._rows[place])

    def __iter__(self) -> Iterator[Made]:
        return iter(self._made(self._rows.all()))
