"""What the room keeps: installed versions of programme packs, and forms made of them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from keng.db.ordered import OrderedJSONField
from keng.packs.content import digest_of


class PackVersion(models.Model):
    """One installed version of a pack. It is never changed or removed (a trigger sees to it).

    `content` is the whole pack as JSON in the shape of `packs.schema.Pack`; `digest` is the
    SHA-256 of that content in canonical form. Who installed it when stands in the journal, stream
    "pack:<code>". The programme in use is the version with the highest id.
    """

    code = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    content = OrderedJSONField()

    unstated = ("content",)  # the digest vouches for it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="pack_version_installed_once"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store with the digest that follows from the content."""
        self.digest = digest_of(self.content)
        super().save(*args, **kwargs)


class MadeForm(models.Model):
    """A form that an office made of the programme's indicators, for one period, as it was asked.

    Never changed or removed (a trigger sees to it): another wording is another row under another
    code. `content` is a form in the shape of `packs.schema.Form`; `code` is drawn at random, so
    that it means the same content in every process and after every restore. Who made it when
    stands in the journal, stream "made_form:<code>".
    """

    code = models.CharField(max_length=60, unique=True)
    digest = models.CharField(max_length=64)
    content = OrderedJSONField()
    regime = models.CharField(max_length=40)
    first = models.DateField()
    last = models.DateField()
    pack_version = models.ForeignKey(PackVersion, on_delete=models.PROTECT, related_name="+")

    unstated = ("content",)  # the digest vouches for it

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="pack_form_days_order"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store with the digest that follows from the content."""
        self.digest = digest_of(self.content)
        super().save(*args, **kwargs)
