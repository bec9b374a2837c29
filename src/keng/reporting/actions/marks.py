"""Taking dealt-with marks off the queue of consolidation."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from keng.reporting.models import DirtyMark

_IDS_A_STATEMENT = 500


@transaction.atomic
def clear_marks(ids: Collection[int]) -> int:
    """Delete marks whose changes the roll-ups now hold, in the transaction that wrote them.

    Returns how many were there: fewer than asked means that somebody else dealt with them. Asks
    for no grant: a mark is a note of the machine to itself and holds no figure.
    """
    listed = sorted(ids)
    deleted = 0
    for start in range(0, len(listed), _IDS_A_STATEMENT):
        chunk = listed[start : start + _IDS_A_STATEMENT]
        deleted += DirtyMark.objects.filter(pk__in=chunk).delete()[0]
    return deleted
