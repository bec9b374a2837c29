"""Files kept under the digest of their bytes: the same bytes once, a changed byte noticed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from keng.db.wholefiles import write_whole
from keng.kernel.errors import NotFound


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
        """The bytes of a file; NotFound if they are not in the store."""
        try:
            return self._place(digest).read_bytes()
        except FileNotFoundError:
            raise NotFound(
                f"Không thấy tệp {digest[:12]}… trong kho tệp; hãy khôi phục từ bản sao lưu.",
                message_en=f"File {digest[:12]}… is not in the store; restore it from a backup.",
            ) from None

    def is_whole(self, digest: str) -> bool:
        """Whether the file is there and its bytes still have their sha256."""
        place = self._place(digest)
        return place.exists() and digest_of(place.read_bytes()) == digest

    def _place(self, digest: str) -> Path:
        return self.root / digest[:2] / digest
