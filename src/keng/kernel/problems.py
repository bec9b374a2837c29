"""What `keng verify` reports: a stored row that does not agree with what must hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One row that is wrong: its table, its id as text, and what is wrong with it."""

    table: str
    id: str
    what: str
