"""What a file is, told by its content; the name is only compared with it."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath
from typing import Final, NamedTuple

from keng.documents.archives import (
    OLE_START,
    Bomb,
    OfficeLimits,
    ole_has_macros,
    ole_kind,
    refuse_bombs,
)
from keng.documents.reading.refusals import refusal
from keng.kernel.archives import DAMAGED


class Sort(NamedTuple):
    """One sort of file that is read: what people call it, and the endings that it goes by."""

    label: str
    suffixes: tuple[str, ...]


SORTS: Final = {
    "txt": Sort("văn bản thuần", (".txt", ".text", ".md", ".csv", ".log")),
    "docx": Sort("Word (.docx)", (".docx", ".dotx")),
    "doc": Sort("Word đời cũ (.doc, .rtf, .odt)", (".doc", ".rtf", ".odt", ".dot")),
    "xlsx": Sort("Excel (.xlsx)", (".xlsx", ".xltx")),
    "pdf": Sort("PDF", (".pdf",)),
    "image": Sort("ảnh", (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp", ".gif")),
}
_PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"II*\x00", b"MM\x00*", b"BM", b"GIF8")
# Also how Word saves "as a web page" under the ending .doc.
_MARKUP: Final = (
    *(b"<!doctype", b"<html", b"<table", b"<head", b"<meta", b"<?xml", b"<svg"),
    b"mime-version:",
)
_HEAD: Final = 4096
_BINARY_SHARE: Final = 0.02
_CONTROLS: Final = (*range(1, 9), *range(14, 27), 28, 29, 30)


def sort_of(content: bytes, *, name: str) -> str:
    """The key of `SORTS` that the content is; FileRefused for every other kind of file."""
    head = content[:_HEAD]
    if not content.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n\f"):
        raise refusal("file_empty", name=name)
    if head.startswith(OLE_START):
        return _of_ole(content, name)
    if head.startswith(b"PK\x03\x04"):
        return _of_zip(content, name)
    if (sort := _by_start(head)) is not None:
        return sort
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise refusal(
            "file_unknown", name=name, detail="trang web hoặc XML", detail_en="a web page or XML"
        )
    if _is_binary(head):
        raise _unknown(name)
    return "txt"


def _by_start(head: bytes) -> str | None:
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "image"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return "doc" if head.startswith(b"{\\rtf") else None


def fits(sort: str, name: str) -> bool:
    """Whether the ending of the name is one of the sort's, or tells nothing."""
    suffix = PurePath(name).suffix.lower()
    known = {ending for one in SORTS.values() for ending in one.suffixes}
    return suffix not in known or suffix in SORTS[sort].suffixes


def _of_ole(content: bytes, name: str) -> str:
    kind = ole_kind(content)
    if kind == "password":
        raise refusal("file_password", name=name)
    if kind != "word":
        label = "Excel đời cũ .xls" if kind == "excel" else "tệp Office đời cũ"
        english = "an old workbook, .xls" if kind == "excel" else "an old Office file"
        raise refusal("file_unknown", name=name, detail=label, detail_en=english)
    if ole_has_macros(content):
        raise refusal("file_macros", name=name)
    return "doc"


def _of_zip(content: bytes, name: str) -> str:
    """The parts that the archive lists; it is opened for its directory only."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_bombs(archive, OfficeLimits())
            names = set(archive.namelist())
    except Bomb as bomb:
        raise refusal("file_bomb", name=name, detail=str(bomb)) from None
    except DAMAGED:
        raise refusal(
            "file_broken", name=name, detail="gói nén đứt", detail_en="the archive is cut off"
        ) from None
    if "mimetype" in names and "content.xml" in names:
        return "doc"
    if any(part.startswith("word/") for part in names):
        return "docx"
    if any(part.startswith("xl/") for part in names):
        return "xlsx"
    raise refusal("file_unknown", name=name, detail="tệp nén ZIP", detail_en="a ZIP archive")


def _unknown(name: str) -> Exception:
    suffix = PurePath(name).suffix or "không đuôi"
    return refusal("file_unknown", name=name, detail=suffix, detail_en=suffix)


def _is_binary(head: bytes) -> bool:
    """Control bytes that no text has; UTF-16 has zeros, but in every second place only."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    zeros = head.count(0)
    in_one_place = max(head[::2].count(0), head[1::2].count(0))
    if zeros:
        return in_one_place * 10 < zeros * 9 or zeros * 8 < len(head)
    controls = sum(head.count(bytes([code])) for code in _CONTROLS)
    return controls > len(head) * _BINARY_SHARE
