"""Reading a plan out of a file: what is typed at once, a scan by a job."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from keng.documents.reading import read
from keng.intake.reports.asking import is_read_at_once
from keng.intake.tasks import READ_PLAN
from keng.intake.yearplans.extracting import source_read
from keng.jobs import actions as jobs
from keng.jobs.actions import NewStep
from keng.kernel.actors import Actor
from keng.planning.actions import keep_source
from keng.planning.queries import plan_to_write


@dataclass(frozen=True)
class Taken:
    """What came of a file: the reading beside the plan, or the job that makes it."""

    source_id: int | None = None
    job_id: int | None = None


def read_into(plan_id: int, name: str, content: bytes, *, actor: Actor, at: datetime) -> Taken:
    """Read a file for a plan: what is typed at once, a scan by a job.

    Raises NotFound, NotAllowed, WrongState (a closed plan), BadInput (the file was read before,
    nothing was found) and FileRefused for a file that cannot or must not be read.
    """
    year, unit_id = plan_to_write(plan_id, actor, at=at)
    if is_read_at_once(content, name):
        found = source_read(read(content, name=name), year)
        return Taken(source_id=keep_source(plan_id, found, actor=actor, at=at).pk)
    step = NewStep(hashlib.sha256(content).hexdigest(), name, content)
    arguments = {"plan": plan_id}
    job = jobs.ask(READ_PLAN, [step], unit_id=unit_id, actor=actor, at=at, arguments=arguments)
    return Taken(job_id=job.pk)
