"""Plans, what they hold, what became of it, and what was read out of a file.

Who answers for a task is a body: a post or an office of the plan's unit, never a person
(semantics 26). Nothing is deleted: a task is dropped with its reason, results are only added.
"""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from keng.planning.vocabulary import Aim, Outcome, Read, Rhythm, State, TaskState, Verdict
from keng.screening.fields import FreeLine, FreeText


def _choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in words]


class Plan(models.Model):
    """The plan of a unit for a year. `version` counts what was changed after it was issued.

    `basis` is how the paper is cited once it is issued; `taken_from` the plan that it was taken
    over from; `remark` says, for one, that a plan is illustrative.
    """

    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="plans")
    year = models.PositiveIntegerField()
    title = FreeLine(max_length=300)
    state = models.CharField(max_length=10, choices=_choices(State), default=State.DRAFT.value)
    version = models.PositiveIntegerField(default=1)
    basis = FreeLine(max_length=200, blank=True)
    remark = FreeLine(max_length=300, blank=True)
    issued_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    taken_from = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="taken_over"
    )
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "title"], name="planning_plan_title_once"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(issued_on__isnull=False),
                name="planning_plan_issued_has_day",
            ),
        ]
        indexes = [models.Index(fields=["unit", "-year"], name="planning_plan_of_unit")]


class Body(models.Model):
    """A post or office of a unit that work is given to: "Công an xã", "Đoàn Thanh niên xã".

    `answers` is the unit whose people close its tasks, where the body is a unit of its own.
    """

    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="bodies")
    name = FreeLine(max_length=200)
    answers = models.ForeignKey(
        "orgunits.Unit", null=True, on_delete=models.PROTECT, related_name="answers_for"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="planning_body_once"),
        ]


class Goal(models.Model):
    """A sentence of what the plan wants to bring about."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="goals")
    n = models.PositiveIntegerField()
    text = FreeText()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "n"], name="planning_goal_once")]


class Target(models.Model):
    """What the plan aims at, in numbers: `value` with `digits` decimals in `measure` ("%" a share).

    `unit_kind` says of what the share is ("thôn"). `indicator` names the figure that measures it,
    with the pack's code; without one a person writes down how it stands. One that was dropped stays
    with its reason.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="targets")
    n = models.PositiveIntegerField()
    what = FreeLine(max_length=500)
    aim = models.CharField(max_length=10, choices=_choices(Aim), default=Aim.AT_LEAST.value)
    value = models.BigIntegerField(null=True)
    digits = models.PositiveSmallIntegerField(default=0)
    measure = FreeLine(max_length=60, blank=True)
    unit_kind = FreeLine(max_length=120, blank=True)
    indicator = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True)
    drop_reason = FreeLine(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "n"], name="planning_target_once"),
            models.CheckConstraint(
                condition=Q(aim="direction") | Q(value__isnull=False),
                name="planning_target_has_value",
            ),
            models.CheckConstraint(condition=Q(digits__lte=4), name="planning_target_few_digits"),
        ]


class Measurement(models.Model):
    """How a target stood on a day, as a person wrote it down; rows are only added."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="measurements")
    n = models.PositiveIntegerField()
    value = models.BigIntegerField()
    day = models.DateField()
    source = FreeLine(max_length=300, blank=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target", "n"], name="planning_measurement_once"),
        ]


class Task(models.Model):
    """Work that the plan orders. `due_written` keeps what was said where it makes no day.

    `implements` is the task of a plan above (or of an earlier plan) that this one carries out.
    `next_due` is worked out from the rest and from the results, so that lists are counted and cut
    in the database: the earliest due day without a result, None where nothing is due (any more).
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="tasks")
    n = models.PositiveIntegerField()
    title = FreeLine(max_length=300)
    text = FreeText(blank=True)
    lead = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="leads")
    quarter = models.PositiveSmallIntegerField(null=True)
    due_on = models.DateField(null=True)
    due_written = FreeLine(max_length=120, blank=True)
    rhythm = models.CharField(max_length=12, choices=_choices(Rhythm), default=Rhythm.ONCE.value)
    proof = FreeLine(max_length=300, blank=True)
    implements = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="carried_out_by"
    )
    state = models.CharField(
        max_length=10, choices=_choices(TaskState), default=TaskState.OPEN.value
    )
    done_on = models.DateField(null=True)
    drop_reason = FreeLine(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)
    next_due = models.DateField(null=True)

    unstated = ("next_due",)  # follows from the stated fields and the results; verify works it out

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "n"], name="planning_task_once"),
            models.CheckConstraint(
                condition=Q(quarter__isnull=True) | Q(quarter__gte=1, quarter__lte=4),
                name="planning_task_quarter",
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_on__isnull=False)
                | Q(done_on__isnull=True) & ~Q(state="done"),
                name="planning_task_done_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(drop_reason=""),
                name="planning_task_dropped_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(implements__isnull=True) | ~Q(implements=F("id")),
                name="planning_task_not_itself",
            ),
        ]
        indexes = [
            models.Index(fields=["lead", "state"], name="planning_task_of_body"),
            models.Index(fields=["state", "due_on"], name="planning_task_due"),
            models.Index(fields=["plan", "state", "next_due"], name="planning_task_next"),
            models.Index(fields=["lead", "state", "next_due"], name="planning_task_agenda"),
        ]


class Helper(models.Model):
    """A body that helps with a task."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="helpers")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="helps")
    n = models.PositiveIntegerField()
    is_gone = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "body"], name="planning_helper_once"),
        ]


class Result(models.Model):
    """What was done for a task: words, a figure, a paper, a photo; rows are only added.

    `covers` is the due day for which a task in a rhythm was done. The photo was drawn anew and lies
    under its digest (semantics 27).
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="results")
    n = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=_choices(Outcome))
    day = models.DateField()
    covers = models.DateField(null=True)
    text = FreeText(blank=True)
    figure = FreeLine(max_length=60, blank=True)
    paper = FreeLine(max_length=200, blank=True)
    photo = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "n"], name="planning_result_once"),
            models.CheckConstraint(
                condition=~Q(text="", figure="", paper="", photo=""),
                name="planning_result_says_something",
            ),
        ]


class Duty(models.Model):
    """A report or paper that the plan asks for: in which rhythm, until when, to whom.

    One that was dropped stays with its reason.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="duties")
    n = models.PositiveIntegerField()
    what = FreeLine(max_length=500)
    rhythm = FreeLine(max_length=120, blank=True)
    due_on = models.DateField(null=True)
    due_written = FreeLine(max_length=120, blank=True)
    receiver = FreeLine(max_length=200, blank=True)
    drop_reason = FreeLine(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "n"], name="planning_duty_once")]


class Source(models.Model):
    """A file out of which a plan was read: its digest and its masked text, line by line."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="sources")
    n = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    lines = models.JSONField()
    notes = models.JSONField(default=list)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "n"], name="planning_source_once"),
            models.UniqueConstraint(fields=["plan", "sha256"], name="planning_source_file_once"),
        ]


class Finding(models.Model):
    """Something read out of a file, as it was read, and what a person made of it.

    `content` never changes; `made` is the id of the task, target or duty that came of it.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="findings")
    n = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=_choices(Read))
    line = models.PositiveIntegerField()
    end_line = models.PositiveIntegerField()
    content = models.JSONField()
    doubts = models.JSONField(default=list)
    verdict = models.CharField(
        max_length=10, choices=_choices(Verdict), default=Verdict.WAITING.value
    )
    made = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "n"], name="planning_finding_once"),
            models.CheckConstraint(
                condition=Q(verdict="taken", made__isnull=False)
                | Q(made__isnull=True) & ~Q(verdict="taken"),
                name="planning_finding_taken_made_something",
            ),
        ]
