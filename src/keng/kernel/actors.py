"""Who acts. `access` implements the Protocol, the edges build an actor, every action takes one."""

from __future__ import annotations

from datetime import date
from typing import Protocol


class Actor(Protocol):
    """Somebody who acts in Keng, with the grants that decide what they may do where."""

    @property
    def account_id(self) -> int | None:
        """The account, or None for the operator of the machine."""

    @property
    def label(self) -> str:
        """The login, or "operator"; for messages, never for the journal."""

    def may(self, verb: str, *, unit_id: int, on: date) -> bool:
        """Whether a grant in force on the day allows the verb for the unit."""

    def require(self, verb: str, *, unit_id: int, on: date) -> None:
        """Raise NotAllowed unless `may` holds."""

    def reach(self, verb: str, *, on: date) -> frozenset[int] | None:
        """Ids of all units for which the verb is allowed; None means every unit."""


class Operator:
    """The person at the machine's own command line: owns the database, may do everything.

    Journalled as account None, so that what was done from the console can be told apart.
    """

    account_id: int | None = None
    label: str = "operator"

    def may(self, verb: str, *, unit_id: int, on: date) -> bool:
        """Always: whoever owns the machine owns the data."""
        return True

    def require(self, verb: str, *, unit_id: int, on: date) -> None:
        """Never refuses."""

    def reach(self, verb: str, *, on: date) -> frozenset[int] | None:
        """Every unit."""
        return None


OPERATOR = Operator()
