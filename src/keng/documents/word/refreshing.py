"""The figures and the head of a .docx filled anew; everything else stays, to the letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from keng.documents.word._closing import reference_line
from keng.documents.word._fields import (
    Entry,
    map_part,
    slot_in,
)
from keng.documents.word._letterhead import number_line, place_line
from keng.documents.word._package import unzipped, zipped
from keng.documents.word._xml import Element, qn, serialise, text, w
from keng.documents.word.description import FieldSource, Letterhead
from keng.documents.word.reading import carriers, controls_of, map_of, map_root, text_of, text_roots


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


def refresh(content: bytes, values: Mapping[str, NewValue]) -> Refreshed:
    """Fill the figures of a .docx anew by key; everything else stays as it is, to the letter.

    The map in the file is brought up to date with them. Raises BadDocument for no .docx.
    """
    parts = unzipped(content)
    entries = map_of(parts)
    seen = _Seen()
    for name, root in list(text_roots(parts)):
        touched = False
        for control, key in controls_of(root):
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
    for name, root in list(text_roots(parts)):
        for control, slot in carriers(root, slot_in):
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
    now = text_of(control)
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
    name, root = map_root(parts)
    if root is None:
        return
    updated = {key: _updated(entry, values.get(key)) for key, entry in entries.items()}
    parts[name] = serialise(map_part(root.get("paper", ""), updated))


def _updated(entry: Entry, value: NewValue | None) -> Entry:
    if value is None:
        return entry
    source = replace(entry.source, exact=value.exact, revision=value.revision)
    return replace(entry, printed=value.text, source=source)
