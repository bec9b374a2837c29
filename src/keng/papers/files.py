"""The files of the register, each kept once under the sha256 of its bytes.

They lie in the same folder as those of `publishing`: an issued report is one file in both.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from keng.documents.store import FileStore


def keep(content: bytes) -> str:
    """Store the bytes and return their sha256."""
    return _store().keep(content)


def read(digest: str) -> bytes:
    """The bytes of a file; NotFound if they are not in the store."""
    return _store().read(digest)


def is_whole(digest: str) -> bool:
    """Whether the file is there and its bytes still have their sha256."""
    return _store().is_whole(digest)


def _store() -> FileStore:
    return FileStore(Path(settings.MEDIA_ROOT) / "papers")
