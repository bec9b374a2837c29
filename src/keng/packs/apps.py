"""Django's name for the room."""

from __future__ import annotations

from django.apps import AppConfig


class PacksConfig(AppConfig):
    """The room `packs`."""

    name = "keng.packs"
    label = "packs"
    default_auto_field = "django.db.models.BigAutoField"
