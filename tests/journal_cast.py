"""A person and a moment for the tests of the journal."""

from __future__ import annotations

from datetime import UTC, datetime

from keng.journal import actions
from keng.journal.models import Entry
from keng.kernel.actors import Operator

AT = datetime(2026, 3, 2, 3, 4, 5, 678901, tzinfo=UTC)


class Clerk(Operator):
    """An actor with an account, for whom nothing is refused."""

    account_id = 7
    label = "clerk"


CLERK = Clerk()


def write(stream: str = "submission:41", verb: str = "reporting.entered", **facts: object) -> Entry:
    """One entry of the clerk at the usual moment."""
    return actions.record(stream, verb, actor=CLERK, at=AT, facts=facts or {"figures": 3})
