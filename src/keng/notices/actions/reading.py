"""Having read one's notices."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from keng.kernel.actors import Actor
from keng.notices.models import Notice


@transaction.atomic
def mark_read(notice_ids: Collection[int], *, actor: Actor, at: datetime) -> int:
    """Mark one's own notices as read; how many were not yet. Others' are left as they are.

    No line in the journal: what somebody looked at is nobody's business.
    """
    mine = Notice.objects.filter(account_id=actor.account_id or 0, pk__in=notice_ids)
    return mine.filter(read_at__isnull=True).update(read_at=at)


@transaction.atomic
def mark_all_read(*, up_to: int, actor: Actor, at: datetime) -> int:
    """Mark all of one's notices up to the one with this id: none that came since is hidden."""
    mine = Notice.objects.filter(account_id=actor.account_id or 0, pk__lte=up_to)
    return mine.filter(read_at__isnull=True).update(read_at=at)
