"""The seal key: whoever owns the database but not this key cannot forge the journal unseen.

It is the environment's KENG_SEAL_KEY or the file `seal.key` in KENG_DIR, made on first use for its
owner's eyes only. Both hold one key of 64 hexadecimal digits a line. The first signs, all of them
verify: a key is changed by writing a new one above the old. Losing the file loses the proof for
what is past, not the figures; keep a copy away from the database's backups.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

VARIABLE = "KENG_SEAL_KEY"
FILE_NAME = "seal.key"
KEY_BYTES = 32

_read: dict[str, tuple[bytes, ...]] = {}


def seal_keys() -> tuple[bytes, ...]:
    """The keys, the signing one first; the file is made if there is none.

    Raises ImproperlyConfigured, naming the place, for a key that is not 64 hexadecimal digits and
    for a folder in which no key can be made.
    """
    if text := os.environ.get(VARIABLE):
        return _parsed(text, VARIABLE)
    path = Path(settings.KENG_DIR) / FILE_NAME
    keys = _read.get(str(path))
    if keys is None:
        keys = _read[str(path)] = _parsed(_text_of(path), str(path))
    return keys


def forget_read_keys() -> None:
    """Read the file anew on next use; for a process that outlives a change of the key."""
    _read.clear()


def _text_of(path: Path) -> str:
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _make(path)
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(
            f"{path}: the seal key cannot be read or made: {error}"
        ) from error


def _make(path: Path) -> None:
    # Written aside and linked: of two processes that start at once one wins, and neither can
    # read a file that is not yet whole.
    aside = path.with_name(f"{path.name}.{os.getpid()}.{token_hex(4)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as handle:
            handle.write(token_hex(KEY_BYTES) + "\n")
            handle.flush()
            os.fsync(handle.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(aside)
    finally:
        aside.unlink()


def _parsed(text: str, where: str) -> tuple[bytes, ...]:
    try:
        keys = tuple(bytes.fromhex(line) for line in text.split())
    except ValueError as error:
        raise ImproperlyConfigured(f"{where}: a seal key is 64 hexadecimal digits") from error
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise ImproperlyConfigured(f"{where}: a seal key is 64 hexadecimal digits")
    return keys
