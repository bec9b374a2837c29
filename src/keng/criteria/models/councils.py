"""The review: members, their independent marks, who stepped aside, and the agreed result."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from keng.criteria.models.assessments import Assessment
from keng.criteria.models.runs import Run
from keng.screening.fields import FreeLine, FreeText


class Member(models.Model):
    """A member of the review council of a run: a post and, where there is one, an account."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="members")
    post = FreeLine(max_length=200)
    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    member_account = models.BigIntegerField(null=True)
    is_chair = models.BooleanField(default=False)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run"],
                condition=Q(is_chair=True, ended_at__isnull=True),
                name="criteria_one_chair",
            ),
            models.UniqueConstraint(
                fields=["run", "member_account"],
                condition=Q(ended_at__isnull=True, member_account__isnull=False),
                name="criteria_member_once",
            ),
            models.CheckConstraint(condition=~Q(post=""), name="criteria_member_has_post"),
        ]


class Mark(models.Model):
    """What one member says of one criterion of one unit; `points` in hundredths of a point."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="marks")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="marks")
    criterion = models.CharField(max_length=60)
    turn = models.PositiveIntegerField(default=1)
    verdict = models.CharField(max_length=16)
    points = models.IntegerField(null=True)
    remark = FreeText(blank=True)
    revision = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "assessment", "criterion", "turn"], name="criteria_mark_once"
            ),
        ]


class Opening(models.Model):
    """From here the members see each other's marks of one unit: all have marked, or it was closed.

    `turn` counts how often the unit was submitted: each time is marked anew.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="openings")
    turn = models.PositiveIntegerField()
    by_chair = models.BooleanField()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "turn"], name="criteria_opened_once"),
        ]


class Aside(models.Model):
    """A member who does not mark a unit because of a conflict of interest."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="asides")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="asides")
    reason = FreeText()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "assessment"], name="criteria_aside_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="criteria_aside_has_reason"),
        ]


class AgreedMark(models.Model):
    """What the council agreed on one criterion; of several the one of the highest `turn` stands."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="agreed")
    criterion = models.CharField(max_length=60)
    turn = models.PositiveIntegerField()
    verdict = models.CharField(max_length=16)
    points = models.IntegerField(null=True)
    minutes = FreeText(blank=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion", "turn"], name="criteria_agreed_once"
            ),
        ]
