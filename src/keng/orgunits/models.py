"""Units and what is true of them on which days.

A unit is only an identity. Its kind, name and code, its parent and its manager are dated rows; what
became of it are successions. Official codes are no identities: 11140 was xã Cộng Lạc, then xã Lạc
Phượng. Rows of a wrong change are moved to `Retracted`, never destroyed.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from keng.db.validity import Dated
from keng.orgunits.vocabulary import DayIs, Extent, Level
from keng.screening.fields import FreeLine

DAY_IS = [(item.value, item.name) for item in DayIs]
EXTENTS = [(item.value, item.name) for item in Extent]
LEVELS = [(item.value, item.name) for item in Level]


class Unit(models.Model):
    """Something that reports or is reported on; exists on the days of its designations.

    `key` is ours, opaque and stable; it is what files, links and other systems hold.
    """

    key = models.CharField(max_length=16, unique=True)
    level = models.CharField(max_length=12, choices=LEVELS)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=[item.value for item in Level]), name="unit_level_known"
            ),
        ]


class Change(models.Model):
    """One act that changed the map: who did what, from which day, by whose order.

    Append-only. `facts` names the rows that were opened and closed, so that a later change can take
    this one back; `digest` is what the journal holds of it.
    """

    verb = models.CharField(max_length=24)
    on = models.DateField(db_column="on_day")
    basis = FreeLine(max_length=300)  # the act that ordered it, as cited in the act
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)  # None: the operator of the machine
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="undone_by"
    )
    facts = models.JSONField()
    salt = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)


class Fact(Dated):
    """Something that is true of a unit from a day on, by which act, and how sure the day is."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="%(class)ss")
    day_is = models.CharField(max_length=8, choices=DAY_IS, default=DayIs.EXACT)
    basis = FreeLine(max_length=300)  # the act that ordered it, as cited in the act

    class Meta(Dated.Meta):
        abstract = True
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(valid_until__isnull=True),
                name="%(class)s_one_current",
            ),
        ]


class Designation(Fact):
    """Kind, name and official code of a unit; a unit exists on exactly the days of these rows."""

    kind = models.CharField(max_length=20)
    name = FreeLine(max_length=200)
    also = FreeLine(max_length=200, blank=True)  # other spellings in use, "; " between
    code = models.CharField(max_length=20, blank=True)  # official, of its day; never an identity
    folded = models.CharField(max_length=200, db_index=True)
    sort_key = models.CharField(max_length=2000)


class Affiliation(Fact):
    """Under whom a unit stands, and since when. Mergers close one row and open another."""

    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="member_links")

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(condition=~Q(unit=F("parent")), name="affiliation_not_to_self"),
        ]


class Management(Fact):
    """Who manages a unit where that is not simply its parent, by which act.

    Rounds, registration and who decides follow management. An agency, enterprise or school without
    a row has no manager: it is listed for a person to settle.
    """

    manager = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="managed_links")

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(condition=~Q(unit=F("manager")), name="management_not_by_self"),
        ]


class Succession(models.Model):
    """Territory that passed from one unit to another on a day: all of it, or a part.

    `share` of a part is always empty: no source gives one and none is ever invented.
    """

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="origins")
    on = models.DateField(db_column="on_day")
    extent = models.CharField(max_length=8, choices=EXTENTS)
    share = models.DecimalField(max_digits=9, decimal_places=8, null=True, blank=True)
    day_is = models.CharField(max_length=8, choices=DAY_IS, default=DayIs.EXACT)
    basis = FreeLine(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "on"], name="succession_once"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="succession_not_to_self"
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True), name="succession_share_never_invented"
            ),
        ]


class Retracted(models.Model):
    """A row as it stood before a correcting change took it back or rewrote it. Append-only."""

    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="retracted")
    table = models.CharField(max_length=40)
    row_id = models.BigIntegerField()
    content = models.JSONField()


class MapStamp(models.Model):
    """One row whose stamp is new after each change, so that other processes drop their trees.

    `counter` only grows; `stamp` is random, because a rolled back transaction hands the same
    number out again for another map.
    """

    counter = models.BigIntegerField()
    stamp = models.CharField(max_length=32)
