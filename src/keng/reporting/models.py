"""What the room keeps: rounds, submissions, figures with their history, and what is said of them.

Nothing here is ever deleted except `DirtyMark`, a queue. Reasons, notes and texts are free text
and stay in these tables; the journal holds only ids, codes, numbers and digests (semantics 30).
A value is an integer in the indicator's smallest unit, None is "not known", never 0.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.reporting.lifecycle import COUNTED, EDITABLE, State
from keng.screening.fields import FreeLine, FreeText

_STATES = [(state.value, state.value) for state in State]
_COUNTED = sorted(state.value for state in COUNTED)
_EDITABLE = sorted(state.value for state in EDITABLE)


COUNT_FIELDS = (
    "cells_total",
    "cells_filled",
    "blocks_open",
    "warnings_open",
    "warnings_accepted",
)
"""What the rules said of a submission at its last change; they are run again at any time."""


class Basis(models.TextChoices):
    """Which question a value answers (semantics 9)."""

    OWN = "own"  # the unit's own activity
    REPORTED_TOTAL = "reported_total"  # the total that the unit itself reported in an old report


class Origin(models.TextChoices):
    """How a value came into its cell."""

    ENTERED = "entered"
    IMPORTED = "imported"
    DERIVED = "derived"  # posted by a register of Keng
    ILLUSTRATIVE = "illustrative"  # invented for a demonstration, marked wherever it is shown
    CARRIED = "carried"  # a stock taken over from the period before and confirmed
    DECLARED = "declared"  # 0 by "không phát sinh"


class FigureState(models.Model):
    """What a cell holds: the columns that a figure and each of its revisions share."""

    value = models.BigIntegerField(null=True)
    status = models.CharField(max_length=10)
    note = FreeText(blank=True)
    source = FreeText(blank=True)
    origin = models.CharField(max_length=12, choices=Origin.choices)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        abstract = True


class Spanned(models.Model):
    """A row about one period; both days included."""

    regime = models.CharField(max_length=40)
    first = models.DateField()
    last = models.DateField()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="%(app_label)s_%(class)s_days_in_order"
            )
        ]

    @property
    def period(self) -> Period:
        """The period as the kernel knows it."""
        return Period(self.regime, self.first, self.last)


class Round(Spanned):
    """A form asked of all units of its kind under one management, for one period (đợt báo cáo).

    `cutoff_on` is the last day whose events the figures hold: a report due before the period is
    over closes earlier and says so (semantics 1).
    """

    form = models.CharField(max_length=80)
    pack_version = models.ForeignKey("packs.PackVersion", on_delete=models.PROTECT)
    cutoff_on = models.DateField()
    due_on = models.DateField()
    owner_unit = models.ForeignKey(
        "orgunits.Unit", on_delete=models.PROTECT, related_name="rounds_owned"
    )
    title = FreeLine(max_length=300)
    due_source = FreeLine(max_length=300, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.BigIntegerField(null=True)
    close_reason = FreeText(blank=True)

    class Meta(Spanned.Meta):
        constraints = [
            *Spanned.Meta.constraints,
            models.UniqueConstraint(
                fields=["owner_unit", "form", "regime", "first", "last"],
                name="reporting_round_once_for_a_period",
            ),
        ]


class Submission(Spanned):
    """One form of one unit for one period (biểu số liệu).

    `revision` grows by one with each act that changes what is in it; `accept` names the revision
    that was seen. The four counts are what the rules said at the last change, so that a round of
    hundreds of units is shown without computing anything.
    """

    round = models.ForeignKey(
        Round, null=True, on_delete=models.PROTECT, related_name="submissions"
    )
    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="submissions")
    form = models.CharField(max_length=80)
    pack_version = models.ForeignKey("packs.PackVersion", on_delete=models.PROTECT)
    state = models.CharField(max_length=10, choices=_STATES, default=State.DRAFT.value)
    revision = models.IntegerField(default=0)
    opened_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    return_due_on = models.DateField(null=True)
    first_submitted_on = models.DateField(null=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.BigIntegerField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.BigIntegerField(null=True)
    accepted_revision = models.IntegerField(null=True)
    locked_at = models.DateTimeField(null=True)
    locked_by = models.BigIntegerField(null=True)
    lock_reason = FreeText(blank=True)
    lock_ends_on = models.DateField(null=True)
    lock_opener = models.ForeignKey(
        "orgunits.Unit", null=True, on_delete=models.PROTECT, related_name="locks_to_open"
    )
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.BigIntegerField(null=True)
    reopen_reason = FreeText(blank=True)
    cells_filled = models.IntegerField(default=0)
    cells_total = models.IntegerField(default=0)
    blocks_open = models.IntegerField(default=0)
    warnings_open = models.IntegerField(default=0)
    warnings_accepted = models.IntegerField(default=0)

    unstated = COUNT_FIELDS

    class Meta(Spanned.Meta):
        constraints = [
            *Spanned.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit", "form", "regime", "first", "last"],
                name="reporting_submission_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]),
                name="reporting_submission_known_state",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_COUNTED)
                | Q(accepted_at__isnull=False, accepted_revision__isnull=False),
                name="reporting_submission_accepted_revision",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_EDITABLE) | Q(submitted_at__isnull=False),
                name="reporting_submission_handed_in",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.LOCKED.value)
                | (Q(locked_at__isnull=False) & ~Q(lock_reason="")),
                name="reporting_submission_lock_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["form", "regime", "first", "last"], name="reporting_sub_period"),
        ]


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


class Return(models.Model):
    """One time that a submission was sent back, with a message and its own due day."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="returns")
    message = FreeText(blank=True)
    due_on = models.DateField()
    revision = models.IntegerField()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)


class ReturnReason(models.Model):
    """What is wrong in one cell; resolved when the cell is changed or the unit answers."""

    returned = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="reasons")
    indicator = models.CharField(max_length=80)
    by = models.CharField(max_length=160, blank=True, default="")
    reason = FreeText()
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.BigIntegerField(null=True)
    answer = FreeText(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["returned", "indicator", "by"], name="reporting_reason_once_a_cell"
            ),
        ]

    @property
    def key(self) -> CellKey:
        """The cell that it is about."""
        return CellKey(self.indicator, self.by)


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


class Mutation(models.Model):
    """A batch of cells that a browser has sent, under the id that the browser gave it.

    When the answer was lost on the way, the browser sends the same batch under the same id and
    learns that it is saved, instead of meeting its own values as somebody else's. `digest` is of
    the batch: an id is never used for another one. What was saved is in figures and journal; this
    table remembers only that it was.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="mutations")
    mutation = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "mutation"], name="reporting_mutation_once"
            ),
            models.CheckConstraint(condition=~Q(mutation=""), name="reporting_mutation_has_id"),
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


class StateChange(models.Model):
    """One act of the lifecycle with its reason; rows are only added.

    The journal holds the same act without its words; these rows answer what stood at a moment.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="changes")
    act = models.CharField(max_length=10)
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    revision = models.IntegerField()
    reason = FreeText(blank=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    entry = models.ForeignKey("journal.Entry", on_delete=models.PROTECT, related_name="+")


class DutyPassing(models.Model):
    """The duty of a dissolved unit that passed to a successor, which reports in its place."""

    source = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="duty_passed_to")
    target = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="duty_taken_from")
    on = models.DateField()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="reporting_duty_passed_once"),
        ]


class Extension(models.Model):
    """A due day that was moved: by whom, from when to when, and why."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="extensions")
    old_due_on = models.DateField(null=True)
    new_due_on = models.DateField()
    reason = FreeText()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="reporting_extension_has_reason"),
        ]


class Look(models.Model):
    """That somebody of the level above has looked at a submission as of one revision.

    What changed since is told from the latest look at an earlier revision.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="looks")
    account_id = models.BigIntegerField()
    revision = models.IntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "account_id", "revision"], name="reporting_look_once"
            ),
        ]


class ReasonTemplate(models.Model):
    """A sentence that an office often gives when it returns a submission, typed by the office."""

    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    text = FreeText()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="reporting_template_has_text"),
        ]


class FollowUp(models.Model):
    """Something to be cleared up about a submission or one of its cells, by somebody, by a day.

    Who answers for it is an account, or whoever holds a post (`assignee_role`) at a unit.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="follow_ups")
    indicator = models.CharField(max_length=80, blank=True, default="")
    by = models.CharField(max_length=160, blank=True, default="")
    text = FreeText()
    assignee_account = models.BigIntegerField(null=True)
    assignee_unit = models.ForeignKey(
        "orgunits.Unit", null=True, on_delete=models.PROTECT, related_name="+"
    )
    assignee_role = models.CharField(max_length=20, blank=True, default="")
    due_on = models.DateField(null=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="reporting_follow_up_has_text"),
            models.CheckConstraint(
                condition=Q(assignee_account__isnull=False)
                | (Q(assignee_unit__isnull=False) & ~Q(assignee_role="")),
                name="reporting_follow_up_has_assignee",
            ),
        ]

    @property
    def key(self) -> CellKey | None:
        """The cell that it is about; None for the whole submission."""
        return CellKey(self.indicator, self.by) if self.indicator else None


class FollowUpReply(models.Model):
    """What was answered to a follow-up, or that it was done or taken up again."""

    class What(models.TextChoices):
        """What the reply does."""

        REPLY = "reply"
        DONE = "done"
        REOPENED = "reopened"

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="replies")
    what = models.CharField(max_length=10, choices=What.choices)
    text = FreeText(blank=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)


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
