"""Files kept under the digest of their bytes: the same bytes once, a changed byte noticed."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from keng.db.wholefiles import write_whole
from keng.kernel.errors import NotFound

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def digest_of(content: bytes) -> str:
    """The sha256 under which bytes are kept."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class FileStore:
    """A folder of files, each named by the sha256 of its bytes."""

    root: Path

    def keep(self, content: bytes) -> str:
        """Store the bytes and return their sha256; bytes that are there are not written again."""
        digest = digest_of(content)
        place = self._place(digest)
        if not place.exists():
            write_whole(place, content)
        return digest

    def read(self, digest: str) -> bytes:
        """The bytes of a file; NotFound if they are not in the store.

        A digest is read from the database: a text that is none names no file, else whoever changes
        a row could read the keys of the machine through a page.
        """
        try:
            return self._place(digest).read_bytes()
        except FileNotFoundError:
            raise _not_here(digest) from None

    def is_whole(self, digest: str) -> bool:
        """Whether the file is there and its bytes still have their sha256."""
        if not _DIGEST.fullmatch(digest):
            return False
        place = self._place(digest)
        return place.exists() and digest_of(place.read_bytes()) == digest

    def remove(self, digest: str) -> None:
        """Remove a file for good; nothing happens for one that is not there."""
        if _DIGEST.fullmatch(digest):
            self._place(digest).unlink(missing_ok=True)

    def _place(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise _not_here(digest)
        return self.root / digest[:2] / digest


def _not_here(digest: str) -> NotFound:
    return NotFound(
        f"Không thấy tệp {digest[:12]}… trong kho tệp; hãy khôi phục từ bản sao lưu.",
        message_en=f"File {digest[:12]}… is not in the store; restore it from a backup.",
    )
