"""The zip around the parts: written so that the same paper gives the same bytes, read with care."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from lxml import etree

from keng.documents.archives import MEBIBYTE, Bomb, OfficeLimits, refuse_bombs
from keng.documents.word._xml import Element, root_of, serialise
from keng.documents.word.description import BadDocument
from keng.kernel.archives import DAMAGED

RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_DOCUMENT: Final = "application/vnd.openxmlformats-officedocument."
LIMITS: Final = OfficeLimits(unpacked_bytes=100 * MEBIBYTE)
CONTENT_TYPES: Final = {
    "word/document.xml": f"{_DOCUMENT}wordprocessingml.document.main+xml",
    "word/styles.xml": f"{_DOCUMENT}wordprocessingml.styles+xml",
    "word/settings.xml": f"{_DOCUMENT}wordprocessingml.settings+xml",
    "word/footnotes.xml": f"{_DOCUMENT}wordprocessingml.footnotes+xml",
    "word/header1.xml": f"{_DOCUMENT}wordprocessingml.header+xml",
    "word/header2.xml": f"{_DOCUMENT}wordprocessingml.header+xml",
    "customXml/itemProps1.xml": f"{_DOCUMENT}customXmlProperties+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": f"{_DOCUMENT}extended-properties+xml",
    "docProps/custom.xml": f"{_DOCUMENT}custom-properties+xml",
}
CORE_RELATION: Final = f"{_PACKAGE}/metadata/core-properties"
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as one file, in the order given, without the time of day."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, date_time=_LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    """Return the parts of a .docx by name, in their order.

    Raises BadDocument for what is no .docx, is locked with a password, or unpacks to more than
    100 MB or 2,000 parts.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _parts(archive)
    except DAMAGED as error:
        raise _not_word() from error


def relations(rows: Iterable[tuple[str, str, str]]) -> Element:
    """Return a relationships part from rows of id, type and target."""
    root = root_of("Relationships", RELATIONS)
    for name, kind, target in rows:
        tag = f"{{{RELATIONS}}}Relationship"
        etree.SubElement(root, tag, Id=name, Type=kind, Target=target)
    return root


def content_types(names: Collection[str] = ()) -> bytes:
    """Return [Content_Types].xml for the named parts that this writer makes, by default all."""
    root = root_of("Types", TYPES)
    for extension, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        etree.SubElement(root, f"{{{TYPES}}}Default", Extension=extension, ContentType=kind)
    for name in names or CONTENT_TYPES:
        kind = CONTENT_TYPES[name]
        etree.SubElement(root, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=kind)
    return serialise(root)


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    try:
        refuse_bombs(archive, LIMITS)
    except Bomb as bomb:
        raise BadDocument(
            f"Tệp Word quá lớn khi giải nén ({bomb}); Keng không mở.",
            message_en=f"The file unpacks to far too much ({bomb}); it is not opened.",
        ) from None
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if "word/document.xml" not in names or any(entry.flag_bits & 1 for entry in entries):
        raise _not_word()
    return {entry.filename: archive.read(entry) for entry in entries if entry.filename[-1:] != "/"}


def _not_word() -> BadDocument:
    return BadDocument(
        "Tệp không phải là văn bản Word .docx đọc được (hoặc có mật khẩu); hãy lưu lại dạng "
        ".docx không mật khẩu rồi thử lại.",
        message_en="This is no readable .docx (or has a password); save it as .docx without one.",
    )
