"""The runs of the whole verification that came to their end."""

from __future__ import annotations

from django.db import models


class FullCheck(models.Model):
    """One run over every room: when it began, who asked, how much it held, what it found.

    `first_seal` and `last_seal` are the seals that stood when it began, empty where there was
    none; entries behind the last one were followed too. `outside_seals` counts seals kept elsewhere
    that it was held against. `job_id` is empty for a run of the command. Rows are only added.
    """

    at = models.DateTimeField()
    took_ms = models.PositiveBigIntegerField()
    account_id = models.BigIntegerField(null=True)  # None: the operator of the machine
    job_id = models.BigIntegerField(null=True, unique=True)
    first_seal = models.PositiveIntegerField(null=True)
    last_seal = models.PositiveIntegerField(null=True)
    entries = models.PositiveBigIntegerField()
    outside_seals = models.PositiveIntegerField(default=0)
    problems = models.PositiveIntegerField()
