"""The register: number series, numbers, papers, their text, and what they say of each other.

Nothing is deleted. A paper keeps the digest of its file; the file itself is kept only where its
text holds nothing that must not be quoted (semantics 28), otherwise the masked text stands for it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from keng.papers.sameness import Reference, number_line
from keng.papers.vocabulary import Direction, LinkKind, NumberState, State
from keng.screening.fields import FreeLine, FreeText


class Series(models.Model):
    """The numbers that one issuing body gives out in one year, from `first` to `last` without gap.

    `last` is the highest number given out, `first - 1` before the first one. A body that changes
    its symbol within a year closes a series and opens one that `follows` it.
    """

    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=120)
    name = FreeLine(max_length=300)
    year = models.PositiveIntegerField()
    first = models.PositiveIntegerField(default=1)
    last = models.PositiveIntegerField(default=0)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    close_reason = FreeText(blank=True)
    follows = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="next")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "code", "year"],
                condition=Q(closed_on__isnull=True),
                name="papers_series_one_open",
            ),
            models.CheckConstraint(
                condition=Q(last__gte=F("first") - 1), name="papers_series_counts_up"
            ),
        ]


class Number(models.Model):
    """One number of a series and what became of it.

    Reserved, used by a paper, given back (the next taker gets it), voided with a reason, or given
    out in the paper book outside Keng.
    """

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="numbers")
    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=120)
    year = models.PositiveIntegerField()
    n = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in NumberState])
    about = FreeLine(max_length=500, blank=True)
    reason = FreeText(blank=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            # Whatever series it comes from: a body has a number of a symbol once in a year.
            models.UniqueConstraint(
                fields=["unit", "code", "year", "n"], name="papers_number_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=NumberState.VOID.value) | ~Q(reason=""),
                name="papers_number_void_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["series", "state", "n"], name="papers_number_free")]


class Paper(models.Model):
    """One paper as one unit keeps it, sent or received.

    `number` is text, for it may hold its year ("124/2021") or a letter. `key` tells whether two
    entries are of the same paper (`sameness`), empty where that is not known. `sorted_on` is the
    day by which lists are ordered: of issue, else the year in the number, of arrival, of filing.
    `issued_id` is the paper of `publishing` that Keng itself made. `illustrative` marks an invented
    example.
    """

    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=10, choices=[(d.value, d.value) for d in Direction])
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State])
    kind = models.CharField(max_length=20, blank=True)
    number = models.CharField(max_length=40, blank=True)
    symbol = FreeLine(max_length=80, blank=True)
    issued_on = models.DateField(null=True)
    issuer = FreeLine(max_length=300, blank=True)
    issuer_form = FreeLine(max_length=300, blank=True)
    place = FreeLine(max_length=120, blank=True)
    title = FreeLine(max_length=1000, blank=True)
    arrived_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    reason = FreeText(blank=True)
    key = models.CharField(max_length=500, blank=True)
    sorted_on = models.DateField()
    taken = models.OneToOneField(Number, null=True, on_delete=models.PROTECT, related_name="paper")
    issued_id = models.BigIntegerField(null=True, unique=True)
    illustrative = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    file_size = models.BigIntegerField(null=True)
    file_kept = models.BooleanField(default=False)
    revision = models.IntegerField(default=1)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "direction", "key"],
                condition=Q(state=State.FILED.value) & ~Q(key=""),
                name="papers_paper_filed_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "direction", "sha256"],
                condition=~Q(state=State.DROPPED.value) & ~Q(sha256=""),
                name="papers_paper_file_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.FILED.value) | ~Q(title=""),
                name="papers_paper_filed_has_title",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-sorted_on", "-id"], name="papers_paper_of_unit"),
            models.Index(fields=["-sorted_on", "-id"], name="papers_paper_newest"),
            models.Index(fields=["key"], name="papers_paper_same"),
            models.Index(fields=["number", "symbol"], name="papers_paper_numbered"),
        ]

    @property
    def reference(self) -> Reference:
        """The paper as others would name it."""
        return Reference(self.kind, self.number, self.symbol, self.issued_on, self.issuer)

    @property
    def line(self) -> str:
        """Number and symbol as they are written."""
        return number_line(self.number, self.symbol)


class PaperText(models.Model):
    """The words of a paper: as they may be shown, and folded as they are looked for.

    `withheld` counts the places that were left out of both. `is_cut` says that only the beginning
    of a very long text can be looked for.
    """

    paper = models.OneToOneField(
        Paper, primary_key=True, on_delete=models.PROTECT, related_name="text"
    )
    text = models.TextField(blank=True)
    head = models.TextField(blank=True)
    body = models.TextField(blank=True)
    withheld = models.IntegerField(default=0)
    is_cut = models.BooleanField(default=False)


class Link(models.Model):
    """A paper cites, implements or replaces another, which may or may not be in the register.

    `key` is that of the other paper, empty where what is said does not tell which one it is;
    `target` is set where a person or an unmistakable match named an entry.
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="links")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in LinkKind])
    target = models.ForeignKey(
        Paper, null=True, on_delete=models.PROTECT, related_name="linked_from"
    )
    key = models.CharField(max_length=500, blank=True)
    ref_kind = models.CharField(max_length=20, blank=True)
    ref_number = models.CharField(max_length=40, blank=True)
    ref_symbol = FreeLine(max_length=80, blank=True)
    ref_issued_on = models.DateField(null=True)
    ref_issuer = FreeLine(max_length=300, blank=True)
    was_read = models.BooleanField(default=False)
    removed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(paper=F("target")), name="papers_link_not_to_itself"
            ),
        ]
        indexes = [
            models.Index(fields=["key"], name="papers_link_to"),
            models.Index(fields=["ref_number", "ref_symbol"], name="papers_link_named"),
        ]

    @property
    def reference(self) -> Reference:
        """The other paper as this one names it."""
        return Reference(
            self.ref_kind, self.ref_number, self.ref_symbol, self.ref_issued_on, self.ref_issuer
        )
