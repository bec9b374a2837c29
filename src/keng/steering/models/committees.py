"""Committees by their papers, members by post, and what each member oversees."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from keng.db.validity import Dated
from keng.screening.fields import FreeLine
from keng.steering.models._base import Withdrawable, choices
from keng.steering.vocabulary import Act, Place, Rhythm


class Committee(models.Model):
    """A steering committee of a unit. `since` and `until` follow from its papers.

    `since` is the day of the paper that set it up, None while that is not known; `until` the first
    day on which it no longer is. `rhythm` is how often it meets by its rules of work.
    """

    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="committees")
    name = FreeLine(max_length=300)
    rhythm = models.CharField(max_length=12, choices=choices(Rhythm), default=Rhythm.NONE.value)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    illustrative = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=Q(until__isnull=True),
                name="steering_committee_name_once",
            ),
        ]


class CommitteeAct(Withdrawable):
    """A paper of the register about a committee: setting up, renewal, rules of work, end.

    `on` is the day from which it holds.
    """

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=10, choices=choices(Act))
    paper = models.ForeignKey("papers.Paper", on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")

    class Meta(Withdrawable.Meta):
        constraints = [
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(
                fields=["committee", "kind", "paper"],
                condition=Q(withdrawn_at__isnull=True),
                name="steering_act_once",
            ),
        ]


class Seat(Dated):
    """A member of a committee: a post, from a day on; `account` where the post is an account's.

    `body` is the office that the post leads, as plans name it, "" where none is said.
    """

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="seats")
    post = FreeLine(max_length=160)
    place = models.CharField(max_length=16, choices=choices(Place), default=Place.MEMBER.value)
    body = FreeLine(max_length=200, blank=True)
    account = models.ForeignKey(
        "access.Account", null=True, on_delete=models.PROTECT, related_name="+"
    )
    basis = models.ForeignKey(
        CommitteeAct, null=True, on_delete=models.PROTECT, related_name="seats"
    )
    at = models.DateTimeField()
    by_account = models.BigIntegerField(null=True)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["committee", "post"],
                condition=Q(valid_until__isnull=True),
                name="steering_seat_once",
            ),
        ]


class Oversight(Dated):
    """A member oversees a unit below or a self-management group, from a day on."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="oversees")
    unit = models.ForeignKey("orgunits.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(
        "initiatives.Group", null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    by_account = models.BigIntegerField(null=True)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(unit__isnull=True, group__isnull=False)
                | Q(unit__isnull=False, group__isnull=True),
                name="steering_oversight_of_one",
            ),
            models.UniqueConstraint(
                fields=["seat", "unit"],
                condition=Q(valid_until__isnull=True),
                name="steering_oversight_unit_once",
            ),
            models.UniqueConstraint(
                fields=["seat", "group"],
                condition=Q(valid_until__isnull=True),
                name="steering_oversight_group_once",
            ),
        ]
