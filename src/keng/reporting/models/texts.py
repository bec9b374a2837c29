"""Texts and photos of a submission."""

from __future__ import annotations

from django.db import models

from keng.kernel.figures import CellKey
from keng.reporting.models.submissions import Submission
from keng.screening.fields import FreeText


class TextBlock(models.Model):
    """A hand-written part of the report, kept with the submission."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="texts")
    slot = models.CharField(max_length=80)
    text = FreeText(blank=True)
    revision = models.IntegerField()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "slot"], name="reporting_text_one_slot"),
        ]


class TextRevision(models.Model):
    """One state that a text block has had; rows are only added."""

    block = models.ForeignKey(TextBlock, on_delete=models.PROTECT, related_name="revisions")
    n = models.IntegerField()
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    salt = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    entry = models.ForeignKey("journal.Entry", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["block", "n"], name="reporting_text_revision_once"),
        ]


class Photo(models.Model):
    """A photo as evidence of one cell; the picture lies in the file store under its digest.

    Taking it out leaves row and file, so that it can be put back and the history stays whole.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="photos")
    indicator = models.CharField(max_length=80)
    by = models.CharField(max_length=160, blank=True, default="")
    sha256 = models.CharField(max_length=64)
    width = models.IntegerField()
    height = models.IntegerField()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "indicator", "by", "sha256"], name="reporting_photo_once"
            ),
        ]

    @property
    def key(self) -> CellKey:
        """The cell that it is evidence of."""
        return CellKey(self.indicator, self.by)
