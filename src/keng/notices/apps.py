"""Django's name for the room."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The room `notices`."""

    name = "keng.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
