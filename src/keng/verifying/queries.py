"""When the whole was last verified, by whom, and with which outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from keng.journal import rows as vouched
from keng.kernel.problems import Problem
from keng.verifying.models import FullCheck

STREAM = "check:"


@dataclass(frozen=True)
class CheckView:
    """One run of the whole verification, as `FullCheck` tells it."""

    id: int
    at: datetime
    took: timedelta
    account_id: int | None
    job_id: int | None
    first_seal: int | None
    last_seal: int | None
    entries: int
    outside_seals: int
    problems: int

    def is_older_than(self, days: int, *, at: datetime) -> bool:
        """Whether it began more than so many days before the moment."""
        return at - self.at > timedelta(days=days)


def latest_checks(limit: int = 1) -> list[CheckView]:
    """The latest runs that came to their end, newest first; one query."""
    return [_view(row) for row in FullCheck.objects.order_by("-at", "-pk")[:limit]]


def problems() -> Iterator[Problem]:
    """Runs that were added, changed or removed outside Keng."""
    yield from vouched.problems(FullCheck, streams=STREAM)


def _view(row: FullCheck) -> CheckView:
    return CheckView(
        id=row.pk,
        at=row.at,
        took=timedelta(milliseconds=row.took_ms),
        account_id=row.account_id,
        job_id=row.job_id,
        first_seal=row.first_seal,
        last_seal=row.last_seal,
        entries=row.entries,
        outside_seals=row.outside_seals,
        problems=row.problems,
    )
