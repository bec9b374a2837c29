"""What the room keeps: notices, how far the journal was read, choices, feeds, mail, chasing.

A notice holds references, codes and days. No reason, no note, no figure is copied into it: who may
read those reads them where they stand (semantics 28, 30).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from keng.notices.vocabulary import Kind, Way

_KINDS = [(kind.value, kind.value) for kind in Kind]
_WAYS = [(way.value, way.value) for way in Way]


class Cursor(models.Model):
    """How far a job has come; its row lock keeps two workers from doing the same work.

    `settled_id`: of the journal up to this entry everything was heard, and nothing can appear
    behind it any more. `day`: the last day whose reminders were all made.
    """

    name = models.CharField(max_length=40, unique=True)
    settled_id = models.BigIntegerField(default=0)
    day = models.DateField(null=True)


class Heard(models.Model):
    """An entry of the journal beyond the settled ones that was dealt with; emptied as it settles.

    Ids are given out before commit, so an entry may appear behind one that was heard already.
    """

    entry_id = models.BigIntegerField(unique=True)
    at = models.DateTimeField()


class Notice(models.Model):
    """One thing that one person should know.

    `key` says what it is about; together with the account it can exist only once, whatever is
    tried again. `at` is the moment of the event, `facts` are days, counts of units and codes.
    """

    account = models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, related_name="notices", db_index=False
    )
    kind = models.CharField(max_length=20, choices=_KINDS)
    key = models.CharField(max_length=120)
    at = models.DateTimeField()
    unit = models.ForeignKey(
        "orgunits.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    submission = models.ForeignKey(
        "reporting.Submission", null=True, on_delete=models.PROTECT, related_name="notices"
    )
    round = models.ForeignKey(
        "reporting.Round",
        null=True,
        on_delete=models.PROTECT,
        related_name="notices",
        db_index=False,
    )
    paper = models.ForeignKey(
        "publishing.Paper", null=True, on_delete=models.PROTECT, related_name="notices"
    )
    task = models.ForeignKey(
        "planning.Task", null=True, on_delete=models.PROTECT, related_name="notices"
    )
    facts = models.JSONField(default=dict)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], name="notices_notice_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="notices_known_kind"
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-at", "-id"], name="notices_of_account"),
            models.Index(
                fields=["account"], condition=Q(read_at__isnull=True), name="notices_unread"
            ),
            models.Index(
                fields=["account"],
                condition=Q(read_at__isnull=True, mailed_at__isnull=True),
                name="notices_to_mail",
            ),
        ]


class PaperDoubt(models.Model):
    """An issued paper under which figures moved; a queue, emptied when the paper was looked at."""

    paper = models.OneToOneField(
        "publishing.Paper", on_delete=models.CASCADE, related_name="doubted"
    )
    entry_id = models.BigIntegerField()
    at = models.DateTimeField()


class AssessmentDoubt(models.Model):
    """An assessment under which figures may have moved; a queue, emptied when it was looked at."""

    assessment = models.OneToOneField(
        "criteria.Assessment", on_delete=models.CASCADE, related_name="doubted"
    )
    entry_id = models.BigIntegerField()
    at = models.DateTimeField()


class MailRefusal(models.Model):
    """A kind that a person does not want by mail; the empty kind is all mail."""

    account = models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, related_name="mail_refusals"
    )
    kind = models.CharField(max_length=20, blank=True, choices=_KINDS)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "kind"], name="notices_refused_once"),
        ]


class Feed(models.Model):
    """The secret address of a person's due days; only the digest of the secret is kept."""

    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(ended_at__isnull=True),
                name="notices_feed_one_in_use",
            ),
        ]


class Letter(models.Model):
    """One mail to one person: claimed before it is handed to the mail server, so that none is sent
    twice.

    `purpose` is "digest" and the day, or "chase" and the first notice in it. A claim that was
    never finished (the machine stopped) stays; its notices go into the next day's mail.
    """

    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="letters")
    purpose = models.CharField(max_length=60)
    on = models.DateField(db_column="on_day")
    notices = models.JSONField(default=list)
    tried_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=1)
    sent_at = models.DateTimeField(null=True)
    failed = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "purpose"], name="notices_letter_once"),
        ]


class Chase(models.Model):
    """One time that somebody chased late units of a round, in one of the ways that are usual."""

    round = models.ForeignKey("reporting.Round", on_delete=models.PROTECT, related_name="chases")
    way = models.CharField(max_length=10, choices=_WAYS)
    units = models.PositiveIntegerField()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)


class ChasedUnit(models.Model):
    """A submission that was asked for in a chase; the journal lists the same."""

    chase = models.ForeignKey(Chase, on_delete=models.PROTECT, related_name="lines")
    submission = models.ForeignKey(
        "reporting.Submission", on_delete=models.PROTECT, related_name="chased"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chase", "submission"], name="notices_chased_once"),
        ]
