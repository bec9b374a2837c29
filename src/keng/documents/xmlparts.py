"""The XML parts of an Office package: read without entities, network or DTD, in bounded memory."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from lxml import etree

_CHUNK: Final = 64 * 1024
_SILENCE: Final = 4 * 1024 * 1024  # bytes without a wanted element; a row of a form is under 1 MB
_SAFE: Final[dict[str, Any]] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


class Broken(Exception):
    """The package does not hold together."""


class HasDoctype(Exception):
    """A part declares a document type, the door of entity attacks."""


class Package:
    """The parts of one open archive, by their paths and by their relations."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def main_part(self) -> str:
        """The path of the part that the package is about; Broken where there is none."""
        for kind, path in self.relations("").values():
            if kind.endswith("/officeDocument"):
                return path
        raise Broken("thiếu phần chính")

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relation id -> (type, path of the target inside the package); outside links left out."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(rels):
            return {}
        found = {}
        for element in self.elements(rels, "Relationship"):
            if element.get("TargetMode") == "External":
                continue
            target = posixpath.join("/", folder, element.get("Target") or "")
            path = posixpath.normpath(target).lstrip("/")
            found[element.get("Id") or ""] = (element.get("Type") or "", path)
        return found

    def has(self, part: str) -> bool:
        """Whether the archive holds the part."""
        return part in self._archive.NameToInfo

    def size(self, part: str) -> int:
        """How many bytes the part unpacks to; Broken where it is missing."""
        if not self.has(part):
            raise Broken(f"thiếu phần {part}")
        return self._archive.getinfo(part).file_size

    def elements(
        self, part: str, *tags: str, until: tuple[str, ...] = ()
    ) -> Iterator[etree._Element]:
        """Elements of the named kinds in document order, each freed after its turn.

        Reading stops at the end of the first element named in `until`. Raises Broken for a part
        that is missing or damaged, HasDoctype for one with a document type.
        """
        if not self.has(part):
            raise Broken(f"thiếu phần {part}")
        tagged = [f"{{*}}{tag}" for tag in (*tags, *until)]
        parser = etree.XMLPullParser(events=("end",), tag=tagged, **_SAFE)
        silent = 0
        with self._archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                silent += len(chunk)
                for element in _feed(parser, chunk):
                    silent = 0
                    if local(element) in until:
                        return
                    yield element
                    _free(element)
                if silent > _SILENCE:
                    raise Broken(f"{part}: quá nhiều dữ liệu lạ")

    def tree(self, part: str) -> etree._Element:
        """The whole part as a tree, for parts whose size was asked first.

        Raises Broken or HasDoctype as `elements` does.
        """
        if not self.has(part):
            raise Broken(f"thiếu phần {part}")
        content = self._archive.read(part)
        try:
            root = etree.fromstring(content, etree.XMLParser(**_SAFE))
        except etree.XMLSyntaxError as damage:
            if b"<!DOCTYPE" in content[:_CHUNK]:
                raise HasDoctype from None
            raise Broken(str(damage)) from None
        if getattr(root.getroottree().docinfo, "doctype", None):
            raise HasDoctype
        return root


def local(element: etree._Element | None) -> str:
    """The name of an element without its namespace; "" for none."""
    return "" if element is None else _local_name(str(element.tag))


@lru_cache(maxsize=256)
def _local_name(tag: str) -> str:
    return tag.rpartition("}")[2]


def _feed(parser: etree.XMLPullParser, chunk: bytes) -> Iterator[etree._Element]:
    try:
        parser.feed(chunk)
        first = True
        for _, element in parser.read_events():
            if not isinstance(element, etree._Element):
                continue
            if first and getattr(element.getroottree().docinfo, "doctype", None):
                raise HasDoctype
            first = False
            yield element
    except etree.XMLSyntaxError as damage:
        if b"<!DOCTYPE" in chunk:
            raise HasDoctype from None
        raise Broken(str(damage)) from None


def _free(element: etree._Element) -> None:
    """Forget an element and all before it, so that memory does not grow with the sheet."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]
