"""Django's name for the room."""

from __future__ import annotations

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The room `intake`."""

    name = "keng.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"
