"""Packages that strangers send (.docx, .xlsx): judged before a byte of them is unpacked.

Only what the archive declares is looked at, and the archive reader never yields more than declared.
What is dangerous is raised as a state of the world; each room words it for its own files.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import Final

from keng.kernel.archives import ArchiveLimits, excess

MEBIBYTE: Final = 1024 * 1024
OLE_START: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_OLD_WORD: Final = "WordDocument".encode("utf-16-le")
_OLD_EXCEL: Final = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book\x00"))
_OLD_MACROS: Final = tuple(name.encode("utf-16-le") for name in ("_VBA_PROJECT", "VBA\x00"))


class Bomb(Exception):
    """The archive would unpack to far more than any real file; the text says how much."""


@dataclass(frozen=True)
class OfficeLimits(ArchiveLimits):
    """How much of a file is read: far above any real one, far below what hurts the machine."""

    entries: int = 2_000
    unpacked_bytes: int = 256 * MEBIBYTE
    ratio: int = 150  # a real sheet packs 5 to 40 times; a bomb a thousand times
    ratio_from_bytes: int = 8 * MEBIBYTE  # small files may pack as well as they like
    file_bytes: int = 20 * MEBIBYTE


def refuse_bombs(archive: zipfile.ZipFile, limits: ArchiveLimits) -> None:
    """Raise Bomb where the archive declares too many parts, too much, or too good a packing."""
    if detail := excess(archive, limits):
        raise Bomb(detail)


def has_macros(archive: zipfile.ZipFile, types: bytes) -> bool:
    """Whether an Office package carries a program; `types` is its [Content_Types].xml."""
    names = (entry.filename for entry in archive.infolist())
    return b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in names)


def ole_kind(content: bytes) -> str:
    """What an OLE container holds: "password" (an encrypted package), "word", "excel" or "other".

    The names of its streams are UTF-16 in the directory, wherever that lies.
    """
    if _ENCRYPTED in content:
        return "password"
    if _OLD_WORD in content:
        return "word"
    return "excel" if any(name in content for name in _OLD_EXCEL) else "other"


def ole_has_macros(content: bytes) -> bool:
    """Whether an old Office file carries a program."""
    return any(name in content for name in _OLD_MACROS)
