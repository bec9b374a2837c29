"""Rounds, the submission of each unit asked, and what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from keng.reporting.lifecycle import COUNTED, EDITABLE, State
from keng.reporting.models._base import Spanned
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
    "blocks_told",
    "warnings_told",
    "explained_told",
)
"""What the rules said of a submission at its last change; they are run again at any time."""


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
    that was seen. The counts are what the rules said at the last change, so that a round of
    hundreds of units is shown without computing anything; the three that are `told` leave out what
    rests on small totals of people, and are null in rows counted before there were such.
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
    blocks_told = models.IntegerField(null=True)
    warnings_told = models.IntegerField(null=True)
    explained_told = models.IntegerField(null=True)

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
