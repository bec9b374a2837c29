"""Who acts, and what the journal holds of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict

from ninja import Schema

from keng.kernel.actors import Actor


class Who(TypedDict):
    """Who acts and when, as actions and queries take it."""

    actor: Actor
    at: datetime


class EntryOut(Schema):
    """One entry of the journal: references and digests only, never texts or names."""

    n: int
    at: datetime
    account: int | None
    verb: str
    facts: dict[str, Any]
    previous: str
    hash: str
