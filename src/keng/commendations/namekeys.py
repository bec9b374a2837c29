"""The key of each proposal: what it seals is gone, in every backup too, once the key is destroyed.

A person's name, what is said of them and the files of every dossier are sealed under a random key
of the proposal (`keng.db.keyrings`). The database and the file store hold sealed bytes only. So a
backup of any day opens nothing by itself, and a restored machine shows names only if the folder of
keys was carried over by hand.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from secrets import token_hex
from typing import Final

from django.conf import settings

from keng.db.keyrings import KeyGone, Keyring, SealBroken
from keng.documents.store import FileStore
from keng.kernel.errors import WrongState

FOLDER: Final = "commended-names"
_RING: Final = Keyring(FOLDER)


def new_key() -> str:
    """Make a key; what it is called. One whose transaction fails stays behind and opens nothing."""
    name = token_hex(16)
    _RING.make(name)
    return name


def has_key(name: str) -> bool:
    """Whether this machine can open what was sealed under the key."""
    return _RING.has(name)


def sealed_words(name: str, words: Mapping[str, str]) -> str:
    """Words as they are stored. Raises WrongState on a machine without the key."""
    content = json.dumps(dict(words), ensure_ascii=False, sort_keys=True).encode()
    return base64.b64encode(_sealed(name, content, "words")).decode()


def opened_words(name: str, text: str) -> Mapping[str, str] | None:
    """The words again; None where nothing is stored, the key is gone, or the words were altered."""
    if not text:
        return None
    try:
        content = _RING.opened(name, base64.b64decode(text), _about(name, "words"))
        read: dict[str, str] = json.loads(content)
    except (KeyGone, ValueError):  # SealBroken and broken base64 are ValueErrors
        return None
    return read


def keep_file(name: str, content: bytes) -> str:
    """Seal a file and keep it; the sha256 of the sealed bytes, under which it lies."""
    return store().keep(_sealed(name, content, "file"))


def opened_file(name: str, digest: str) -> bytes:
    """A file again. Raises NotFound (not in the store) and WrongState (no key here, or damaged)."""
    sealed = store().read(digest)
    try:
        return _RING.opened(name, sealed, _about(name, "file"))
    except KeyGone:
        raise _without_key() from None
    except SealBroken:
        raise WrongState(
            "Nội dung đã mã hóa bị hỏng hoặc bị thay; hãy báo quản trị viên chạy keng verify.",
            message_en="The sealed content is damaged or was replaced; have keng verify run.",
            code="sealed_damaged",
        ) from None


def store() -> FileStore:
    """Where sealed files lie, in the folder of the files."""
    return FileStore(Path(settings.MEDIA_ROOT) / "commendations")


def destroy(name: str, files: tuple[str, ...] = ()) -> None:
    """Overwrite and remove the key, then the sealed files; nothing happens for what is gone."""
    _RING.destroy(name)
    for digest in files:
        store().remove(digest)


def _sealed(name: str, content: bytes, what: str) -> bytes:
    try:
        return _RING.sealed(name, content, _about(name, what))
    except KeyGone:
        raise _without_key() from None


def _without_key() -> WrongState:
    return WrongState(
        "Máy chủ này không có khóa của tên và hồ sơ này (đã rút, hoặc thư mục khóa chưa được "
        "chuyển sang máy này).",
        message_en="This machine has no key of this name and dossier: it was withdrawn, or the "
        "folder of keys was not carried over.",
        code="name_without_key",
    )


def _about(name: str, what: str) -> str:
    return f"keng commendation {what} {name}"
