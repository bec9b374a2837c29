"""Meetings of committees and of coordination: minutes, who was present, conclusions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from keng.screening.fields import FreeLine, FreeText
from keng.steering.models._base import Withdrawable, choices
from keng.steering.models.committees import Committee, Seat
from keng.steering.models.cooperations import Cooperation, Partner
from keng.steering.vocabulary import MeetingKind, MeetingState


class Meeting(models.Model):
    """A meeting of a committee, or of those who coordinate.

    `covers` is the last day of the half year or year that a review looks back on. `paper` is the
    entry of the register that holds the minutes or the notice of conclusions, with its file.
    """

    committee = models.ForeignKey(
        Committee, null=True, on_delete=models.PROTECT, related_name="meetings"
    )
    cooperation = models.ForeignKey(
        Cooperation, null=True, on_delete=models.PROTECT, related_name="meetings"
    )
    kind = models.CharField(max_length=10, choices=choices(MeetingKind))
    state = models.CharField(max_length=10, choices=choices(MeetingState))
    on = models.DateField(db_column="on_day")
    covers = models.DateField(null=True)
    agenda = FreeText(blank=True)
    minutes = FreeText(blank=True)
    paper = models.ForeignKey("papers.Paper", null=True, on_delete=models.PROTECT, related_name="+")
    off_why = FreeLine(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)
    token = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(committee__isnull=True, cooperation__isnull=False)
                | Q(committee__isnull=False, cooperation__isnull=True),
                name="steering_meeting_of_one",
            ),
            models.CheckConstraint(
                condition=~Q(state="called_off") | ~Q(off_why=""),
                name="steering_meeting_off_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(covers__isnull=True) | Q(kind__in=["half_year", "year"]),
                name="steering_meeting_reviews_cover",
            ),
            models.UniqueConstraint(
                fields=["committee", "token"],
                condition=~Q(token=""),
                name="steering_meeting_once",
            ),
            models.UniqueConstraint(
                fields=["cooperation", "token"],
                condition=~Q(token=""),
                name="steering_meeting_of_cooperation_once",
            ),
        ]
        indexes = [
            models.Index(fields=["committee", "-on"], name="steering_meeting_of"),
            models.Index(fields=["cooperation", "-on"], name="steering_meeting_with"),
            models.Index(fields=["state", "on"], name="steering_meeting_to_come"),
        ]


class Minutes(models.Model):
    """What minutes said before they were written anew; rows are only added."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="earlier")
    n = models.PositiveIntegerField()
    agenda = models.TextField(blank=True)
    minutes = models.TextField(blank=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "n"], name="steering_minutes_once"),
        ]


class Presence(models.Model):
    """A post, or a partner, that was present; `is_gone` where that was corrected."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="present")
    seat = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, null=True, on_delete=models.PROTECT, related_name="+")
    is_gone = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(seat__isnull=True, partner__isnull=False)
                | Q(seat__isnull=False, partner__isnull=True),
                name="steering_presence_of_one",
            ),
            models.UniqueConstraint(fields=["meeting", "seat"], name="steering_presence_seat_once"),
            models.UniqueConstraint(
                fields=["meeting", "partner"], name="steering_presence_partner_once"
            ),
        ]


class Conclusion(Withdrawable):
    """A sentence that a meeting concluded, who it is for, and the task of a plan that it became."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="conclusions")
    n = models.PositiveIntegerField()
    text = FreeLine(max_length=1000)
    body = FreeLine(max_length=200, blank=True)
    due_on = models.DateField(null=True)
    task = models.OneToOneField(
        "planning.Task", null=True, on_delete=models.PROTECT, related_name="concluded_by"
    )

    class Meta(Withdrawable.Meta):
        constraints = [
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(fields=["meeting", "n"], name="steering_conclusion_once"),
        ]
