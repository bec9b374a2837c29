"""Django's name for the room."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The room `web`."""

    name = "keng.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
