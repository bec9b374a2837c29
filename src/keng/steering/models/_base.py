"""What the tables of the room share."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q

from keng.screening.fields import FreeLine


def choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    """The values of a closed list as a field takes them."""
    return [(one.value, one.value) for one in words]


class Withdrawable(models.Model):
    """A row that can be withdrawn with a reason; it then counts no more and stays to be read."""

    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.BigIntegerField(null=True)
    withdrawn_why = FreeLine(max_length=300, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""),
                name="%(app_label)s_%(class)s_withdrawn_has_reason",
            ),
        ]
