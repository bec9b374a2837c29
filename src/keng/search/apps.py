"""Django's name for the room."""

from __future__ import annotations

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The room `search`: no tables of its own."""

    name = "keng.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
