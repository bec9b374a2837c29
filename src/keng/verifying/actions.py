"""Writing down that a run over the whole database came to its end."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction

from keng.journal.actions import record
from keng.journal.queries import extent
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor
from keng.verifying.models import FullCheck
from keng.verifying.queries import STREAM


@dataclass(frozen=True)
class Held:
    """What a run held: the moment it began, and the journal as it stood then."""

    at: datetime
    first_seal: int | None
    last_seal: int | None
    entries: int


def held_now(at: datetime) -> Held:
    """What a run that begins now will hold; three small queries."""
    return Held(at, *extent())


@transaction.atomic
def record_check(
    held: Held,
    problems: int,
    *,
    took: timedelta,
    actor: Actor,
    at: datetime,
    job_id: int | None = None,
    outside_seals: int = 0,
) -> FullCheck:
    """Write down that a run over all rooms came to its end; of one job only once.

    It changes nothing that was verified, so whoever may run it may record it. Raises what
    `journal.actions.record` raises on a machine without the seal key; nothing is saved then.
    """
    known = FullCheck.objects.filter(job_id=job_id).first() if job_id is not None else None
    if known is not None:
        return known
    made = FullCheck.objects.create(
        **asdict(held),
        took_ms=max(took // timedelta(milliseconds=1), 0),
        account_id=actor.account_id,
        job_id=job_id,
        outside_seals=outside_seals,
        problems=problems,
    )
    facts = {"entries": made.entries, "seal": made.last_seal, "problems": problems}
    told = {**facts, ROWS: stated(made)}
    record(f"{STREAM}{made.pk}", "verifying.checked", actor=actor, at=at, facts=told)
    return made
