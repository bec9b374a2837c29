"""Django's name for the room."""

from __future__ import annotations

from django.apps import AppConfig


class SteeringConfig(AppConfig):
    """The room `steering`."""

    name = "keng.steering"
    label = "steering"
    default_auto_field = "django.db.models.BigAutoField"
