"""Storing notices: each person gets each of them once, whatever is tried again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from keng.notices.drafts import Draft
from keng.notices.models import Notice

OLD_NEWS: Final = timedelta(days=14)
"""What is heard later than this after it happened is stored as read: an import of old years, or a
worker that stood still for weeks, must not cover what is to be done today."""
_ROWS_A_STATEMENT: Final = 500


@transaction.atomic
def make(drafts: Iterable[Draft], *, at: datetime) -> int:
    """Store the notices that are not there yet; how many were asked for.

    Asks for no grant: the machine writes them, each to the person whom it concerns.
    """
    rows = [row for draft in drafts for row in _rows(draft, at)]
    Notice.objects.bulk_create(rows, batch_size=_ROWS_A_STATEMENT, ignore_conflicts=True)
    return len(rows)


def _rows(draft: Draft, at: datetime) -> Iterator[Notice]:
    is_old = at - draft.at > OLD_NEWS
    for account_id in sorted(draft.people):
        yield Notice(
            account_id=account_id,
            kind=draft.kind.value,
            key=draft.key,
            at=draft.at,
            unit_id=draft.unit_id,
            submission_id=draft.submission_id,
            round_id=draft.round_id,
            paper_id=draft.paper_id,
            task_id=draft.task_id,
            facts=dict(draft.facts),
            read_at=at if is_old else None,
        )
