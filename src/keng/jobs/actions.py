"""Asking for a job, stopping it, taking it up again, and removing what nobody fetches any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from keng.db.locks import for_update, in_turn
from keng.jobs import files
from keng.jobs.models import Job, Step
from keng.jobs.queries import is_silent, not_found
from keng.jobs.registry import shorter_kept
from keng.jobs.vocabulary import FILES_KEPT, OPEN, RESUMABLE, State, StepState
from keng.journal.actions import record
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotAllowed, WrongState

MOST_OPEN: Final = 20
"""Nobody needs more at once; a page that is pressed again and again must not fill the queue."""


@dataclass(frozen=True)
class NewStep:
    """A step that is asked for; `content` is a file that was uploaded for it.

    `taken_from` is the job and step whose uploaded file this one works on again.
    """

    subject: str
    name: str = ""
    content: bytes | None = None
    taken_from: tuple[int, int] | None = None


@transaction.atomic
def ask(
    kind: str,
    steps: Sequence[NewStep],
    *,
    unit_id: int | None,
    actor: Actor,
    at: datetime,
    arguments: Mapping[str, Any] | None = None,
    answers: bytes = b"",
) -> Job:
    """Put a job into the queue; `answers` go into its folder, as they may hold what files hold.

    The caller has asked permission for what the job will do; the job acts as the same account and
    is asked again at each step. Raises BadInput without a step, and WrongState where the actor has
    MOST_OPEN open jobs.
    """
    if not steps:
        raise BadInput(
            "Không có gì để làm: chưa chọn tệp hay đơn vị nào.",
            message_en="There is nothing to do: no file and no unit was chosen.",
        )
    _refuse_too_many(actor)
    job = Job.objects.create(
        kind=kind,
        account_id=actor.account_id,
        unit_id=unit_id,
        arguments=dict(arguments or {}),
        total=len(steps),
        made_at=at,
    )
    Step.objects.bulk_create(
        Step(job=job, n=n, name=step.name[:255], subject=step.subject)
        for n, step in enumerate(steps, start=1)
    )
    for n, step in enumerate(steps, start=1):
        _keep_given(job.pk, n, step)
    if answers:
        files.keep(job.pk, files.ANSWERS, answers)
    _journal(job, "jobs.asked", actor, at, steps=len(steps))
    return job


@transaction.atomic
def stop(job_id: int, *, actor: Actor, at: datetime) -> Job:
    """Ask a job to stop: a waiting or silent one at once, a running one after its present step.

    What was done stays done. Raises NotFound, NotAllowed (not the owner), WrongState (has ended).
    """
    job = _own(job_id, actor)
    if job.state not in OPEN:
        raise WrongState(
            "Việc này đã kết thúc nên không dừng được nữa.",
            message_en="This job has ended, so it cannot be stopped.",
        )
    job.stop_asked_at = job.stop_asked_at or at
    if job.state == State.WAITING.value or is_silent(job, at):
        job.state, job.ended_at, job.worker = State.STOPPED.value, at, ""
    job.save()
    _journal(job, "jobs.stop_asked", actor, at, done=job.done)
    return job


@transaction.atomic
def resume(job_id: int, *, actor: Actor, at: datetime) -> Job:
    """Put a stopped or failed job, or the steps of one that failed, back into the queue.

    What was done is not done again. Raises NotFound, NotAllowed and WrongState (runs or is done,
    or its files have been removed).
    """
    job = _own(job_id, actor)
    failed = job.steps.filter(state=StepState.FAILED.value)
    left = job.state in RESUMABLE or (job.state == State.DONE.value and failed.exists())
    if not left:
        raise WrongState(
            "Việc này không dừng dở nên không có gì để làm tiếp.",
            message_en="This job was not left half done, so there is nothing to resume.",
        )
    if job.files_gone_at is not None:
        raise WrongState(
            "Tệp của việc này đã được xóa sau 7 ngày; hãy yêu cầu lại từ đầu.",
            message_en="The files of this job were removed after 7 days; ask for it anew.",
        )
    failed.update(state=StepState.WAITING.value, result=None)
    job.state, job.ended_at, job.stop_asked_at = State.WAITING.value, None, None
    job.error, job.result, job.deaths = None, None, 0
    job.save()
    _journal(job, "jobs.resumed", actor, at, done=job.done)
    return job


@transaction.atomic
def forget(job_id: int, *, actor: Actor, at: datetime) -> Job:
    """Remove the files of an ended job and the names of what was uploaded; the row stays.

    Raises NotFound, NotAllowed (not the owner), WrongState (still waits or runs). A job whose
    files are gone already is left as it is.
    """
    job = _own(job_id, actor)
    if job.state in OPEN:
        raise WrongState(
            "Việc này chưa xong; hãy dừng việc trước khi xóa tệp.",
            message_en="This job is not done; stop it before its files are removed.",
        )
    if job.files_gone_at is None:
        _lose_files([job_id], at)
        job.steps.update(name="")
        job.refresh_from_db()
        _journal(job, "jobs.forgotten", actor, at)
    return job


def clean_up(*, at: datetime) -> int:
    """Remove the files of jobs that ended FILES_KEPT ago, and folders that belong to no job.

    Kinds that are registered with a shorter time lose theirs then, with the names of what was
    uploaded. The rows stay: who asked for what is kept. Returns how many jobs lost their files.
    """
    ended = Job.objects.filter(files_gone_at__isnull=True)
    kinds = shorter_kept()
    early = Q(pk__in=())
    for kind, kept in kinds.items():
        early |= Q(kind=kind, ended_at__lt=at - kept)
    gone = list(ended.filter(early | Q(ended_at__lt=at - FILES_KEPT)).values_list("pk", flat=True))
    _lose_files(gone, at)
    Step.objects.filter(job__in=gone, job__kind__in=kinds).update(name="")
    _remove_orphans(at)
    return len(gone)


def _lose_files(job_ids: Sequence[int], at: datetime) -> None:
    for job_id in job_ids:
        files.remove_all(job_id)
    Job.objects.filter(pk__in=job_ids).update(files_gone_at=at)


def _keep_given(job_id: int, n: int, step: NewStep) -> None:
    if step.content is not None:
        files.keep(job_id, files.given(n), step.content)
    if step.taken_from is not None:
        earlier, their_n = step.taken_from
        files.copy(earlier, files.given(their_n), into_job=job_id, under=files.given(n))


def _remove_orphans(at: datetime) -> None:
    # The row of a job may still be on its way to the database while its files are written.
    before = (at - timedelta(days=1)).timestamp()
    old = {job_id for job_id, changed in files.folders() if changed < before}
    for job_id in old - set(Job.objects.filter(pk__in=old).values_list("pk", flat=True)):
        files.remove_all(job_id)


def _refuse_too_many(actor: Actor) -> None:
    still_open = Job.objects.filter(account_id=actor.account_id, state__in=OPEN)
    # Two that are asked for at once come one after the other, so that both are counted.
    list(in_turn(still_open.order_by("pk")).values_list("pk"))
    if still_open.count() >= MOST_OPEN:
        raise WrongState(
            f"Bạn đang có {MOST_OPEN} việc chưa xong; hãy chờ hoặc dừng bớt rồi yêu cầu tiếp.",
            message_en=f"You have {MOST_OPEN} jobs that are not done; wait or stop some first.",
        )


def _own(job_id: int, actor: Actor) -> Job:
    job = for_update(Job.objects.filter(pk=job_id)).first()
    if job is None:
        raise not_found(job_id)
    if actor.account_id is not None and job.account_id != actor.account_id:
        raise NotAllowed(
            "Chỉ người đã yêu cầu việc này mới dừng hay làm tiếp được.",
            message_en="Only who asked for this job may stop or resume it.",
        )
    return job


def _journal(job: Job, verb: str, actor: Actor, at: datetime, **facts: int) -> None:
    told = {"kind": job.kind, "unit": job.unit_id, **facts}
    record(f"job:{job.pk}", verb, actor=actor, at=at, facts=told)
