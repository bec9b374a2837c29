"""Django's name for the room."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The room `api`."""

    name = "keng.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
