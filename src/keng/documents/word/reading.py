"""The figures of a .docx, ours or come back from another program, and filling them anew.

Nothing here asks python-docx: its text of a paragraph leaves out what stands in a content control.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from keng.documents.word._closing import reference_line
from keng.documents.word._fields import (
    MAP_NAMESPACE,
    Entry,
    entries_in,
    key_in,
    map_part,
    slot_in,
)
from keng.documents.word._letterhead import number_line, place_line
from keng.documents.word._package import unzipped, zipped
from keng.documents.word._properties import PAPER_PROPERTY, custom_in, custom_of
from keng.documents.word._xml import Element, parse, qn, serialise, text, w
from keng.documents.word.description import BadDocument, FieldSource, Letterhead

_TEXT_PARTS: Final = re.compile(
    r"word/(document|footnotes|endnotes|header\d*|footer\d*|comments)\d*\.xml"
)
_MAP_PARTS: Final = re.compile(r"customXml/item\d+\.xml")
_CUSTOM_PART: Final = "docProps/custom.xml"


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


@dataclass(frozen=True)
class NewValue:
    """What a figure is to say now: its text, exact value and the state of the data."""

    text: str
    exact: str = ""
    revision: str = ""


@dataclass(frozen=True)
class Refreshed:
    """A file whose figures were filled anew, and all that a person should look at.

    `changed`: figures whose text is another now. `typed_over`: they had been changed by hand.
    `turned`: a rise became a fall, or began or ceased; the words around it may be wrong now, so
    the number is highlighted. `unknown`: keys in the file for which no value was given.
    """

    content: bytes
    changed: tuple[str, ...] = ()
    typed_over: tuple[str, ...] = ()
    turned: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def read_fields(content: bytes) -> list[ReadField]:
    """Return every figure of a .docx in the order of its text, footnotes and headers after it.

    Finds them by tag or, where a program dropped the tags, by the key at the end of the title;
    also inside tables, footnotes, headers, and copies that a person pasted elsewhere.
    Raises BadDocument for a file that is no .docx.
    """
    parts = unzipped(content)
    entries = _map_of(parts)
    return [
        _read(control, key, name, entries.get(key))
        for name, root in _text_roots(parts)
        for control, key in _controls(root)
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
    name, figures = _map_root(parts)
    if figures is not None:
        parts[name] = serialise(map_part(paper_id, entries_in(figures)))
    rows = {**properties_of(content), PAPER_PROPERTY: paper_id}
    parts[_CUSTOM_PART] = serialise(custom_of(rows))
    return zipped(parts)


def paragraphs_of(content: bytes) -> list[str]:
    """Return the text of every paragraph, tables, notes and heads included, figures and all."""
    return [
        _text_in(paragraph)
        for _, root in _text_roots(unzipped(content))
        for paragraph in root.iter(qn("p"))
    ]


def refresh(content: bytes, values: Mapping[str, NewValue]) -> Refreshed:
    """Fill the figures of a .docx anew by key; everything else stays as it is, to the letter.

    The map in the file is brought up to date with them. Raises BadDocument for no .docx.
    """
    parts = unzipped(content)
    entries = _map_of(parts)
    seen = _Seen()
    for name, root in list(_text_roots(parts)):
        touched = False
        for control, key in _controls(root):
            touched |= _fill(control, entries.get(key), values.get(key), seen.at(key))
        if touched:
            parts[name] = serialise(root)
    _update_map(parts, entries, values)
    return Refreshed(zipped(parts), *seen.keys())


def issued(content: bytes, type_name: str, head: Letterhead) -> bytes:
    """Write number, place and day into a paper and take its draft marks away; all else stays.

    This is how a paper that people went on writing in Word becomes the one that is signed.
    """
    lines = {
        "number": number_line(head),
        "day": place_line(head),
        "reference": reference_line(type_name, head),
        "marks": "",
    }
    parts = unzipped(content)
    for name, root in list(_text_roots(parts)):
        for control, slot in _carriers(root, slot_in):
            if slot in lines:
                _set_text(control, lines[slot], ())
        parts[name] = serialise(root)
    return zipped(parts)


class _Seen:
    """What was noticed while filling, each key once and in order."""

    def __init__(self) -> None:
        self._noted: dict[str, dict[str, None]] = {
            name: {} for name in ("changed", "typed_over", "turned", "unknown")
        }
        self._key = ""

    def at(self, key: str) -> _Seen:
        self._key = key
        return self

    def note(self, what: str) -> None:
        self._noted[what][self._key] = None

    def keys(self) -> list[tuple[str, ...]]:
        return [tuple(keys) for keys in self._noted.values()]


def _fill(control: Element, entry: Entry | None, value: NewValue | None, seen: _Seen) -> bool:
    now = _text_of(control)
    if entry is not None and now != entry.printed:
        seen.note("typed_over")
    if value is None:
        seen.note("unknown")
        return False
    turned = entry is not None and _turned(entry.source, value)
    if turned:
        seen.note("turned")
    if now == value.text:
        return False
    seen.note("changed")
    _set_text(control, value.text, ("highlight",) if turned else ())
    return True


def _turned(source: FieldSource, value: NewValue) -> bool:
    if not source.view.startswith("change") or not source.exact or not value.exact:
        return source.view.startswith("change") and bool(source.exact) != bool(value.exact)
    return _sign(source.exact) != _sign(value.exact)


def _sign(exact: str) -> str:
    if not exact.strip("-0."):
        return "0"
    return "-" if exact.startswith("-") else "+"


def _set_text(control: Element, new: str, marks: tuple[str, ...]) -> None:
    """Put the text into the first run of the control, keeping that run's face."""
    holder = control.find(qn("sdtContent"))
    if holder is None:
        return
    runs = list(holder.iter(qn("r")))
    run = runs[0] if runs else w("r")
    face = run.find(qn("rPr"))
    properties = w("rPr") if face is None else face
    if marks and properties.find(qn("highlight")) is None:
        properties.append(w("highlight", val="yellow"))
    for child in list(run):
        run.remove(child)
    run.extend([*([properties] if len(properties) else []), text(new)])
    for other in runs[1:]:
        parent = other.getparent()
        if parent is not None:
            parent.remove(other)
    if not runs:
        paragraph = holder.find(qn("p"))
        (holder if paragraph is None else paragraph).append(run)


def _update_map(
    parts: dict[str, bytes], entries: Mapping[str, Entry], values: Mapping[str, NewValue]
) -> None:
    name, root = _map_root(parts)
    if root is None:
        return
    updated = {key: _updated(entry, values.get(key)) for key, entry in entries.items()}
    parts[name] = serialise(map_part(root.get("paper", ""), updated))


def _updated(entry: Entry, value: NewValue | None) -> Entry:
    if value is None:
        return entry
    source = replace(entry.source, exact=value.exact, revision=value.revision)
    return replace(entry, printed=value.text, source=source)


def _read(control: Element, key: str, part: str, entry: Entry | None) -> ReadField:
    properties = control.find(qn("sdtPr"))
    title = None if properties is None else properties.find(qn("alias"))
    label = entry.label if entry else ("" if title is None else title.get(qn("val"), ""))
    name = part.removeprefix("word/").removesuffix(".xml")
    if entry is None:
        return ReadField(key, label, _text_of(control), name)
    return ReadField(key, label, _text_of(control), name, entry.printed, entry.source)


def _text_roots(parts: Mapping[str, bytes]) -> Iterator[tuple[str, Element]]:
    names = [name for name in parts if _TEXT_PARTS.fullmatch(name)]
    for name in sorted(names, key=lambda name: (name != "word/document.xml", name)):
        yield name, _parsed(name, parts[name])


def _controls(root: Element) -> Iterator[tuple[Element, str]]:
    return _carriers(root, key_in)


def _carriers(root: Element, carried: Callable[[Element], str]) -> Iterator[tuple[Element, str]]:
    for control in list(root.iter(qn("sdt"))):
        properties = control.find(qn("sdtPr"))
        name = "" if properties is None else carried(properties)
        if name:
            yield control, name


def _text_of(control: Element) -> str:
    """The visible text: what was deleted with changes tracked stands in w:delText, not here."""
    holder = control.find(qn("sdtContent"))
    return "" if holder is None else _text_in(holder)


def _text_in(holder: Element) -> str:
    return "".join(_letters(element) for element in holder.iter())


def _letters(element: Element) -> str:
    if element.tag == qn("t"):
        return element.text or ""
    if element.tag == qn("noBreakHyphen"):
        return "-"
    return " " if element.tag in (qn("tab"), qn("br")) else ""


def _map_of(parts: Mapping[str, bytes]) -> dict[str, Entry]:
    root = _map_root(parts)[1]
    return {} if root is None else entries_in(root)


def _map_root(parts: Mapping[str, bytes]) -> tuple[str, Element | None]:
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
