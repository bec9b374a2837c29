"""The pages of a Word file's sections: size, margins, and where their number is printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from keng.documents.word._effective import number_of
from keng.documents.word._xml import Element, R, qn
from keng.kernel.appearance import Alignment, Face, LookSection, PageNumber

_TWIPS_OF_MM: Final = 1440 / 25.4
_A4: Final = (11906, 16838)
_OFF: Final = ("0", "false", "off")
_FRAMED: Final = {"center": Alignment.CENTRE, "right": Alignment.RIGHT, "left": Alignment.LEFT}


@dataclass(frozen=True)
class Heads:
    """The heads and feet of pages by their relation, and how their paragraphs look."""

    parts: Mapping[str, Element]
    settings: Element | None
    face: Callable[[Element, Element], Face]
    align: Callable[[Element], Alignment]


def sections_of(breaks: Sequence[Element], heads: Heads) -> tuple[LookSection, ...]:
    """The sections that `w:sectPr` elements end; a head that one does not name is the last one's.

    A file without any has one section of Word's own page.
    """
    references: dict[str, Element] = {}
    found = []
    for properties in breaks:
        for name in ("headerReference", "footerReference"):
            for one in properties.iterfind(qn(name)):
                part = heads.parts.get(one.get(f"{{{R}}}id") or "")
                if part is not None:
                    references[f"{name[:6]} {one.get(qn('type')) or 'default'}"] = part
        found.append(_section(properties, references, heads))
    return tuple(found)


def _section(properties: Element, references: Mapping[str, Element], heads: Heads) -> LookSection:
    size, margins = properties.find(qn("pgSz")), properties.find(qn("pgMar"))
    gutter = _mm(margins, "gutter")
    return LookSection(
        _mm(size, "w", _A4[0]),
        _mm(size, "h", _A4[1]),
        _mm(margins, "top", 1440),
        _mm(margins, "bottom", 1440),
        _mm(margins, "left", 1440) + gutter,
        _mm(margins, "right", 1440),
        _number(properties, references, heads),
    )


def _mm(element: Element | None, name: str, missing: float = 0) -> float:
    told = element.get(qn(name)) if element is not None else None
    twips = number_of(told)
    return (
        abs(missing if twips is None else twips) / _TWIPS_OF_MM
    )  # a negative margin holds, whatever the head needs


def _number(
    properties: Element, references: Mapping[str, Element], heads: Heads
) -> PageNumber | None:
    apart = _is_on(properties.find(qn("titlePg")))
    for place in ("header", "footer"):
        found = _field(references.get(f"{place} default"))
        if found is None:
            continue
        run, paragraph = found
        first = references.get(f"{place} first") if apart else references.get(f"{place} default")
        on_first = _field(first) is not None
        return PageNumber(
            place == "header",
            _placed(paragraph, heads),
            heads.face(run, paragraph),
            on_first,
        )
    return None


def _field(part: Element | None) -> tuple[Element, Element] | None:
    """The run that shows the number of the page, and its paragraph."""
    if part is None:
        return None
    for paragraph in part.iter(qn("p")):
        for simple in paragraph.iter(qn("fldSimple")):
            if _is_page(simple.get(qn("instr"))):
                run = next(simple.iter(qn("r")), None)
                return (run, paragraph) if run is not None else None
        for told in paragraph.iter(qn("instrText")):
            if _is_page(told.text):
                run = next(told.iterancestors(qn("r")))
                return _shown_run(run), paragraph
    return None


def _shown_run(run: Element) -> Element:
    """The run with the digits, behind the one with the instruction."""
    separated = False
    for after in run.itersiblings(qn("r")):
        mark = after.find(qn("fldChar"))
        if mark is not None and mark.get(qn("fldCharType")) == "separate":
            separated = True
        elif separated and after.find(qn("t")) is not None:
            return after
    return run


def _is_page(instruction: str | None) -> bool:
    return (instruction or "").split()[:1] == ["PAGE"]


def _placed(paragraph: Element, heads: Heads) -> Alignment | None:
    """Where the number stands; None where a tab or a table puts it somewhere."""
    frame = paragraph.find(f"{qn('pPr')}/{qn('framePr')}")
    if frame is not None:
        return _FRAMED.get(frame.get(qn("xAlign")) or "")
    before = {tab for tab in paragraph.iter(qn("tab"), qn("ptab")) if _stands_in_run(tab)}
    if before or next(paragraph.iterancestors(qn("tc")), None) is not None:
        return None
    return heads.align(paragraph)


def _stands_in_run(tab: Element) -> bool:
    """Not a stop that the paragraph sets for its tabs."""
    parent = tab.getparent()
    return parent is not None and parent.tag == qn("r")


def _is_on(element: Element | None) -> bool:
    return element is not None and (element.get(qn("val")) or "1") not in _OFF
