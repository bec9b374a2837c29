"""Questions about jobs: only the owner, and who keeps or audits the unit, see one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from keng.jobs import files
from keng.jobs.models import Job, Step
from keng.jobs.vocabulary import LEASE, RESUMABLE, State, StepState
from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed, NotFound
from keng.kernel.moments import local_day


@dataclass(frozen=True)
class StepView:
    """One step: what it is about and what came of it."""

    n: int
    name: str
    subject: str
    state: str
    result: Mapping[str, Any]


@dataclass(frozen=True)
class JobView:
    """A job as its readers see it. `steps` and `result` are empty but for the owner, and for an
    owner who may not view the unit any more: what it made tells of that unit.

    `is_silent`: it runs, but its worker has given no sign of life for longer than a lease.
    `part`: how many parts of how many its present step has done, where the step tells.
    """

    id: int
    kind: str
    account_id: int | None
    unit_id: int | None
    state: str
    arguments: Mapping[str, Any]
    done: int
    total: int
    failed: int
    made_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    is_silent: bool
    is_stopping: bool
    error: Mapping[str, str]
    result: Mapping[str, Any]
    files_gone: bool
    is_own: bool
    steps: tuple[StepView, ...] = ()
    part: tuple[int, int] = (0, 0)

    @property
    def is_open(self) -> bool:
        """Whether it still waits or runs."""
        return self.state in {State.WAITING, State.RUNNING}

    @property
    def may_stop(self) -> bool:
        """Whether its owner may stop it."""
        return self.is_own and self.is_open and not self.is_stopping

    @property
    def may_resume(self) -> bool:
        """Whether its owner may have it taken up again: something is left, with its files."""
        left = self.state in RESUMABLE or (self.state == State.DONE and self.failed > 0)
        return self.is_own and left and not self.files_gone


def jobs_of(actor: Actor, *, at: datetime, limit: int = 50) -> list[JobView]:
    """The jobs that the actor asked for, newest first, without their steps; one query."""
    rows = _counted(Job.objects.filter(account_id=actor.account_id)).order_by("-pk")
    return [_view(row, actor, at) for row in rows[:limit]]


def jobs_below(actor: Actor, *, at: datetime, limit: int = 50) -> list[JobView]:
    """The jobs of others about units that the actor keeps or audits, newest first."""
    on = local_day(at)
    reaches = [actor.reach(verb, on=on) for verb in ("manage_users", "audit")]
    rows = _counted(Job.objects.exclude(account_id=actor.account_id)).order_by("-pk")
    if None not in reaches:
        units = frozenset().union(*(reach for reach in reaches if reach is not None))
        if not units:
            return []
        rows = rows.filter(unit_id__in=units)
    return [_view(row, actor, at) for row in rows[:limit]]


def newest_about(unit_id: int, kind: str, *, actor: Actor, at: datetime) -> JobView | None:
    """The newest job of a kind that the actor asked for about a unit, without its steps."""
    rows = Job.objects.filter(account_id=actor.account_id, unit_id=unit_id, kind=kind)
    row = _counted(rows).order_by("-pk").first()
    return _view(row, actor, at) if row is not None else None


def open_jobs(actor: Actor) -> int:
    """How many of the actor's jobs wait or run."""
    return Job.objects.filter(account_id=actor.account_id, ended_at__isnull=True).count()


def job_view(job_id: int, *, actor: Actor, at: datetime) -> JobView:
    """One job, with its steps for its owner, while they may view the unit that it is about.

    Raises NotFound and NotAllowed.
    """
    row = _counted(Job.objects.filter(pk=job_id)).first()
    if row is None:
        raise not_found(job_id)
    if not _may_see(row, actor, at):
        raise NotAllowed(
            "Việc này do người khác yêu cầu; chỉ người đó, quản trị viên và người kiểm tra của "
            "đơn vị xem được.",
            message_en="Somebody else asked for this job; only they, the administrator and the "
            "auditor of the unit may see it.",
        )
    steps = row.steps.order_by("n") if _may_read(row, actor, at) else ()
    return _view(row, actor, at, [step_view(step) for step in steps])


def queue_length(at: datetime) -> tuple[int, int, float]:
    """Jobs that wait, jobs that run, and how many seconds the oldest waiting one has waited."""
    counted = Job.objects.filter(ended_at=None).aggregate(
        waiting=Count("pk", filter=Q(started_at=None)),
        running=Count("pk", filter=Q(state=State.RUNNING.value)),
        oldest=Min("made_at", filter=Q(started_at=None)),
    )
    oldest = counted["oldest"]
    waited = max((at - oldest).total_seconds(), 0.0) if oldest else 0.0
    return counted["waiting"], counted["running"], waited


def units_of_jobs(job_ids: Collection[int]) -> dict[int, int | None]:
    """Which unit each job is about; one query."""
    return dict(Job.objects.filter(pk__in=job_ids).values_list("pk", "unit_id"))


def step_view(step: Step) -> StepView:
    """A stored step as others see it."""
    return StepView(step.n, step.name, step.subject, step.state, step.result or {})


def is_silent(job: Job, at: datetime) -> bool:
    """Whether it runs and its worker has given no sign of life for a lease."""
    if job.state != State.RUNNING.value or job.beat_at is None:
        return False
    return not at - LEASE <= job.beat_at <= at + LEASE


def not_found(job_id: int) -> NotFound:
    """The refusal for a number that no job has."""
    return NotFound(f"Không có việc số {job_id}.", message_en=f"There is no job {job_id}.")


def _counted(rows: QuerySet[Job]) -> QuerySet[Job]:
    return rows.annotate(failed_steps=Count("steps", filter=Q(steps__state=StepState.FAILED.value)))


def _may_see(job: Job, actor: Actor, at: datetime) -> bool:
    if actor.account_id is None or job.account_id == actor.account_id:
        return True
    if job.unit_id is None:
        return False
    on = local_day(at)
    return any(actor.may(verb, unit_id=job.unit_id, on=on) for verb in ("manage_users", "audit"))


def _may_read(job: Job, actor: Actor, at: datetime) -> bool:
    """Whether what came of the job is for this reader."""
    if job.account_id != actor.account_id:
        return False
    return job.unit_id is None or actor.may("view", unit_id=job.unit_id, on=local_day(at))


def _view(job: Job, actor: Actor, at: datetime, steps: Collection[StepView] = ()) -> JobView:
    own = job.account_id == actor.account_id
    return JobView(
        id=job.pk,
        kind=job.kind,
        account_id=job.account_id,
        unit_id=job.unit_id,
        state=job.state,
        arguments=job.arguments,
        done=job.done,
        total=job.total,
        failed=getattr(job, "failed_steps", 0),
        made_at=job.made_at,
        started_at=job.started_at,
        ended_at=job.ended_at,
        is_silent=is_silent(job, at),
        is_stopping=job.stop_asked_at is not None and job.ended_at is None,
        error=job.error or {},
        result=(job.result or {}) if _may_read(job, actor, at) else {},
        files_gone=job.files_gone_at is not None,
        is_own=own,
        steps=tuple(steps),
        part=files.part_told(job.pk) if job.state == State.RUNNING.value else (0, 0),
    )
