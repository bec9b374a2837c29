"""The static files without which the page of a form does not work, and the version of them all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.templatetags.static import static

FOLDER: Final = Path(__file__).parents[1] / "static"
SHELL: Final = (
    "keng/theme.js",
    "keng/shell.js",
    "keng/presence.js",
    "keng/screening.js",
    "keng/passages.js",
    "keng/safekeeping.js",
    "keng/grid.js",
    "keng/beside.js",
    "keng/steps.js",
    "keng/missing.js",
    "keng/numbers.js",
    "keng/outbox.js",
    "keng/page.js",
    "keng/progress.js",
    "keng/wire.js",
    "keng/paste.js",
    "keng/questions.js",
    "keng/tokens.css",
    "keng/keng.css",
    "keng/grid.css",
    "keng/questions.css",
    "keng/print.css",
    "keng/gong.svg",
    "vendor/bootstrap-icons/icons.svg",
    "vendor/bootstrap/bootstrap.min.css",
    "vendor/htmx/htmx.min.js",
    "vendor/be-vietnam-pro/be-vietnam-pro-latin-400-normal.woff2",
    "vendor/be-vietnam-pro/be-vietnam-pro-latin-600-normal.woff2",
    "vendor/be-vietnam-pro/be-vietnam-pro-vietnamese-400-normal.woff2",
    "vendor/be-vietnam-pro/be-vietnam-pro-vietnamese-600-normal.woff2",
)


def shell_urls(names: Iterable[str]) -> list[str]:
    """Where a browser finds the files."""
    return [static(name) for name in names]


def source_of(name: str) -> str:
    """The text of one of our own static files."""
    return (FOLDER / name).read_text(encoding="utf-8")


def version_of_shell() -> str:
    """A name that changes with any byte of the shell or of the worker."""
    return _version() if settings.DEBUG else _kept_version()


@lru_cache(maxsize=1)
def _kept_version() -> str:
    return _version()


def _version() -> str:
    digest = hashlib.sha256()
    for name in (*SHELL, "keng/worker.js"):
        digest.update(name.encode())
        digest.update((FOLDER / name).read_bytes())
    return digest.hexdigest()[:16]
