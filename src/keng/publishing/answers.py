"""What a job of proofreading found: for whoever asked, as long as it is kept."""

from __future__ import annotations

from datetime import datetime

from keng.jobs import files
from keng.jobs.queries import job_view
from keng.jobs.vocabulary import State
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.publishing.proofreading import Proofread, restored
from keng.publishing.tasks import PROOFREAD


def answer_of(job_id: int, *, actor: Actor, at: datetime) -> Proofread:
    """The file as the job proofread it.

    Raises NotFound where there is no such job, it is somebody else's or not done, or its result
    has been removed; NotAllowed as `jobs.queries.job_view` does.
    """
    job = job_view(job_id, actor=actor, at=at)
    if job.kind != PROOFREAD or not job.is_own or job.state != State.DONE or job.files_gone:
        raise NotFound(
            f"Không có kết quả soát số {job_id}: chưa xong, đã xóa, hoặc của người khác. "
            "Hãy tải tệp lên lại.",
            message_en=f"There is no result {job_id}: not done, removed, or somebody else's. "
            "Hand the file in again.",
        )
    (step,) = job.steps
    return restored(files.read(job_id, files.made(step.n)))


def word_of(job_id: int, *, actor: Actor, at: datetime) -> bytes:
    """The Word file with the findings as comments; refused as `answer_of` is."""
    answer_of(job_id, actor=actor, at=at)
    return files.read(job_id, files.RESULT)
