"""One unit in one run: its registration, what it claims of each criterion, and how it moved."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from keng.criteria.models.runs import Run
from keng.criteria.states import State
from keng.screening.fields import FreeText

_STATES = [(state.value, state.value) for state in State]
CLAIMS = ("", "met", "not_met", "not_applicable")


class Assessment(models.Model):
    """A registered unit in a run, and how far its assessment has come.

    Registering makes it, withdrawing ends it, and the row stays. `successor_of` is the assessment
    of a dissolved unit that goes on here. `for_whom` tells whether the unit registered itself
    ("own") or its manager did. `days_confirmed` are stretches of the window that no series covers
    and for which a person says that the figures hold. `revision` grows with each act.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="assessments")
    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=_STATES, default=State.DRAFT.value)
    revision = models.IntegerField(default=1)
    registered_on = models.DateField()
    registered_by = models.BigIntegerField(null=True)
    for_whom = models.CharField(max_length=10, default="own")
    duties = models.JSONField(default=list)
    days_confirmed = models.JSONField(default=list)
    dossier = models.JSONField(default=list)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.BigIntegerField(null=True)
    withdrawn_on = models.DateField(null=True)
    withdraw_reason = FreeText(blank=True)
    successor_of = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "unit"], name="criteria_assessment_once"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]),
                name="criteria_assessment_known_state",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN.value)
                | (Q(withdrawn_on__isnull=False) & ~Q(withdraw_reason="")),
                name="criteria_withdrawal_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["unit"], name="criteria_assessment_unit")]


class ClaimContent(models.Model):
    """What is said of one criterion: the columns that a claim and each of its states share.

    `occurred` and `exception` are asked of what must not happen, `done` of a checklist. `points` is
    in hundredths of a point. `stance` is what a person said to Keng's proposal: confirmed it, or
    differs with a reason. `proposal` counts the proposals; its readings have the same number.
    """

    claim = models.CharField(max_length=16, blank=True)
    occurred = models.BooleanField(null=True)
    done = models.JSONField(null=True)
    exception = models.CharField(max_length=60, blank=True)
    exception_reason = FreeText(blank=True)
    points = models.IntegerField(null=True)
    note = FreeText(blank=True)
    stance = models.CharField(max_length=10, blank=True)
    explanation = FreeText(blank=True)
    proposal = models.PositiveIntegerField(default=0)
    proposed = models.CharField(max_length=16, blank=True)
    steps = models.JSONField(default=list)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        abstract = True


class Claim(ClaimContent):
    """What stands of one criterion now; how it came about is in `ClaimRevision`."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="claims")
    criterion = models.CharField(max_length=60)
    revision = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion"], name="criteria_claim_once_a_criterion"
            ),
            models.CheckConstraint(condition=Q(claim__in=CLAIMS), name="criteria_claim_known"),
            models.CheckConstraint(
                condition=~Q(stance="differs") | ~Q(explanation=""),
                name="criteria_difference_is_explained",
            ),
            models.CheckConstraint(
                condition=Q(exception="") | ~Q(exception_reason=""),
                name="criteria_exception_has_reason",
            ),
        ]


class ClaimRevision(ClaimContent):
    """One state that a claim has had; rows are only added."""

    COPIES: ClassVar = frozenset(
        {"exception_reason", "note", "explanation"}
    )  # screened where they were written

    of = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="revisions")
    n = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "n"], name="criteria_claim_revision_once"),
        ]


class TypedFact(models.Model):
    """A fact that the set asks for and no indicator tells; of several states the last `n` stands.

    `value` is a whole number, a truth or the code of a choice; None takes it back.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="facts")
    code = models.CharField(max_length=60)
    n = models.IntegerField()
    value = models.JSONField(null=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "code", "n"], name="criteria_fact_once"),
        ]


class Passing(models.Model):
    """One act that moved an assessment, with its reason; rows are only added."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="passings")
    act = models.CharField(max_length=10)
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    revision = models.IntegerField()
    reason = FreeText(blank=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)


class Question(models.Model):
    """What the level above asks about one criterion (none: about the whole), and the answer."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="questions")
    criterion = models.CharField(max_length=60, blank=True)
    text = FreeText()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    answer = FreeText(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="criteria_question_has_text"),
        ]


class Visit(models.Model):
    """An on-site check: who of the level above went on which day and what was seen."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="visits")
    on = models.DateField(db_column="on_day")
    text = FreeText()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="criteria_visit_has_text"),
        ]
