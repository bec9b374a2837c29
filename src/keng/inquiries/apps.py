"""Django's name for the room."""

from __future__ import annotations

from django.apps import AppConfig


class InquiriesConfig(AppConfig):
    """The room `inquiries`."""

    name = "keng.inquiries"
    label = "inquiries"
    default_auto_field = "django.db.models.BigAutoField"
