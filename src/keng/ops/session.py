"""Who acts on the command line, and what time it is there."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime

from keng.kernel.actors import OPERATOR, Actor
from keng.screening.desk import seated


def now() -> datetime:
    """The present moment; the only clock of the command line."""
    return datetime.now(tz=UTC)


def actor_of(arguments: argparse.Namespace) -> Actor:
    """The account of `--as` or KENG_AS, else the operator. NotFound if there is no such login."""
    login = getattr(arguments, "login", None) or os.environ.get("KENG_AS")
    if not login:
        seated(OPERATOR, now())
        return OPERATOR
    # Only commands that have started Django come here.
    from keng.access.actors import AccountActor
    from keng.access.queries import account_by_login

    actor = AccountActor(account_by_login(login))
    seated(actor, now())
    return actor
