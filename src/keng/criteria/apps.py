"""Django's name for the room."""

from __future__ import annotations

from django.apps import AppConfig


class CriteriaConfig(AppConfig):
    """The room `criteria`."""

    name = "keng.criteria"
    label = "criteria"
    default_auto_field = "django.db.models.BigAutoField"
