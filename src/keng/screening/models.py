"""Personal data that somebody kept in a text on purpose: where, why, who; never the words."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class KeptText(models.Model):
    """A field of a record in which passages were kept, and the reason. Rows are only added.

    `record` is empty where a column was written without naming its records. `page` is the address
    of the page on which it was decided, without what follows the question mark.
    """

    field = models.CharField(max_length=120)  # table.column
    record = models.BigIntegerField(null=True)
    unit = models.ForeignKey(
        "orgunits.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kinds = models.JSONField()
    passages = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    page = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="kept_text_has_a_reason"),
            models.CheckConstraint(condition=Q(passages__gt=0), name="kept_text_counts"),
        ]
        indexes = [models.Index(fields=["unit", "field"], name="kept_text_place")]
