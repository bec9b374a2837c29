"""What the room keeps: the versions of programme packs that were installed, word for word."""

from __future__ import annotations

from typing import Any

from django.db import models

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
    content = models.JSONField()

    unstated = ("content",)  # the digest vouches for it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="pack_version_installed_once"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store with the digest that follows from the content."""
        self.digest = digest_of(self.content)
        super().save(*args, **kwargs)
