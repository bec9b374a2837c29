"""What the room keeps: what an office asks for once, and the forms that it became.

Nothing is deleted: an inquiry that is given up stays as dropped. Its words are free text and stay
here; the journal holds references and statements about the rows (semantics 30).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from keng.inquiries.vocabulary import State
from keng.kernel.periods import Period
from keng.screening.fields import FreeLine


class Inquiry(models.Model):
    """A thematic or ad hoc report that an office asks for (yêu cầu báo cáo chuyên đề, đột xuất).

    `headings` is the form as it is being written; what the units see is the latest `Version`.
    `revision` grows with each act, so that nobody writes over what they have not seen. `units` are
    ids, none for all of `levels` that the owner manages.
    """

    owner_unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    title = FreeLine(max_length=200)
    instruction = FreeLine(max_length=500, blank=True)
    regime = models.CharField(max_length=40)
    first = models.DateField()
    last = models.DateField()
    due_on = models.DateField(null=True)
    levels = models.JSONField()
    units = models.JSONField()
    headings = models.JSONField()
    state = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in State], default=State.DRAFT.value
    )
    revision = models.PositiveIntegerField(default=1)
    round = models.OneToOneField(
        "reporting.Round", null=True, on_delete=models.PROTECT, related_name="inquiry"
    )
    taken_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="inquiry_days_in_order"),
            models.CheckConstraint(condition=~Q(title=""), name="inquiry_has_title"),
            models.CheckConstraint(
                condition=~Q(state=State.OPEN.value) | Q(round__isnull=False, due_on__isnull=False),
                name="inquiry_open_has_round",
            ),
        ]

    @property
    def period(self) -> Period:
        """The period that it asks about."""
        return Period(self.regime, self.first, self.last)


class Version(models.Model):
    """The form of an inquiry as it was asked from a moment on; rows are only added.

    `form` is the code of the made form; `n` counts from 1.
    """

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="versions")
    n = models.PositiveIntegerField()
    form = models.CharField(max_length=60, unique=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inquiry", "n"], name="inquiry_version_once"),
        ]
