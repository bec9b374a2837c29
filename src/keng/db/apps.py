"""The Django application of the database room; it has no tables of its own."""

from __future__ import annotations

from django.apps import AppConfig


class DbConfig(AppConfig):
    """Installed so that its migration operations and tests are found."""

    name = "keng.db"
    label = "db"
