"""What several tables share: whose number a value is, where it came from, and a period."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from keng.kernel.periods import Period
from keng.screening.fields import FreeText


class Basis(models.TextChoices):
    """Which question a value answers (semantics 9)."""

    OWN = "own"  # the unit's own activity
    REPORTED_TOTAL = "reported_total"  # the total that the unit itself reported in an old report


class Origin(models.TextChoices):
    """How a value came into its cell."""

    ENTERED = "entered"
    IMPORTED = "imported"
    DERIVED = "derived"  # posted by a register of Keng
    ILLUSTRATIVE = "illustrative"  # invented for a demonstration, marked wherever it is shown
    CARRIED = "carried"  # a stock taken over from the period before and confirmed
    DECLARED = "declared"  # 0 by "không phát sinh"


class FigureState(models.Model):
    """What a cell holds: the columns that a figure and each of its revisions share."""

    value = models.BigIntegerField(null=True)
    status = models.CharField(max_length=10)
    note = FreeText(blank=True)
    source = FreeText(blank=True)
    origin = models.CharField(max_length=12, choices=Origin.choices)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        abstract = True


class Spanned(models.Model):
    """A row about one period; both days included."""

    regime = models.CharField(max_length=40)
    first = models.DateField()
    last = models.DateField()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="%(app_label)s_%(class)s_days_in_order"
            )
        ]

    @property
    def period(self) -> Period:
        """The period as the kernel knows it."""
        return Period(self.regime, self.first, self.last)
