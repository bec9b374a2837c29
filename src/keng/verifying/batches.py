"""The whole verification put into the queue."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from keng.jobs.actions import NewStep, ask
from keng.jobs.models import Job
from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed, WrongState
from keng.kernel.moments import local_day
from keng.verifying.rooms import NAMES
from keng.verifying.tasks import CHECK

_VERBS: Final = ("audit", "manage_users")


def ask_for_check(*, actor: Actor, at: datetime) -> Job:
    """Put a run over the whole database into the queue, a step for each room.

    Raises NotAllowed unless the actor audits or keeps some unit, and WrongState while another run
    is not done: two at once would only be slower.
    """
    reaches = [actor.reach(verb, on=local_day(at)) for verb in _VERBS]
    if not any(reach is None or reach for reach in reaches):
        raise NotAllowed(
            "Chỉ kiểm tra viên và quản trị viên được yêu cầu kiểm tra toàn bộ.",
            message_en="Only auditors and administrators may ask for the whole verification.",
        )
    open_one = Job.objects.filter(kind=CHECK, ended_at__isnull=True).first()
    if open_one is not None:
        raise WrongState(
            f"Đang có một lần kiểm tra toàn bộ chưa xong (việc số {open_one.pk}); hãy chờ kết quả.",
            message_en=f"A whole verification is not done yet (job {open_one.pk}); wait for it.",
            code="check_runs",
        )
    steps = [NewStep(room, name) for room, name in NAMES.items()]
    return ask(CHECK, steps, unit_id=None, actor=actor, at=at)
