"""What a claim rests on: evidence that people put in, and figures that the proposal read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from keng.criteria.models.assessments import Assessment, Claim, Visit
from keng.screening.fields import FreeLine


class Evidence(models.Model):
    """One piece of evidence, or one revision of it; rows are only added, `removed_at` is set.

    file, photo: the bytes lie in the file store under `sha256`. paper: a paper written in Keng
    (`paper_id`) or an entry of the register of papers (`registered_id`). figure: a cell of a unit
    and period with its revision. link: an address. A new revision
    names the one that it `replaces`.
    """

    class Kind(models.TextChoices):
        """What it is."""

        FILE = "file"
        PHOTO = "photo"
        PAPER = "paper"
        FIGURE = "figure"
        LINK = "link"

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="evidence")
    criterion = models.CharField(max_length=60, blank=True)
    visit = models.ForeignKey(Visit, null=True, on_delete=models.PROTECT, related_name="photos")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = FreeLine(max_length=300)
    sort = models.CharField(max_length=10, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    size = models.BigIntegerField(default=0)
    paper_id = models.BigIntegerField(null=True)
    registered_id = models.BigIntegerField(null=True)
    figure = models.ForeignKey(
        "reporting.Figure", null=True, on_delete=models.PROTECT, related_name="+"
    )
    figure_revision = models.IntegerField(null=True)
    link = FreeLine(max_length=500, blank=True)
    n = models.PositiveIntegerField(default=1)
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["file", "photo"]) | ~Q(sha256=""),
                name="criteria_evidence_file_has_digest",
            ),
            models.CheckConstraint(
                condition=~Q(kind="figure")
                | Q(figure__isnull=False, figure_revision__isnull=False),
                name="criteria_evidence_figure_named",
            ),
            models.CheckConstraint(
                condition=Q(criterion="", visit__isnull=False)
                | (~Q(criterion="") & Q(visit__isnull=True)),
                name="criteria_evidence_of_criterion_or_visit",
            ),
        ]


class Reading(models.Model):
    """A figure that the standing proposal of a claim read: which value, for which days.

    `value` is an integer in the indicator's smallest unit, None where nothing was known.
    `is_whole` tells that nobody who was asked was missing then. `proposal` is the number of the
    proposal of the claim that read it.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="readings")
    proposal = models.PositiveIntegerField()
    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    space = models.CharField(max_length=10)
    indicator = models.CharField(max_length=80)
    by = models.CharField(max_length=160, blank=True, default="")
    regime = models.CharField(max_length=40)
    first = models.DateField()
    last = models.DateField()
    value = models.BigIntegerField(null=True)
    status = models.CharField(max_length=10, blank=True)
    is_whole = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "proposal", "space", "indicator", "by"],
                name="criteria_reading_once",
            ),
        ]


class ReadingSource(models.Model):
    """A reported figure that a reading rests on, with the revision that it had."""

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="sources")
    figure = models.ForeignKey("reporting.Figure", on_delete=models.PROTECT, related_name="+")
    revision = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reading", "figure"], name="criteria_source_once"),
        ]
