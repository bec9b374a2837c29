"""Where the figures live: an SQLite file for one office, PostgreSQL for a province."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"  # an acknowledged write survives a power cut
    "PRAGMA foreign_keys=ON;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA mmap_size=134217728;"
    "PRAGMA journal_size_limit=27103364;"
    "PRAGMA cache_size=-64000;"
)


def database_settings(url: str, directory: Path) -> dict[str, Any]:
    """Django's DATABASES["default"] for `KENG_DATABASE_URL`, or SQLite in the folder if empty.

    Raises ValueError for a URL of another engine.
    """
    if not url:
        return _sqlite(directory / "keng.sqlite3")
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"KENG_DATABASE_URL: {parts.scheme}: only postgresql:// is known")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        # After a restart of the database a page takes a new connection instead of failing once on
        # each old one.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "keng.db.sqlite",
        "NAME": str(path),
        # Test runners put tests into memory by themselves only for the engine of Django's name.
        "TEST": {"NAME": ":memory:"},
        "OPTIONS": {
            # A deferred transaction that later writes fails with "locked" under load: take the
            # write lock at the start of every atomic block, and never wrap whole requests.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": _SQLITE_PRAGMAS,
        },
    }
