"""Django's name for the room."""

from __future__ import annotations

from django.apps import AppConfig


class OrgunitsConfig(AppConfig):
    """The room `orgunits`."""

    name = "keng.orgunits"
    label = "orgunits"
    default_auto_field = "django.db.models.BigAutoField"
