"""Facts that hold from one day until another.

A dated row holds on every day `valid_from <= day < valid_until`; an empty `valid_until` means
that no end is known. The end is the first day on which the row no longer holds, so a row that ends
on 2025-07-01 and one that begins on 2025-07-01 touch and neither overlap nor leave a gap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from datetime import date


class Dated(models.Model):
    """A row that is true for a half-open range of days.

    A subclass declares `class Meta(Dated.Meta)` and repeats `*Dated.Meta.constraints`; that no two
    rows of one subject overlap is asked for in its migration (`dialects.NoOverlap`).
    """

    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="%(app_label)s_%(class)s_days_in_order",
            ),
        ]

    def holds_on(self, on: date) -> bool:
        """Whether the row is true on the day `on`."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)


def in_force(on: date, prefix: str = "") -> Q:
    """Rows that hold on the day `on`.

    `prefix` is the way to the dated row from the model that is filtered ("affiliations"). Where
    that way leads over many rows, put every condition on them into the same `filter()` call.
    """
    way = _way(prefix)
    started = Q(**{f"{way}valid_from__lte": on})
    return started & (Q(**{f"{way}valid_until__isnull": True}) | Q(**{f"{way}valid_until__gt": on}))


def overlaps(first: date, last: date, prefix: str = "") -> Q:
    """Rows that hold on at least one day from `first` to `last`, both included."""
    way = _way(prefix)
    started = Q(**{f"{way}valid_from__lte": last})
    unended = Q(**{f"{way}valid_until__isnull": True})
    return started & (unended | Q(**{f"{way}valid_until__gt": first}))


def _way(prefix: str) -> str:
    return f"{prefix.removesuffix('__')}__" if prefix else ""
