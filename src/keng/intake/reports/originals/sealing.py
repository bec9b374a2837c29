"""Originals as they lie on the disk: each sealed under a key of its own, the key in another folder.

The sealed files lie in the folder of the files and enter every backup. The keys lie in a folder
beside the database that enters none: once a key is destroyed here, no backup opens the original
again. The price is that a restored machine cannot open what was kept before.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from keng.db.wholefiles import write_whole
from keng.documents.store import digest_of
from keng.kernel.errors import NotFound, WrongState

PAPER: Final = "paper"
"""The file that was given."""
DRAWN: Final = "drawn"
"""The PDF that a Word file was turned into."""
_KEY: Final = 32
_NONCE: Final = 12


def seal(name: str, files: dict[str, bytes], *, sha256: str) -> dict[str, str]:
    """Seal files (by PAPER, DRAWN) of one original under one new key; the sha256 of each as sealed.

    `sha256`, that of the original, is sealed with them, so that none opens as another's.
    """
    key = os.urandom(_KEY)
    write_whole(_key_place(name), key)
    digests = {}
    for part, content in files.items():
        nonce = os.urandom(_NONCE)
        sealed = nonce + AESGCM(key).encrypt(nonce, content, _about(part, sha256))
        write_whole(_place(name, part), sealed)
        digests[part] = digest_of(sealed)
    return digests


def opened(name: str, part: str, *, sha256: str) -> bytes:
    """The bytes of a file again.

    Raises WrongState on a machine without its key, NotFound without the file, and WrongState where
    the file is not what was sealed.
    """
    try:
        key = _key_place(name).read_bytes()
    except FileNotFoundError:
        raise WrongState(
            "Máy chủ này không có khóa của bản gốc (khóa không nằm trong bản sao lưu); hãy xem văn "
            "bản đã che, hoặc đọc lại tệp.",
            message_en="This machine has no key of the original (keys are in no backup); look at "
            "the masked text, or read the file again.",
            code="original_without_key",
        ) from None
    try:
        sealed = _place(name, part).read_bytes()
    except FileNotFoundError:
        raise NotFound(
            "Tệp gốc đã mã hóa không còn trong kho tệp; hãy báo quản trị viên chạy keng verify.",
            message_en="The sealed original is not in the store; have keng verify run.",
        ) from None
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], _about(part, sha256))
    except (InvalidTag, ValueError):
        raise WrongState(
            "Tệp gốc đã mã hóa bị hỏng hoặc bị thay; hãy báo quản trị viên chạy keng verify.",
            message_en="The sealed original is damaged or was replaced; have keng verify run.",
            code="original_damaged",
        ) from None


def has_key(name: str) -> bool:
    """Whether this machine can open the original."""
    return _key_place(name).is_file()


def is_whole(name: str, part: str, digest: str) -> bool:
    """Whether the sealed file is there and is the one that was sealed."""
    place = _place(name, part)
    return place.is_file() and digest_of(place.read_bytes()) == digest


def is_gone(name: str) -> bool:
    """Whether neither key nor file is left."""
    return not (has_key(name) or any(_place(name, part).exists() for part in (PAPER, DRAWN)))


def names(beginning: str) -> set[str]:
    """The originals of which a key or a file is there, whose names begin so."""
    folders = (_key_place("x").parent, _place("x", PAPER).parent.parent)
    return {
        one.name for folder in folders if folder.is_dir() for one in folder.glob(f"{beginning}*")
    }


def discard(name: str) -> None:
    """Destroy the key, then remove the files; nothing happens for what is gone.

    The key is overwritten before it is removed. A disk may still hold what stood there before; the
    guide of the installation says so.
    """
    place = _key_place(name)
    with suppress(FileNotFoundError), place.open("r+b") as file:
        file.write(os.urandom(_KEY))
        file.flush()
        os.fsync(file.fileno())
    place.unlink(missing_ok=True)
    for part in (PAPER, DRAWN):
        _place(name, part).unlink(missing_ok=True)
    with suppress(OSError):
        _place(name, PAPER).parent.rmdir()


def _about(part: str, sha256: str) -> bytes:
    return f"keng original {part} {sha256}".encode()


def _key_place(name: str) -> Path:
    return Path(settings.KENG_DIR) / "original-keys" / name


def _place(name: str, part: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "originals" / name / part
