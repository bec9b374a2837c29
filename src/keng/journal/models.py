"""What the journal stores. Rows are added to its tables and the database refuses all else."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One thing that someone did, chained to what was done to the same subject before.

    `n` counts from 1 within the stream, `hash` covers everything else in the row and the previous
    hash, `mark` shows that the writer held the seal key.
    """

    stream = models.CharField(max_length=160)
    n = models.PositiveIntegerField()
    at = models.DateTimeField()
    on = models.DateField(db_column="on_day")
    account_id = models.BigIntegerField(null=True)  # None: the operator of the machine
    verb = models.CharField(max_length=80)
    facts = models.JSONField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    mark = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "n"], name="journal_entry_stream_n"),
            models.CheckConstraint(condition=models.Q(n__gte=1), name="journal_entry_n_from_1"),
        ]
        indexes = [
            models.Index(fields=["at"], name="journal_entry_at"),
            models.Index(fields=["account_id", "at"], name="journal_entry_account"),
        ]


class Seal(models.Model):
    """A root over the heads of all streams that moved since the seal before, signed by the key."""

    n = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    previous = models.CharField(max_length=64)
    root = models.CharField(max_length=64)
    heads = models.PositiveIntegerField()
    last_entry_id = models.BigIntegerField()
    key_id = models.CharField(max_length=16)
    proof = models.CharField(max_length=64)


class SealedHead(models.Model):
    """Where a stream stood when it was sealed, so that a stream that vanished can be named."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="sealed_heads")
    stream = models.CharField(max_length=160)
    n = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "n"], name="journal_sealedhead_once"),
        ]


class Arrival(models.Model):
    """Data of another machine that were taken into this one while it was empty.

    `archive` is the sha256 of the file; up to `last_entry_id` and `last_seal` the journal is the
    other machine's. `digest` covers the marks of every row as it arrived.
    """

    at = models.DateTimeField()
    archive = models.CharField(max_length=64)
    last_entry_id = models.BigIntegerField()
    last_seal = models.PositiveIntegerField(null=True)
    digest = models.CharField(max_length=64)


class ArrivedTable(models.Model):
    """How the rows of one table stood when they arrived: stretches of ids with their marks."""

    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="tables")
    table = models.CharField(max_length=80)
    marks = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["arrival", "table"], name="journal_arrivedtable_once"),
        ]
