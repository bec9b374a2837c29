"""What may come in at all: every uploaded file is judged by its bytes before any room reads it.

The rooms have closer limits for what they read. Here stands what none of them wants: programs,
pages and pictures that carry scripts, macros, archives that unpack to far more than they are, and
kinds that nobody here can read. The name of a file decides nothing.
"""

from __future__ import annotations

import zipfile
from typing import BinaryIO, Final

from keng.documents.archives import OLE_START, Bomb, OfficeLimits, has_macros, refuse_bombs
from keng.kernel.archives import DAMAGED
from keng.kernel.errors import BadInput

MOST_BYTES: Final = 100 * 1024 * 1024
_HEAD: Final = 4096
_KNOWN: Final = (
    b"%PDF-",
    OLE_START,
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"RIFF",
    b"II*\x00",
    b"MM\x00*",
    b"BM",
    b"GIF8",
)
_PROGRAMS: Final = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xfe\xed\xfa",
)
_ACTIVE: Final = (b"<script", b"<html", b"<!doctype html", b"<svg", b"<?php", b"<hta:")
_TYPES: Final = "[Content_Types].xml"
_LARGEST_TYPES: Final = 1024 * 1024
_LIMITS: Final = OfficeLimits(file_bytes=MOST_BYTES)


def admit(file: BinaryIO, *, filename: str, size: int) -> None:
    """Let a file pass whose bytes are of a kind that some room reads; it stands at its beginning.

    Raises BadInput with a stable code: file_too_large, program, active_content, macros,
    archive_bomb or unknown_kind. A file that passes may still be refused by the room that reads it.
    """
    if size > MOST_BYTES:
        raise _refused(filename, "file_too_large", "lớn hơn 100 MB", "is larger than 100 MB")
    file.seek(0)
    head = file.read(_HEAD)
    try:
        if head.startswith(b"PK"):
            _admit_archive(file, filename)
        elif head.startswith(_PROGRAMS):
            raise _refused(filename, "program", "là một chương trình", "is a program")
        elif not head.startswith(_KNOWN):
            _admit_text(head, filename)
    finally:
        file.seek(0)


def _admit_archive(file: BinaryIO, filename: str) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            refuse_bombs(archive, _LIMITS)
            names = {entry.filename for entry in archive.infolist()}
            types = b""
            if _TYPES in names:
                with archive.open(_TYPES) as part:
                    types = part.read(_LARGEST_TYPES)
            if has_macros(archive, types):
                raise _refused(filename, "macros", "có macro", "carries macros")
    except Bomb as bomb:
        what = f"bung ra quá lớn ({bomb})"
        raise _refused(
            filename, "archive_bomb", what, f"unpacks to far too much ({bomb})"
        ) from bomb
    except DAMAGED:
        return  # damaged or locked: the room that reads it says so in its own words


def _admit_text(head: bytes, filename: str) -> None:
    lowered = head.lower()
    if any(mark in lowered for mark in _ACTIVE):
        raise _refused(
            filename,
            "active_content",
            "là trang web hoặc có mã chạy được",
            "is a page with scripts",
        )
    is_utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in head and not is_utf16:
        raise _refused(
            filename, "unknown_kind", "thuộc loại Keng không đọc", "is of an unknown kind"
        )


def _refused(filename: str, code: str, what: str, what_en: str) -> BadInput:
    return BadInput(
        f"Tệp “{filename}” {what}; Keng không nhận. Hãy lưu lại thành Word (.docx), Excel (.xlsx), "
        "PDF hoặc ảnh rồi tải lên.",
        message_en=f'The file "{filename}" {what_en} and is not taken. Save it as Word (.docx), '
        "Excel (.xlsx), PDF or a picture and upload it again.",
        code=code,
    )
