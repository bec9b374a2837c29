"""Papers, the files that they have been, and the snapshot of an issued one.

A file is kept under the sha256 of its bytes; the tables hold only the digest. Nothing is deleted.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from keng.kernel.periods import Period
from keng.publishing.states import State
from keng.screening.fields import FreeLine, FreeText


class Paper(models.Model):
    """One official paper from its first draft to its signed file.

    `number` counts in the series of the issuing body and the year of `issued_on`; both may stay
    open until the clerk knows them. `head` keeps what a person gave for this paper. `snapshot` is
    the list of every printed value of an issued paper; its salted digest stands in the journal too.
    `corrects` is the issued paper that this one puts right. `about_id` is set for papers of
    recognition: the run, decision or assessment that the kind in `outline` is written from.
    """

    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="papers")
    outline = models.CharField(max_length=80)
    about_id = models.BigIntegerField(null=True)
    pack_version = models.CharField(max_length=80)
    regime = models.CharField(max_length=40)
    first = models.DateField()
    last = models.DateField()
    doc_type = models.CharField(max_length=20)
    subject = FreeLine(max_length=500)
    profile = models.CharField(max_length=80)
    symbol = models.CharField(max_length=80)
    series = models.CharField(max_length=120)
    head = models.JSONField(default=dict)
    issuer = FreeLine(max_length=300)
    place = FreeLine(max_length=120)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in State], default=State.DRAFT.value
    )
    revision = models.IntegerField(default=1)
    number = models.PositiveIntegerField(null=True)
    issued_on = models.DateField(null=True)
    issued_year = models.PositiveIntegerField(null=True)
    snapshot = models.JSONField(null=True)
    snapshot_salt = models.CharField(max_length=64, blank=True)
    snapshot_digest = models.CharField(max_length=64, blank=True)
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="corrections"
    )
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    submitted_by = models.BigIntegerField(null=True)
    give_back_reason = FreeText(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "series", "issued_year", "number"],
                condition=Q(number__isnull=False),
                name="publishing_paper_number_once",
            ),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="publishing_paper_days_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ISSUED.value)
                | (Q(snapshot__isnull=False) & ~Q(snapshot_digest="")),
                name="publishing_paper_issued_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True)
                | (Q(state=State.ISSUED.value) & Q(issued_year__isnull=False)),
                name="publishing_paper_only_issued_are_numbered",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "regime", "last"], name="publishing_paper_period"),
            models.Index(fields=["about_id", "outline"], name="publishing_paper_about"),
        ]

    @property
    def period(self) -> Period:
        """The period that the paper reports on."""
        return Period(self.regime, self.first, self.last)


class PaperFile(models.Model):
    """One file that a paper has been; rows are only added.

    `kind` built = written by Keng, edited = brought back by a person who went on writing in Word,
    refreshed = its figures filled anew, issued = with number and day, pdf = for signing, signed =
    what came back signed.
    """

    class Kind(models.TextChoices):
        """How the file came about."""

        BUILT = "built"
        EDITED = "edited"
        REFRESHED = "refreshed"
        ISSUED = "issued"
        PDF = "pdf"
        SIGNED = "signed"

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="files")
    n = models.IntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    entry = models.ForeignKey("journal.Entry", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "n"], name="publishing_file_once"),
        ]
