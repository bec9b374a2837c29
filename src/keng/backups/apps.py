"""Django's name for the room."""

from __future__ import annotations

from django.apps import AppConfig


class BackupsConfig(AppConfig):
    """The room `backups`."""

    name = "keng.backups"
    label = "backups"
    default_auto_field = "django.db.models.BigAutoField"
