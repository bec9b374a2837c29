"""Since when the figures of a unit come from a register."""

from __future__ import annotations

from django.db import models

from keng.steering.models._base import choices
from keng.steering.vocabulary import Register


class RegisterUse(models.Model):
    """From which year on a unit's figures come from a register; before it they are typed."""

    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    register = models.CharField(max_length=20, choices=choices(Register))
    since_year = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "register"], name="steering_use_once"),
        ]
