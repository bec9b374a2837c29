"""Programmes of coordination: terms, partners, and results that count once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from keng.db.validity import Dated
from keng.screening.fields import FreeLine
from keng.steering.models._base import Withdrawable, choices
from keng.steering.vocabulary import Rhythm


class Cooperation(models.Model):
    """A programme of coordination that a unit signed with partners.

    What is asked of it (`rhythm`, reviews) is what the signed paper says. `stopped_on` is the day
    from which it no longer runs although a term would go on.
    """

    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="cooperations")
    title = FreeLine(max_length=300)
    rhythm = models.CharField(max_length=12, choices=choices(Rhythm), default=Rhythm.NONE.value)
    reviews_half_year = models.BooleanField(default=False)
    reviews_year = models.BooleanField(default=False)
    stopped_on = models.DateField(null=True)
    stopped_why = FreeLine(max_length=300, blank=True)
    illustrative = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "title"],
                condition=Q(stopped_on__isnull=True),
                name="steering_cooperation_title_once",
            ),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True) | ~Q(stopped_why=""),
                name="steering_stopped_has_reason",
            ),
        ]


class Term(Withdrawable):
    """For how long a signed paper holds: `first` to `last`, both included; no `last` = no end said.

    The first term is the signing, each later one an extension by a paper of its own.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="terms")
    paper = models.ForeignKey("papers.Paper", on_delete=models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField(null=True)

    class Meta(Withdrawable.Meta):
        constraints = [
            *Withdrawable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(last__isnull=True) | Q(last__gte=models.F("first")),
                name="steering_term_in_order",
            ),
            models.UniqueConstraint(
                fields=["cooperation", "paper"],
                condition=Q(withdrawn_at__isnull=True),
                name="steering_term_paper_once",
            ),
        ]


class Partner(Dated):
    """Who takes part in a programme: a unit, or a body by its name, from a day on."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="partners")
    unit = models.ForeignKey("orgunits.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    name = FreeLine(max_length=200, blank=True)
    at = models.DateTimeField()
    by_account = models.BigIntegerField(null=True)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(unit__isnull=True) & ~Q(name="") | Q(unit__isnull=False, name=""),
                name="steering_partner_is_one",
            ),
            models.UniqueConstraint(
                fields=["cooperation", "unit"],
                condition=Q(valid_until__isnull=True, unit__isnull=False),
                name="steering_partner_unit_once",
            ),
            models.UniqueConstraint(
                fields=["cooperation", "name"],
                condition=Q(valid_until__isnull=True) & ~Q(name=""),
                name="steering_partner_name_once",
            ),
        ]


class Outcome(Withdrawable):
    """A result of coordination, counted once: at `partner`. It is part of the unit's own figure.

    `value` is in the indicator's smallest unit, with the digits of the pack of the day; the days
    `first` to `last` are those in which it came about.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="outcomes")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="outcomes")
    indicator = models.CharField(max_length=120)
    value = models.BigIntegerField()
    first = models.DateField()
    last = models.DateField()
    note = FreeLine(max_length=300, blank=True)
    token = models.CharField(max_length=40, blank=True)

    class Meta(Withdrawable.Meta):
        constraints = [
            *Withdrawable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(last__gte=models.F("first")), name="steering_outcome_in_order"
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="steering_outcome_not_below_0"),
            models.UniqueConstraint(
                fields=["cooperation", "token"],
                condition=~Q(token=""),
                name="steering_outcome_once",
            ),
        ]


class OutcomeShare(models.Model):
    """Another partner that took part in a result: named, and counted nowhere again."""

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="shares")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outcome", "partner"], name="steering_share_once"),
        ]
