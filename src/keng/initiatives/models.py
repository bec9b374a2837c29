"""What the room keeps: groups, what they do, events, and by which rule a group is on paper only.

Groups have numbers of members, never names; who answers for one is a post (semantics 26). Nothing
is deleted: what was entered by mistake is withdrawn with a reason and stays in the history.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from keng.db.validity import Dated
from keng.screening.fields import FreeLine


class Picture(models.Model):
    """A photo without metadata, in the file store under its digest; an empty digest is no photo."""

    sha256 = models.CharField(max_length=64, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class Withdrawable(models.Model):
    """A row that can be withdrawn with a reason; it then counts no more and stays to be read."""

    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.BigIntegerField(null=True)
    withdrawn_why = FreeLine(max_length=300, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""),
                name="%(app_label)s_%(class)s_withdrawn_has_reason",
            ),
        ]


class Group(models.Model):
    """A self-management group ("mô hình"), at the unit where it stands today.

    `kind` is a code of the pack. `points` are the teams that it consists of (one initiative may
    have eight teams), `members` and `equipment` ({code: number}) how large it is; each change of
    them is a `Size`. `post` answers for it. `last_activity_on` and `last_review_on` repeat the
    latest that stands, so that 150,000 groups are told alive from on paper in one query.
    """

    name = FreeLine(max_length=200)
    folded = models.CharField(max_length=220)
    kind = models.CharField(max_length=60)
    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="groups")
    post = FreeLine(max_length=160, blank=True)
    founded_on = models.DateField(null=True)
    paper_number = FreeLine(max_length=60, blank=True)
    paper_on = models.DateField(null=True)
    paper_text = FreeLine(max_length=300, blank=True)
    points = models.PositiveIntegerField(default=1)
    members = models.PositiveIntegerField(null=True)
    equipment = models.JSONField(default=dict)
    replicated_from = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="replicas"
    )
    last_activity_on = models.DateField(null=True)
    last_review_on = models.DateField(null=True)
    dissolved_on = models.DateField(null=True)
    dissolved_why = FreeLine(max_length=300, blank=True)
    illustrative = models.BooleanField(default=False)
    token = models.CharField(max_length=40, blank=True)
    revision = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="initiatives_group_has_name"),
            models.CheckConstraint(
                condition=Q(dissolved_on__isnull=True) | ~Q(dissolved_why=""),
                name="initiatives_group_dissolved_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(replicated_from=F("id")), name="initiatives_group_not_of_itself"
            ),
            models.UniqueConstraint(
                fields=["unit", "kind", "folded"],
                condition=Q(dissolved_on__isnull=True),
                name="initiatives_group_name_once",
            ),
            models.UniqueConstraint(
                fields=["token"], condition=~Q(token=""), name="initiatives_group_token_once"
            ),
        ]
        indexes = [
            # With the unit, so that a late page is stepped to in the index alone.
            models.Index(fields=["folded", "id", "unit"], name="initiatives_group_in_order"),
        ]


class Placement(Dated):
    """Where a group stands, and since when; a merger closes one row and opens another."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="placements")
    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    basis = FreeLine(max_length=300, blank=True)

    class Meta(Dated.Meta):
        constraints = [*Dated.Meta.constraints]
        indexes = [models.Index(fields=["unit"], name="initiatives_placed_at")]


class Size(models.Model):
    """How large a group was from a day on; rows are only added, the last one of a day stands."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="sizes")
    on = models.DateField(db_column="on_day")
    points = models.PositiveIntegerField()
    members = models.PositiveIntegerField(null=True)
    equipment = models.JSONField(default=dict)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)


class Activity(Picture, Withdrawable):
    """Something that a group did on a day. `token` comes with the form: sent twice, logged once."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField(max_length=60)
    on = models.DateField(db_column="on_day")
    note = FreeLine(max_length=300, blank=True)
    token = models.CharField(max_length=40, blank=True)

    class Meta(Withdrawable.Meta):
        constraints = [
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(
                fields=["group", "token"],
                condition=~Q(token=""),
                name="initiatives_activity_once",
            ),
        ]
        indexes = [models.Index(fields=["group", "-on"], name="initiatives_activity_of_group")]


class Review(Withdrawable):
    """The yearly review of how effective a group is; a later one of the same year stands."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="reviews")
    year = models.PositiveSmallIntegerField()
    on = models.DateField(db_column="on_day")
    grade = models.CharField(max_length=60)
    note = FreeLine(max_length=300, blank=True)

    class Meta(Withdrawable.Meta):
        constraints = [*Withdrawable.Meta.constraints]


class Acknowledgement(Withdrawable):
    """A higher level acknowledged the group: which body, when, by which paper."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="acknowledgements")
    on = models.DateField(db_column="on_day")
    by = FreeLine(max_length=200)
    paper_number = FreeLine(max_length=60, blank=True)

    class Meta(Withdrawable.Meta):
        constraints = [
            *Withdrawable.Meta.constraints,
            models.CheckConstraint(condition=~Q(by=""), name="initiatives_acknowledged_by_whom"),
        ]


class PaperRule(models.Model):
    """When a group of these units exists on paper only, as the unit above answered from a day on.

    Empty months are "not asked for here". `basis` is the paper that says so; rows are only added,
    the last one of a day stands.
    """

    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    activity_months = models.PositiveSmallIntegerField(null=True)
    review_months = models.PositiveSmallIntegerField(null=True)
    needs_dossier = models.BooleanField(null=True)
    basis = FreeLine(max_length=300)
    illustrative = models.BooleanField(default=False)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(basis=""), name="initiatives_rule_has_basis"),
        ]


class RegisterUse(models.Model):
    """From which year on a unit's figures come from a register; before it they are typed."""

    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    register = models.CharField(max_length=20)
    since_year = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "register"], name="initiatives_use_once"),
        ]


class Event(Picture, Withdrawable):
    """A campaign day or a piece of communication work, entered once at the unit that held it.

    `place` is the unit where it took place, the host itself or one below it. `numbers` are the
    answers to the questions of its kind ({code: number}).
    """

    kind = models.CharField(max_length=60)
    host = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="events")
    place = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")
    title = FreeLine(max_length=200)
    numbers = models.JSONField(default=dict)
    illustrative = models.BooleanField(default=False)
    token = models.CharField(max_length=40, blank=True)

    class Meta(Withdrawable.Meta):
        constraints = [
            *Withdrawable.Meta.constraints,
            models.CheckConstraint(condition=~Q(title=""), name="initiatives_event_has_title"),
            models.UniqueConstraint(
                fields=["host", "token"], condition=~Q(token=""), name="initiatives_event_once"
            ),
        ]
        indexes = [models.Index(fields=["host", "-on"], name="initiatives_event_of_host")]


class EventPartner(models.Model):
    """Another unit that took part in an event: named, and counted there only, at the host."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="partners")
    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "unit"], name="initiatives_partner_once"),
        ]
