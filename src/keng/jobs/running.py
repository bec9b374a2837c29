"""How a worker takes a job from the queue, works through its steps and ends it.

One conditional UPDATE claims a job, on both engines, so two workers never hold the same one. A
worker that dies leaves the job RUNNING with an old `beat_at`; after a lease another takes it up at
the first step that is not done.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import OperationalError, transaction
from django.db.models import F, Q

from keng.jobs.models import Job, Step
from keng.jobs.registry import Task, task_of
from keng.jobs.run import LostJob, Run
from keng.jobs.vocabulary import LEASE, MOST_DEATHS, State, StepState
from keng.journal.actions import record
from keng.kernel.actors import Actor
from keng.kernel.errors import DomainError

_log = logging.getLogger(__name__)

ActorOf = Callable[[int | None], Actor]
Clock = Callable[[], datetime]

_UNEXPECTED: Final = {
    "vi": "Máy chủ gặp lỗi ngoài dự kiến và đã ghi lại. Bấm Làm tiếp để thử lần nữa; nếu vẫn lỗi, "
    "hãy báo quản trị viên kèm số của việc này.",
    "en": "The server met an error that nobody expected and has written it down. Press Resume to "
    "try again; if it fails again, tell the administrator the number of this job.",
}
_DIED: Final = {
    "vi": "Tiến trình xử lý đã dừng đột ngột 3 lần ở cùng một bước. Bấm Làm tiếp để thử lần nữa, "
    "hoặc bỏ tệp của bước đó rồi yêu cầu lại.",
    "en": "The worker died three times at the same step. Press Resume to try again, or leave the "
    "file of that step out and ask anew.",
}
_UNKNOWN: Final = {
    "vi": "Phiên bản đang chạy không biết loại việc này; hãy yêu cầu lại.",
    "en": "The version that runs does not know this kind of job; ask for it anew.",
}


def run_next(
    worker: str, *, actor_of: ActorOf, now: Clock, stopping: Callable[[], bool] = lambda: False
) -> int | None:
    """Take one job and work until it ends or the worker must stop; its id, None if none waits."""
    job = claim(worker, at=now())
    if job is None:
        return None
    try:
        _work_off(job, worker, actor_of=actor_of, now=now, stopping=stopping)
    except LostJob:
        _log.warning("job %s was taken over by another worker", job.pk)
    except OperationalError:
        # A busy or restarted database: the lease runs out and the job is taken up again.
        _log.exception("job %s: the database did not answer", job.pk)
    return job.pk


def claim(worker: str, *, at: datetime) -> Job | None:
    """The oldest job that waits or whose worker was lost, now held by this worker."""
    # A sign of life from the time to come was given while the clock stood ahead.
    silent = Q(beat_at__lt=at - LEASE) | Q(beat_at__gt=at + LEASE)
    lost = Q(silent, state=State.RUNNING.value)
    rows = Job.objects.filter(Q(state=State.WAITING.value) | lost).order_by("pk")
    for job in rows:
        if _take(job, worker, at):
            job.refresh_from_db()
            if job.deaths < MOST_DEATHS:
                return job
            _end(job.pk, worker, State.FAILED, None, at, error=_DIED)
    return None


def beat(worker: str, *, at: datetime) -> None:
    """Say that the worker lives, so that nobody takes its job."""
    Job.objects.filter(worker=worker, state=State.RUNNING.value).update(beat_at=at)


def _take(job: Job, worker: str, at: datetime) -> bool:
    was_running = job.state == State.RUNNING.value
    rows = Job.objects.filter(pk=job.pk, state=job.state, beat_at=job.beat_at, worker=job.worker)
    changed = rows.update(
        state=State.RUNNING.value,
        worker=worker,
        beat_at=at,
        started_at=job.started_at or at,
        deaths=F("deaths") + (1 if was_running else 0),
    )
    return changed == 1


def _work_off(
    job: Job, worker: str, *, actor_of: ActorOf, now: Clock, stopping: Callable[[], bool]
) -> None:
    task = task_of(job.kind)
    if task is None:
        _end(job.pk, worker, State.FAILED, None, now(), error=_UNKNOWN)
        return
    actor: Actor | None = None
    try:
        actor = actor_of(job.account_id)
        run = Run(job.pk, worker, job.kind, job.arguments, job.unit_id, actor, now)
        _all_steps(task, run, stopping)
    except DomainError as told:
        _end(job.pk, worker, State.FAILED, actor, now(), error=_told(told))
    except (LostJob, OperationalError):
        raise
    except Exception:  # noqa: BLE001  a bug in one job must not end the worker; it is logged
        _log.exception("job %s (%s) failed", job.pk, job.kind)
        _end(job.pk, worker, State.FAILED, actor, now(), error=_UNEXPECTED)


def _all_steps(task: Task, run: Run, stopping: Callable[[], bool]) -> None:
    for step in run.steps(StepState.WAITING):
        if _is_stop_asked(run):
            _end(run.job_id, run.worker, State.STOPPED, run.actor, run.now())
            return
        if stopping():
            _hand_back(run)
            return
        try:
            task.work(step, run)
        except DomainError as told:
            run.fail(step, _told(told))
    failed = run.steps(StepState.FAILED)
    if failed and not run.steps(StepState.DONE):
        error = failed[0].result.get("error", {})
        _end(run.job_id, run.worker, State.FAILED, run.actor, run.now(), error=error)
        return
    result = task.finish(run)
    _end(run.job_id, run.worker, State.DONE, run.actor, run.now(), result=result)


def _is_stop_asked(run: Run) -> bool:
    held = Job.objects.filter(pk=run.job_id, worker=run.worker, state=State.RUNNING.value)
    found = list(held.values_list("stop_asked_at", flat=True))
    if not found:
        raise LostJob(run.job_id)
    return found[0] is not None


def _hand_back(run: Run) -> None:
    """The worker ends in an orderly way: the job waits for the next one, without a death."""
    rows = Job.objects.filter(pk=run.job_id, worker=run.worker, state=State.RUNNING.value)
    rows.update(state=State.WAITING.value, worker="", beat_at=None)


@transaction.atomic
def _end(
    job_id: int,
    worker: str,
    state: State,
    actor: Actor | None,
    at: datetime,
    *,
    error: Mapping[str, str] | None = None,
    result: Mapping[str, Any] | None = None,
) -> None:
    rows = Job.objects.filter(pk=job_id, worker=worker, state=State.RUNNING.value)
    changed = rows.update(
        state=state.value, ended_at=at, worker="", beat_at=None, error=error, result=result
    )
    if not changed:
        raise LostJob(job_id)
    if actor is not None:
        failed = Step.objects.filter(job_id=job_id, state=StepState.FAILED.value).count()
        done = Job.objects.values_list("done", flat=True).get(pk=job_id)
        facts = {"state": state.value, "done": done, "failed": failed}
        record(f"job:{job_id}", "jobs.ended", actor=actor, at=at, facts=facts)


def _told(refusal: DomainError) -> dict[str, str]:
    where = f"{refusal.where}: " if refusal.where else ""
    return {"vi": f"{where}{refusal.message}", "en": f"{where}{refusal.message_en}"}
