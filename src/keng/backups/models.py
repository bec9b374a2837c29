"""The backups that were made and found good."""

from __future__ import annotations

from django.db import models


class Backup(models.Model):
    """One backup that was written whole and read again: when it began, how much it holds.

    `sha256` is the digest of the file, so that a copy kept elsewhere can be recognised; where it
    lies is not kept. Rows are only added. A restored database tells of the backups made before.
    """

    at = models.DateTimeField()
    took_ms = models.PositiveBigIntegerField()
    account_id = models.BigIntegerField(null=True)  # None: the operator of the machine
    bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveBigIntegerField()
    files = models.PositiveBigIntegerField()
    is_encrypted = models.BooleanField()
    has_keys = models.BooleanField()
