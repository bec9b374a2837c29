"""Decisions with their frozen snapshot, what they say of each unit, and appeals."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from keng.criteria.models.assessments import Assessment
from keng.criteria.models.runs import Run
from keng.screening.fields import FreeLine, FreeText


class Decision(models.Model):
    """One decision of a run; never changed. To amend or revoke it is another decision.

    `snapshot` is everything that the list follows from, as canonical JSON; its salted digest
    stands in the journal too. `n` counts within the run.
    """

    class Kind(models.TextChoices):
        """What the decision does."""

        DECIDE = "decide"
        AMEND = "amend"
        REVOKE = "revoke"

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="decided")
    n = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    about = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="changed_by"
    )
    decider = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    delegation = models.ForeignKey(
        "criteria.Delegation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveIntegerField(null=True)
    symbol = FreeLine(max_length=80)
    on = models.DateField(db_column="on_day")
    authority = FreeLine(max_length=200)
    signer_post = FreeLine(max_length=200)
    minutes = FreeText(blank=True)
    reason = FreeText(blank=True)
    map_on = models.DateField()
    known_at = models.DateTimeField()
    snapshot = models.JSONField()
    salt = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "n"], name="criteria_decision_once"),
            models.UniqueConstraint(
                fields=["decider", "symbol", "on", "number"],
                condition=Q(number__isnull=False),
                name="criteria_decision_number_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="decide") | (Q(about__isnull=False) & ~Q(reason="")),
                name="criteria_change_names_what_and_why",
            ),
        ]


class DecisionLine(models.Model):
    """What a decision says of one unit; `stands` is False once a later one says otherwise.

    `score` is in hundredths of a point; `class_code` is empty where the set knows no classes.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="lines")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="lines")
    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    set_code = models.CharField(max_length=60)
    year = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20)
    class_code = models.CharField(max_length=60, blank=True)
    score = models.BigIntegerField(null=True)
    years = models.PositiveIntegerField(default=0)
    stands = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "assessment"], name="criteria_line_once"),
            models.UniqueConstraint(
                fields=["unit", "set_code", "year"],
                condition=Q(stands=True),
                name="criteria_one_standing_line",
            ),
        ]


class Appeal(models.Model):
    """A unit asks to look again at what was decided of it, and gets an answer."""

    class Answer(models.TextChoices):
        """What came of it."""

        OPEN = "open"
        UPHELD = "upheld"  # the unit was right: an amending decision follows
        REJECTED = "rejected"

    line = models.ForeignKey(DecisionLine, on_delete=models.PROTECT, related_name="appeals")
    text = FreeText()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=10, choices=Answer.choices, default=Answer.OPEN.value)
    answer = FreeText(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line"], condition=Q(outcome="open"), name="criteria_one_open_appeal"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="criteria_appeal_has_text"),
            models.CheckConstraint(
                condition=Q(outcome="open") | ~Q(answer=""), name="criteria_appeal_is_answered"
            ),
        ]


class PastResult(models.Model):
    """What was decided of a unit in a year before Keng, typed once with its source."""

    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    set_code = models.CharField(max_length=60)
    year = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20)
    class_code = models.CharField(max_length=60, blank=True)
    source = FreeLine(max_length=300)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "set_code", "year"], name="criteria_past_result_once"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="criteria_past_result_source"),
        ]
