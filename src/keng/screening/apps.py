"""Django's name for the room."""

from __future__ import annotations

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    """The room `screening`."""

    name = "keng.screening"
    label = "screening"
    default_auto_field = "django.db.models.BigAutoField"
