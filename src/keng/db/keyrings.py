"""Keys that can be destroyed: what one of them seals is gone with it, in every backup too.

Sealed bytes lie in the database or in the file store and enter backups; keys lie in a folder beside
the database that enters none (semantics 30). The price is that a restored machine opens only what
the folder of keys was carried over for, by hand.
"""

from __future__ import annotations

import errno
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from keng.db.wholefiles import write_whole

_KEY: Final = 32
_NONCE: Final = 12
_DESTROYED: Final = b"destroyed"
# Names of keys are read from the database: one that leads out of the folder names no key, else
# whoever changes a row could have the seal key overwritten.
_NAME: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,127}")


class KeyGone(LookupError):
    """This machine has no such key: destroyed, or never carried over."""


class SealBroken(ValueError):
    """The sealed bytes are not what was sealed under this key for this purpose."""


class Keyring:
    """Keys of one kind of thing, each a file of 32 random bytes (AES-256-GCM) in its folder."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def make(self, name: str) -> None:
        """Make the key. One whose transaction fails stays behind and opens nothing."""
        write_whole(self._place(name), os.urandom(_KEY))

    def has(self, name: str) -> bool:
        """Whether this machine can open what was sealed under the key."""
        try:
            return self._place(name).stat().st_size == _KEY
        except FileNotFoundError:
            return False

    def is_destroyed(self, name: str) -> bool:
        """Whether the key was destroyed here, or where the folder came from, and left its mark."""
        try:
            return self._place(name).read_bytes() == _DESTROYED
        except FileNotFoundError:
            return False

    def names(self, beginning: str = "") -> set[str]:
        """The keys that are there, whose names begin so."""
        folder = self._place("x").parent
        return {one.name for one in folder.glob(f"{beginning}*")} if folder.is_dir() else set()

    def sealed(self, name: str, content: bytes, about: str) -> bytes:
        """The content sealed; `about` says what it is, and opens it as nothing else. KeyGone."""
        nonce = os.urandom(_NONCE)
        return nonce + AESGCM(self._key(name)).encrypt(nonce, content, about.encode())

    def opened(self, name: str, sealed: bytes, about: str) -> bytes:
        """The content again. Raises KeyGone and SealBroken."""
        try:
            return AESGCM(self._key(name)).decrypt(sealed[:_NONCE], sealed[_NONCE:], about.encode())
        except (InvalidTag, ValueError):
            raise SealBroken(about) from None

    def destroy(self, name: str, *, leaves_a_mark: bool = False) -> None:
        """Overwrite and remove the key; nothing happens for one that is gone.

        With `leaves_a_mark` a file of its name stays that says so: a folder that is carried to a
        restored machine then tells which keys were destroyed and which never came along. (Not an
        empty file: a copy to a full disk leaves such ones.) A disk may still hold blocks that stood
        there before; the guide of the installation says so.
        """
        try:
            place = self._place(name)
        except FileNotFoundError:
            return
        with suppress(FileNotFoundError), place.open("r+b") as file:
            file.write(os.urandom(_KEY))
            file.flush()
            os.fsync(file.fileno())
        if leaves_a_mark:
            write_whole(place, _DESTROYED)
        else:
            place.unlink(missing_ok=True)

    def _key(self, name: str) -> bytes:
        try:
            key = self._place(name).read_bytes()
        except FileNotFoundError:
            raise KeyGone(name) from None
        if len(key) != _KEY:
            raise KeyGone(name)
        return key

    def _place(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise FileNotFoundError(errno.ENOENT, "this names no key", name)
        return Path(settings.KENG_DIR) / self._folder / name
