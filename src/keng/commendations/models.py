"""What the room keeps: calls, councils, proposals with their dossiers, votes, decisions, rules.

Nothing is deleted. The one exception is a person's name: it is sealed under a key of its own, and
withdrawing it destroys the key (`namekeys`). What a group did stands in clear; what is said of a
person is sealed with the name.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from keng.commendations.vocabulary import REGISTER
from keng.screening.fields import FreeLine, FreeText


class Call(models.Model):
    """A call for commendations at the unit that decides ("đợt xét khen"), in a year.

    `decisions` counts its decisions. Closed, it takes no proposal any more.
    """

    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    title = FreeLine(max_length=200)
    closes_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    decisions = models.PositiveIntegerField(default=0)
    illustrative = models.BooleanField(default=False)
    token = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="commendations_call_has_title"),
            models.UniqueConstraint(
                fields=["token"], condition=~Q(token=""), name="commendations_call_token_once"
            ),
        ]
        indexes = [models.Index(fields=["year", "unit"], name="commendations_call_of_year")]


class Seat(models.Model):
    """A seat on the council of a call: a post and, where there is one, an account."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="seats")
    post = FreeLine(max_length=200)
    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    member_account = models.BigIntegerField(null=True)
    is_chair = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call"],
                condition=Q(is_chair=True, ended_at__isnull=True),
                name="commendations_one_chair",
            ),
            models.UniqueConstraint(
                fields=["call", "member_account"],
                condition=Q(ended_at__isnull=True, member_account__isnull=False),
                name="commendations_seat_once",
            ),
            models.CheckConstraint(condition=~Q(post=""), name="commendations_seat_has_post"),
        ]


class Proposal(models.Model):
    """A group or a person proposed for one award.

    `proposer` is the unit that proposes, `home` the one that the group or person belongs to and is
    counted at. A group is the unit itself (`is_unit`), an `initiative` of the register, or a
    collective by its name; `name` repeats how it was called. Of a person nothing stands in clear:
    `sealed` holds name, post and place of work, deed and achievement, under the key `key_name`,
    which seals the dossier of either as well. A withdrawn name leaves the row and empties `sealed`.
    `turn` counts how often it was changed: each time it is voted on anew.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="proposals")
    award = models.CharField(max_length=60)
    recipient = models.CharField(max_length=10)
    proposer = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    home = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    is_unit = models.BooleanField(default=False)
    initiative = models.ForeignKey(
        "initiatives.Group", null=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)
    folded = models.CharField(max_length=220, blank=True)
    deed = FreeLine(max_length=200, blank=True)
    achievement = FreeText(blank=True)
    key_name = models.CharField(max_length=64)
    sealed = models.TextField(blank=True)
    state = models.CharField(max_length=10)
    reason = FreeLine(max_length=300, blank=True)
    name_withdrawn_at = models.DateTimeField(null=True)
    name_withdrawn_by = models.BigIntegerField(null=True)
    name_withdrawn_why = FreeLine(max_length=300, blank=True)
    token = models.CharField(max_length=40, blank=True)
    turn = models.PositiveIntegerField(default=1)
    revision = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(recipient="group", sealed="", name_withdrawn_at__isnull=True)
                & ~Q(name="")
                | Q(recipient="person", name="", folded="", deed="", achievement="")
                & Q(is_unit=False, initiative__isnull=True),
                name="commendations_person_only_sealed",
            ),
            models.CheckConstraint(
                condition=~Q(recipient="person")
                | (Q(name_withdrawn_at__isnull=True) & ~Q(sealed=""))
                | (Q(name_withdrawn_at__isnull=False, sealed="") & ~Q(name_withdrawn_why="")),
                name="commendations_name_sealed_or_gone",
            ),
            models.UniqueConstraint(fields=["key_name"], name="commendations_key_once"),
            models.UniqueConstraint(
                fields=["token"], condition=~Q(token=""), name="commendations_token_once"
            ),
        ]
        indexes = [
            models.Index(fields=["home", "award"], name="commendations_of_home"),
            models.Index(fields=["folded"], name="commendations_by_name"),
        ]


class DossierFile(models.Model):
    """A file of a dossier, sealed; `sha256` is that of the sealed bytes. Taken out, it stays."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="files")
    title = FreeLine(max_length=200)
    sort = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    removed_at = models.DateTimeField(null=True)
    removed_by = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(sha256="") & ~Q(title=""), name="commendations_file_has_digest"
            ),
        ]


class Vote(models.Model):
    """How one seat voted on a proposal as it was in that turn; it may change until the decision."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="votes")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="votes")
    turn = models.PositiveIntegerField(default=1)
    choice = models.CharField(max_length=10)
    revision = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "proposal", "turn"], name="commendations_vote_once"
            ),
            models.CheckConstraint(
                condition=Q(choice__in=["for", "against", "abstain"]),
                name="commendations_vote_is_one_of_three",
            ),
        ]


class Decision(models.Model):
    """One decision of a call; never changed. To revoke it is another decision.

    `snapshot` is what the list follows from, as canonical JSON without the name of a person; its
    salted digest stands in the journal too. `minutes` names the paper or the reason where a rule
    was not known. `n` counts within the call.
    """

    class Kind(models.TextChoices):
        """What the decision does."""

        COMMEND = "commend"
        REVOKE = "revoke"

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="decided")
    n = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    about = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="changed_by"
    )
    decider = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    award = models.CharField(max_length=60)
    number = models.PositiveIntegerField(null=True)
    symbol = FreeLine(max_length=80)
    on = models.DateField(db_column="on_day")
    authority = FreeLine(max_length=200)
    signer_post = FreeLine(max_length=200)
    minutes = FreeLine(max_length=600, blank=True)
    reason = FreeLine(max_length=600, blank=True)
    snapshot = models.JSONField()
    salt = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "n"], name="commendations_decision_once"),
            models.UniqueConstraint(
                fields=["decider", "symbol", "on", "number"],
                condition=Q(number__isnull=False),
                name="commendations_number_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="commend") | (Q(about__isnull=False) & ~Q(reason="")),
                name="commendations_revoking_says_what_and_why",
            ),
        ]
        indexes = [models.Index(fields=["on"], name="commendations_decided_on")]


class DecisionLine(models.Model):
    """Who a decision commends; `stands` is False once it is revoked. A revoking one repeats it."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="lines")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="lines")
    home = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    award = models.CharField(max_length=60)
    recipient = models.CharField(max_length=10)
    stands = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "proposal"], name="commendations_line_once"
            ),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(stands=True),
                name="commendations_one_standing_line",
            ),
        ]
        indexes = [models.Index(fields=["home", "award"], name="commendations_lines_of_home")]


class Ruling(models.Model):
    """What a unit answered where the programme is silent, for itself and those below.

    A quota holds for its year; everything else from that year on until another answer. Rows are
    only added, the last one stands. `basis` is the paper that says so.
    """

    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    rule = models.CharField(max_length=20)
    award = models.CharField(max_length=60, blank=True)
    recipient = models.CharField(max_length=10, blank=True)
    value = models.PositiveIntegerField()
    basis = FreeLine(max_length=300)
    illustrative = models.BooleanField(default=False)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(basis=""), name="commendations_ruling_has_basis"),
        ]
        indexes = [models.Index(fields=["unit", "year"], name="commendations_rulings_of_unit")]


class RegisterUse(models.Model):
    """From which year on a unit's figures come from the register; before it they are typed."""

    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, related_name="+")
    since_year = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit"], name="commendations_use_once"),
        ]

    @property
    def register(self) -> str:
        """Which register: the room has one."""
        return REGISTER


OF_CALLS = (Call, Seat, Decision, DecisionLine)
OF_PROPOSALS = (Proposal, DossierFile, Vote)
OF_UNITS = (Ruling, RegisterUse)
