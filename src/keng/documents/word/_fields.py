"""Figures in a Word file: content controls, their keys, and the part that tells their sources.

A control carries its key twice: as its tag, and at the end of its title, because LibreOffice 7.4
drops tags when it saves a .docx. The source of each key stands in a custom XML part, which both
programs keep.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Final

from lxml import etree

from keng.documents.word._xml import Element, qn, root_of, text, w
from keng.documents.word.description import FieldSource, FigureField

MAP_NAMESPACE: Final = "urn:keng:figures:1"
SEPARATOR: Final = " · "
TITLE_LIMIT: Final = 64
KEY: Final = re.compile(r"[a-z][a-z2-7]{5,62}")
SLOT: Final = re.compile(r"paper\.([a-z]+)")
_SLOT_LABELS: Final = {
    "number": "Số, ký hiệu",
    "day": "Địa danh, thời gian",
    "reference": "Kèm theo",
    "marks": "Dấu dự thảo",
}
_FIRST_LENGTH: Final = 6


@dataclass(frozen=True)
class Entry:
    """One line of the map: a key, the label and source of its figure, the text as printed."""

    key: str
    label: str
    printed: str
    source: FieldSource


class Ledger:
    """Keys given out so far, in the order of the text; the same paper gets the same keys."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self.entries: dict[str, Entry] = {}

    def enter(self, figure: FigureField) -> Entry:
        """Give the figure a key of its own and remember its source."""
        seed = "\x1f".join((self._seed, str(len(self.entries)), *asdict(figure.source).values()))
        letters = base64.b32encode(hashlib.sha256(seed.encode()).digest()).decode().lower()
        name = "k" + letters.rstrip("=")
        length = _FIRST_LENGTH
        while name[:length] in self.entries:
            length += 1
        entry = Entry(name[:length], figure.label, figure.text, figure.source)
        self.entries[entry.key] = entry
        return entry


def control(entry: Entry) -> Element:
    """Return the run-level content control of a figure.

    Plain text, because LibreOffice 7.4 drops the title of any other; without a face of its own,
    because it drops that of a plain one: bold comes from the style of the paragraph.
    """
    return _control(entry.label, entry.key, entry.printed, w("tag", val=entry.key))


def slot(name: str, content: str) -> Element:
    """Return the control of a line that is written when the paper is issued; tags are figures."""
    return _control(_SLOT_LABELS[name], f"paper.{name}", content)


def _control(label: str, key: str, content: str, tag: Element | None = None) -> Element:
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") >> 1
    return w(
        "sdt",
        w(
            "sdtPr",
            w("alias", val=title_of(label, key)),
            tag,
            w("id", val=number),
            w("text"),
        ),
        w("sdtContent", w("r", text(content))),
    )


def title_of(label: str, key: str) -> str:
    """Return the control's title: the label, cut where Word would refuse it, then the key."""
    room = TITLE_LIMIT - len(SEPARATOR) - len(key)
    shown = label if len(label) <= room else label[: room - 1].rstrip() + "…"
    return f"{shown}{SEPARATOR}{key}"


def key_in(properties: Element) -> str:
    """Return the key that a control carries in its tag, else in its title, else ""."""
    return _carried(properties, KEY)


def slot_in(properties: Element) -> str:
    """Return the name of the slot that a control is, "" for any other control."""
    return _carried(properties, SLOT).removeprefix("paper.")


def _carried(properties: Element, shape: re.Pattern[str]) -> str:
    tag = properties.find(qn("tag"))
    title = properties.find(qn("alias"))
    found = "" if tag is None else tag.get(qn("val"), "")
    if not shape.fullmatch(found) and title is not None:
        found = title.get(qn("val"), "").rpartition(SEPARATOR)[2]
    return found if shape.fullmatch(found) else ""


def map_part(paper_id: str, entries: Mapping[str, Entry]) -> Element:
    """Return the root of the custom XML part that maps keys to sources."""
    root = root_of("figures", MAP_NAMESPACE)
    root.set("paper", paper_id)
    for entry in entries.values():
        figure = etree.SubElement(root, _name("figure"), key=entry.key, label=entry.label)
        for name, value in asdict(entry.source).items():
            if value:
                figure.set(name, value)
        figure.text = entry.printed
    return root


def entries_in(root: Element) -> dict[str, Entry]:
    """Read the map back; lines without a usable key are left out."""
    names = [part.name for part in fields(FieldSource)]
    found: dict[str, Entry] = {}
    for figure in root.iterfind(_name("figure")):
        key = figure.get("key", "")
        if KEY.fullmatch(key):
            source = FieldSource(**{name: figure.get(name, "") for name in names})
            found[key] = Entry(key, figure.get("label", ""), figure.text or "", source)
    return found


def _name(tag: str) -> str:
    return f"{{{MAP_NAMESPACE}}}{tag}"
