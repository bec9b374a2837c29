"""The Django application of the units."""

from __future__ import annotations

from django.apps import AppConfig


class OrgunitsConfig(AppConfig):
    """Units, their dated facts, and the changes that ordered them."""

    name = "keng.orgunits"
    label = "orgunits"
    default_auto_field = "django.db.models.BigAutoField"
