"""What a task holds while it works: who it acts for, its files, and how a step becomes done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from keng.db.locks import for_update
from keng.jobs import files
from keng.jobs.models import Job, Step
from keng.jobs.queries import StepView, step_view
from keng.jobs.vocabulary import State, StepState
from keng.kernel.actors import Actor


class LostJob(Exception):
    """Another worker has taken the job over: whatever this one was about to write is undone."""


@dataclass(frozen=True)
class Run:
    """One worker at one job."""

    job_id: int
    worker: str
    kind: str
    arguments: Mapping[str, Any]
    unit_id: int | None
    actor: Actor
    now: Callable[[], datetime]

    @contextmanager
    def commit(self, step: StepView) -> Iterator[dict[str, Any]]:
        """A transaction that holds the job: what is written in it and the mark of the step.

        Both or neither are there after a crash. Raises LostJob if the job is no longer ours, which
        undoes what was written. The dictionary becomes the result of the step.
        """
        with transaction.atomic():
            self._hold()
            result: dict[str, Any] = {}
            yield result
            self._mark(step, StepState.DONE, result)
            rows = Job.objects.filter(pk=self.job_id)
            rows.update(done=F("done") + 1, deaths=0, beat_at=self.now())

    def fail(self, step: StepView, told: Mapping[str, str]) -> None:
        """Mark a step as refused, with the words why; the job goes on with the next."""
        with transaction.atomic():
            self._hold()
            self._mark(step, StepState.FAILED, {"error": dict(told)})

    def steps(self, state: StepState) -> list[StepView]:
        """The steps of the job in a state, in their order."""
        rows = Step.objects.filter(job_id=self.job_id, state=state.value).order_by("n")
        return [step_view(row) for row in rows]

    def given(self, step: StepView) -> bytes:
        """The file that was uploaded for a step."""
        return files.read(self.job_id, files.given(step.n))

    def keep(self, step: StepView, content: bytes) -> None:
        """Keep the file that a step made; made again, it takes the place of the first."""
        files.keep(self.job_id, files.made(step.n), content)

    def _hold(self) -> None:
        held = for_update(Job.objects.filter(pk=self.job_id)).first()
        if held is None or held.worker != self.worker or held.state != State.RUNNING.value:
            raise LostJob(self.job_id)

    def _mark(self, step: StepView, state: StepState, result: Mapping[str, Any]) -> None:
        Step.objects.filter(job_id=self.job_id, n=step.n).update(
            state=state.value, result=dict(result)
        )
