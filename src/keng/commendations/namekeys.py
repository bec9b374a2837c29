"""The key of each proposal: what it seals is gone, in every backup too, once the key is destroyed.

A person's name, what is said of them and the files of every dossier are sealed (AES-256-GCM) under
a random key of the proposal. Keys lie in a folder beside the database that enters no backup; the
database and the file store hold sealed bytes only. So a backup of any day opens nothing by itself,
and a restored machine shows names only if the folder of keys was carried over by hand.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from keng.db.wholefiles import write_whole
from keng.documents.store import FileStore
from keng.kernel.errors import WrongState

FOLDER: Final = "commended-names"
_KEY: Final = 32
_NONCE: Final = 12


def new_key() -> str:
    """Make a key; what it is called. One whose transaction fails stays behind and opens nothing."""
    name = token_hex(16)
    write_whole(_place(name), os.urandom(_KEY))
    return name


def has_key(name: str) -> bool:
    """Whether this machine can open what was sealed under the key."""
    return _place(name).is_file()


def sealed_words(name: str, words: Mapping[str, str]) -> str:
    """Words as they are stored. Raises WrongState on a machine without the key."""
    content = json.dumps(dict(words), ensure_ascii=False, sort_keys=True).encode()
    return base64.b64encode(_sealed(name, content, "words")).decode()


def opened_words(name: str, text: str) -> Mapping[str, str] | None:
    """The words again; None where nothing is stored, the key is gone, or the words were altered."""
    if not text or not has_key(name):
        return None
    try:
        read: dict[str, str] = json.loads(_opened(name, base64.b64decode(text), "words"))
    except (ValueError, WrongState):
        return None
    return read


def keep_file(name: str, content: bytes) -> str:
    """Seal a file and keep it; the sha256 of the sealed bytes, under which it lies."""
    return store().keep(_sealed(name, content, "file"))


def opened_file(name: str, digest: str) -> bytes:
    """A file again. Raises NotFound (not in the store) and WrongState (no key here, or damaged)."""
    return _opened(name, store().read(digest), "file")


def store() -> FileStore:
    """Where sealed files lie, in the folder of the files."""
    return FileStore(Path(settings.MEDIA_ROOT) / "commendations")


def destroy(name: str, files: tuple[str, ...] = ()) -> None:
    """Overwrite and remove the key, then the sealed files; nothing happens for what is gone.

    A disk may still hold blocks that stood there before; the guide of the installation says so.
    """
    place = _place(name)
    with suppress(FileNotFoundError), place.open("r+b") as file:
        file.write(os.urandom(_KEY))
        file.flush()
        os.fsync(file.fileno())
    place.unlink(missing_ok=True)
    root = store().root
    for digest in files:
        (root / digest[:2] / digest).unlink(missing_ok=True)


def _sealed(name: str, content: bytes, what: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(_key(name)).encrypt(nonce, content, _about(name, what))


def _opened(name: str, sealed: bytes, what: str) -> bytes:
    try:
        return AESGCM(_key(name)).decrypt(sealed[:_NONCE], sealed[_NONCE:], _about(name, what))
    except (InvalidTag, ValueError):
        raise WrongState(
            "Nội dung đã mã hóa bị hỏng hoặc bị thay; hãy báo quản trị viên chạy keng verify.",
            message_en="The sealed content is damaged or was replaced; have keng verify run.",
            code="sealed_damaged",
        ) from None


def _key(name: str) -> bytes:
    try:
        return _place(name).read_bytes()
    except FileNotFoundError:
        raise WrongState(
            "Máy chủ này không có khóa của tên và hồ sơ này (đã rút, hoặc thư mục khóa chưa được "
            "chuyển sang máy này).",
            message_en="This machine has no key of this name and dossier: it was withdrawn, or the "
            "folder of keys was not carried over.",
            code="name_without_key",
        ) from None


def _about(name: str, what: str) -> bytes:
    return f"keng commendation {what} {name}".encode()


def _place(name: str) -> Path:
    return Path(settings.KENG_DIR) / FOLDER / name
