"""Values of the law by day: which one is in force, with its source, or that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar


class DatedValue(Protocol):
    """Anything that holds from a day on, until another day that is not included."""

    @property
    def since(self) -> date:
        """First day in force."""

    @property
    def until(self) -> date | None:
        """First day no longer in force; None = still in force."""


Dated = TypeVar("Dated", bound=DatedValue)


def in_force(values: Iterable[Dated], on: date) -> Dated | None:
    """The value that holds on the day: of several the one that began last; None before the first.

    The value itself may still be null: then the law speaks but nobody has told Keng the number.
    """
    holding = [
        value for value in values if value.since <= on and (value.until is None or on < value.until)
    ]
    return max(holding, key=lambda value: value.since, default=None)
