"""A job and its steps. A step is done in the same transaction as what it writes, or not at all."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from keng.jobs.vocabulary import State, StepState

_STATES = [(item.value, item.name) for item in State]
_STEP_STATES = [(item.value, item.name) for item in StepState]


class Job(models.Model):
    """Work that somebody asked for. `arguments` are ids and codes, never content.

    `worker` holds a running job as long as `beat_at` is fresh; `deaths` counts how often a worker
    was lost since the last step that was done. `error` and `result` are words and references for
    the owner. `files_gone_at`: what was uploaded and made has been removed.
    """

    kind = models.CharField(max_length=60)
    account_id = models.BigIntegerField(null=True)  # None: the operator of the machine
    unit_id = models.BigIntegerField(null=True)  # whose figures it is about
    state = models.CharField(max_length=8, choices=_STATES, default=State.WAITING.value)
    arguments = models.JSONField(default=dict)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, blank=True)
    deaths = models.PositiveSmallIntegerField(default=0)
    stop_asked_at = models.DateTimeField(null=True)
    error = models.JSONField(null=True)
    result = models.JSONField(null=True)
    files_gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[item.value for item in State]), name="job_state_known"
            ),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="job_done_in_total"),
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="job_queue"),
            models.Index(fields=["account_id", "-id"], name="job_of_account"),
        ]


class Step(models.Model):
    """One part of a job: one workbook, one unit. `name` is how its owner knows it."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="steps")
    n = models.PositiveIntegerField()
    name = models.CharField(max_length=255, blank=True)
    subject = models.CharField(max_length=80, blank=True)  # an id or a digest
    state = models.CharField(max_length=8, choices=_STEP_STATES, default=StepState.WAITING.value)
    result = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "n"], name="job_step_once")]
