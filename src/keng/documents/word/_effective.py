"""What a paragraph and its runs look like in the end: defaults, styles, lists, direct formatting.

The order is that of ECMA-376 part 1, 17.7.2: defaults of the document, style of the table, style of
the paragraph (with those it is based on), list, style of the run, then what stands at the place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from keng.documents.word._xml import Element, qn
from keng.documents.xmlparts import local

_OFF: Final = frozenset({"0", "false", "off", "none"})
_TOGGLES: Final = ("b", "i", "caps")
_DEEPEST: Final = 40
_LARGEST: Final = 100_000.0
_THEME_FONTS: Final = {"major": "majorFont", "minor": "minorFont"}


@dataclass
class Properties:
    """Properties by name, each with its attributes; later layers win attribute by attribute."""

    values: dict[str, dict[str, str]] = field(default_factory=dict)

    def over(self, element: Element | None) -> Properties:
        """These properties with the children of an element laid over them."""
        laid = {name: dict(held) for name, held in self.values.items()}
        for child in element if element is not None else ():
            name = local(child)
            held = laid.setdefault(name, {})
            given = {local_name(key): str(value) for key, value in child.attrib.items()}
            if name == "ind" and {"firstLine", "hanging"} & given.keys():
                held.pop("firstLine", None)
                held.pop("hanging", None)
            if name == "rFonts":
                _drop_other_way(held, given)
            held.update(given)
            if name in (*_TOGGLES, "contextualSpacing"):
                held["val"] = given.get("val", "1")
        return Properties(laid)

    def get(self, name: str, attribute: str = "val") -> str | None:
        """An attribute of a property, None where nothing sets it."""
        return self.values.get(name, {}).get(attribute)

    def number(self, name: str, attribute: str = "val") -> float | None:
        """The same as a number; None also for what is none."""
        return number_of(self.get(name, attribute))

    def is_on(self, name: str) -> bool:
        """Whether a property that is on or off is on."""
        value = self.get(name)
        return value is not None and value not in _OFF


def number_of(told: str | None) -> float | None:
    """A number as Word writes it; None for what is none, or larger than any page."""
    try:
        value = float(told or "")
    except ValueError:
        return None
    return value if abs(value) <= _LARGEST else None


def local_name(key: str | bytes) -> str:
    """The name of an attribute without its namespace."""
    return str(key).rpartition("}")[2]


def _drop_other_way(held: dict[str, str], given: dict[str, str]) -> None:
    """A font by name takes away the font by theme of a layer below, and the other way round."""
    for slot in ("ascii", "hAnsi"):
        if slot in given:
            held.pop(f"{slot}Theme", None)
        if f"{slot}Theme" in given:
            held.pop(slot, None)


class Styles:
    """The styles of a document and its theme's fonts."""

    def __init__(self, styles: Element | None, theme: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: dict[str, str] = {}
        self._runs = self._paragraphs = Properties()
        self._fonts = _theme_fonts(theme)
        if styles is None:
            return
        for style in styles.iterfind(qn("style")):
            name, kind = style.get(qn("styleId")) or "", style.get(qn("type")) or "paragraph"
            self._styles[name] = style
            if (style.get(qn("default")) or "0") not in _OFF:
                self._default[kind] = name
        defaults = styles.find(qn("docDefaults"))
        if defaults is not None:
            self._runs = Properties().over(defaults.find(f"{qn('rPrDefault')}/{qn('rPr')}"))
            self._paragraphs = Properties().over(defaults.find(f"{qn('pPrDefault')}/{qn('pPr')}"))

    def name_of(self, paragraph: Element) -> str:
        """The style that a paragraph bears, the default one where it names none."""
        own = paragraph.find(f"{qn('pPr')}/{qn('pStyle')}")
        name = own.get(qn("val")) if own is not None else None
        return name if name in self._styles else self._default.get("paragraph", "")

    def styles_of(self, paragraph: Element) -> list[Element]:
        """The style of a paragraph and all that it is based on, the farthest first."""
        return self._chain(self.name_of(paragraph))

    def paragraph(
        self, paragraph: Element, table: str | None, listed: Element | None
    ) -> Properties:
        """The paragraph's properties; `listed` are those of the level of its list, if any."""
        found = self._paragraphs
        for style in self._chain(table):
            found = found.over(style.find(qn("pPr")))
        own = paragraph.find(qn("pPr"))
        direct = own is not None and own.find(qn("numPr")) is not None
        if not direct:
            found = found.over(listed)
        for style in self.styles_of(paragraph):
            found = found.over(style.find(qn("pPr")))
        return (found.over(listed) if direct else found).over(own)

    def run(self, properties: Element | None, paragraph: Element, table: str | None) -> Properties:
        """The properties of a run (`w:rPr`) that stands in a paragraph."""
        base = self._runs
        for style in self._chain(table):
            base = base.over(style.find(qn("rPr")))
        of_paragraph = self._laid(self.styles_of(paragraph))
        mark = properties.find(qn("rStyle")) if properties is not None else None
        of_run = self._laid(self._chain(mark.get(qn("val")) if mark is not None else None))
        found = base
        for layer in (of_paragraph, of_run):
            found = _merged(found, layer)
        for name in _TOGGLES:
            # Bold in a bold style is upright again (17.7.3); what stands at the place decides.
            if of_paragraph.is_on(name) and of_run.is_on(name):
                found.values[name] = {"val": "0"}
        return found.over(properties)

    def font(self, properties: Properties, *, ascii_letters: bool) -> str:
        """The name of the font for ASCII letters, or for all others; "" where none is set."""
        slot = "ascii" if ascii_letters else "hAnsi"
        theme = properties.get("rFonts", f"{slot}Theme")
        if theme is not None:
            return self._fonts.get(theme[:5], "")
        return properties.get("rFonts", slot) or ""

    def _laid(self, styles: Iterable[Element]) -> Properties:
        found = Properties()
        for style in styles:
            found = found.over(style.find(qn("rPr")))
        return found

    def _chain(self, name: str | None) -> list[Element]:
        """A style and all that it is based on, the farthest first; circles end."""
        chain: list[Element] = []
        while name in self._styles and len(chain) < _DEEPEST:
            style = self._styles[str(name)]
            if style in chain:
                break
            chain.append(style)
            based = style.find(qn("basedOn"))
            name = based.get(qn("val")) if based is not None else None
        return chain[::-1]


def _merged(below: Properties, above: Properties) -> Properties:
    laid = {name: dict(held) for name, held in below.values.items()}
    for name, given in above.values.items():
        held = laid.setdefault(name, {})
        if name == "rFonts":
            _drop_other_way(held, given)
        held.update(given)
    return Properties(laid)


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    if theme is None:
        return {}
    found = {}
    for key, tag in _THEME_FONTS.items():
        for font in theme.iter(f"{{*}}{tag}"):
            latin = next(font.iter("{*}latin"), None)
            if latin is not None:
                found[key] = latin.get("typeface") or ""
    return found


class Lists:
    """The levels of the lists of a document, which set indents of their own."""

    def __init__(self, numbering: Element | None) -> None:
        self._levels: dict[tuple[str, str], Element] = {}
        if numbering is None:
            return
        patterns = {
            pattern.get(qn("abstractNumId")): pattern
            for pattern in numbering.iterfind(qn("abstractNum"))
        }
        for one in numbering.iterfind(qn("num")):
            pattern = patterns.get(_value(one, "abstractNumId"))
            for level in pattern.iterfind(qn("lvl")) if pattern is not None else ():
                found = level.find(qn("pPr"))
                key = (one.get(qn("numId")) or "", level.get(qn("ilvl")) or "0")
                self._levels[key] = found if found is not None else etree.Element(qn("pPr"))

    def level(self, paragraph: Element, styles: Styles) -> Element | None:
        """The `w:pPr` of the level that a paragraph belongs to, None where it is in no list."""
        if not self._levels:
            return None
        number, depth = None, None
        for holder in (*styles.styles_of(paragraph), paragraph):
            place = holder.find(f"{qn('pPr')}/{qn('numPr')}")
            if place is not None:
                number, depth = _value(place, "numId") or number, _value(place, "ilvl") or depth
        return self._levels.get((number or "", depth or "0"))


def _value(holder: Element, tag: str) -> str | None:
    found = holder.find(qn(tag))
    return found.get(qn("val")) if found is not None else None
