"""Originals as they lie on the disk: each sealed under a key of its own, the key in another folder.

The sealed files lie in the folder of the files and enter every backup. The keys lie in a folder
beside the database that enters none: once a key is destroyed here, no backup opens the original
again. The price is that a restored machine cannot open what was kept before.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

from django.conf import settings

from keng.db.keyrings import KeyGone, Keyring, SealBroken
from keng.db.wholefiles import write_whole
from keng.documents.store import digest_of
from keng.kernel.errors import NotFound, WrongState

KEYS: Final = Keyring("original-keys")
PAPER: Final = "paper"
"""The file that was given."""
DRAWN: Final = "drawn"
"""The PDF that a Word file was turned into."""


def seal(name: str, files: dict[str, bytes], *, sha256: str) -> dict[str, str]:
    """Seal files (by PAPER, DRAWN) of one original under one new key; the sha256 of each as sealed.

    `sha256`, that of the original, is sealed with them, so that none opens as another's.
    """
    KEYS.make(name)
    digests = {}
    for part, content in files.items():
        sealed = KEYS.sealed(name, content, _about(part, sha256))
        write_whole(_place(name, part), sealed)
        digests[part] = digest_of(sealed)
    return digests


def opened(name: str, part: str, *, sha256: str) -> bytes:
    """The bytes of a file again.

    Raises WrongState on a machine without its key, NotFound without the file, and WrongState where
    the file is not what was sealed.
    """
    try:
        return KEYS.opened(name, _place(name, part).read_bytes(), _about(part, sha256))
    except KeyGone:
        raise WrongState(
            "Máy chủ này không có khóa của bản gốc (khóa không nằm trong bản sao lưu); hãy xem văn "
            "bản đã che, hoặc đọc lại tệp.",
            message_en="This machine has no key of the original (keys are in no backup); look at "
            "the masked text, or read the file again.",
            code="original_without_key",
        ) from None
    except FileNotFoundError:
        raise NotFound(
            "Tệp gốc đã mã hóa không còn trong kho tệp; hãy báo quản trị viên chạy keng verify.",
            message_en="The sealed original is not in the store; have keng verify run.",
        ) from None
    except SealBroken:
        raise WrongState(
            "Tệp gốc đã mã hóa bị hỏng hoặc bị thay; hãy báo quản trị viên chạy keng verify.",
            message_en="The sealed original is damaged or was replaced; have keng verify run.",
            code="original_damaged",
        ) from None


def has_key(name: str) -> bool:
    """Whether this machine can open the original."""
    return KEYS.has(name)


def is_whole(name: str, part: str, digest: str) -> bool:
    """Whether the sealed file is there and is the one that was sealed."""
    place = _place(name, part)
    return place.is_file() and digest_of(place.read_bytes()) == digest


def is_gone(name: str) -> bool:
    """Whether neither key nor file is left."""
    return not (has_key(name) or any(_place(name, part).exists() for part in (PAPER, DRAWN)))


def names(beginning: str) -> set[str]:
    """The originals of which a key or a file is there, whose names begin so."""
    sealed = _place("x", PAPER).parent.parent
    files = {one.name for one in sealed.glob(f"{beginning}*")} if sealed.is_dir() else set()
    return KEYS.names(beginning) | files


def discard(name: str) -> None:
    """Destroy the key, then remove the files; nothing happens for what is gone."""
    KEYS.destroy(name)
    for part in (PAPER, DRAWN):
        _place(name, part).unlink(missing_ok=True)
    with suppress(OSError):
        _place(name, PAPER).parent.rmdir()


def _about(part: str, sha256: str) -> str:
    return f"keng original {part} {sha256}"


def _place(name: str, part: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "originals" / name / part
