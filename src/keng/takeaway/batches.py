"""The archive of a unit put into the queue."""

from __future__ import annotations

from datetime import datetime

from keng.jobs.actions import NewStep, ask
from keng.jobs.models import Job
from keng.jobs.queries import JobView, newest_about
from keng.kernel.actors import Actor
from keng.kernel.errors import WrongState
from keng.kernel.moments import local_day
from keng.orgunits.queries import unit_view
from keng.takeaway.actions import require_taking
from keng.takeaway.tasks import ARCHIVE


def ask_for_archive(unit_id: int, *, actor: Actor, at: datetime) -> Job:
    """Put the writing of all that a unit has into the queue.

    Raises NotAllowed for whoever does not keep the accounts of the unit, and WrongState while the
    actor's archive of this unit is being made: the second would only hold the same.
    """
    require_taking(unit_id, actor=actor, at=at)
    before = newest_archive(unit_id, actor=actor, at=at)
    if before is not None and before.is_open:
        raise WrongState(
            f"Kho dữ liệu của đơn vị này đang được ghi (việc số {before.id}); hãy chờ kết quả.",
            message_en=f"The archive of this unit is being made (job {before.id}); wait for it.",
            code="archive_runs",
        )
    name = unit_view(unit_id, on=local_day(at)).full_name
    return ask(ARCHIVE, [NewStep(str(unit_id), name)], unit_id=unit_id, actor=actor, at=at)


def newest_archive(unit_id: int, *, actor: Actor, at: datetime) -> JobView | None:
    """The actor's newest archive of the unit, still in the making or ended; None before any."""
    return newest_about(unit_id, ARCHIVE, actor=actor, at=at)
