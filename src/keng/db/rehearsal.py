"""Doing an act to see what it would do, and taking all of it back.

The act runs as it would run in earnest, with its locks, guards and refusals; what the looker reads
is what would stand. Then the transaction is rolled back. On PostgreSQL the numbers that the rows
were given are not given again; nothing else is left.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

from keng.db.reading import asking_anew

_Seen = TypeVar("_Seen")


class _TakenBack(Exception):
    """Ends the rehearsal."""


def rehearsed(act: Callable[[], object], look: Callable[[], _Seen]) -> _Seen:
    """What `look` sees after `act`; whatever either of them wrote is gone afterwards.

    What `act` refuses is raised to the caller, with nothing saved either.
    """
    seen: list[_Seen] = []
    try:
        with asking_anew(), transaction.atomic():
            act()
            seen.append(look())
            raise _TakenBack
    except _TakenBack:
        return seen[0]
