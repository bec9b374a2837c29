"""Django's name for the room."""

from __future__ import annotations

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """The room `publishing`."""

    name = "keng.publishing"
    label = "publishing"
    default_auto_field = "django.db.models.BigAutoField"
