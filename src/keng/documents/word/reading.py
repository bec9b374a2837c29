"""The figures of a .docx, ours or come back from another program.

Nothing here asks python-docx: its text of a paragraph leaves out what stands in a content control.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from keng.documents.word._fields import (
    MAP_NAMESPACE,
    Entry,
    entries_in,
    key_in,
    map_part,
)
from keng.documents.word._package import unzipped, zipped
from keng.documents.word._properties import PAPER_PROPERTY, custom_in, custom_of
from keng.documents.word._xml import Element, parse, qn, serialise
from keng.documents.word.description import BadDocument, FieldSource

_TEXT_PARTS: Final = re.compile(
    r"word/(document|footnotes|endnotes|header\d*|footer\d*|comments)\d*\.xml"
)
_MAP_PARTS: Final = re.compile(r"customXml/item\d+\.xml")
_CUSTOM_PART: Final = "docProps/custom.xml"
FIGURE_MARK: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What stands in the place of a figure where only the words around it are compared."""


@dataclass(frozen=True)
class ReadField:
    """A figure found in a file: where it stands, what it says now, and what was printed then.

    `source` is None where the file no longer holds the line of the map for this key.
    """

    key: str
    label: str
    text: str
    part: str
    printed: str = ""
    source: FieldSource | None = None

    @property
    def is_typed_over(self) -> bool:
        """Whether somebody changed the number by hand since it was printed."""
        return self.source is not None and self.text != self.printed


def read_fields(content: bytes) -> list[ReadField]:
    """Return every figure of a .docx in the order of its text, footnotes and headers after it.

    Finds them by tag or, where a program dropped the tags, by the key at the end of the title;
    also inside tables, footnotes, headers, and copies that a person pasted elsewhere.
    Raises BadDocument for a file that is no .docx.
    """
    parts = unzipped(content)
    entries = map_of(parts)
    return [
        _read(control, key, name, entries.get(key))
        for name, root in text_roots(parts)
        for control, key in controls_of(root)
    ]


def paper_id_of(content: bytes) -> str:
    """Return the id of the paper that a .docx belongs to, "" where it has none."""
    return properties_of(content).get(PAPER_PROPERTY, "")


def properties_of(content: bytes) -> dict[str, str]:
    """Return the properties that were put into a .docx with its paper."""
    part = unzipped(content).get(_CUSTOM_PART)
    return custom_in(_parsed(_CUSTOM_PART, part)) if part else {}


def belonging_to(content: bytes, paper_id: str) -> bytes:
    """Return the file as that of a paper: its id in the properties and in the map of figures."""
    parts = unzipped(content)
    name, figures = map_root(parts)
    if figures is not None:
        parts[name] = serialise(map_part(paper_id, entries_in(figures)))
    rows = {**properties_of(content), PAPER_PROPERTY: paper_id}
    parts[_CUSTOM_PART] = serialise(custom_of(rows))
    return zipped(parts)


def paragraphs_of(content: bytes) -> list[str]:
    """Return the text of every paragraph, tables, notes and heads included, figures and all."""
    return [
        _text_in(paragraph)
        for _, root in text_roots(unzipped(content))
        for paragraph in root.iter(qn("p"))
    ]


def shaped_lines_of(content: bytes) -> list[tuple[str, str]]:
    """Each paragraph twice: its text, and the same with a mark in the place of each figure.

    Two versions of a line that differ in their figures alone have the same second form.
    """
    return [
        (_text_in(paragraph), _shape_of(paragraph))
        for _, root in text_roots(unzipped(content))
        for paragraph in root.iter(qn("p"))
    ]


def _read(control: Element, key: str, part: str, entry: Entry | None) -> ReadField:
    properties = control.find(qn("sdtPr"))
    title = None if properties is None else properties.find(qn("alias"))
    label = entry.label if entry else ("" if title is None else title.get(qn("val"), ""))
    name = part.removeprefix("word/").removesuffix(".xml")
    if entry is None:
        return ReadField(key, label, text_of(control), name)
    return ReadField(key, label, text_of(control), name, entry.printed, entry.source)


def text_roots(parts: Mapping[str, bytes]) -> Iterator[tuple[str, Element]]:
    """The parts of a package that hold text, the body first, as trees."""
    names = [name for name in parts if _TEXT_PARTS.fullmatch(name)]
    for name in sorted(names, key=lambda name: (name != "word/document.xml", name)):
        yield name, _parsed(name, parts[name])


def controls_of(root: Element) -> Iterator[tuple[Element, str]]:
    """The controls of a part that hold figures, in order, each with its key."""
    return carriers(root, key_in)


def carriers(root: Element, carried: Callable[[Element], str]) -> Iterator[tuple[Element, str]]:
    """The controls of a part for which `carried` names something, in order, with that name."""
    for control in list(root.iter(qn("sdt"))):
        properties = control.find(qn("sdtPr"))
        name = "" if properties is None else carried(properties)
        if name:
            yield control, name


def text_of(control: Element) -> str:
    """The visible text: what was deleted with changes tracked stands in w:delText, not here."""
    holder = control.find(qn("sdtContent"))
    return "" if holder is None else _text_in(holder)


def _text_in(holder: Element) -> str:
    return "".join(_letters(element) for element in holder.iter())


def _shape_of(holder: Element) -> str:
    return "".join(
        FIGURE_MARK if _is_figure(child) else _letters(child) + _shape_of(child) for child in holder
    )


def _is_figure(element: Element) -> bool:
    properties = element.find(qn("sdtPr")) if element.tag == qn("sdt") else None
    return properties is not None and bool(key_in(properties))


def _letters(element: Element) -> str:
    if element.tag == qn("t"):
        return element.text or ""
    if element.tag == qn("noBreakHyphen"):
        return "-"
    return " " if element.tag in (qn("tab"), qn("br")) else ""


def map_of(parts: Mapping[str, bytes]) -> dict[str, Entry]:
    """The entries of the map of figures by key; none where the file has no map."""
    root = map_root(parts)[1]
    return {} if root is None else entries_in(root)


def map_root(parts: Mapping[str, bytes]) -> tuple[str, Element | None]:
    """The path and the tree of the map of figures, ("", None) where there is none."""
    for name in parts:
        if _MAP_PARTS.fullmatch(name):
            root = _parsed(name, parts[name])
            if root.tag == f"{{{MAP_NAMESPACE}}}figures":
                return name, root
    return "", None


def _parsed(name: str, content: bytes) -> Element:
    try:
        return parse(content)
    except etree.XMLSyntaxError as error:
        raise BadDocument(
            f"Phần “{name}” của tệp Word bị hỏng; hãy mở và lưu lại tệp rồi thử lại.",
            message_en=f"Part {name!r} of the file is damaged; open it, save it, try again.",
        ) from error
