"""Django's name for the room."""

from __future__ import annotations

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """The room `papers`."""

    name = "keng.papers"
    label = "papers"
    default_auto_field = "django.db.models.BigAutoField"
