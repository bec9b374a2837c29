"""What the level above says: looks, returns with their reasons, questions followed up."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from keng.kernel.figures import CellKey
from keng.reporting.models.submissions import Submission
from keng.screening.fields import FreeText


class Return(models.Model):
    """One time that a submission was sent back, with a message and its own due day."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="returns")
    message = FreeText(blank=True)
    due_on = models.DateField()
    revision = models.IntegerField()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)


class ReturnReason(models.Model):
    """What is wrong in one cell; resolved when the cell is changed or the unit answers."""

    returned = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="reasons")
    indicator = models.CharField(max_length=80)
    by = models.CharField(max_length=160, blank=True, default="")
    reason = FreeText()
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.BigIntegerField(null=True)
    answer = FreeText(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["returned", "indicator", "by"], name="reporting_reason_once_a_cell"
            ),
        ]

    @property
    def key(self) -> CellKey:
        """The cell that it is about."""
        return CellKey(self.indicator, self.by)


class Look(models.Model):
    """That somebody of the level above has looked at a submission as of one revision.

    What changed since is told from the latest look at an earlier revision.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="looks")
    account_id = models.BigIntegerField()
    revision = models.IntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "account_id", "revision"], name="reporting_look_once"
            ),
        ]


class ReasonTemplate(models.Model):
    """A sentence that an office often gives when it returns a submission, typed by the office."""

    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    text = FreeText()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="reporting_template_has_text"),
        ]


class FollowUp(models.Model):
    """Something to be cleared up about a submission or one of its cells, by somebody, by a day.

    Who answers for it is an account, or whoever holds a post (`assignee_role`) at a unit.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="follow_ups")
    indicator = models.CharField(max_length=80, blank=True, default="")
    by = models.CharField(max_length=160, blank=True, default="")
    text = FreeText()
    assignee_account = models.BigIntegerField(null=True)
    assignee_unit = models.ForeignKey(
        "orgunits.Unit", null=True, on_delete=models.PROTECT, related_name="+"
    )
    assignee_role = models.CharField(max_length=20, blank=True, default="")
    due_on = models.DateField(null=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="reporting_follow_up_has_text"),
            models.CheckConstraint(
                condition=Q(assignee_account__isnull=False)
                | (Q(assignee_unit__isnull=False) & ~Q(assignee_role="")),
                name="reporting_follow_up_has_assignee",
            ),
        ]

    @property
    def key(self) -> CellKey | None:
        """The cell that it is about; None for the whole submission."""
        return CellKey(self.indicator, self.by) if self.indicator else None


class FollowUpReply(models.Model):
    """What was answered to a follow-up, or that it was done or taken up again."""

    class What(models.TextChoices):
        """What the reply does."""

        REPLY = "reply"
        DONE = "done"
        REOPENED = "reopened"

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="replies")
    what = models.CharField(max_length=10, choices=What.choices)
    text = FreeText(blank=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
