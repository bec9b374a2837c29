"""Django's name for the room."""

from __future__ import annotations

from django.apps import AppConfig


class VerifyingConfig(AppConfig):
    """The room `verifying`."""

    name = "keng.verifying"
    label = "verifying"
    default_auto_field = "django.db.models.BigAutoField"
