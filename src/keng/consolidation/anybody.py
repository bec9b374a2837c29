"""Somebody who works nowhere and may look everywhere: reads what is public of every unit."""

from __future__ import annotations

from datetime import date
from typing import Final


class _Anybody:
    """Implements `kernel.actors.Actor` without a duty at any unit: near to nothing.

    For what is made once and read by many: it says what this reader sees.
    """

    account_id: int | None = 0  # the number of no account
    label: str = "anybody"

    def may(self, verb: str, *, unit_id: int, on: date) -> bool:
        """Looking is all that it may."""
        del unit_id, on
        return verb == "view"

    def require(self, verb: str, *, unit_id: int, on: date) -> None:
        """Raise ValueError for anything but looking: nobody acts as anybody."""
        if not self.may(verb, unit_id=unit_id, on=on):
            raise ValueError(verb)

    def reach(self, verb: str, *, on: date) -> frozenset[int] | None:
        """Every unit."""
        del verb, on
        return None


ANYBODY: Final = _Anybody()
