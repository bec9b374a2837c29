"""Opening a workbook that a stranger sent: told apart by content, bounded, nothing executed.

Nothing is unpacked to disk, no link is followed, no formula is computed, no entity is expanded.
Limits are checked on what the archive declares before a byte of it is unpacked, and the archive
reader never yields more than declared.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from keng.documents.archives import (
    MEBIBYTE,
    OLE_START,
    Bomb,
    OfficeLimits,
    has_macros,
    ole_kind,
    refuse_bombs,
)
from keng.documents.secrecy import secrecy_mark
from keng.documents.workbooks.cells import CellKind, Sheet, Workbook
from keng.documents.workbooks.parts import Parts, TooLong
from keng.documents.workbooks.refusals import Wording, WorkbookRefused, refusal
from keng.documents.xmlparts import Broken, HasDoctype
from keng.kernel.archives import DAMAGED

_MAIN = "sheet.main+xml"
_TEMPLATE = "template.main+xml"


@dataclass(frozen=True)
class Limits(OfficeLimits):
    """How much of a workbook is read: far above any form, far below what hurts the machine."""

    rows: int = 20_000
    cells: int = 400_000


LIMITS = Limits()


def open_workbook(content: bytes, *, name: str, limits: Limits = LIMITS) -> Workbook:
    """All sheets of an .xlsx given as bytes; `name` is only for messages.

    Raises WorkbookRefused with a code of `refusals.REFUSALS`. Memory stays within the limits,
    whatever the file claims to be.
    """
    refuse_too_large(content, name, limits)
    _refuse_other_kinds(content, name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_bombs(archive, limits)
            _refuse_other_packages(archive, name)
            sheets = tuple(Parts(archive, rows=limits.rows, cells=limits.cells).sheets())
    except Bomb as bomb:
        raise refusal("file_bomb", name=name, detail=str(bomb)) from None
    except HasDoctype:
        raise refusal("file_entities", name=name) from None
    except TooLong as long:
        raise refusal("sheet_too_long", name=name, detail=str(long)) from None
    except (Broken, *DAMAGED) as damage:
        raise refusal("file_broken", name=name, detail=one_line(damage)) from None
    refuse_secret(sheets, name)
    return Workbook(name, hashlib.sha256(content).hexdigest(), sheets)


def refuse_too_large(content: bytes, name: str, limits: Limits) -> None:
    """Refuse more bytes than a form ever has, before any of them is looked at."""
    if len(content) > limits.file_bytes:
        detail = f"{len(content) // MEBIBYTE} MB > {limits.file_bytes // MEBIBYTE} MB"
        raise refusal("file_too_large", name=name, detail=detail)


def one_line(damage: Exception) -> str:
    """What is wrong with a damaged file, short enough for a message."""
    return " ".join(str(damage).split())[:80] or type(damage).__name__


def _refuse_other_kinds(content: bytes, name: str) -> None:
    if not content:
        raise refusal("file_empty", name=name)
    if content.startswith(OLE_START):
        raise _ole_refusal(content, name)
    if content.startswith(b"PK"):
        return
    raise refusal("file_not_workbook", name=name, detail=_kind_of(content, name))


def _ole_refusal(content: bytes, name: str) -> WorkbookRefused:
    kind = ole_kind(content)
    if kind == "password":
        return refusal("file_password", name=name)
    if kind == "word":
        return refusal(
            "file_not_workbook",
            name=name,
            detail=Wording("văn bản Word đời cũ (.doc)", "an old Word document (.doc)"),
        )
    return refusal("file_old_excel", name=name)


def _kind_of(content: bytes, name: str) -> Wording:
    head = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf"):
        return Wording("PDF", "a PDF")
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return Wording("bảng tính XML 2003", "an XML spreadsheet of 2003")
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        return Wording("trang web (HTML) đổi đuôi", "a web page (HTML) with another ending")
    if head.startswith((b"\xff\xd8\xff", b"\x89png", b"gif8")):
        return Wording("ảnh", "a picture")
    if b"\x00" not in content[:2048]:
        return Wording("văn bản thuần hoặc CSV", "plain text or CSV")
    suffix = PurePath(name).suffix
    return Wording(f"tệp loại khác ({suffix or 'không đuôi'})", f"another kind of file ({suffix})")


def _refuse_other_packages(archive: zipfile.ZipFile, name: str) -> None:
    names = {entry.filename for entry in archive.infolist()}
    if "mimetype" in names:
        raise refusal(
            "file_not_workbook",
            name=name,
            detail=Wording("tệp OpenDocument (.ods, .odt)", "an OpenDocument file (.ods, .odt)"),
        )
    if any(part.startswith("word/") for part in names):
        raise refusal(
            "file_not_workbook",
            name=name,
            detail=Wording("văn bản Word (.docx)", "a Word document (.docx)"),
        )
    if any(part.startswith("ppt/") for part in names):
        raise refusal(
            "file_not_workbook",
            name=name,
            detail=Wording("bài trình chiếu (.pptx)", "a presentation (.pptx)"),
        )
    if "[Content_Types].xml" not in names:
        raise refusal(
            "file_not_workbook", name=name, detail=Wording("tệp nén ZIP", "a ZIP archive")
        )
    types = archive.read("[Content_Types].xml")
    if has_macros(archive, types):
        raise refusal("file_macros", name=name)
    if b"sheet.binary" in types:
        raise refusal("file_binary_excel", name=name)
    if _MAIN.encode() not in types and _TEMPLATE.encode() not in types:
        raise refusal(
            "file_not_workbook",
            name=name,
            detail=Wording("gói Office loại khác", "another Office package"),
        )


def refuse_secret(sheets: tuple[Sheet, ...], name: str) -> None:
    """Refuse a file in which a cell bears a mark of secrecy."""
    for sheet in sheets:
        for row in sheet.rows:
            for cell in row:
                if cell.kind is CellKind.TEXT and (mark := secrecy_mark(cell.text)):
                    raise refusal(
                        "secret_marked", name=f"{name}!{sheet.name}!{cell.ref}", detail=mark
                    )
