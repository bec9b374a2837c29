"""The secret that signs cookies: made once per installation, kept beside the database."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_urlsafe


def secret_key(directory: Path) -> str:
    """KENG_SECRET_KEY, or the content of `secret.key` in the folder, made on first use (0600)."""
    if key := os.environ.get("KENG_SECRET_KEY"):
        return key
    path = directory / "secret.key"
    if not path.exists():
        directory.mkdir(parents=True, exist_ok=True)
        _create(path, token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def _create(path: Path, text: str) -> None:
    # O_EXCL: of two processes that start at once, one makes the key and both read it.
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(text)
