"""Django's name for the room."""

from __future__ import annotations

from django.apps import AppConfig


class CommendationsConfig(AppConfig):
    """The room `commendations`."""

    name = "keng.commendations"
    label = "commendations"
    default_auto_field = "django.db.models.BigAutoField"
