"""Archives that a stranger sent: what they declare is judged before a byte is unpacked. Pure."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import Final

_MEBIBYTE = 1024 * 1024
# The library has no error of its own for most of it: a cut or changed stream, an unknown or locked
# packing, a name or an offset that cannot be.
DAMAGED: Final = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, KeyError, struct.error),
)
"""What reading an archive raises where it is damaged, locked or packed in a way nobody reads."""


@dataclass(frozen=True)
class ArchiveLimits:
    """How much an archive may hold. Small ones may pack as well as they like."""

    entries: int
    unpacked_bytes: int
    ratio: int
    ratio_from_bytes: int


def excess(archive: zipfile.ZipFile, limits: ArchiveLimits) -> str:
    """What the archive declares too much of ("3000 phần"), or "" if it is within the limits.

    The archive reader never yields more of an entry than the entry declares.
    """
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if len(entries) > limits.entries:
        return f"{len(entries)} phần"
    if unpacked > limits.unpacked_bytes:
        return f"{unpacked // _MEBIBYTE} MB"
    if unpacked > limits.ratio_from_bytes and unpacked > packed * limits.ratio:
        return f"nén {unpacked // packed} lần"
    return ""
