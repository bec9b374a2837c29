"""Background jobs of the room: thin, idempotent, arguments are ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from keng.reporting.actions import refresh_findings
from keng.reporting.models import Submission


@dataclass(frozen=True)
class Progress:
    """How far a job has come."""

    done: int
    total: int


def refresh_round(round_id: int, *, after: int = 0) -> Iterator[Progress]:
    """Run the rules again over every submission of a round, one transaction each.

    Counts in lists are those of the last save; this brings them up to date after figures of other
    periods changed. `after` is the last submission id that was done, to go on where it stopped;
    running it twice does no harm.
    """
    rows = Submission.objects.filter(round_id=round_id, pk__gt=after).order_by("pk")
    ids = list(rows.values_list("pk", flat=True))
    for done, pk in enumerate(ids, start=1):
        refresh_findings(pk)
        yield Progress(done, len(ids))
