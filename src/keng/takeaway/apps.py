"""The room's entry in Django's list of rooms."""

from __future__ import annotations

from django.apps import AppConfig


class TakeawayConfig(AppConfig):
    """Everything taken along in open formats, and taken in elsewhere. No tables of its own."""

    name = "keng.takeaway"
