"""Django's name for the room."""

from __future__ import annotations

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """The room `reporting`."""

    name = "keng.reporting"
    label = "reporting"
    default_auto_field = "django.db.models.BigAutoField"
