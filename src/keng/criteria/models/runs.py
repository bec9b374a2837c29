"""The run of a set in a year, what a province added to the set, and who promised a title."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from keng.screening.fields import FreeLine, FreeText


class LocalVersion(models.Model):
    """What a province lays over a set: additions, parameters, points that it knows; rows are added.

    `overlay` is what the province typed, checked against the set of the pack version. `since` is
    the first day on which it holds. `running` says what became of the runs that were under way:
    they kept the version they had, or took this one.
    """

    class Running(models.TextChoices):
        """What to do with runs that are under way."""

        KEEP = "keep"
        ADOPT = "adopt"

    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    set_code = models.CharField(max_length=60)
    n = models.PositiveIntegerField()
    pack_version = models.ForeignKey("packs.PackVersion", on_delete=models.PROTECT)
    since = models.DateField()
    overlay = models.JSONField()
    basis = FreeLine(max_length=300)
    running = models.CharField(max_length=10, choices=Running.choices)
    adopted_by = models.JSONField(default=list)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "set_code", "n"], name="criteria_local_version_once"
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="criteria_local_version_has_basis"),
        ]


class Run(models.Model):
    """One set, one year, one unit that decides: the row that deciders lock.

    Pins the set: the pack version and what the province laid over it. `decisions` counts what was
    decided here, so that a second decider who has not seen the first decision is told.
    """

    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    set_code = models.CharField(max_length=60)
    year = models.PositiveIntegerField()
    pack_version = models.ForeignKey("packs.PackVersion", on_delete=models.PROTECT)
    local = models.ForeignKey(LocalVersion, null=True, on_delete=models.PROTECT, related_name="+")
    decisions = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "set_code", "year"], name="criteria_run_once"),
        ]


class Delegation(models.Model):
    """The unit one level down that decides in the place of the run's, until it is taken back."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="delegations")
    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    basis = FreeLine(max_length=300)
    since = models.DateField()
    ended_on = models.DateField(null=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run"], condition=Q(ended_on__isnull=True), name="criteria_one_delegation"
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="criteria_delegation_has_basis"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("since")),
                name="criteria_delegation_days_in_order",
            ),
        ]


class Pledge(models.Model):
    """An emulation title that a unit registers beside the sets (danh hiệu thi đua)."""

    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    title = FreeLine(max_length=60)
    year = models.PositiveIntegerField()
    on = models.DateField(db_column="on_day")
    withdrawn_on = models.DateField(null=True)
    withdraw_reason = FreeText(blank=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "title", "year"],
                condition=Q(withdrawn_on__isnull=True),
                name="criteria_pledge_once",
            ),
        ]
