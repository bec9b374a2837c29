"""Django's name for the room."""

from __future__ import annotations

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    """The room `initiatives`."""

    name = "keng.initiatives"
    label = "initiatives"
    default_auto_field = "django.db.models.BigAutoField"
