"""The files of papers, each kept once under the sha256 of its bytes."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

from keng.kernel.errors import NotFound


def keep(content: bytes) -> str:
    """Store the bytes and return their sha256; bytes that are there already are not written again.

    The file is complete or not there at all: it is written beside its place and then moved.
    """
    digest = hashlib.sha256(content).hexdigest()
    place = _place(digest)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(place)
    return digest


def read(digest: str) -> bytes:
    """The bytes of a file; NotFound if they are not in the store."""
    try:
        return _place(digest).read_bytes()
    except FileNotFoundError:
        raise NotFound(
            f"Không thấy tệp {digest[:12]}… trong kho tệp; hãy khôi phục từ bản sao lưu.",
            message_en=f"File {digest[:12]}… is not in the store; restore it from a backup.",
        ) from None


def is_whole(digest: str) -> bool:
    """Whether the file is there and its bytes still have their sha256."""
    place = _place(digest)
    return place.exists() and hashlib.sha256(place.read_bytes()).hexdigest() == digest


def _place(digest: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "papers" / digest[:2] / digest
