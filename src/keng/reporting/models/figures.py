"""Figures with their history, and what is said of single cells."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from keng.kernel.figures import CellKey
from keng.reporting.models._base import Basis, FigureState, Spanned
from keng.reporting.models.submissions import Submission
from keng.screening.fields import FreeText


class Figure(FigureState):
    """What one cell of a submission holds now; how it got there is in `FigureRevision`."""

    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="figures", db_index=False
    )
    indicator = models.CharField(max_length=80)
    by = models.CharField(max_length=160, blank=True, default="")
    basis = models.CharField(max_length=16, choices=Basis.choices, default=Basis.OWN.value)
    revision = models.IntegerField()

    class Meta:
        db_table = "reporting_figure"
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "indicator", "by", "basis"], name="reporting_figure_one_cell"
            ),
            models.CheckConstraint(
                condition=Q(basis__in=Basis.values), name="reporting_figure_known_basis"
            ),
        ]

    @property
    def key(self) -> CellKey:
        """The cell that it fills."""
        return CellKey(self.indicator, self.by)


class FigureRevision(FigureState):
    """One state that a cell has had; rows are only added.

    `digest` is the salted commitment of the row; the journal entry that wrote it lists the digest,
    so neither a changed nor a removed revision goes unnoticed.
    """

    COPIES: ClassVar = frozenset({"note", "source"})  # screened where they were written

    figure = models.ForeignKey(
        Figure, on_delete=models.PROTECT, related_name="revisions", db_index=False
    )
    n = models.IntegerField()
    salt = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    entry = models.ForeignKey("journal.Entry", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["figure", "n"], name="reporting_revision_once"),
        ]


class StatedComparison(models.Model):
    """The same period of last year, typed once with its source: Keng has no figures of it."""

    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="stated_comparisons"
    )
    indicator = models.CharField(max_length=80)
    by = models.CharField(max_length=160, blank=True, default="")
    value = models.BigIntegerField()
    source = FreeText()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "indicator", "by"], name="reporting_comparison_typed_once"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="reporting_comparison_has_source"),
        ]


class AcceptedWarning(models.Model):
    """Why a warning is right as it stands; it travels upward with the figures.

    `fingerprint` covers the rule, its cells and their values: when one of them changes, the
    warning is open again and this row is history. `is_current` is what the last run of the rules
    said of it.
    """

    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="accepted_warnings"
    )
    check_code = models.CharField(max_length=80)
    cells = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    reason = FreeText()
    is_current = models.BooleanField(default=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    unstated = ("is_current",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "fingerprint"], name="reporting_warning_accepted_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="reporting_warning_has_reason"),
        ]


class Adjustment(Spanned):
    """What the level above uses instead of a reported figure; the report itself is untouched.

    The adjuster's and higher consolidations use `value` with a mark while the row stands or is
    agreed. The unit's own report uses the reported value until the unit agrees (semantics 11).
    """

    class Answer(models.TextChoices):
        """Where the adjustment stands between the adjuster and the unit."""

        STANDING = "standing"
        AGREED = "agreed"  # the unit accepts it: its own report uses the adjusted value too
        WITHDRAWN = "withdrawn"  # the adjuster took it back
        OVERTAKEN = "overtaken"  # the unit resubmitted the figure and it was accepted anew

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="adjustments")
    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    adjuster = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=80)
    indicator = models.CharField(max_length=80)
    by = models.CharField(max_length=160, blank=True, default="")
    value = models.BigIntegerField()
    reported_value = models.BigIntegerField(null=True)
    reported_revision = models.IntegerField()
    reason = FreeText()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.STANDING.value)
    answer_text = FreeText(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.BigIntegerField(null=True)

    class Meta(Spanned.Meta):
        constraints = [
            *Spanned.Meta.constraints,
            models.UniqueConstraint(
                fields=["submission", "indicator", "by", "adjuster"],
                condition=Q(answer__in=["standing", "agreed"]),
                name="reporting_adjustment_one_in_use",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="reporting_adjustment_reason"),
        ]
        indexes = [
            models.Index(fields=["unit", "regime", "last"], name="reporting_adj_unit_period"),
        ]

    @property
    def key(self) -> CellKey:
        """The cell whose figure is adjusted."""
        return CellKey(self.indicator, self.by)


class NothingOccurred(models.Model):
    """The unit said "không phát sinh" of one group of flow cells; ended when a cell is filled."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="nothings")
    group = models.CharField(max_length=80)
    cells = models.JSONField()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "group"],
                condition=Q(ended_at__isnull=True),
                name="reporting_nothing_once_a_group",
            ),
        ]


class DerivedPosting(models.Model):
    """Which rows of a register gave a derived figure, and by which version of its rule."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="postings")
    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    register = models.CharField(max_length=80)
    indicator = models.CharField(max_length=80)
    by = models.CharField(max_length=160, blank=True, default="")
    value = models.BigIntegerField()
    rows = models.JSONField()
    rule_version = models.CharField(max_length=80)
    first = models.DateField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "register", "first"], name="reporting_register")]


class DirtyMark(Spanned):
    """Something that counts in consolidation changed for this unit and period; a queue.

    Written in the transaction of the change, read by consolidation with a cursor on `id` and
    deleted when the roll-ups are up to date again.
    """

    unit = models.ForeignKey(
        "orgunits.Unit", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    form = models.CharField(max_length=80)
    act = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta(Spanned.Meta):
        pass
