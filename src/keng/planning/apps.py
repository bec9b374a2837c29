"""Django's name for the room."""

from __future__ import annotations

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """The room `planning`."""

    name = "keng.planning"
    label = "planning"
    default_auto_field = "django.db.models.BigAutoField"
