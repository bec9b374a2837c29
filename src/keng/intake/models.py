"""What the room keeps: how the tables of an office are read, and the old reports that were read.

Words of reports stay in these tables; the journal holds ids, codes and digests (semantics 30).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from keng.kernel.periods import Period
from keng.screening.fields import FreeLine


class SavedMap(models.Model):
    """A way of reading a table of an office, under a name that the office gave it.

    Never deleted: one that is out of use is retired, and its name is free again.
    """

    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    name = FreeLine(max_length=120)
    form = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=Q(retired_at__isnull=True),
                name="intake_map_name_once",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="intake_map_has_name"),
        ]


class MapVersion(models.Model):
    """What a way of reading says, from one change on; `content` is a `foreign.TableMap`.

    Rows are only added, so that an import of last year can be read as it was read then.
    """

    saved_map = models.ForeignKey(SavedMap, on_delete=models.PROTECT, related_name="versions")
    n = models.PositiveIntegerField()
    content = models.JSONField()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["saved_map", "n"], name="intake_map_version_once"),
        ]


class ReadReport(models.Model):
    """An old report that was read for an office: what it says is proposed until a person decides.

    `sha256` is that of the original, kept only where somebody asked (`KeptOriginal`). What the
    text says of its unit and days (`said_*`) stands beside what a person confirmed; nothing is
    entered before that.
    """

    class State(models.TextChoices):
        """How far the work on it has come."""

        WAITING = "waiting"  # nobody has confirmed unit, period and form
        CONFIRMED = "confirmed"
        ENTERED = "entered"
        DROPPED = "dropped"

    office = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING.value)
    said_unit = models.CharField(max_length=200, blank=True)
    said_first = models.DateField(null=True)
    said_last = models.DateField(null=True)
    unit = models.ForeignKey("orgunits.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=80, blank=True)
    regime = models.CharField(max_length=40, blank=True)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    submission = models.ForeignKey(
        "reporting.Submission", null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "sha256"],
                condition=~Q(state="dropped"),
                name="intake_report_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "dropped"])
                | Q(unit__isnull=False, first__isnull=False, last__gte=F("first")) & ~Q(form=""),
                name="intake_report_confirmed",
            ),
            models.CheckConstraint(
                condition=~Q(state="entered") | Q(submission__isnull=False),
                name="intake_report_entered",
            ),
        ]
        indexes = [models.Index(fields=["submission"], name="intake_report_submission")]

    @property
    def period(self) -> Period | None:
        """The confirmed period; None before that."""
        if self.first is None or self.last is None:
            return None
        return Period(self.regime, self.first, self.last)


class ReadText(models.Model):
    """The masked text of a report, line by line as [page, words]; written once.

    `withheld` counts the places that were left out, `passed` the figures that state a change, a
    plan or a rhythm and are therefore not proposed; `notes` are those of the reader of the file.
    """

    report = models.OneToOneField(ReadReport, on_delete=models.PROTECT, related_name="text")
    lines = models.JSONField()
    withheld = models.PositiveIntegerField()
    passed = models.PositiveIntegerField()
    notes = models.JSONField()


class Proposal(models.Model):
    """A figure that was read: where it stands, what it says, and the cell that it may be.

    `start` and `end` are letters of the masked `line` (from 1). `value` is in the unit of measure
    as written. `confidence` and `likeness` are per cent: of the number, of the cell; `observed` is
    False where the words may state a rule. Written once; what a person makes of it is a `Decision`.
    """

    report = models.ForeignKey(ReadReport, on_delete=models.PROTECT, related_name="proposals")
    n = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    phrase = models.CharField(max_length=200)
    value = models.CharField(max_length=40)
    measure = models.CharField(max_length=80, blank=True)
    cell = models.CharField(max_length=241, blank=True)
    confidence = models.PositiveSmallIntegerField()
    likeness = models.PositiveSmallIntegerField(default=0)
    observed = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "n"], name="intake_proposal_once"),
        ]


class Decision(models.Model):
    """What a person made of a proposal; the last one stands, rows are only added.

    `value` is an integer in the smallest unit of the cell's indicator.
    """

    class Verdict(models.TextChoices):
        """What was decided."""

        ACCEPTED = "accepted"
        CORRECTED = "corrected"
        REFUSED = "refused"

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="decisions")
    n = models.PositiveIntegerField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    cell = models.CharField(max_length=241, blank=True)
    value = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "n"], name="intake_decision_once"),
            models.CheckConstraint(
                condition=Q(verdict="refused") | (Q(value__isnull=False) & ~Q(cell="")),
                name="intake_decision_has_cell",
            ),
        ]


class KeptOriginal(models.Model):
    """The original of a report, sealed under a key of its own that lies in no table and no backup.

    `name` names its folder and its key, `sealed` and `drawn` are the sha256 of the sealed file and
    of the sealed PDF that a Word file was turned into ("" for none). `sort` says what its pages are
    drawn from ("pdf", "image", "" where there is no picture). `pages` are [page, degrees turned,
    skew, whether all of it was read, rectangles to cover], `figures` by number [page, rectangle].
    Once taken away, row and reason stay, key and files do not.
    """

    report = models.OneToOneField(ReadReport, on_delete=models.PROTECT, related_name="original")
    name = models.CharField(max_length=40, unique=True)
    sealed = models.CharField(max_length=64)
    drawn = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField()
    sort = models.CharField(max_length=8, blank=True)
    pages = models.JSONField()
    figures = models.JSONField()
    taken_at = models.DateTimeField(null=True)
    taken_by_id = models.BigIntegerField(null=True)
    reason = FreeLine(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | ~Q(reason=""), name="intake_original_reason"
            ),
        ]


class OriginalOpening(models.Model):
    """That somebody opened an original: its covered pages, one page untouched, or the file.

    Pictures are given out only for a while after it, to that account. Rows are only added.
    """

    class What(models.TextChoices):
        """What was opened."""

        COVERED = "covered"
        PAGE = "page"
        FILE = "file"

    original = models.ForeignKey(KeptOriginal, on_delete=models.PROTECT, related_name="openings")
    n = models.PositiveIntegerField()
    what = models.CharField(max_length=8, choices=What.choices)
    page = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    account_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["original", "n"], name="intake_opening_once"),
            models.CheckConstraint(
                condition=Q(what="page", page__gt=0) | (~Q(what="page") & Q(page=0)),
                name="intake_opening_page",
            ),
        ]
