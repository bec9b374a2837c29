"""Django's name for the room."""

from __future__ import annotations

from django.apps import AppConfig


class ConsolidationConfig(AppConfig):
    """The room `consolidation`."""

    name = "keng.consolidation"
    label = "consolidation"
    default_auto_field = "django.db.models.BigAutoField"
