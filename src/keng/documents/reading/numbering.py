"""Automatic numbers of Word paragraphs ("I.", "1.", "a)", "-"): computed, as no text holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACEHOLDER: Final = re.compile(r"%([1-9])")
_ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_TENS: Final = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_BULLET: Final = "-"  # the signs of symbol fonts are no letters; official papers write a dash


@dataclass(frozen=True)
class _Level:
    start: int = 1
    kind: str = "decimal"
    text: str = ""


@dataclass
class _List:
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of one document; `label` counts on, so ask it once a paragraph and in order."""

    def __init__(self, lists: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._groups: dict[str, str] = {}
        self._by_style: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._settled: dict[etree._Element, str] = {}
        if lists is not None:
            self._read_lists(lists)
        if styles is not None:
            self._by_style = dict(_style_numbers(styles))

    def settle(self, root: etree._Element) -> None:
        """Count all paragraphs of a body at once, for who then asks for some of them only."""
        self._settled = {one: self._label(one) for one in root.iter(f"{W}p")}

    def label(self, paragraph: etree._Element) -> str:
        """The number that Word shows before the paragraph, "" where it has none."""
        settled = self._settled.get(paragraph)
        return self._label(paragraph) if settled is None else settled

    def _label(self, paragraph: etree._Element) -> str:
        found = self._place(paragraph.find(f"{W}pPr"))
        if found is None:
            return ""
        name, depth = found
        known = self._lists.get(name)
        level = known.levels.get(depth) if known else None
        if known is None or level is None or level.kind == "none":
            return ""
        counts = self._counts.setdefault(self._groups.get(name, name), {})
        start = known.starts.get(depth, level.start)
        counts[depth] = counts[depth] + 1 if depth in counts else start
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.kind == "bullet":
            return _BULLET
        return _PLACEHOLDER.sub(lambda sign: self._shown(known, counts, int(sign[1])), level.text)

    def _shown(self, known: _List, counts: dict[int, int], place: int) -> str:
        level = known.levels.get(place - 1, _Level())
        count = counts.get(place - 1, known.starts.get(place - 1, level.start))
        return _written(count, level.kind)

    def _place(self, properties: etree._Element | None) -> tuple[str, int] | None:
        if properties is None:
            return None
        own = properties.find(f"{W}numPr")
        style = properties.find(f"{W}pStyle")
        inherited = self._by_style.get(_value(style))
        if own is None:
            return inherited
        name = _value(own.find(f"{W}numId")) or (inherited[0] if inherited else "")
        depth = _value(own.find(f"{W}ilvl"))
        if name == "0":  # Word's way to say: no number, whatever the style says
            return None
        return name, int(depth) if depth.isdigit() else (inherited[1] if inherited else 0)

    def _read_lists(self, lists: etree._Element) -> None:
        abstract = {
            one.get(f"{W}abstractNumId") or "": _levels(one)
            for one in lists.iter(f"{W}abstractNum")
        }
        for one in lists.iter(f"{W}num"):
            name = one.get(f"{W}numId") or ""
            group = _value(one.find(f"{W}abstractNumId"))
            starts = dict(_overrides(one))
            self._lists[name] = _List(abstract.get(group, {}), starts)
            # Lists of one pattern count on together, unless one of them begins anew.
            self._groups[name] = name if starts else f"pattern {group}"


def _levels(pattern: etree._Element) -> dict[int, _Level]:
    found = {}
    for level in pattern.iter(f"{W}lvl"):
        depth = level.get(f"{W}ilvl") or "0"
        start = _value(level.find(f"{W}start"))
        found[int(depth) if depth.isdigit() else 0] = _Level(
            int(start) if start.isdigit() else 1,
            _value(level.find(f"{W}numFmt")) or "decimal",
            _value(level.find(f"{W}lvlText")),
        )
    return found


def _overrides(one: etree._Element) -> Iterator[tuple[int, int]]:
    for override in one.iter(f"{W}lvlOverride"):
        depth = override.get(f"{W}ilvl") or "0"
        start = _value(override.find(f"{W}startOverride"))
        if depth.isdigit() and start.isdigit():
            yield int(depth), int(start)


def _style_numbers(styles: etree._Element) -> Iterator[tuple[str, tuple[str, int]]]:
    for style in styles.iter(f"{W}style"):
        number = style.find(f"{W}pPr/{W}numPr")
        if number is not None:
            depth = _value(number.find(f"{W}ilvl"))
            place = int(depth) if depth.isdigit() else 0
            yield style.get(f"{W}styleId") or "", (_value(number.find(f"{W}numId")), place)


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{W}val") or ""


def _written(count: int, kind: str) -> str:
    if kind.endswith("Roman"):
        roman = _roman(count)
        return roman.upper() if kind == "upperRoman" else roman
    if kind.endswith("Letter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind == "decimalZero":
        return f"{count:02d}"
    return str(count)


def _roman(count: int) -> str:
    if not 0 < count < 400:
        return str(count)
    written = ""
    for value, sign in (*_TENS, *_ROMAN):
        while count >= value:
            written, count = written + sign, count - value
    return written
