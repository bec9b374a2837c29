"""Django's name for the room."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The room `journal`."""

    name = "keng.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"
